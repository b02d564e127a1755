"""A server's leaderboard: right answers in parties and daily questions, of those who want to be named and of nobody else."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.quiz_points import ranked
from bot.core.quiz_replies import Board, Place
from bot.store import leaderboard, members, quiz_daily
from bot.store.connection import Connection
from bot.usecases.exchange import Who
from bot.usecases.local_time import UTC_NAME, Period, period_start, zone_named
from bot.usecases.means import Means
from bot.usecases.quiz_refusals import LeaderboardOff

NAMED = 10


class Leaderboard:
    def __init__(self, means: Means) -> None:
        self._means = means

    async def board(self, who: Who, server_id: int, period: Period) -> Board:
        """The board as this member sees it. Raises LeaderboardOff where the server's admins have turned it off."""
        async with self._means.database.reading() as connection:
            zone = await self._zone(connection, server_id)
            since = period_start(period, self._means.now(), zone_named(zone))
            member = await members.find_member(connection, who.platform, who.external_id)
            points = await leaderboard.points(connection, server_id, since)
            placed = ranked(points)
            first = [each for each in placed if each.points][:NAMED]
            names = await leaderboard.external_ids(connection, [each.member for each in first])
            own = 0 if member is None else await leaderboard.points_of(connection, server_id, member, since)
        mine = next((each for each in placed if each.member == member and each.points), None)
        places = tuple(Place(each.place, names[each.member], each.points) for each in first)
        return Board(period, places, len(points), (mine.place if mine else None, own), member in points, zone, since or None)

    async def join(self, who: Who, server_id: int) -> None:
        """The member is named on this server's board from now on. Raises LeaderboardOff."""
        now = self._means.now()
        async with self._means.database.writing() as connection:
            await self._zone(connection, server_id)
            await members.ensure_server(connection, server_id, now)
            member = await members.ensure_member(connection, who.platform, who.external_id, now)
            await leaderboard.join(connection, server_id, member, now)

    async def leave(self, who: Who, server_id: int) -> None:
        """The member is named no longer; the points stay theirs."""
        async with self._means.database.writing() as connection:
            member = await members.find_member(connection, who.platform, who.external_id)
            if member is not None:
                await leaderboard.leave(connection, server_id, member)

    async def gone(self, server_id: int, those: Sequence[Who]) -> None:
        """They have left the server: they are named on its board no longer, unless they come back and ask again."""
        for who in those:
            await self.leave(who, server_id)

    async def _zone(self, connection: Connection, server_id: int) -> str:
        """The zone that the server's days begin in: its setting, or its daily question's, or UTC."""
        settings = await members.server_settings(connection, server_id)
        if settings.get("leaderboard", True) is False:
            raise LeaderboardOff
        daily = await quiz_daily.load(connection, server_id)
        return str(settings.get("zone") or (daily.zone if daily is not None else UTC_NAME))
