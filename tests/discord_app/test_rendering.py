"""Whatever is said, in whatever script, every message stays within Discord's limits and a person's words stay words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from bot.core.judgement import Finding, Judgement, LevelView, NextProbe, StageTime
from bot.core.replies import Asks, Briefs, Contrast, Debrief, Feedback, Reply, Revotes, Says, StageView, Todo, Vote
from bot.core.state import Interview, Question, Setup
from bot.core.vocabulary import FLAWS, LEVELS, SIGNALS, STAGES
from bot.discord_app.escape import clean, cut, escaped
from bot.discord_app.ids import CustomId, parse
from bot.discord_app.limits import CONTENT, CUSTOM_ID, V2_BYTES, V2_BYTES_EACH, V2_COMPONENTS, V2_TEXT, encoded, units
from bot.discord_app.paginate import sheets
from bot.discord_app.render import layout
from bot.discord_app.screens import screen
from bot.wording.blocks import Block, Bullets, Heading, Note, Paragraph, Quote, Rule, Span, Table
from bot.wording.catalogue import languages, load_texts
from bot.wording.findings import time_table

TEXTS = load_texts()
EMOJI = "👩‍👩‍👧‍👦"
SCRIPTS = st.sampled_from([*"a \n*_`|~#->@<[漢اé", "e\u0301", "\u202e", "\u200b", EMOJI, "🇩🇪", "\U0001f9d1"])
WORDS = st.lists(SCRIPTS, max_size=400).map("".join) | st.text(max_size=300)
SPANS = st.lists(st.builds(Span, WORDS, st.sampled_from(["plain", "strong", "said"])), min_size=1, max_size=4).map(tuple)
BLOCKS = st.one_of(
    st.builds(Heading, SPANS, st.sampled_from([1, 2, 3])),
    st.builds(Paragraph, SPANS),
    st.builds(Note, SPANS),
    st.builds(Quote, SPANS, st.text(max_size=30)),
    st.builds(Bullets, st.lists(SPANS, max_size=6).map(tuple), st.booleans()),
    st.just(Rule()),
    st.lists(st.tuples(SPANS, SPANS), max_size=4).map(lambda rows: Table(("One", "Two"), tuple(rows))),
)


def shown(view: object) -> list[str]:
    components: list[dict[str, object]] = []

    def walk(part: dict[str, object]) -> None:
        components.append(part)
        for child in part.get("components", ()):  # type: ignore[attr-defined]
            walk(child)

    for part in view.to_components():  # type: ignore[attr-defined]
        walk(part)
    assert len(components) <= V2_COMPONENTS
    return [str(part["content"]) for part in components if part["type"] == 10]


def assert_fits(texts: list[str]) -> None:
    assert sum(map(units, texts)) <= V2_TEXT
    assert sum(encoded(text) + V2_BYTES_EACH for text in texts) <= V2_BYTES
    assert all(texts)


@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCKS, max_size=12).map(tuple))
def test_every_sheet_fits_and_nothing_is_left_out(blocks: tuple[Block, ...]) -> None:
    found = sheets(blocks)
    for sheet in found:
        assert units(sheet.text) <= V2_TEXT
        assert encoded(sheet.text) <= V2_BYTES
    told = "".join(sheet.text for sheet in found)
    for block in blocks:
        if isinstance(block, Paragraph):
            for span in block.text:
                assert_told(span.text, told)


def assert_told(text: str, told: str) -> None:
    """Every letter of the text comes, in its order, on some sheet."""
    letters = iter(character for character in told if character.isalnum())
    for character in (character for character in clean(text) if character.isalnum()):
        assert any(character == letter for letter in letters), character


@pytest.mark.parametrize(
    "answer",
    [EMOJI * 570, "漢" * 4000, "*" * 4000, "e\u0301\u0302\u0303" * 1000, "a" * 4000, "a\n" * 2000, "\n" * 4000, "@everyone " * 400],
)
def test_the_worst_answer_fits_on_every_page(answer: str) -> None:
    state = Interview(Setup("ownership", answer[:400] or "?"), "feedback", step=3, question=Question("opening", "?"))
    for reply in (worst_feedback(answer), worst_debrief(answer), worst_asks(answer), worst_briefs(answer)):
        for apart in (True, False):
            look = screen("abcdefghjkmn", 3, state, [Says("received", {"words": "1", "from": "1", "to": "2"}), reply], TEXTS, apart=apart)
            assert look.question is None or units(look.question) <= CONTENT
            for number, sheet in enumerate(look.pages):
                frame, below = look.look("abcdefghjkmn", 3, number, TEXTS, live=True)
                assert_fits(shown(layout(sheet, frame, below=below)))


@given(WORDS)
def test_a_persons_words_format_nothing(text: str) -> None:
    told = escaped(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_~`|<>\[\]]", told.replace("@\u200b", "@"))
    assert not re.search(r"^\s*(?:[-+#]|\d+[.)])", told, re.MULTILINE)
    assert "@everyone" not in told
    assert "://" not in told
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", told)


@given(st.lists(st.sampled_from(["a", EMOJI, "e\u0301", "🇩🇪", "漢"]), max_size=60).map("".join), st.integers(1, 80))
def test_a_cut_falls_between_characters(text: str, length: int) -> None:
    kept = cut(text, length)
    assert units(kept) <= length
    if kept != text:
        assert kept.endswith("…")
        whole = list(iter_graphemes(text))
        assert list(iter_graphemes(kept[:-1])) == whole[: len(list(iter_graphemes(kept[:-1])))]


@given(st.text(max_size=120) | st.from_regex(r"br1:[a-z]{1,20}:[a-z0-9-]{1,20}:[0-9]{1,8}(:[a-z_]{1,70})?", fullmatch=True))
def test_an_id_is_ours_or_nothing(text: str) -> None:
    found = parse(text)
    if found is not None:
        assert str(found) == text
        assert len(str(found)) <= CUSTOM_ID


@pytest.mark.parametrize("language", languages())
def test_figures_stand_below_the_names_of_their_columns_in_every_language(language: str) -> None:
    texts = load_texts(language)
    times = {stage: StageTime(128, 90, 0.41, 90) for stage in STAGES}
    (sheet,) = sheets(time_table(times, texts))
    for column in ("words", "spoken", "share", "target"):
        assert texts(f"time.header.{column}") in str(sheet)


def test_an_id_that_could_not_be_read_back_is_refused() -> None:
    with pytest.raises(ValueError, match="not a custom_id"):
        str(CustomId("Answer", "abc", 1))
    with pytest.raises(ValueError, match="not a custom_id"):
        str(CustomId("answer", "abc", 1, "x" * 90))


# The worst that a reply can hold -----------------------------------------------------------------------------------------------


def judgement(answer: str) -> Judgement:
    quote = answer[:2000]

    def found(ids: object) -> tuple[Finding, ...]:
        return tuple(Finding(id, 0, len(quote), quote, "action", "w" * 200) for id in ids)  # type: ignore[attr-defined]

    return Judgement(
        verdict="leaning_no_hire",
        score=50.0,
        leans="weak",
        flaws=found((*FLAWS, *list(FLAWS)[:8])),
        signals=found(SIGNALS),
        stages={stage: StageTime(800, 330, 0.2, 90) for stage in STAGES},
        probes=(NextProbe("no_metric", quote, "r" * 300),),
        levels={level: LevelView("hire", 70.0, "l" * 300) for level in LEVELS},
        because=("b" * 300,) * 6,
    )


def contrast(answer: str) -> Contrast:
    flaws, signals = tuple(FLAWS), tuple(SIGNALS)
    return Contrast(answer, answer, answer, "w" * 500, answer, answer[:200], "weak", flaws, signals, signals, "e" * 300, "q" * 300)


def worst_feedback(answer: str) -> Reply:
    vote = Vote("hire", 70.0, answer, "y" * 300)
    return Feedback("probe", judgement(answer), vote, vote, None, contrast(answer), (), True)


def worst_debrief(answer: str) -> Reply:
    vote = Vote("hire", 70.0, answer, "y" * 300)
    view = StageTime(800, 330, 0.2, 90)
    judged = judgement(answer)
    return Debrief(
        principle="success_and_scale_bring_broad_responsibility",
        level="senior",
        mode="practice",
        question=answer,
        answer=answer,
        opening=judged,
        first_vote=vote,
        final_vote=vote,
        revotes=tuple(Revotes(number, answer[:500], "r" * 300, "no_metric", answer, vote, vote) for number in range(1, 11)),
        stages=tuple(StageView(stage, view, judged.signals, judged.flaws, answer, "c" * 500) for stage in STAGES),
        contrasts=(contrast(answer),) * 5,
        inconsistencies=(),
        levels=judged.levels,
        seconds=(150, 180),
        spoken_seconds=400,
        writing_seconds=7000,
        todos=tuple(Todo("no_metric", "t" * 300, answer) for _ in range(3)),
        other_principles=(("dive_deep", "o" * 300),) * 3,
        early=True,
        guarded=tuple(("email", f"{number}{'n' * 200}") for number in range(10)),
    )


def worst_asks(answer: str) -> Reply:
    return Asks("probe", answer, 1, 5, "no_metric", answer, deeper=True, repeated=True)


def worst_briefs(answer: str) -> Reply:
    return Briefs("practice", "ownership", "sde2", "scenario", answer, {"Line of work": answer[:500]}, (0, 120), 5)
