"""From sums to a score: the line decides the side, the rubric sum the place, and neither ever pulls against what it grows with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.judgement import Asked
from bot.core.vocabulary import HIRE_SIDE, LEVELS, Verdict
from bot.core.vote.evidence import Evidence
from bot.core.vote.rubric import Cap
from bot.core.vote.scoring import NEAR, Reached, Sums, applies, banded, capped, cleared, decide, placed, verdict_of
from tests.core.judged import SALAD, STRONG, reading_of, rubric, voted

TOTALS = st.floats(-150, 200, allow_nan=False)
OVERS = st.floats(-120, 120, allow_nan=False)
ROUNDED = 0.05
STEPS = st.floats(0, 60, allow_nan=False)


@given(TOTALS, OVERS)
def test_the_line_alone_decides_the_side(total: float, over: float) -> None:
    score = placed(rubric(), Sums(total, over))
    if NEAR * abs(over) > ROUNDED:  # what is shown is what was voted on, so that the nearest to the line go by their rounded score
        assert (verdict_of(rubric(), round(score, 1)) in HIRE_SIDE) == (over > 0)


@given(TOTALS, OVERS, STEPS, STEPS)
def test_what_adds_to_either_sum_never_lowers_the_score(total: float, over: float, more: float, further: float) -> None:
    assert placed(rubric(), Sums(total + more, over + further)) >= placed(rubric(), Sums(total, over)) - 1e-9


@given(TOTALS)
def test_an_answer_on_the_line_scores_the_mark(total: float) -> None:
    """However much or little else it shows: a half-sure side is no ground for a high score or a low one."""
    assert abs(placed(rubric(), Sums(total, 0.0)) - rubric().verdict_scores["hire"]) < 1e-9


@given(TOTALS)
def test_where_line_and_sum_agree_the_sum_places_the_score(total: float) -> None:
    score = banded(rubric(), total)
    assert placed(rubric(), Sums(total, score - rubric().verdict_scores["hire"])) == score


def test_nothing_that_is_not_found_holds_a_score_down() -> None:
    """A vote can be explained by what is named: likely is not named."""
    for cap in rubric().caps:
        principle = next(iter(cap.principles), "ownership")
        evidence = {cap.id: Evidence(cap.id, 4.0, "", None)}
        assert capped(rubric(), principle, 90.0, evidence, frozenset()) == 90.0
        assert capped(rubric(), principle, 90.0, evidence, frozenset({cap.id})) < 90.0


def test_the_line_weighs_what_the_sum_weighs() -> None:
    assert {level: set(bar.weights) for level, bar in rubric().line.items()} == {
        level: set(bar.weights) for level, bar in rubric().bars.items()
    }
    for level, bar in rubric().line.items():
        assert all((weight > 0) == (rubric().bars[level].weights[id] > 0) for id, weight in bar.weights.items())


def decided(text: str, reached: float, *found: str) -> tuple[float, Verdict]:
    evidence = {id: Evidence(id, 3.0, "", None) for id in found}
    at_levels = dict.fromkeys(LEVELS, Reached(Sums(0.0, 0.0), reached))
    return decide(rubric(), "ownership", "sde2", evidence, reading_of(text), Asked("ownership", "sde2", "?"), at_levels)


@pytest.mark.parametrize("reached", [0.0, 9.0, 90.0])
def test_without_a_story_stock_phrases_are_a_no_and_anything_else_too_little_to_judge(reached: float) -> None:
    """Whatever they name."""
    lowest = rubric().verdict_scores["no_hire"]
    score, verdict = decided(SALAD, reached, "no_story")
    assert lowest <= score <= lowest + 4
    assert verdict == "no_hire"
    score, verdict = decided("Well, let me think.", reached, "no_story")
    assert score < lowest
    assert verdict == "insufficient_evidence"


def test_a_story_is_never_too_little_to_judge() -> None:
    assert decided("I did it.", 0.0) == (rubric().verdict_scores["no_hire"], "no_hire")


ANYWHERE, HERE, UNLESS = (
    Cap("passive", 34.0, ""),
    Cap("passive", 34.0, "", principles=frozenset({"ownership", "dive_deep"})),
    Cap("passive", 34.0, "", unless=frozenset({"metric_delta", "pushback"})),
)


@pytest.mark.parametrize(
    ("cap", "principle", "found", "holds"),
    [
        (ANYWHERE, "frugality", ("metric_delta",), True),
        (HERE, "dive_deep", (), True),
        (HERE, "frugality", (), False),
        (UNLESS, "ownership", ("tradeoff",), True),
        (UNLESS, "ownership", ("tradeoff", "pushback"), False),
    ],
)
def test_a_cap_holds_where_it_is_said_to(cap: Cap, principle: str, found: tuple[str, ...], holds: bool) -> None:
    assert applies(cap, principle, frozenset({"passive", *found})) is holds


def test_a_half_certain_cap_holds_less_than_a_certain_one() -> None:
    def held(likely: float) -> float:
        return capped(rubric(), "ownership", 90.0, {"routed": Evidence("routed", likely, "", None)}, frozenset({"routed"}))

    unsure, half, nearly, certain = map(held, (0.5, 1.5, 2.2, 6.0))
    assert 90.0 == unsure > half > nearly > certain > 31.0


@given(st.floats(0, 100), STEPS)
def test_a_clear_answer_is_a_bare_hire_at_least_and_a_better_one_never_scores_less(score: float, more: float) -> None:
    shown = rubric().clear.shows | {"root_cause"}
    for ids in (shown, shown | {"no_reflection"}):
        low, high = cleared(rubric(), "sde2", score, ids), cleared(rubric(), "sde2", min(100.0, score + more), ids)
        assert max(score, rubric().verdict_scores["hire"]) <= low <= high


@given(st.floats(0, 100))
def test_a_fault_a_second_gap_or_what_was_not_shown_clears_nothing(score: float) -> None:
    shown = rubric().clear.shows
    for ids in (shown | {"generic_reflection"}, shown | {"no_reflection", "no_data"}, frozenset({"individual_action"})):
        assert cleared(rubric(), "sde2", score, ids) == score
    assert cleared(rubric(), "senior", score, shown) == score


@pytest.mark.parametrize("level", ["sde1", "sde2"])
def test_a_whole_story_that_tells_no_lesson_is_a_hire_and_one_that_tells_an_empty_one_is_not(level: str) -> None:
    """The lesson is what the next probe asks for; one that would fit any story was told, and says nothing."""
    told = STRONG.partition(" If I did it again")[0]
    none, general, own = (voted(text, level=level) for text in (told, f"{told} It taught me that communication is important.", STRONG))
    assert none.verdict in HIRE_SIDE
    assert "no_reflection" in none.ids
    assert general.verdict == "leaning_no_hire"
    assert general.score < none.score < own.score
