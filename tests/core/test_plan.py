"""Which question comes next, and why: the weakest first, a weak reply followed deeper, nothing asked twice."""

from dataclasses import replace
from itertools import pairwise

import pytest

from bot.core.advice import same_ground
from bot.core.events import Answered, Skipped
from bot.core.interview import begin, step
from bot.core.judgement import Finding, Judgement
from bot.core.plan import exemplar_for, next_question
from bot.core.replies import Vote
from bot.core.state import Interview, Materials, Question, Turn
from tests.core.held import QUESTION, STRONG, STRONG_REPLY, WEAK, WEAK_REPLY, materials, scenario, setup


def held(first: str, replies: list[str | None], *, story: str = "own", probes: int = 3, with_scenario: bool = True) -> Interview:
    """An interview in which the replies come in turn, the last one again and again, until it is over; None skips."""
    chosen = setup("interview", story=story, probes=probes)
    state, _ = begin(chosen, materials(with_scenario=with_scenario))
    state, _ = step(state, Answered(first), materials(with_scenario=with_scenario))
    given = iter(replies)
    reply = replies[-1]
    while state.phase == "probe":
        reply = next(given, reply)
        state, _ = step(state, Skipped() if reply is None else Answered(reply), materials(with_scenario=with_scenario))
    return state


def topics(state: Interview) -> dict[int, list[Turn]]:
    numbered: dict[int, list[Turn]] = {}
    for turn in state.probe_turns:
        numbered.setdefault(turn.question.number, []).append(turn)
    return numbered


@pytest.mark.parametrize("with_scenario", [True, False])
@pytest.mark.parametrize("probes", [3, 4, 5])
@pytest.mark.parametrize("reply", [STRONG_REPLY, WEAK_REPLY, None])
@pytest.mark.parametrize("first", [STRONG, WEAK])
def test_no_target_and_no_question_comes_twice(first: str, reply: str | None, probes: int, with_scenario: bool) -> None:
    state = held(first, [reply], probes=probes, with_scenario=with_scenario)
    questions = [turn.question.text for turn in state.probe_turns]
    assert len(set(questions)) == len(questions)
    grounds = [same_ground(turn.question.target or "") for turn in state.probe_turns if turn.question.depth == 0]
    assert len(set(grounds)) == len(grounds)
    assert all(turn.question.reason for turn in state.probe_turns)
    assert max(topics(state)) <= probes


def test_a_weak_reply_is_followed_deeper_on_the_same_target_and_twice_at_most() -> None:
    state = held(WEAK, [WEAK_REPLY])
    first = topics(state)[1]
    assert [turn.question.depth for turn in first] == [0, 1, 2]
    assert len({turn.question.target for turn in first}) == 1
    assert sum(turn.question.depth > 0 for turn in state.probe_turns) <= 3


def test_the_depth_ends_at_two_however_many_wordings_there_are() -> None:
    rubric = materials().rubric
    wordy = {id: replace(texts, deeper=tuple(f"{id}, level {n}?" for n in range(9))) for id, texts in rubric.probes.items()}
    rich = Materials(replace(rubric, probes=wordy), scenario())
    state, _ = begin(setup("interview", probes=5), rich)
    for _ in range(6):
        state, _ = step(state, Answered(WEAK if state.phase == "opening" else WEAK_REPLY), rich)
    assert [(turn.question.number, turn.question.depth) for turn in state.probe_turns] == [(1, 0), (1, 1), (1, 2), (2, 0), (2, 1)]


def test_what_is_unproven_comes_before_what_the_opening_shows() -> None:
    """Every target of the scenario's probes is shown but one probe's second: that probe is still the one worth asking."""
    shown = ("individual_action", "data_evidence", "business_impact", "pushback", "commit", "prevention", "scope_boundary")
    opening = Judgement("hire", 70.0, None, (), tuple(Finding(id, 0, 1, "I", "action", "So it is.") for id in shown), {}, (), {})
    state = Interview(
        setup("interview", story="scenario"),
        "probe",
        turns=(Turn(1, Question("opening", QUESTION), "I did it.", opening, Vote("hire", 70.0, None, "")),),
    )
    question = next_question(state, materials())
    assert question is not None
    assert question.probe_id == "recurrence"
    assert question.reason


def test_a_strong_reply_moves_the_interview_on() -> None:
    state = held(STRONG, [STRONG_REPLY])
    assert all(turn.question.depth == 0 for turn in state.probe_turns if turn.leans == "strong")
    assert [turn.question.number for turn in state.probe_turns if turn.question.depth == 0] == [1, 2, 3]


def test_a_deeper_question_ends_as_soon_as_the_reply_is_strong() -> None:
    state = held(STRONG, [WEAK_REPLY, STRONG_REPLY])
    for asked in topics(state).values():
        for earlier, later in pairwise(asked):
            assert earlier.leans == "weak"
            assert later.question.depth == earlier.question.depth + 1


def test_a_skipped_probe_is_not_followed_deeper() -> None:
    state = held(WEAK, [None])
    assert [turn.question.depth for turn in state.probe_turns] == [0, 0, 0]


def test_the_scenario_s_weakest_target_is_asked_about_first() -> None:
    strong_stages = scenario().strong_stages("sde2")
    opening = " ".join(strong_stages.values())
    state = held(opening, [STRONG_REPLY], story="scenario", probes=4)
    order = [turn.question.probe_id for turn in state.probe_turns if turn.question.depth == 0]
    assert set(order) == {probe.id for probe in scenario().probes}
    # The opening voices a disagreement and says nothing of carrying the decision out, and the question is about both.
    assert order[0] == "resistance"


def test_an_own_story_s_probe_names_the_exemplar_with_the_same_target() -> None:
    by_target = {probe.probes[0]: probe.id for probe in scenario().probes}
    state = held(WEAK, [STRONG_REPLY, WEAK_REPLY], probes=5)
    for turn in state.probe_turns:
        exemplar = by_target.get(turn.question.target or "")
        if exemplar is not None:
            assert turn.question.probe_id == exemplar
        elif turn.question.probe_id is not None:
            probe = next(probe for probe in scenario().probes if probe.id == turn.question.probe_id)
            assert probe.probes[0] in same_ground(turn.question.target or "")


def test_without_a_scenario_no_exemplar_is_named() -> None:
    assert {turn.question.probe_id for turn in held(WEAK, [WEAK_REPLY], with_scenario=False).probe_turns} == {None}


@pytest.mark.parametrize(
    ("target", "exemplar"), [("no_pushback", "resistance"), ("pushback", "resistance"), ("data_evidence", "evidence"), ("tradeoff", None)]
)
def test_an_exemplar_fits_its_target_and_the_signal_whose_absence_it_is(target: str, exemplar: str | None) -> None:
    found = exemplar_for(target, materials())
    assert (found.id if found else None) == exemplar
    assert exemplar_for(target, materials(with_scenario=False)) is None


def test_an_own_story_s_probe_quotes_the_candidate_or_takes_the_scenario_s_wording_for_any_story() -> None:
    asked = {turn.question.target: turn.question.text for turn in held(WEAK, [None], probes=5).probe_turns}
    assert "We talked about it" in asked["collective_voice"]
    assert asked["no_pushback"] == next(probe.ask_any for probe in scenario().probes if probe.id == "resistance")


def test_what_an_own_story_told_is_followed_deeper_and_not_asked_for() -> None:
    """The scenario's wording for any story asks for what is not there: "what did you say to the person who decided?" was just told."""
    state = held(STRONG, [None], probes=5)
    assert state.opening is not None
    assert state.opening.judgement is not None
    shown = {finding.id for finding in state.opening.judgement.signals}
    told = [turn.question for turn in state.probe_turns if turn.question.target in shown]
    assert any(question.probe_id for question in told)
    for question in told:
        assert question.text in materials().rubric.probes[question.target or ""].deeper


def test_a_question_is_asked_for_the_reason_that_it_gives() -> None:
    """A probe about how much hangs on somebody tests no number, though both are about the outcome."""
    hangs = replace(scenario().probes[0], id="after-you", ask_any="What happens when you leave?", probes=("vague_outcome", "prevention"))
    beside = Materials(materials().rubric, replace(scenario(), probes=(hangs,)))
    assert exemplar_for("vague_outcome", beside) == hangs
    assert exemplar_for("no_metric", beside) is None
