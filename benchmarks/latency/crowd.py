"""Many members at once, each answering every second: how late the latest reply is, and whether any interaction expired.

A member opens the form, submits an answer, reads the reply, and begins again when their second is over; an interview that has ended is
followed by a new one. A reply's time runs from the submit to the request that carries the reply. A member who has to wait for longer
than a second begins late: what is asked of the bot is then less than was meant, and the rate says so.

People come when they like: the members begin spread over the length of an interview, and the clock runs from when the last has begun. In
step, all of them begin within one second, so that their interviews end, and the next ones begin, nearly all at once: nothing that people
do, and the hardest that a crowd can be.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle

from benchmarks.latency.kinds import TRAIN, question
from benchmarks.latency.pair import Pair, Side
from benchmarks.latency.watch import quantile
from tests.discord_server import Actor, DiscordServer, Message, RequestRecord

BEAT = 1.0
# Seconds that an interview lasts: an opening, three probes and what follows weak replies deeper are 4 to 7 answers, 6 on average.
LENGTH = 6 * BEAT
# How many interviews are opened at the same time before the clock runs.
OPENED_AT_ONCE = 20
PATIENCE = 60.0
LATEST = 1.0
# Seconds in which a first response must come, or the interaction expires.
DISCORDS = 3.0


@dataclass
class Crowd:
    """What came of it: seconds to each reply, what expired, and which share of a core each process took. `starved` is the share of the time
    in which the bot had something to do and got no core: where it is not nought, other programs are measured as well."""

    members: int
    seconds: float
    since: float
    replies: list[float] = field(default_factory=list)
    expired: int = 0
    bot: float = 0.0
    starved: float = 0.0
    load: float = 0.0

    @property
    def latest(self) -> float:
        return max(self.replies, default=float("inf"))

    @property
    def holds(self) -> bool:
        """Whether every reply came within a second, none expired, and members answered as often as they meant to."""
        return self.latest <= LATEST and not self.expired and len(self.replies) >= 0.9 * self.members * self.seconds / BEAT

    def told(self) -> str:
        rate = len(self.replies) / self.seconds
        times = " ".join(f"{quantile(self.replies, share) * 1e3:7.0f}" for share in (0.5, 0.99)) if self.replies else " " * 15
        return (
            f"{self.members:>7} {rate:>10.0f} {times} {self.latest * 1e3:>9.0f} {self.expired:>8} "
            f"{self.bot:>9.0%} {self._each(self.bot):>7.1f} {self.starved:>8.0%} {self.load:>9.0%} {self._each(self.load):>7.1f}  "
            f"{'yes' if self.holds else 'no'}"
        )

    def _each(self, share: float) -> float:
        """Milliseconds of processor time an answer, of what took this share of a core."""
        return share * self.seconds / max(len(self.replies), 1) * 1e3


HEAD = (
    f"{'members':>7} {'answers/s':>10} {'p50 ms':>7} {'p99 ms':>7} {'latest ms':>9} {'expired':>8} "
    f"{'bot core':>9} {'ms each':>7} {'starved':>8} {'load core':>9} {'ms each':>7}  holds"
)


class Post:
    """Who waits for which request, by its path: hundreds wait at once, so nothing is searched."""

    def __init__(self, server: DiscordServer) -> None:
        self._waiting: dict[str, asyncio.Future[float]] = {}
        server.on_request(self._seen)

    def _seen(self, record: RequestRecord) -> None:
        if record.phase == "after" and record.method == "POST":
            future = self._waiting.pop(record.path, None)
            if future is not None and not future.done():
                future.set_result(time.perf_counter())

    def coming(self, path: str) -> asyncio.Future[float]:
        future: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waiting[path] = future
        return future


def replies() -> list[str]:
    """What people answered to follow-up questions, the same every run."""
    lines = (line for path in sorted(TRAIN.glob("*-answers.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return [row["answer"] for row in map(json.loads, lines) if row["kind"] == "reply"]


async def crowd(pair: Pair, side: Side, post: Post, members: int, seconds: float, over: float = LENGTH) -> Crowd:
    """So many members, who begin spread over so many seconds; then so many seconds are measured."""
    gate = asyncio.Semaphore(OPENED_AT_ONCE)

    async def opened(person: Actor) -> Message:
        async with gate:
            return await question(side, person, mode="interview")

    people = side.add(members)
    messages = await asyncio.gather(*map(opened, people))
    texts, chance = cycle(replies()), random.Random(7)
    pair.server.interacting.first_response_seconds = DISCORDS
    expired = len(pair.server.violations)
    since = time.perf_counter() + over
    found = Crowd(members, seconds, since)
    answering = [
        answers(side, post, person, message, texts, chance.uniform(0, over), since + seconds, found)
        for person, message in zip(people, messages, strict=True)
    ]
    await asyncio.gather(*answering, measured(side, found))
    found.expired += len(pair.server.violations) - expired
    # What expired has been counted; the rest of the run starts clean.
    for kind in ("unanswered", "late"):
        pair.server.violations.forgive(kind)
    return found


async def measured(side: Side, found: Crowd) -> None:
    """What the processes take while the clock runs."""
    await asyncio.sleep(found.since - time.perf_counter())
    cpu, waited, own, began = side.cpu(), side.waited(), time.process_time(), time.perf_counter()
    await asyncio.sleep(found.seconds)
    passed = time.perf_counter() - began
    found.bot, found.starved = (side.cpu() - cpu) / passed, (side.waited() - waited) / passed
    found.load = (time.process_time() - own) / passed


async def answers(
    side: Side, post: Post, person: Actor, message: Message, texts: Iterator[str], after: float, end: float, found: Crowd
) -> None:
    await asyncio.sleep(after)
    while (now := time.perf_counter()) < end:
        try:
            if "Answer" not in message.buttons:
                message = await question(side, person, mode="interview")
                now = time.perf_counter()
            message = await answer(side, post, person, message, next(texts), found)
        except TimeoutError:
            found.expired += 1
            return
        await asyncio.sleep(max(0.0, now + BEAT - time.perf_counter()))


async def answer(side: Side, post: Post, person: Actor, message: Message, text: str, found: Crowd) -> Message:
    """Opens the form, submits it, and returns the message that the reply brought."""
    clicked = await person.click(message, "Answer", wait="no")
    interaction = clicked.interaction
    await asyncio.wait_for(post.coming(f"/interactions/{interaction.id}/{interaction.token}/callback"), PATIENCE)
    if interaction.modal is None:
        raise TimeoutError
    form = clicked.modal
    replied = post.coming(f"/channels/{message.channel.id}/messages") if side.name == "ours" else None
    submitted = await person.submit_modal(form, [text], wait="no")
    began = time.perf_counter()
    if replied is None:
        replied = post.coming(f"/interactions/{submitted.interaction.id}/{submitted.interaction.token}/callback")
    arrived = await asyncio.wait_for(replied, PATIENCE)
    if began >= found.since:
        found.replies.append(arrived - began)
    if side.name == "bare":
        return message
    # A step may come in two messages: the one with its buttons is the last.
    return await person.wait_for(
        lambda newest: newest.id > message.id and ("Answer" in newest.buttons or "Debrief ·" in newest.text),
        at=message.channel,
        timeout=PATIENCE,
    )
