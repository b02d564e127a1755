"""The daily question where several bots run on one PostgreSQL: whoever is there posts it, and nobody posts it twice."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import update

from bot.store.database import Database
from bot.store.due_tables import due
from tests.discord_app.conftest import House, bot_on
from tests.discord_app.quiz.test_daily import ALWAYS, admin_of
from tests.discord_server import BotProcess, DiscordServer, Fault, Killer, Message, Point
from tests.postgresql import Cluster

pytestmark = pytest.mark.asyncio(loop_scope="module")
POST = "POST /channels/{channel_id}/messages"
# As one server has them: the gateway belongs to one process, what is due to whoever takes it.
SHARDS = ([0], [1])


class Two:
    def __init__(self, server: DiscordServer, bots: list[BotProcess], url: str) -> None:
        self.server, self.bots, self.url = server, bots, url

    def house(self, name: str) -> House:
        guild = self.server.add_guild(name, channels=["general"], shard=0)
        return House(self.server, self.bots[0], guild, self.server.add_user("Ann", guild))

    async def comes_due(self, *, over: bool = False) -> None:
        """The daily time comes, for both at once. `over`: whoever had it in hand is taken for dead."""
        database = Database.open(self.url)
        changed: dict[str, int | None] = {"due_at": int(time.time())} | ({"claimed_until": None} if over else {})
        async with database.writing() as connection:
            await connection.execute(update(due).where(due.c.kind == "quiz daily").values(**changed))
        await database.close()
        # What one process sets makes it look at once; the other looks by itself.
        for shard in range(len(self.bots)):
            elsewhere = self.server.add_guild("Elsewhere", channels=["general"], shard=shard)
            await self.server.add_user("Zoe", elsewhere).slash("quiz party", at=elsewhere.channel("general"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def two(postgresql: Cluster, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Two]:
    url = await postgresql.create()
    async with DiscordServer(shards=len(SHARDS)) as server:
        for shard in range(len(SHARDS)):
            server.add_guild(f"Guild {shard}", channels=["general"], shard=shard)
        bots = []
        for ids in SHARDS:
            folder = tmp_path_factory.mktemp(f"bot-{ids[0]}")
            bots.append(bot_on(server, folder, database=url, shards={"count": len(SHARDS), "ids": ids}))
        await asyncio.gather(*(bot.start() for bot in bots))
        yield Two(server, bots, url)
        await server.quiet()
        server.assert_clean()
        for bot in bots:
            await bot.stop()
    await postgresql.drop(url)


def posts(house: House) -> list[Message]:
    return [message for message in house.ann.visible(house.general) if "The question of the day" in message.text]


async def test_two_processes_that_see_it_due_at_once_post_it_once(two: Two) -> None:
    houses = [two.house(f"Hall {number}") for number in range(6)]
    for house in houses:
        await admin_of(house).slash("quiz daily", at=house.general, options=ALWAYS)
    await two.comes_due()
    for house in houses:
        await house.ann.wait_for("The question of the day", at=house.general, timeout=30)
    await two.comes_due()
    await two.server.quiet()
    assert [len(posts(house)) for house in houses] == [1] * len(houses)
    asked = [record for record in two.server.requests if record.name == POST and "The question of the day" in str(record.body)]
    assert len(asked) == len(houses), "no second request was needed to keep it at one"


async def test_one_that_dies_in_the_midst_of_it_leaves_it_to_the_other(two: Two) -> None:
    house = two.house("Night shift")
    await admin_of(house).slash("quiz daily", at=house.general, options=ALWAYS)
    killers = [Killer(bot) for bot in two.bots]
    for killer in killers:
        killer.set(Point("request", "after", route=POST, path=str(house.general.id)))
    await two.comes_due()
    message = await house.ann.wait_for("The question of the day", at=house.general, timeout=30)
    dead = next(bot for bot, killer in zip(two.bots, killers, strict=True) if killer.last_request is not None)
    for killer in killers:
        killer.clear()
    await dead.gone()
    await dead.start()
    # The lease of who died is over; the other, or the same one started anew, finds the message that is there.
    await two.comes_due(over=True)
    await two.server.quiet()
    seen = await house.ann.click(message, "A")
    assert "Your answer is in" in seen.text
    assert len(posts(house)) == 1


async def test_a_post_whose_answer_got_lost_is_not_posted_again_by_the_other(two: Two) -> None:
    house = two.house("Lost and found")
    await admin_of(house).slash("quiz daily", at=house.general, options=ALWAYS)
    mine = f"/channels/{house.general.id}/messages"
    two.server.faults.add(POST, Fault.lost_response(), times=6, only_if=lambda record: record.path == mine)
    await two.comes_due()
    await house.ann.wait_for("The question of the day", at=house.general, timeout=30)
    two.server.faults.clear()
    await two.comes_due(over=True)
    await two.server.quiet()
    assert len(posts(house)) == 1
