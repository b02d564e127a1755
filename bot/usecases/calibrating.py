"""A member's calibration over time: every vote of theirs that stands beside one of the judge's, wherever it was cast."""

from __future__ import annotations

from bot.core.calibrating import Call, Track, track
from bot.core.plain import NotReadable, replies_from_data
from bot.core.replies import Calibration
from bot.store import members, study_votes
from bot.usecases.exchange import Who
from bot.usecases.means import Means


async def calibration_of(means: Means, who: Who) -> Track:
    """From the bar raiser's chair, alone and in rooms, from study rooms (first votes, on answers of others) and from peer panels."""
    async with means.database.reading() as connection:
        member = await members.find_member(connection, who.platform, who.external_id)
        if member is None:
            return track(())
        calls = [*await study_votes.calls_in_rooms(connection, member), *await study_votes.calls_in_panels(connection, member)]
        chair = await study_votes.showings_of_chair(connection, member)
    for at, principle, showing in chair:
        calls += _from_showing(at, principle, showing)
    return track(calls)


def _from_showing(at: int, principle: str, showing: object) -> list[Call]:
    try:
        shown = replies_from_data(showing)  # type: ignore[arg-type]  # what is no list of replies is not readable
    except (NotReadable, TypeError):
        # Stored by a newer version: one session less to count, and nothing wrong with the others.
        return []
    return [
        Call(at, "evaluate", principle, reply.yours, reply.judgement.verdict, reply.missed, reply.doubtful)
        for reply in shown
        if isinstance(reply, Calibration)
    ]
