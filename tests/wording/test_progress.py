"""A member's own past in words and pictures: the chart and its words say the same, and nobody's words are ours."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from itertools import pairwise
from math import isnan
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex

from bot.core.advice import ADVICE
from bot.core.coverage import Story, coverage
from bot.core.drills import Drill, Rewrite, Spot
from bot.core.grading import Grade, Rating, Why
from bot.core.judgement import Finding
from bot.core.loop import Day, Round
from bot.core.panel import Heard, panel
from bot.core.progress import progress
from bot.core.telling import Mark, Telling
from bot.core.vocabulary import PRINCIPLES
from bot.wording import charts
from bot.wording.blocks import Block, Bullets, Heading, Note, Paragraph, Quote, Table, Text
from bot.wording.catalogue import Texts, load_texts
from bot.wording.charts import coverage_chart, progress_chart
from bot.wording.loop import day_page, panel_page
from bot.wording.names import name_of
from bot.wording.progress import ALT_LENGTH, alternative, progress_page
from bot.wording.review import ReviewView, drill_page, grade_page, standing_page
from bot.wording.stories import matrix_alternative, stories_page, story_page
from tests.core.tellings import telling
from tests.wording.contrast import contrast

BANDS = (33.0, 56.0, 78.0)


@pytest.fixture(params=["en", "es"])
def texts(request: pytest.FixtureRequest) -> Texts:
    return load_texts(str(request.param))


def words(blocks: tuple[Block, ...]) -> str:
    """Everything that the blocks say."""
    parts: list[str] = []
    for block in blocks:
        match block:
            case Heading(text) | Paragraph(text) | Note(text):
                parts.append(_plain(text))
            case Quote(text, by):
                parts += [by, _plain(text)]
            case Bullets(items):
                parts += [_plain(item) for item in items]
            case Table(headers, rows):
                parts += [*headers, *(_plain(cell) for row in rows for cell in row)]
    return "\n".join(parts)


def _plain(text: Text) -> str:
    return "".join(span.text for span in text)


def said_in(blocks: tuple[Block, ...]) -> str:
    """The words that are marked as a person's."""
    found = []
    for block in blocks:
        texts = (
            [block.text]
            if isinstance(block, Heading | Paragraph | Note | Quote)
            else list(block.items)
            if isinstance(block, Bullets)
            else []
        )
        found += [span.text for text in texts for span in text if span.kind == "said"]
    return "\n".join(found)


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def test_the_chart_is_a_picture_and_its_words_hold_its_figures(texts: Texts) -> None:
    told = [telling(number, principle, 10.0 + 9 * number) for number, principle in enumerate(("ownership", "dive_deep") * 5)]
    found = progress(told)
    assert size_of(progress_chart(found, BANDS, texts)) == (1200, 990)
    alt = alternative(found, BANDS, texts)
    assert len(alt) <= ALT_LENGTH
    for score in ("10", "19", "91"):
        assert score in alt
    page = words(progress_page(found, texts, listed=None))
    assert all(f"({round(point.score)})" in page for point in found.points)


@given(
    st.lists(st.tuples(st.sampled_from(["ownership", "dive_deep", "earn_trust", "think_big"]), st.floats(0, 100)), min_size=3, max_size=90),
    st.tuples(st.integers(0, 2), st.integers(0, 2)),
)
@settings(max_examples=8, deadline=None)
def test_any_history_can_be_drawn(votes: list[tuple[str, float]], acts: tuple[int, int]) -> None:
    found = progress([telling(number, principle, score, acts=acts) for number, (principle, score) in enumerate(votes)])
    texts = load_texts()
    assert size_of(progress_chart(found, BANDS, texts)) == (1200, 990)
    assert len(alternative(found, BANDS, texts)) <= ALT_LENGTH


def test_a_matrix_draws_any_name_and_says_what_it_shows(texts: Texts) -> None:
    names = ("$x^2$ and $$", "夜間エクスポート", "a\nb", "🙂" * 60, "שלום")
    shelf = [
        Story(number, name, True, (telling(number, "ownership", 30.0 * number, story=number, serves=("dive_deep",)),))
        for number, name in enumerate(names)
    ]
    found = coverage(shelf, "senior")
    assert size_of(coverage_chart(found, texts))[1] == 1110
    page = stories_page(found, 2, texts)
    for name in names:
        assert name in said_in(page), "a story's name is its member's words"
    assert said_in(story_page(shelf[0], texts)).startswith(names[0])


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The figures that are drawn, as matplotlib laid them out."""
    found: list[Any] = []
    png = charts._png

    def seen(figure: Any) -> bytes:
        found.append(figure)
        return png(figure)

    monkeypatch.setattr(charts, "_png", seen)
    return found


def test_every_principle_in_the_matrix_is_named_whole_within_its_row(texts: Texts, drawn: list[Any]) -> None:
    coverage_chart(coverage([Story(1, "Export", True, (telling(1),))], "sde2"), texts)
    labels = drawn[0].axes[0].get_yticklabels()
    assert [label.get_text().replace("\n", " ") for label in labels] == [name_of("principle", one, texts) for one in PRINCIPLES]
    boxes = [label.get_window_extent() for label in labels]
    assert all(above.y0 >= below.y1 for above, below in pairwise(boxes))
    assert min(box.x0 for box in boxes) >= 0


def test_no_name_of_a_story_stands_on_its_neighbours(drawn: list[Any]) -> None:
    names = ("WAREHOUSE MIGRATION", "AWS MOMMM", "The nightly export failed", "Миграция базы", "illicit little list")
    shelf = [Story(number, name, True, (telling(number),)) for number, name in enumerate(names * 2)]
    coverage_chart(coverage(shelf, "sde2"), load_texts())
    labels = drawn[0].axes[0].get_xticklabels()
    boxes = [label.get_window_extent() for label in labels]
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))
    assert labels[1].get_text() == "2\nAWS MOMMM"


def test_a_name_is_drawn_as_far_as_there_are_letters_for_it(drawn: list[Any]) -> None:
    names = ("Export 🙂 at night", "שלום", "🙂 Export")
    coverage_chart(coverage([Story(number, name, True, (telling(number),)) for number, name in enumerate(names)], "sde2"), load_texts())
    assert [label.get_text() for label in drawn[0].axes[0].get_xticklabels()] == ["1\nExport…", "2\n", "3\n"]


def test_the_longest_principles_are_named_whole_above_the_scores(texts: Texts, drawn: list[Any]) -> None:
    longest = sorted(PRINCIPLES, key=lambda one: -len(name_of("principle", one, texts)))[:6]
    progress_chart(progress([telling(number, principle) for number, principle in enumerate(longest)]), BANDS, texts)
    legend = drawn[0].axes[0].get_legend()
    said = {text.get_text().replace("\n", " ") for text in legend.get_texts()}
    assert said == {name_of("principle", one, texts) for one in longest}
    box, (width, height) = legend.get_window_extent(), (drawn[0].bbox.x1, drawn[0].bbox.y1)
    assert 0 <= box.x0 < box.x1 <= width
    assert 0 <= box.y0 < box.y1 <= height


def unjudged(number: int, acts: tuple[int, int] = (3, 1)) -> Telling:
    one = telling(number, acts=acts)
    return replace(one, told=replace(one.told, mark=Mark("insufficient_evidence", 5.0)))


def lines(axes: Any) -> list[list[int]]:
    """The interviews that each line of the chart leads through without a gap."""
    runs: list[list[int]] = []
    for line in axes.get_lines():
        runs.append([])
        for at, height in zip(line.get_xdata(), line.get_ydata(), strict=True):
            if isnan(height):
                runs.append([])
            else:
                runs[-1].append(int(at))
    return [run for run in runs if len(run) > 1]


def test_the_chart_is_read_without_telling_its_colours_apart(texts: Texts, drawn: list[Any]) -> None:
    """The names of the habits were told from each other by pale letters alone, and a light shape was lost on its ground."""
    told = [telling(number, principle) for number, principle in enumerate([*PRINCIPLES][:6] * 3)]
    progress_chart(progress(told), BANDS, texts)
    above, below = drawn[0].axes
    names = {text.get_position()[1]: text for text in below.texts}
    assert len(names) == 3
    assert all(contrast(to_hex(text.get_color()), charts.GROUND) >= 4.5 for text in names.values())
    beside = {one.get_segments()[0][0][1]: one for one in below.collections}
    assert beside.keys() == names.keys(), "a piece of its line stands beside each name"
    assert len({str(one.get_linestyles()) for one in beside.values()}) == 3
    shapes = [one for one in above.collections if isinstance(one, PathCollection)]
    assert len(shapes) == 6
    grounds = [to_hex(patch.get_facecolor()) for patch in above.patches]
    assert min(contrast(to_hex(np.asarray(one.get_edgecolor())[0]), ground) for one in shapes for ground in grounds) >= 3


def test_a_story_without_a_name_is_not_said_to_have_one_suggested(texts: Texts) -> None:
    page = words(stories_page(coverage([Story(1, "", False, (telling(1),))], "sde2"), 0, texts))
    assert texts("stories.unnamed") in page
    assert texts("stories.suggested") not in page
    assert texts("stories.suggested") in words(stories_page(coverage([Story(1, "Export", False, (telling(1),))], "sde2"), 0, texts))


def test_no_score_at_either_end_is_not_no_score_at_all() -> None:
    texts = load_texts()
    page = words(progress_page(progress([unjudged(1), telling(2), unjudged(3)]), texts))
    assert "no score at first, no score last" in page, "beside a best vote of Hire"
    assert "at first, no score" not in words(progress_page(progress([unjudged(1), unjudged(2)]), texts))


def test_the_one_interview_that_is_not_listed_is_one() -> None:
    page = words(progress_page(progress([telling(number) for number in range(13)]), load_texts()))
    assert "The one before these is in `/history`." in page


def test_scores_of_several_levels_are_not_shown_as_if_they_were_of_one(texts: Texts) -> None:
    told = [telling(1, score=60), telling(2, score=58)]
    several = progress([*told, replace(telling(3, score=41), level="senior")])
    assert texts("progress.levels") in words(progress_page(several, texts))
    assert texts("progress.levels") not in words(progress_page(progress(told), texts))


def test_no_line_leads_past_an_interview_without_a_score(texts: Texts, drawn: list[Any]) -> None:
    progress_chart(progress([telling(1), telling(2), unjudged(3), telling(4), telling(5)]), BANDS, texts)
    assert lines(drawn[0].axes[0]) == [[1, 2], [4, 5]]


def test_a_habit_that_nothing_shows_any_more_is_not_told_as_it_is_now(drawn: list[Any]) -> None:
    texts = load_texts()
    found = progress([*(telling(number) for number in (1, 2, 3)), *(unjudged(number, (0, 0)) for number in (4, 5, 6)), telling(7)])
    progress_chart(found, BANDS, texts)
    assert [3, 4, 5] in lines(drawn[0].axes[1]), "and the seventh stands by itself"
    assert "75%" in words(progress_page(found, texts))
    gone = progress([*(telling(number) for number in (1, 2, 3)), *(unjudged(number, (0, 0)) for number in (4, 5, 6))])
    for said in (words(progress_page(gone, texts)), alternative(gone, BANDS, texts)):
        assert "75% at first, nothing to go by now" in said


def test_a_picture_of_the_last_ones_says_that_it_shows_no_more(texts: Texts, drawn: list[Any]) -> None:
    found = progress([telling(number, score=float(number)) for number in range(1, 66)])
    progress_chart(found, BANDS, texts)
    alt, numbers = alternative(found, BANDS, texts), drawn[0].axes[0].get_lines()[0].get_xdata()
    assert [str(len(numbers)), "65"] == re.findall(r"\d+", alt)[:2]
    assert ", ".join(str(number) for number in numbers) in alt, "the scores of those that are drawn, and of no others"
    shelf = [Story(number, f"Story {number}", True, (telling(number),)) for number in range(1, 11)]
    matrix = coverage(shelf, "sde2")
    coverage_chart(matrix, texts)
    assert len(drawn[1].axes[0].get_xticklabels()) == 8
    assert texts("stories.undrawn", n=2) == drawn[1].axes[0].get_xlabel()
    assert re.findall(r"\d+", matrix_alternative(matrix, texts))[:2] == ["8", "10"]


def test_with_nothing_told_there_is_something_to_do(texts: Texts) -> None:
    assert "/interview start" in words(progress_page(progress([]), texts))
    assert "/interview start" in words(stories_page(coverage([], "sde2"), 0, texts))


REWRITE = Drill(
    "rewrite:no_data:s1", Rewrite("no_data", "Why.", "ownership", "sde2", "The question?", "One. Two <b>*x*</b>. Three.", 5, 21)
)
SPOT = Drill("spot:blame:x", Spot("blame", "The question?", "they failed", "It blames.", ("blame", "no_data", "routed", "passive")))
FINDING = Finding("no_data", 0, 3, "Two", "action", "Nothing stands under it.")


@pytest.mark.parametrize("due_at", [None, 1_800_000_000])
@pytest.mark.parametrize("shown", [None, FINDING, Finding("no_metric", None, None, None, None, "Looked for a number.")])
@pytest.mark.parametrize(
    ("rating", "why"),
    [("again", "still"), ("hard", "elsewhere"), ("hard", "gone"), ("good", "mended"), ("again", "weak"), ("good", "strong")],
)
def test_every_grade_has_its_words(rating: Rating, why: Why, shown: Finding | None, due_at: int | None, texts: Texts) -> None:
    if why == "elsewhere" and (shown is None or shown.quote is None):
        pytest.skip("what is shown elsewhere has words")
    page = grade_page(REWRITE, "*bold* @everyone", None, Grade(rating, why, shown, "This."), 1, due_at, texts)
    assert "*bold* @everyone" in said_in(page)
    assert "Two <b>*x*</b>." in said_in(page)
    assert "{" not in words(page)


@pytest.mark.parametrize("choice", range(4))
def test_every_choice_is_explained(choice: int, texts: Texts) -> None:
    page = grade_page(SPOT, None, choice, Grade("good" if choice == 0 else "again", "right" if choice == 0 else "wrong"), 0, 1, texts)
    assert "It blames." in words(page)
    assert name_of("id", ("blame", "no_data", "routed", "passive")[choice], texts) in words(page), "a flaw goes by its name: not no data"


def test_what_waits_is_counted_once(texts: Texts) -> None:
    none_due = words(standing_page(ReviewView(0, 10, 0, 1_800_000_000, ("blame",), 4), texts))
    assert "10" in none_due
    assert "10 more" not in none_due, "the next one is one of them"
    assert "Otros 10" not in none_due


def test_a_drill_shows_the_sentence_it_is_about(texts: Texts) -> None:
    assert said_in(drill_page(REWRITE, 3, texts)).startswith("Two <b>*x*</b>.")
    for view in (
        ReviewView(0, 0, 0, None, (), 0),
        ReviewView(0, 2, 1, 1_800_000_000, ("blame",), 4),
        ReviewView(1, 0, 0, None, ("blame",), 2),
    ):
        assert "{" not in words(standing_page(view, texts))


@pytest.mark.parametrize(
    "scores", [(80, 85, 60, 62), (20, 20, 90, 90), (None, None, 90, 90), (40, 45, 50, 60), (60, 60, 60, 60), (20, 60, 80, 60)]
)
def test_every_decision_can_be_read(scores: tuple[float | None, ...], texts: Texts) -> None:
    rounds = []
    for place, score in enumerate(scores):
        mark = None if score is None else Mark(telling(1, score=score).told.mark.verdict, score)
        flaws: dict[str, str | None] = {"no_data": None, "blame": "<they> failed"} if place < 2 else {}
        rounds.append(Heard(place, "ownership", "Q", mark, mark, flaws, {"root_cause": "found *it*"}, (), "Why.", "the quote"))
    page = panel_page(panel("senior", rounds), texts)
    assert "{" not in words(page)
    for line in words(page).splitlines():
        assert ADVICE["no_data"].do not in line or "1" in line.split(":")[0], "what some rounds need is said of these"
    if any(reason.id == "blame" for reason in panel("senior", rounds).reasons):
        assert "<they> failed" in said_in(page)


def test_a_day_says_what_comes_next(texts: Texts) -> None:
    rounds = (Round("ownership", "a", True), Round("dive_deep"), Round("frugality"))
    for day, began in (
        (Day("sde2", rounds), True),
        (Day("sde2", (Round("ownership"),)), False),
        (Day("sde2", (Round("ownership", None, True),)), True),
    ):
        assert "{" not in words(day_page(day, texts, began=began))
    assert words(panel_page(None, texts))
