"""A quiz party of many members who all answer within two seconds: `python -m benchmarks.party`.

The real bot in a process of its own, the loopback Discord and the members in this one. Measured from a member's click to the receipt that
they see, over the gateway and back over HTTP, with every answer committed to disk before its receipt is sent. Target: with 200 members
answering within 2 s, every receipt within 3 s, and every answer counted once. Ends with 1 where that was not reached.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.recorded import record
from tests.discord_server import Actor, BotProcess, DiscordServer, Message

SCENARIOS = Path(__file__).parents[1] / "scenarios"
TARGET = 3.0


async def main(members: int, seconds: float, rounds: int, seed: int, database: str | None, write: bool) -> int:
    chance = random.Random(seed)
    worst, lost = 0.0, 0
    async with DiscordServer() as server:
        with tempfile.TemporaryDirectory() as name:
            config = {
                "database": database or str(Path(name) / "bot.sqlite3"),
                "scenarios": [str(SCENARIOS / "ownership"), str(SCENARIOS / "questions.yaml")],
            }
            async with BotProcess(server, Path(name), config=config, env={"DISCORD_TOKEN": server.token}) as bot:
                await bot.synced()
                hall = server.add_guild("Study hall", channels=["general"])
                host = server.add_user("Host", hall)
                people = [server.add_user(f"P{number}", hall) for number in range(members)]
                server.reaction_seconds = 0
                await host.slash("quiz party", at=hall.channel("general"), questions=5, window=60)
                lobby = await host.wait_for(lambda message: "I am in" in message.buttons)
                await host.click(lobby, "Start", wait="first")
                print(f"{'round':>5} {'clicks':>7} {'within s':>9} {'p50 ms':>8} {'p99 ms':>8} {'max ms':>8} {'counted':>8}")
                for number in range(1, rounds + 1):
                    question = await opened(host, number)
                    began = time.perf_counter()
                    plan = [(person, chance.uniform(0, seconds), chance.choice("ABCD")) for person in people]
                    took = sorted(await asyncio.gather(*(answered(question, *each) for each in plan)))
                    whole = time.perf_counter() - began
                    await host.click(question, "A")
                    await host.click(question, "Everybody has answered", wait="first")
                    await server.wait_until(lambda question=question: "· the answer" in question.text, 30, "the answer")  # type: ignore[misc]
                    counted = int(re.findall(r"(\d+) answers", question.text)[0]) - 1
                    worst, lost = max(worst, took[-1]), lost + members - counted
                    shown = (statistics.median(took), took[int(len(took) * 0.99)], took[-1])
                    times = " ".join(f"{each * 1000:>8.0f}" for each in shown)
                    print(f"{number:>5} {len(took):>7} {whole:>9.2f} {times} {counted:>8}")
                server.assert_clean()
                story = await host.wait_for(lambda message: "Stop" in message.buttons)
                await host.click(story, "Stop", wait="first")
    reached = worst <= TARGET and not lost
    print(json.dumps({"members": members, "within_seconds": seconds, "slowest_receipt": round(worst, 3), "lost": lost, "reached": reached}))
    if write:
        record("party", {f"slowest receipt of {members}, beside {TARGET:g} s": worst / TARGET})
    return 0 if reached else 1


async def opened(host: Actor, number: int) -> Message:
    story = await host.wait_for(lambda message: f"Next: question {number} of" in message.text, timeout=20)
    await host.click(story, "Go on", wait="first")
    return await host.wait_for(lambda message: f"Question {number} of" in message.text and "A" in message.buttons, timeout=20)


async def answered(question: Message, person: Actor, after: float, letter: str) -> float:
    """Clicks at its time; how long the receipt took, in seconds."""
    await asyncio.sleep(after)
    clicked = time.perf_counter()
    seen = await person.click(question, letter)
    assert "Your answer is in" in seen.text, seen.text
    return time.perf_counter() - clicked


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--members", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=2.0, help="how long it takes until everybody has clicked")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", help="a PostgreSQL URL instead of a SQLite file")
    parser.add_argument("--write", action="store_true", help="record the figure in benchmarks/recorded.json")
    given = parser.parse_args()
    sys.exit(asyncio.run(main(given.members, given.seconds, given.rounds, given.seed, given.database, given.write)))
