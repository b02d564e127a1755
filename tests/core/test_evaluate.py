"""The bar raiser's chair: nothing of the rubric before the votes, and an honest comparison after them."""

import pytest

from bot.core.evaluate import apart, candidate
from bot.core.events import Ended, Voted
from bot.core.replies import Briefs, Calibration, Candidate, Says
from bot.core.vocabulary import Verdict
from tests.core.held import play, scenario, setup


def test_both_candidates_are_voted_on_before_anything_of_the_rubric_is_shown() -> None:
    _, before = play(setup("evaluate"), [Voted("strong_hire", ("metric_delta",))])
    assert [type(reply) for reply in before] == [Briefs, Candidate, Candidate]
    assert before[0].overview is None  # type: ignore[union-attr]
    state, said = play(setup("evaluate"), [Voted("strong_hire", ("metric_delta",)), Voted("no_hire", ("collective_voice", "blame"))])
    first, second = said[-2:]
    assert isinstance(first, Calibration)
    assert isinstance(second, Calibration)
    assert (first.label, first.yours, second.label, second.yours) == ("A", "strong_hire", "B", "no_hire")
    assert [vote.label for vote in state.votes] == ["A", "B"]


def test_one_candidate_is_the_strong_answer_and_the_other_the_fluent_weak_one() -> None:
    told = scenario()
    fluent = next(answer.text for answer in told.weak_answers if answer.fluent)
    orders = set()
    for seed in range(40):
        shown = tuple(candidate(label, setup("evaluate", seed=seed), told).answer for label in ("A", "B"))
        assert set(shown) == {fluent, told.strong_answer("sde2")}
        orders.add(shown)
        assert shown == tuple(candidate(label, setup("evaluate", seed=seed), told).answer for label in ("A", "B"))
    assert len(orders) == 2


def test_the_calibration_tells_the_distance_and_the_reasons_found_missed_and_doubtful() -> None:
    for seed in range(8):
        _, said = play(setup("evaluate", seed=seed), [Voted("hire", ("collective_voice", "blame")), Voted("hire", ())])
        for shown in said[-2:]:
            assert isinstance(shown, Calibration)
            assert shown.apart == apart("hire", shown.judgement.verdict)
            assert set(shown.shared) | set(shown.doubtful) == set(shown.your_reasons)
            assert set(shown.shared) <= shown.judgement.ids
            assert not set(shown.missed) & set(shown.your_reasons)
            assert shown.bar_raiser_thinks
            if not shown.strong:
                assert shown.missed
                assert shown.apart == 1 + (shown.judgement.verdict != "leaning_no_hire")


@pytest.mark.parametrize(
    ("yours", "judged", "steps"),
    [
        ("strong_hire", "strong_hire", 0),
        ("strong_hire", "no_hire", 3),
        ("leaning_no_hire", "hire", -1),
        ("insufficient_evidence", "no_hire", 0),
    ],
)
def test_the_distance_is_in_steps_of_the_four_step_scale(yours: Verdict, judged: Verdict, steps: int) -> None:
    assert apart(yours, judged) == steps
    assert apart(judged, yours) == -steps


def test_ending_early_shows_what_was_voted_on_and_no_more() -> None:
    _, said = play(setup("evaluate"), [Voted("hire"), Ended()])
    assert [reply.label for reply in said if isinstance(reply, Calibration)] == ["A"]
    _, said = play(setup("evaluate"), [Ended()])
    assert said[-1] == Says("stopped", {"answers": "0"})
