"""Two processes with two shards each on one PostgreSQL: each serves its servers, whatever happens to the other.

Shards 0 and 1 are the first process's, 2 and 3 the second's. Direct messages, and people who carry the bot with them, come to whichever
process Discord sends them to.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.discord_app.conftest import bot_on
from tests.discord_app.story import OPENING, REPLY, start, to_the_end
from tests.discord_server import BotProcess, DiscordServer, Fault, Guild, RequestRecord
from tests.postgresql import Cluster

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass
class Pair:
    server: DiscordServer
    first: BotProcess
    second: BotProcess

    def hall(self, shard: int) -> Guild:
        return self.server.add_guild(f"Hall on shard {shard}", channels=["general"], shard=shard)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pair(postgresql: Cluster, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Pair]:
    """Both start at once on a database that is still empty: one of them migrates it."""
    url = await postgresql.create()
    async with DiscordServer(shards=4) as server:
        for shard in range(4):
            server.add_guild(f"Guild {shard}", channels=["general"], shard=shard)
        processes = []
        for ids in ([0, 1], [2, 3]):
            folder = tmp_path_factory.mktemp(f"shards-{ids[0]}")
            processes.append(bot_on(server, folder, database=url, shards={"count": 4, "ids": ids}))
        await asyncio.gather(*(process.start() for process in processes))
        yield Pair(server, *processes)
        await server.quiet()
        server.assert_clean()
        assert server.pings == []
        await asyncio.gather(*(process.stop() for process in processes))
    await postgresql.drop(url)


async def test_each_process_runs_its_shards_and_one_registers_the_commands(pair: Pair) -> None:
    connected = pair.server.shards
    assert {shard: session.process for shard, session in connected.items()} == {
        0: pair.first.number,
        1: pair.first.number,
        2: pair.second.number,
        3: pair.second.number,
    }
    puts = [record for record in pair.server.requests if record.method == "PUT" and record.path.endswith("/commands")]
    assert [record.process for record in puts] == [pair.first.number]


async def test_whole_interviews_on_every_shard_at_once(pair: Pair) -> None:
    async def held(shard: int) -> int:
        hall = pair.hall(shard)
        ann = pair.server.add_user(f"Ann {shard}", hall)
        question = await start(ann, hall.channel("general"))
        await ann.submit_modal((await ann.click(question, "Answer")).modal, [OPENING])
        await to_the_end(pair.server, ann, ann.threads()[-1], by=("form", "reply")[shard % 2])
        return ann.threads()[-1].id

    threads = await asyncio.gather(*map(held, range(4)))
    for shard, thread in enumerate(threads):
        posted = {record.process for record in pair.server.requests if record.path.endswith(f"/channels/{thread}/messages")}
        assert posted == {(pair.first if shard < 2 else pair.second).number}


async def test_what_begins_in_direct_messages_goes_on_in_a_server_of_the_other_process(pair: Pair) -> None:
    hall = pair.hall(3)
    ben = pair.server.add_user("Ben", hall)
    question = await start(ben, ben.dm)
    await ben.say(ben.dm, OPENING)
    await ben.wait_for("The vote on this answer", at=ben.dm)
    # The second process knows of it by the database alone.
    seen = await ben.slash("interview status", at=hall.channel("general"))
    assert "Ownership" in seen.text
    seen = await ben.slash("interview resume", at=hall.channel("general"))
    assert seen.error is None
    end = await to_the_end(pair.server, ben, ben.threads()[-1] if ben.threads() else ben.dm)
    assert "The vote:" in end.text
    assert question.text


@pytest.mark.parametrize("shard", [1, 2])
async def test_who_carries_the_bot_along_is_served_by_whichever_process_hears_of_it(pair: Pair, shard: int) -> None:
    elsewhere = pair.server.add_guild("A server without the bot", channels=["general"], bot=False, shard=shard)
    cleo = pair.server.add_user("Cleo", elsewhere, installed=True)
    seen = await cleo.slash("interview start", at=elsewhere.channel("general"), principle="ownership", place="here")
    assert "Question" in seen.text
    seen = await cleo.submit_modal((await cleo.click(seen, "Answer")).modal, [OPENING])
    assert "The vote on this answer" in seen.text
    seen = await cleo.slash("interview status", at=cleo.dm)
    assert "Ownership" in seen.text


async def test_one_is_killed_and_the_other_goes_on(pair: Pair) -> None:
    """The first dies in the midst of a step: what was acknowledged is there, the other serves its people without a pause, and nobody's
    answer is taken twice."""
    near, far = pair.hall(0), pair.hall(2)
    ann, ben = pair.server.add_user("Ann", near), pair.server.add_user("Ben", far)
    question = await start(ann, near.channel("general"))
    other = await start(ben, far.channel("general"))

    def dies(record: RequestRecord) -> bool:
        """After the answer is stored, and before what follows from it is posted: the request never reaches Discord."""
        if record.process != pair.first.number:
            return False
        pair.first.kill()
        return True

    form = (await ann.click(question, "Answer")).modal
    pair.server.faults.add("POST /channels/{channel_id}/messages", Fault.reset(), only_if=dies)
    await ann.submit_modal(form, [OPENING])
    await pair.first.gone()

    await ben.submit_modal((await ben.click(other, "Answer")).modal, [OPENING])
    thread = ben.threads()[-1]
    await ben.click(await ben.wait_for("The vote on this answer", at=thread), "Go on")
    await ben.say(thread, REPLY, reply_to=await ben.wait_for("Follow-up 1 of", at=thread))
    await ben.wait_for("This reply leans", at=thread)

    await pair.first.start()
    feedback = await ann.wait_for("The vote on this answer", at=ann.threads()[-1], timeout=25)
    assert "I was restarted. Nothing was lost" in feedback.text
    assert sum("The vote on this answer" in message.text for message in ann.visible(ann.threads()[-1])) == 1
    await ann.click(feedback, "Go on")
    await ann.wait_for("Follow-up 1 of", at=ann.threads()[-1])
    await to_the_end(pair.server, ann, ann.threads()[-1])
    await to_the_end(pair.server, ben, thread)
