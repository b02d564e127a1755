"""The loopback Discord against the real discord.py client in a process of its own. The rules that need no bot are tested in
`discord_server/selftests`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from tests.discord_server import Actor, BotFailed, BotProcess, Channel, DiscordServer, Fault, Guild, RequestRecord

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEND = "POST /channels/{channel_id}/messages"


def sample(server: DiscordServer, folder: Path, *argv: str, expect_tracebacks: bool = False) -> BotProcess:
    return BotProcess(
        server,
        folder,
        module="tests.discord_server.sample_bot",
        argv=argv,
        env={"DISCORD_TOKEN": "{token}"},
        copied=True,
        expect_tracebacks=expect_tracebacks,
    )


@dataclass
class Running:
    server: DiscordServer
    bot: BotProcess


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """One Discord and one bot on it for the tests of this file; each has a guild and people of its own."""
    async with DiscordServer() as server:
        server.api.check_own_answers = True
        # Named after it, so that it is there when the bot starts.
        server.add_guild("Doorway")
        async with sample(server, tmp_path_factory.mktemp("sample")) as bot:
            await bot.synced()
            yield Running(server, bot)


@pytest_asyncio.fixture(loop_scope="module")
async def discord(running: Running) -> AsyncIterator[DiscordServer]:
    server = running.server
    usual = server.interacting.first_response_seconds, server.reaction_seconds
    yield server
    server.interacting.first_response_seconds, server.reaction_seconds = usual
    try:
        server.assert_clean()
    finally:
        for noticed in (server.violations, server.pings, server.refusals, server.faults.met):
            noticed.clear()


@pytest_asyncio.fixture(loop_scope="module")
async def bot(running: Running) -> BotProcess:
    return running.bot


@pytest_asyncio.fixture(loop_scope="module")
async def alone() -> AsyncIterator[DiscordServer]:
    """A Discord for a bot of the test's own."""
    async with DiscordServer() as server:
        server.api.check_own_answers = True
        yield server
        server.assert_clean()


@pytest.fixture
def hall(discord: DiscordServer) -> Guild:
    return discord.add_guild("Study hall")


@pytest.fixture
def general(hall: Guild) -> Channel:
    return hall.channel("general")


@pytest.fixture
def ann(discord: DiscordServer, hall: Guild) -> Actor:
    return discord.add_user("Ann", hall)


# --- what people do and see


async def test_a_form_from_a_button(bot: BotProcess, ann: Actor) -> None:
    seen = await ann.slash("interview start", principle="ownership")
    assert seen.ephemeral
    assert seen.message.buttons == ["Answer", "Skip", "Later"]
    form = (await ann.click(seen, "Answer")).modal
    assert form.field("Your answer").value == "A draft"
    answered = await ann.submit_modal(form, {"Your answer": "I rebuilt the importer.", "Level": "Senior"})
    assert answered.text == "You said: I rebuilt the importer."
    assert (await ann.select(seen, "Your vote", "No hire")).text == "Your vote: no_hire"
    assert (await ann.click(seen, "Skip")).message is seen.message
    assert seen.text == "Skipped."


async def test_autocomplete(bot: BotProcess, ann: Actor) -> None:
    assert [each.value for each in await ann.autocomplete("interview start", "principle", "d")] == ["dive deep"]


async def test_a_thread_and_whose_words_the_bot_can_read(discord: DiscordServer, bot: BotProcess, hall: Guild, ann: Actor) -> None:
    """Without the intent: not what is said, but what is said in reply, with a ping, to a regular message."""
    seen = await ann.slash("interview start", principle="x", place="A thread")
    assert seen.text == "Come to #Interview: x"
    thread = ann.threads()[-1]
    question = await ann.wait_for("Tell me", at=thread)
    await ann.say(thread, "to nobody")
    await ann.wait_for("I cannot read that here.", at=thread)
    await ann.say(thread, "without a ping", reply_to=question, ping=False)
    await ann.say(thread, "with a ping", reply_to=question)
    await ann.wait_for("Heard: with a ping", at=thread)
    assert "Heard: without" not in ann.sees(thread)
    response = await ann.slash("interview report", at=hall.channel("general"))
    await ann.say(hall.channel("general"), "to a response", reply_to=response)
    await discord.quiet()
    assert "Heard: to a response" not in ann.sees()
    await ann.say(ann.dm, "in private")
    await ann.wait_for("Heard: in private", at=ann.dm)
    assert discord.pings == []


async def test_what_is_seen_reads_like_a_channel(bot: BotProcess, ann: Actor, general: Channel) -> None:
    await ann.slash("interview report")
    assert ann.sees(general) == (
        "# general\n"
        "Bar Raiser [bot] (Ann used /interview report):\n"
        "    Here.\n"
        "    | Debrief\n"
        "    | You said *we*.\n"
        "    | Vote\n"
        "    | Leaning no hire\n"
        "    | Level\n"
        "    | Senior\n"
        "    | Rubric 1\n"
        "    (report.md, 9 bytes - The whole report)"
    )


async def test_message_command(discord: DiscordServer, bot: BotProcess, hall: Guild, ann: Actor, general: Channel) -> None:
    ben = discord.add_user("Ben", hall)
    said = await ben.say(general, "four words in it")
    assert (await ann.message_command("Judge this answer", said)).text == "4 words"


async def test_a_strangers_click_and_a_forged_one(discord: DiscordServer, bot: BotProcess, hall: Guild, ann: Actor) -> None:
    seen = await ann.slash("interview start", principle="x")
    forged = await ann.click(seen, "s9:unheard-of", forge=True)
    assert forged.text == "This step is closed: s9:unheard-of"
    ben = discord.add_user("Ben", hall)
    assert (await ben.click(seen, "s1:other", forge=True)).ephemeral


async def test_closed_dms(discord: DiscordServer, bot: BotProcess, hall: Guild) -> None:
    closed = discord.add_user("Closed", hall, dm_open=False)
    assert (await closed.slash("dm")).text == "Refused: 50007"
    assert [each.code for each in discord.refusals] == [50007]


async def test_user_install(discord: DiscordServer, bot: BotProcess) -> None:
    elsewhere = discord.add_guild("Elsewhere", bot=False)
    cara = discord.add_user("Cara", elsewhere, installed=True)
    seen = await cara.slash("wrong", how="many", timeout=5)
    await discord.wait_until(lambda: "stopped" in seen.text, what="the sixth follow-up to be refused")
    assert "stopped at 6: 40094" in seen.text
    assert discord.violations.forgive("limit")


async def test_a_hundred_people_at_once(discord: DiscordServer, bot: BotProcess, hall: Guild) -> None:
    people = [discord.add_user(f"Person {n}", hall) for n in range(100)]

    async def rehearse(who: Actor) -> str:
        seen = await who.slash("interview start", principle="x", timeout=60)
        form = await who.click(seen, "Answer", timeout=60)
        return (await who.submit_modal(form, {"Your answer": who.name}, timeout=60)).text

    # All at once on two cores takes the bot longer than three seconds to hear of everybody.
    discord.interacting.first_response_seconds = 60
    discord.reaction_seconds = 1.0
    texts = await asyncio.gather(*(rehearse(who) for who in people))
    assert texts == [f"You said: {who.name}" for who in people]


# --- broken rules are noticed


@pytest.mark.parametrize(
    ("how", "told", "kind"),
    [
        ("too_long", "400 50035", ("limit", "spec")),
        ("embeds", "400 50035", ("limit",)),
        ("twice", "once\n400 40060", ("double",)),
        ("silent", "The application did not respond", ("unanswered",)),
    ],
)
async def test_violations(how: str, told: str, kind: tuple[str, ...], discord: DiscordServer, bot: BotProcess, ann: Actor) -> None:
    discord.interacting.first_response_seconds = 0.5 if how == "silent" else 3.0
    seen = await ann.slash("wrong", how=how)
    await discord.wait_until(lambda: seen.text == told, what=f"{told!r}, not {seen.text!r}")
    assert [each.kind for each in discord.violations] in [[each] for each in kind]
    discord.violations.clear()


async def test_pings_are_counted(discord: DiscordServer, bot: BotProcess, ann: Actor) -> None:
    await ann.slash("wrong", how="ping")
    assert [each.who for each in discord.pings] == ["Ann"]  # @everyone needs a permission that the bot does not have


async def test_tracebacks_fail_the_test(alone: DiscordServer, tmp_path: Path) -> None:
    ann = alone.add_user("Ann", alone.add_guild("Study hall"))
    bot = sample(alone, tmp_path)
    await bot.start()
    await bot.synced()
    alone.interacting.first_response_seconds = 0.5
    await ann.slash("wrong", how="crash")
    with pytest.raises(BotFailed, match="on purpose"):
        await bot.stop()
    assert alone.violations.forgive("unanswered")


async def test_privileged_intents_are_refused(alone: DiscordServer, tmp_path: Path) -> None:
    alone.add_guild("Study hall")
    with pytest.raises(BotFailed, match="ended with 1"):
        await sample(alone, tmp_path, "--privileged").start()
    assert alone.violations.forgive("intent")


# --- trouble


async def test_a_bot_killed_in_the_midst_of_a_request(discord: DiscordServer, bot: BotProcess, ann: Actor) -> None:
    def strike(record: RequestRecord) -> None:
        if record.name == "PUT /channels/{channel_id}/thread-members/{user_id}" and record.phase == "after":
            bot.kill()

    stop = discord.on_request(strike)
    seen = await ann.slash("interview start", principle="x", place="thread", wait="first")
    await bot.gone()
    stop()
    assert seen.kind == "deferred"
    assert len(ann.threads()) == 1
    await bot.start()
    assert (await ann.slash("interview start", principle="x", place="thread")).text == "Come to #Interview: x"


async def test_nobody_is_there(discord: DiscordServer, bot: BotProcess, ann: Actor) -> None:
    bot.kill()
    await bot.gone()
    discord.interacting.first_response_seconds = 0.2
    assert (await ann.slash("dm")).error == "The application did not respond"
    discord.interacting.first_response_seconds = 3.0
    await bot.start()
    assert (await ann.slash("dm")).error is None


@pytest.mark.parametrize("fault", [Fault.rate_limited(0.2), Fault.rate_limited(0.2, is_global=True), Fault.status(502), Fault.delay(0.3)])
async def test_faults_that_discord_py_rides_out(fault: Fault, discord: DiscordServer, bot: BotProcess, ann: Actor) -> None:
    discord.faults.add(SEND, fault)
    began = time.monotonic()
    await ann.say(ann.dm, "hello")
    await ann.wait_for("Heard: hello", at=ann.dm)
    assert time.monotonic() - began > 0.15
    assert discord.faults.met == [(SEND, fault)]


@pytest.mark.parametrize(("fault", "arrives"), [(Fault.reset(), False), (Fault.lost_response(), True)])
async def test_faults_that_it_does_not(fault: Fault, arrives: bool, alone: DiscordServer, tmp_path: Path) -> None:
    ann = alone.add_user("Ann", alone.add_guild("Study hall"))
    async with sample(alone, tmp_path, expect_tracebacks=True) as bot:
        alone.faults.add(SEND, fault)
        await ann.say(ann.dm, "hello")
        await bot.wait_for_log("Traceback")
    assert ("Heard: hello" in ann.sees(ann.dm)) is arrives


async def test_the_gateway_says_reconnect_and_drops(discord: DiscordServer, bot: BotProcess, ann: Actor) -> None:
    await discord.gateway.reconnect()
    assert (await ann.slash("dm")).text == "Look at your DMs"
    session = discord.shards[0]
    await discord.gateway.drop()
    assert discord.shards[0] is session  # resumed
    assert (await ann.slash("dm")).text == "Look at your DMs"


async def test_an_invalid_session(discord: DiscordServer, bot: BotProcess, ann: Actor) -> None:
    session = discord.shards[0]
    await discord.gateway.invalidate()
    assert discord.shards[0] is not session
    assert (await ann.slash("dm")).text == "Look at your DMs"


async def test_what_happens_while_the_bot_is_away_is_replayed(discord: DiscordServer, bot: BotProcess, ann: Actor) -> None:
    socket = discord.shards[0].socket
    assert socket is not None
    socket.abort()
    await discord.wait_until(lambda: not discord.shards, what="the gateway to notice")
    await ann.say(ann.dm, "while away")
    await ann.wait_for("Heard: while away", at=ann.dm)


async def test_events_twice_and_in_the_wrong_order(discord: DiscordServer, bot: BotProcess, ann: Actor) -> None:
    discord.gateway.duplicate_next()
    await ann.say(ann.dm, "one")
    await discord.wait_until(lambda: ann.sees(ann.dm).count("Heard: one") == 2, what="two answers")
    discord.gateway.reorder_next(2)
    await ann.say(ann.dm, "first")
    await ann.say(ann.dm, "second")
    await ann.wait_for("Heard: first", at=ann.dm)
    heard = [each.content for each in ann.visible(ann.dm) if each.content.startswith("Heard")][2:]
    assert heard == ["Heard: second", "Heard: first"]


async def test_the_same_interaction_twice(alone: DiscordServer, tmp_path: Path) -> None:
    ann = alone.add_user("Ann", alone.add_guild("Study hall"))
    async with sample(alone, tmp_path, expect_tracebacks=True) as bot:
        await bot.synced()
        seen = await ann.slash("interview report")
        await ann.repeat(seen)
        await alone.wait_until(lambda: alone.violations.of("double"), what="the second answer to be refused")
    assert ann.sees().count("Here.") == 1
    alone.violations.forgive("double")


async def test_shards(tmp_path: Path) -> None:
    async with DiscordServer(shards=3) as discord:
        halls = [discord.add_guild(f"Hall {n}", shard=n) for n in range(3)]
        people = [discord.add_user(f"Person {n}", hall) for n, hall in enumerate(halls)]
        async with sample(discord, tmp_path) as bot:
            await bot.synced()
            assert sorted(discord.shards) == [0, 1, 2]
            seen = await asyncio.gather(*(who.slash("interview report") for who in people))
            assert [each.text.splitlines()[0] for each in seen] == ["Here."] * 3
            await people[2].say(people[2].dm, "to shard 0")
            await people[2].wait_for("Heard: to shard 0", at=people[2].dm)
        discord.assert_clean()


async def test_two_processes_on_one_server(discord: DiscordServer, bot: BotProcess, ann: Actor, tmp_path: Path) -> None:
    second = sample(discord, tmp_path / "second", expect_tracebacks=True)
    await second.start()
    assert {each.process for each in discord.gateway.sessions.values()} == {bot.number, second.number}
    second.kill()
    await second.gone()
    assert bot.running
    assert (await ann.slash("dm")).text == "Look at your DMs"
    discord.violations.forgive("double")
