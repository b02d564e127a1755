"""From sums to a score: the line decides the side, the rubric sum the place, and neither ever pulls against what it grows with."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.vocabulary import HIRE_SIDE
from bot.core.vote.evidence import Evidence
from bot.core.vote.scoring import NEAR, Sums, banded, capped, placed, verdict_of
from tests.core.judged import rubric

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
