"""Whatever is answered, in whatever script, every message of a room or a panel stays within Discord's limits and names no author."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.rubric import load_rubric
from bot.core.judge import judge
from bot.core.judgement import Asked
from bot.core.scorecard import Desk, Heard, Scorecard
from bot.core.study import MOST_CHARACTERS, SCALE, Count, Room, Tally, reveal
from bot.core.study_replies import AnswerShown, AnswerVoted, JudgeShown, Revoted, RoomEnds
from bot.discord_app.limits import units
from bot.discord_app.paginate import sheets
from bot.discord_app.study.forms import MOST_NOTE
from bot.discord_app.study.pages import over, own, part
from bot.usecases.study_stage import OwnJudgement
from bot.wording.catalogue import load_texts
from bot.wording.peer import desk, round_begins, scorecard
from bot.wording.study import closing
from tests.discord_app.test_rendering import EMOJI, assert_fits, shown

TEXTS = load_texts()
RUBRIC = load_rubric()
ASKED = Asked("ownership", "senior", "Tell me about a time when nobody asked you.")
LETTERS = st.sampled_from([*"a \n*_`|~#->@<[漢é", "\u202e", EMOJI, "🇩🇪"])


def boxed(characters: list[str]) -> str:
    """As Discord's form would hold it."""
    text = ""
    for character in characters:
        if units(text) + units(character) > MOST_CHARACTERS:
            break
        text += character
    return text


ANSWERS = st.lists(LETTERS, min_size=1, max_size=60).map(lambda some: boxed(some * 80))


def test_no_vote_moves_towards_a_judge_who_found_nothing_to_vote_on() -> None:
    spread = Count((0, 1, 0, 1))
    tally = Tally(0, spread, Count((0, 0, 0, 2)), 1, 0)
    assert "Nearer to the judge's vote: 1" in closing(Revoted("study", tally, "no_hire"), TEXTS)
    assert closing(Revoted("study", tally, "insufficient_evidence"), TEXTS) == "After the discussion: No Hire 2."


def test_a_room_is_not_told_that_an_answer_in_another_language_lacks_a_story() -> None:
    text = "Ich habe das Projekt geleitet und die Fehler um die Hälfte gesenkt."
    reply = JudgeShown("study", 1, 3, text, judge(RUBRIC, ASKED, text), Count((1, 0, 0, 0)))
    told = "".join(shown(part(reply, "abcdefgh2345", reveal(Room("study"), 3), TEXTS)[0].view))
    assert RUBRIC.unread.why in told
    assert "story" not in told
    assert TEXTS("feedback.missing") not in told


@settings(max_examples=15, deadline=None)
@given(ANSWERS)
def test_every_part_fits_whatever_was_answered(text: str) -> None:
    room = reveal(Room("study"), 3)
    judgement = judge(RUBRIC, ASKED, text)
    spread = Count((50, 0, 0, 0), (("no_metric", 50),))
    parts = (
        AnswerShown("study", "Why?", 1, 3, text, True),
        JudgeShown("study", 1, 3, text, judgement, spread),
        JudgeShown("evaluate", 2, 2, text, judgement, spread, "It sounds strong. " * 20),
    )
    for reply in parts:
        messages = part(reply, "abcdefgh2345", room, TEXTS)
        for message in messages:
            assert_fits(shown(message.view))
        for end in (AnswerVoted("study", 1, 50), Revoted("study", Tally(0, spread, spread, 1, 1), judgement.verdict)):
            assert_fits(shown(over(reply, end, TEXTS).view))
    assert_fits(shown(own(OwnJudgement(ASKED, text, judgement), TEXTS).view))


def test_an_answer_of_several_messages_is_whole() -> None:
    text = "\n".join(f"{number}. *I* wrote `it` down, and [measured] it." for number in range(90))[:MOST_CHARACTERS]
    messages = part(AnswerShown("study", "Why?", 1, 3, text, False), "abcdefgh2345", reveal(Room("study"), 3), TEXTS)
    assert len(messages) > 1
    told = "\n".join(text for message in messages for text in shown(message.view))
    assert all(f"{number}" in told for number in range(text.count("\n")))
    buttons = [json.dumps(message.view.to_components()).count('"custom_id"') for message in messages if message.view]
    assert buttons == [0] * (len(messages) - 1) + [6]


def test_the_tally_of_fifty_answers_fits() -> None:
    count = Count((12, 13, 12, 13))
    lines = tuple((Tally(place, count, count, 1, 2), "leaning_no_hire", 47.0) for place in range(50))
    messages = part(RoomEnds("study", "finished", lines, 50), "abcdefgh2345", Room("study", 50, 99, 101, "finished"), TEXTS)  # type: ignore[arg-type]
    for message in messages:
        assert_fits(shown(message.view))
    told = "".join(text for message in messages for text in shown(message.view))
    assert all(f"Answer {number}**" in told for number in range(1, 51))


@settings(max_examples=40, deadline=None)
@given(st.lists(LETTERS, min_size=1, max_size=40).map(lambda some: "".join(some * 30)[:MOST_NOTE]))
def test_a_scorecard_leaves_room_for_the_round_after_it(note: str) -> None:
    """It is one message: what it holds may not be pushed out of it."""
    card = Scorecard(1, "1" * 19, "2" * 19, "success_and_scale_bring_broad_responsibility", "leaning_no_hire", ("no_metric",), {})
    full = Scorecard(
        card.round, card.interviewer, card.candidate, card.principle, "hire", ("commit",) * 3, {"stood": note, "missing": note}
    )
    blocks = (*scorecard(full, TEXTS), *round_begins(2, card.principle, "senior", card.candidate, card.interviewer, TEXTS))
    assert len(sheets(blocks)) == 1


def test_the_question_stands_first_on_a_desk_that_overflows() -> None:
    heard = tuple(Heard(f"Question {number}?", "I measured it. " * 200) for number in range(8))
    found = sheets(desk(Desk(1, "ownership", "sde2", "1" * 19, heard, "What did you measure?", "No number.", False), TEXTS))
    assert "What did you measure" in found[0].text


def test_a_button_carries_the_room_and_its_step_alone() -> None:
    room = reveal(Room("study"), 3)
    view = part(AnswerShown("study", "Why?", 1, 3, "An answer.", False), "abcdefgh2345", room, TEXTS)[-1].view
    assert view is not None
    found = json.dumps(view.to_components())
    assert all(f'"br1:srvote:abcdefgh2345:1:{step}"' in found for step in SCALE)
    assert '"br1:srgo:abcdefgh2345:1"' in found
