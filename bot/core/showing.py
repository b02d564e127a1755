"""State -> replies: the question that stands open, the feedback on the last answer, the page, the candidate. Nothing here moves.

The real interview gives nothing away: its questions come without their reason and target until the debrief.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.contrast import change
from bot.core.debrief import contrast_of, debrief, disagreements, enough_of
from bot.core.evaluate import calibration, candidate
from bot.core.judge import grounds_of
from bot.core.judgement import Judgement
from bot.core.learn import pages
from bot.core.replies import Asks, Briefs, Calibration, Candidate, Change, Feedback, LearnPage, Reply, Says, Vote
from bot.core.scenario import Scenario
from bot.core.state import Interview, Materials, Setup, Turn
from bot.core.timing import spoken, time_to_keep, words_in


def briefs(setup: Setup, materials: Materials) -> Briefs:
    """What to know before the first question. The story's overview is told only to those who take the story as their own."""
    scenario = materials.scenario
    tells = scenario is not None and setup.story == "scenario" and setup.mode in ("practice", "interview")
    return Briefs(
        mode=setup.mode,
        principle=setup.principle,
        level=setup.level,
        story=setup.story,
        overview=scenario.overview if scenario is not None and tells else None,
        facts=_facts(scenario) if scenario is not None and tells else {},
        seconds=time_to_keep(setup.level, scenario),
        probes=setup.probes if setup.mode in ("practice", "interview") else 0,
    )


def _facts(scenario: Scenario) -> Mapping[str, str]:
    """What somebody needs who takes the story as their own, beside its overview: the setting, and the result to report."""
    facts = {"Title": scenario.title, "Line of work": scenario.domain}
    return {**facts, "Result": scenario.stages["result"].strong} if scenario.stages["result"].strong else facts


def asks(state: Interview, *, repeated: bool = False) -> tuple[Reply, ...]:
    """The question that stands open."""
    question = state.question
    if question is None:
        return ()
    open_book = state.setup.mode == "practice"
    return (
        Asks(
            kind=question.kind,
            question=question.text,
            number=question.number,
            of=state.setup.probes,
            target=question.target if open_book else None,
            reason=question.reason if open_book else None,
            deeper=question.depth > 0,
            repeated=repeated,
            attempt=len(state.attempts) + 1,
        ),
    )


def feedback(state: Interview, materials: Materials) -> Feedback | None:
    """The feedback on the last turn, as practice shows it."""
    turn = state.turns[-1] if state.turns else None
    if turn is None or turn.judgement is None or turn.vote is None:
        return None
    previous = next((earlier for earlier in reversed(state.turns[:-1]) if earlier.question == turn.question), None)
    return Feedback(
        kind=turn.question.kind,
        judgement=turn.judgement,
        vote=turn.vote,
        before=_vote_before(state, turn),
        change=_change(previous, turn.judgement),
        contrast=contrast_of(turn, state.setup.level, materials) if turn.question.depth == 0 else None,
        inconsistencies=disagreements(state, turn),
        can_retry=state.setup.mode == "practice",
        enough=enough_of(turn),
        grounds=grounds_of(materials.rubric, turn.judgement.because, turn.judgement.ids),
    )


def _change(previous: Turn | None, judgement: Judgement) -> Change | None:
    """Against the attempt before; None where there is none, or nothing could be read of one of the two."""
    before = previous.judgement if previous is not None else None
    return None if before is None or before.unread or judgement.unread else change(before, judgement)


def _vote_before(state: Interview, turn: Turn) -> Vote | None:
    """The vote that this answer moved: for a reply the one without any attempt at it, for the opening that of the last attempt."""
    earlier = state.counted[: state.counted.index(turn)]
    if turn.question.kind == "probe":
        earlier = tuple(other for other in earlier if other.question != turn.question)
    return earlier[-1].vote if earlier else None


def received(turn: Turn) -> Says:
    """The answer is in, and how long it would take to say: the clock informs and never cuts off."""
    words = words_in(turn.answer or "")
    start, end = spoken(words)
    return Says("received", {"words": str(words), "from": str(start), "to": str(end)})


def page(state: Interview, scenario: Scenario) -> LearnPage:
    """The page that is open. A scenario that has become shorter since shows its last one."""
    told = pages(scenario, state.setup.level, state.setup.seed)
    return told[min(state.page, len(told) - 1)]


def candidates(state: Interview, scenario: Scenario) -> Candidate:
    return candidate("A" if state.phase == "voting_a" else "B", state.setup, scenario)


def calibrations(state: Interview, materials: Materials) -> tuple[Calibration, ...]:
    """One per vote given; none before the first."""
    if materials.scenario is None:
        return ()
    return tuple(calibration(vote, state.setup, materials, materials.scenario) for vote in state.votes)


def outcome(state: Interview, materials: Materials) -> tuple[Reply, ...]:
    """What the end shows: the debrief, the calibrations, or that there is nothing to debrief. A round of a day gives nothing away."""
    mode, scenario = state.setup.mode, materials.scenario
    if state.setup.sealed:
        return (Says("round_over", {"answers": str(sum(turn.answer is not None for turn in state.turns))}),)
    if mode == "learn" and state.early:
        return (Says("left", {}),)
    if mode == "learn" and scenario is not None:
        return (Says("learned", {"pages": str(len(pages(scenario, state.setup.level, state.setup.seed)))}),)
    if mode == "evaluate" and (shown := calibrations(state, materials)):
        return shown
    told = debrief(state, materials) if mode in ("practice", "interview") else None
    return (told,) if told is not None else (Says("stopped", {"answers": "0"}),)
