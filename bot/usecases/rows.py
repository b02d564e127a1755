"""From a state to the row that keeps it, and what a person typed with an event."""

from __future__ import annotations

from typing import Any

from bot.core.answer import join_stages
from bot.core.events import Answered, Event
from bot.core.frozen import dataclass
from bot.core.judgement import Judgement
from bot.core.plain import replies_to_data, state_to_data
from bot.core.replies import Debrief, Reply
from bot.core.scenario import Scenario
from bot.core.state import Interview
from bot.store.sessions import Session


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from an event, not yet written: the session's row, its state, what to show, and the judgement of an answer."""

    row: Session
    after: Interview
    replies: tuple[Reply, ...]
    judgement: Judgement | None


def row_of(
    id: str,
    member_id: int,
    server_id: int | None,
    state: Interview,
    replies: tuple[Reply, ...],
    place: dict[str, Any],
    now: int,
    rubric_version: str,
    scenario: Scenario | None,
) -> Session:
    """The session's row at this state, with what it is showing; `scenario` is the one of the state's setup, if it is still there."""
    setup = state.setup
    vote = next((reply.final_vote for reply in replies if isinstance(reply, Debrief)), None)
    done = state.phase == "done"
    return Session(
        id=id,
        member_id=member_id,
        server_id=server_id,
        principle=setup.principle,
        level=setup.level,
        mode=setup.mode,
        story=setup.story,
        question=setup.question,
        scenario_id=setup.scenario_id,
        scenario_version=scenario.version if scenario else None,
        rubric_version=rubric_version,
        status="closed" if done else "open",
        step=state.step,
        state=state_to_data(state),
        showing=replies_to_data(replies),
        verdict=vote.verdict if vote else None,
        score=vote.score if vote else None,
        place=place,
        created_at=now,
        updated_at=now,
        closed_at=now if done else None,
    )


def text_of(event: Event) -> str | None:
    """What a person typed with an event, or None."""
    if not isinstance(event, Answered):
        return None
    return event.text or join_stages(event.stages)


def judgement_of(state: Interview, event: Event) -> Judgement | None:
    """The judgement of the answer that this event brought."""
    return state.turns[-1].judgement if isinstance(event, Answered) and state.turns else None
