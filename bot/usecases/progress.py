"""How a member's votes and habits change, over the tellings that they ask about."""

from __future__ import annotations

from bot.core.progress import Progress, progress
from bot.core.vote.rubric import Rubric
from bot.store import loops
from bot.usecases.exchange import Who
from bot.usecases.tellings import Tellings


async def progress_of(tellings: Tellings, who: Who, *, principle: str | None = None, level: str | None = None) -> Progress:
    """The member's progress; `principle` and `level` leave out what is told for another."""
    told = await tellings.of(who)
    in_day = await _in_day(tellings, who)
    return progress([one for one in told if principle in (None, one.principle) and level in (None, one.level)], told, in_day=in_day)


async def _in_day(tellings: Tellings, who: Who) -> bool:
    """Whether an interview day is under way, with a round begun."""
    member = await tellings.member(who)
    if member is None:
        return False
    async with tellings.means.database.reading() as connection:
        day = await loops.latest_of(connection, member)
        return day is not None and day.is_open and any(one.begun_at is not None for one in await loops.rounds_of(connection, day.id))


def bands_of(rubric: Rubric) -> tuple[float, float, float]:
    """The scores that Leaning No Hire, Hire and Strong Hire begin at."""
    marks = rubric.verdict_scores
    return marks["leaning_no_hire"], marks["hire"], marks["strong_hire"]
