"""The daily question: set, posted once a day, answered until the next one.

What happens to a time that was missed (the bot was down, Discord was): the question is posted late, once, while it is still the same day
there; after that the day is skipped and the next one comes at its time. A day is posted once however often that is tried, because its
question is a row that only one can write.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.frozen import dataclass
from bot.core.quiz import Item, draw
from bot.core.quiz_points import spread
from bot.core.quiz_replies import AnswerTold, Posed
from bot.store import due, members, quiz_asked, quiz_daily, quiz_items
from bot.store.connection import Connection
from bot.store.quiz_asked import Asked
from bot.store.quiz_daily import Daily
from bot.store.quiz_items import Answer
from bot.usecases.exchange import Who
from bot.usecases.local_time import day_at, instant, next_time, number_of, zone_named
from bot.usecases.means import Means
from bot.usecases.quiz_pool import pool_of

__all__ = ["DUE", "Asked", "Dailies", "Daily", "Plan", "Reveal", "Task"]

DUE = "quiz daily"
# Answers that could not be shown (Discord was away) are shown with the next question; older ones than these are history.
_RECENT = 7


@dataclass(frozen=True, slots=True)
class Plan:
    """What a server's admin has chosen. `minute` counts from midnight there, `weekdays` such as "12345"; the zone is an IANA name."""

    channel_id: int
    minute: int
    zone: str
    weekdays: str
    role_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reveal:
    """A question that is closed and whose message does not say so yet."""

    asked: Asked
    told: AnswerTold


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done now: answers to show, and the day's question where it is not posted yet. `next_at` is the next daily time;
    None: the daily question is off."""

    daily: Daily | None
    reveals: tuple[Reveal, ...]
    post: tuple[Asked, Posed] | None
    next_at: int | None


class Dailies:
    def __init__(self, means: Means) -> None:
        self._means = means

    async def set(self, who: Who, server_id: int, plan: Plan) -> int:
        """Turns the daily question on, or changes it; when the next one comes. Raises LookupError (no such zone), ValueError (no day)."""
        now = self._means.now()
        zone = zone_named(plan.zone)
        async with self._means.database.writing() as connection:
            await members.ensure_server(connection, server_id, now)
            member = await members.ensure_member(connection, who.platform, who.external_id, now)
            daily = Daily(server_id, plan.channel_id, plan.minute, zone.key, plan.weekdays, plan.role_id, member, changed_at=now)
            await quiz_daily.keep(connection, daily)
            at = await self._next(connection, daily, now)
            await due.schedule(connection, DUE, str(server_id), at)
        return at

    async def standing(self, server_id: int) -> tuple[Daily, int | None] | None:
        """How the daily question is set, and when the next one comes; None where it never was."""
        async with self._means.database.reading() as connection:
            daily = await quiz_daily.load(connection, server_id)
            at = await due.when(connection, DUE, str(server_id))
        return None if daily is None else (daily, at if daily.enabled else None)

    async def open_question(self, server_id: int) -> Asked | None:
        """The daily question that can be answered now."""
        async with self._means.database.reading() as connection:
            latest = await quiz_asked.dailies(connection, server_id, 1)
        return latest[0] if latest and latest[0].closed_at is None else None

    async def turn_off(self, server_id: int, because: str | None = None) -> tuple[Reveal, ...] | None:
        """Turns it off and closes the open question, whose answer is to be shown. None where it was not on."""
        now = self._means.now()
        async with self._means.database.writing() as connection:
            if not await quiz_daily.turn_off(connection, server_id, because, now):
                return None
            await due.cancel(connection, DUE, str(server_id))
            await self._close_open(connection, server_id, now, early=True)
            return await self._reveals(connection, server_id)

    async def setter(self, daily: Daily) -> tuple[str, str | None] | None:
        """Whoever set the daily question, by what Discord knows them by, and their language where it is known; None where they are
        forgotten."""
        if daily.set_by is None:
            return None
        async with self._means.database.reading() as connection:
            known = await members.external_id(connection, daily.set_by)
            return None if known is None else (known, await members.language_of(connection, daily.set_by))

    async def work(self, server_id: int) -> Task:
        """What is to be done now. Asked again, it gives the same until it is noted as done (`posted`, `revealed`)."""
        now, pool = self._means.now(), await pool_of(self._means, server_id)
        async with self._means.database.writing() as connection:
            daily = await quiz_daily.held(connection, server_id)
            if daily is None or not daily.enabled:
                return Task(daily, await self._reveals(connection, server_id), None, None)
            zone = zone_named(daily.zone)
            today = day_at(now, zone)
            time_of_day = instant(today, daily.minute, zone)
            if time_of_day is not None and time_of_day <= now and str(today.isoweekday()) in daily.weekdays:
                await self._ask_once(connection, daily, number_of(today), now, pool)
            reveals = await self._reveals(connection, server_id)
            post = await self._unposted(connection, server_id, number_of(today), now)
            return Task(daily, reveals, post, await self._next(connection, daily, now))

    async def posted(self, asked: Asked, message_id: int) -> None:
        async with self._means.database.writing() as connection:
            await quiz_asked.note_message(connection, asked.id, message_id)

    async def revealed(self, asked: Asked) -> None:
        async with self._means.database.writing() as connection:
            await quiz_asked.note_revealed(connection, asked.id)

    # Inside ---------------------------------------------------------------------------------------------------------------

    async def _next(self, connection: Connection, daily: Daily, now: int) -> int:
        """The next daily time on a day that has had no question yet: a changed time does not give a day two."""
        zone = zone_named(daily.zone)
        weekdays = [int(day) for day in daily.weekdays]
        at = next_time(now, daily.minute, zone, weekdays)
        latest = await quiz_asked.dailies(connection, daily.server_id, 1)
        while latest and number_of(day_at(at, zone)) <= latest[0].place:
            at = next_time(at, daily.minute, zone, weekdays)
        return at

    async def _ask_once(self, connection: Connection, daily: Daily, day: int, now: int, pool: Sequence[Item]) -> None:
        """The day's question, in place of the one that is open; nothing where the day, or a later one, has one."""
        latest = await quiz_asked.dailies(connection, daily.server_id, 1)
        if latest and latest[0].place >= day:
            return
        await self._close_open(connection, daily.server_id, now)
        seed = self._means.new_seed()
        asked_here = await quiz_asked.times_in(connection, daily.channel_id)
        for item in draw(pool, asked_here, seed, 1):
            (digest,) = await quiz_items.keep(connection, [item])
            asked = Asked(
                id=self._means.new_id(),
                kind="daily",
                server_id=daily.server_id,
                channel_id=daily.channel_id,
                party_id=None,
                place=day,
                key=item.key,
                digest=digest,
                seed=seed,
                opened_at=now,
            )
            await quiz_asked.ask(connection, asked)

    async def _close_open(self, connection: Connection, server_id: int, now: int, *, early: bool = False) -> None:
        """One that no channel has seen and nobody answered is no question of its day."""
        for asked in await quiz_asked.dailies(connection, server_id, _RECENT):
            if asked.closed_at is not None:
                continue
            answers = await quiz_asked.answers_to(connection, asked.id)
            if asked.message_id is None and not answers:
                await quiz_asked.drop(connection, asked.id, now)
                continue
            item = await quiz_items.one(connection, asked.digest)
            await quiz_asked.close(connection, asked.id, item.right, now, early=early)
            noted = [Answer(each.member_id, item.key, asked.digest, each.choice, each.choice == item.right) for each in answers]
            await quiz_items.note(connection, noted, now)

    async def _reveals(self, connection: Connection, server_id: int) -> tuple[Reveal, ...]:
        found = []
        for asked in await quiz_asked.dailies(connection, server_id, _RECENT):
            if asked.closed_at is not None and not asked.revealed and asked.message_id is not None:
                item = await quiz_items.one(connection, asked.digest)
                answers = await quiz_asked.answers_to(connection, asked.id)
                counts = spread(len(item.options), (answer.choice for answer in answers))
                found.append(Reveal(asked, AnswerTold(_posed(asked, item), counts)))
        return tuple(found)

    async def _unposted(self, connection: Connection, server_id: int, today: int, now: int) -> tuple[Asked, Posed] | None:
        """The open question that no channel has seen. One of another day never will: its day is skipped."""
        latest = await quiz_asked.dailies(connection, server_id, 1)
        if not latest or latest[0].closed_at is not None or latest[0].message_id is not None:
            return None
        if latest[0].place < today:
            await quiz_asked.drop(connection, latest[0].id, now)
            return None
        return latest[0], _posed(latest[0], await quiz_items.one(connection, latest[0].digest))


def _posed(asked: Asked, item: Item) -> Posed:
    return Posed(item, asked.seed)
