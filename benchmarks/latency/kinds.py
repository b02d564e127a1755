"""The interactions that are measured, each as a script for either bot: what must stand before, and what is done again and again."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from itertools import cycle
from pathlib import Path

from benchmarks.latency.pair import Side
from benchmarks.latency.watch import CALLBACK, POST, Fits, by
from tests.discord_server import Actor, Message, Seen

TRAIN = Path(__file__).parents[2] / "tests" / "corpus" / "train"
WORDS = (290, 310)
LONGEST = 4_000

# Begins the next interaction of its kind; returns as soon as it is under way.
Next = Callable[[], Awaitable[Seen]]


def answers() -> list[str]:
    """Answers of about 300 words, as people gave them, the same every run."""
    lines = (line for path in sorted(TRAIN.glob("*-answers.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    texts = [row["answer"] for row in map(json.loads, lines) if row["kind"] == "opening"]
    return [text for text in texts if WORDS[0] <= len(text.split()) <= WORDS[1] and len(text) <= LONGEST]


async def question(side: Side, person: Actor, **options: str) -> Message:
    """A new interview, and its open question."""
    if side.name == "bare":
        return (await person.slash("interview start", at=side.hall, options=options)).message
    await person.slash("interview start", at=side.hall, options={"principle": "ownership", **options})
    return await person.wait_for(lambda message: "Answer" in message.buttons, at=person.threads()[-1], timeout=20)


async def forms(side: Side, count: int) -> Next:
    """A click that opens the form to answer in."""
    message = await question(side, person := side.add(1)[0])
    return lambda: person.click(message, "Answer", wait="no")


async def turns(side: Side, count: int) -> Next:
    """A click that turns a page of what a step showed: of the debrief, which is the longest."""
    person = side.add(1)[0]
    if side.name == "bare":
        message = (await person.slash("learn", at=side.hall)).message
        return lambda: person.click(message, "Read on", wait="no")
    message = await debrief(side, person)
    return lambda: person.click(message, next(label for label in message.buttons if label.startswith(("Read on", "Back"))), wait="no")


async def steps(side: Side, count: int) -> Next:
    """A click that goes on in a walk-through, or back: a step that is written down before its page is shown."""
    person = side.add(1)[0]
    if side.name == "bare":
        message = (await person.slash("learn", at=side.hall)).message
        return lambda: person.click(message, "Read on", wait="no")
    await person.slash("learn", at=side.hall, principle="ownership")
    message = await person.wait_for(lambda message: "Next page" in message.buttons, at=person.threads()[-1], timeout=20)
    ways = cycle(("Next page", "Back"))
    return lambda: person.click(message, next(ways), wait="no")


async def submits(side: Side, count: int) -> Next:
    """A submitted answer of some 300 words. Every one opens a session of its own, whose form is open before the clock runs."""
    open_forms = []
    for person in side.add(count):
        seen = await person.click(await question(side, person), "Answer")
        open_forms.append((person, seen.modal))
    waiting, texts = iter(open_forms), cycle(answers())

    def submit() -> Awaitable[Seen]:
        person, form = next(waiting)
        return person.submit_modal(form, [next(texts)], wait="no")

    return submit


async def debrief(side: Side, person: Actor) -> Message:
    """Holds a whole interview of ours; the page that it ends with."""
    message = await question(side, person, mode="interview")
    place = message.channel
    texts = cycle(answers())
    for _ in range(12):
        seen = await person.submit_modal((await person.click(message, "Answer")).modal, [next(texts)])
        assert seen.error is None
        message = await person.wait_for_new(at=place, since=message, timeout=20)
        if "Answer" not in message.buttons:
            break
    return await person.wait_for(lambda message: "Debrief ·" in message.text and "The vote:" in message.text, at=place, timeout=20)


def reply_of(side: Side, kind: str) -> Fits:
    """Which request is the reply: the first response, or, for an answer in a thread, the message with its vote."""
    return by(side.bot.number, POST if kind == "submit" and side.name == "ours" else CALLBACK)


KINDS: dict[str, Callable[[Side, int], Awaitable[Next]]] = {"form": forms, "turn": turns, "step": steps, "submit": submits}
