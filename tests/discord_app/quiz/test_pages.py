"""Every question of the library fits one message: open, explained, and with its answers counted."""

from __future__ import annotations

import re

from bot.content.library import read_library
from bot.core.quiz import items
from bot.core.quiz_replies import AnswerTold, Place, Posed, QuestionOpen, QuizAsks, QuizExplains, Scores, StoryTold
from bot.core.scenario import QuizOption
from bot.discord_app.limits import V2_BYTES, V2_TEXT, encoded, units
from bot.discord_app.markup import inline
from bot.discord_app.quiz.pages import page
from bot.discord_app.render import Outgoing
from bot.wording.blocks import moment, named, plain
from bot.wording.catalogue import load_texts
from bot.wording.quiz import solo
from bot.wording.quiz_party import party

TEXTS = load_texts()


def shown(message: Outgoing) -> str:
    assert message.view is not None
    return "\n".join(str(getattr(item, "content", "")) for item in message.view.walk_children())


def test_every_question_fits_whole_at_every_step() -> None:
    for item in items(read_library()[0].scenarios.values()):
        posed = Posed(item, 7, 20, 20)
        replies = (
            QuestionOpen(posed, 2_000_000_000),
            StoryTold(posed, 2_000_000_000, False),
            AnswerTold(posed, (200,) * len(item.options)),
        )
        pages = [page(party(reply, TEXTS), TEXTS) for reply in replies]
        pages += [
            page(solo(reply, "senior", TEXTS), TEXTS) for reply in (QuizAsks(posed), QuizExplains(posed, 0, 3, 4, item.bars["senior"]))
        ]
        for message in pages:
            text = shown(message)
            assert units(text) <= V2_TEXT, item.key
            assert encoded(text) <= V2_BYTES, item.key
            assert TEXTS("quiz.cut") not in text, item.key


def test_what_is_too_long_for_one_message_is_said_to_be_left_out() -> None:
    item = items(read_library()[0].scenarios.values())[0]
    options = tuple(QuizOption("t" * 240, place == 0, "w " * 500) for place in range(5))
    long = Posed(type(item)(**{**{name: getattr(item, name) for name in type(item).__slots__}, "options": options}), 1, 1, 1)
    text = shown(page(party(AnswerTold(long, (1,) * 5), TEXTS), TEXTS))
    assert units(text) <= V2_TEXT
    assert TEXTS("quiz.cut") in text


def test_a_tie_that_a_few_milliseconds_decide_shows_them() -> None:
    places = (Place(1, "7", 1, 0.604), Place(2, "8", 1, 0.611))
    text = shown(page(party(Scores(places, 2, 1, "finished"), TEXTS), TEXTS))
    assert "in 0.604 s" in text
    assert "in 0.611 s" in text


def test_only_an_id_becomes_a_mention() -> None:
    assert inline((moment(5), named("member", 7), named("role", 8), named("channel", "9"))) == "<t:5:R><@7><@&8><#9>"
    assert not re.search(r"(?<!\\)<[@#t]", inline((named("member", "7> <@&8"), *plain("<@7> <#9> <t:5:R>"))))
