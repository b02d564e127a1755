"""A quiz party as a state machine: a lobby, then story and question by turns, then the scores. Time comes from outside.

    lobby ── start ──> reading ── time ──> asking ── time ──> reading (the answer, and the next story) ... ──> done
       └── nobody started                    └── two questions in a row that nobody answered, or the last one ──> done

`step` grows with every change: a button or a deadline that was made at an older step means nothing any more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from bot.core.frozen import dataclass
from bot.core.timing import words_in

Phase = Literal["lobby", "reading", "asking", "done"]
Ending = Literal["finished", "silent", "stopped", "unopened", "gone"]

MIN_QUESTIONS, MAX_QUESTIONS, USUAL_QUESTIONS = 5, 20, 10
MIN_WINDOW, MAX_WINDOW, USUAL_WINDOW = 10, 60, 30
# How long a lobby waits for its start, in seconds.
LOBBY_SECONDS = 15 * 60
# A question is on its way to everybody's screen for a moment before they can answer it: seconds before its window begins.
ON_ITS_WAY = 1
# So long its start is the host's; after that, anybody's who is in, so that a host who vanishes keeps nobody waiting.
HOST_MINUTES = 5
# So many questions in a row without a single answer, and the party is over.
MOST_SILENT = 2
# Unhurried reading of a text that is new, in words a minute; never less or more than so many seconds.
READING_PACE = 200
READING_SECONDS = (8, 40)
# To take in the answer to the last question, before the story that follows.
REVEAL_SECONDS = 15


class NotNow(ValueError):
    """The party is in no phase for that."""


@dataclass(frozen=True, slots=True)
class Party:
    """`place` counts questions from 0: the one that is asked, or that the story on show belongs to. `silent` counts the questions in a
    row, up to the last one closed, that nobody answered."""

    total: int
    window: int
    phase: Phase = "lobby"
    step: int = 0
    place: int = 0
    silent: int = 0
    ending: Ending | None = None

    def __post_init__(self) -> None:
        if not MIN_WINDOW <= self.window <= MAX_WINDOW:
            raise ValueError(f"a window of {self.window} s; {MIN_WINDOW} to {MAX_WINDOW} are possible")
        if not 1 <= self.total <= MAX_QUESTIONS:
            raise ValueError(f"{self.total} questions; 1 to {MAX_QUESTIONS} are possible")

    @property
    def is_open(self) -> bool:
        return self.phase != "done"

    @property
    def closed_place(self) -> int | None:
        """The question whose answer is on show: the one before the present story, or the last one asked when all is over."""
        if self.phase == "reading":
            return self.place - 1 if self.place else None
        if self.phase == "done" and self.ending in ("finished", "silent"):
            return self.place
        return None


def start(party: Party) -> Party:
    """Out of the lobby, to the first story. Raises NotNow."""
    if party.phase != "lobby":
        raise NotNow("the party has begun already")
    return replace(party, phase="reading", step=party.step + 1)


def proceed(party: Party, *, answers: int = 0, late: bool = False) -> Party:
    """The time of the present phase is over. `answers` is how many the open question got; `late` says that the bot was away while its
    window ran out, so that its silence proves nothing. Raises NotNow."""
    if party.phase == "lobby":
        return stop(party, "unopened")
    if party.phase == "reading":
        return replace(party, phase="asking", step=party.step + 1)
    if party.phase == "asking":
        silent = 0 if answers else party.silent + (0 if late else 1)
        after = replace(party, silent=silent, step=party.step + 1)
        if silent >= MOST_SILENT:
            return replace(after, phase="done", ending="silent")
        if party.place + 1 == party.total:
            return replace(after, phase="done", ending="finished")
        return replace(after, phase="reading", place=party.place + 1)
    raise NotNow("the party is over")


def stop(party: Party, why: Ending) -> Party:
    """The end, whatever the phase. Raises NotNow when it has come already."""
    if party.phase == "done":
        raise NotNow("the party is over")
    return replace(party, phase="done", ending=why, step=party.step + 1)


def reading_seconds(story: str, *, told_before: bool, after_answer: bool) -> int:
    """How long a story stays on show before its question: time to read it unless it was told with the question before, and time for the
    answer to that question."""
    low, high = READING_SECONDS
    needed = 0 if told_before else min(max(round(words_in(story) * 60 / READING_PACE), low), high)
    return needed + (REVEAL_SECONDS if after_answer else 0)


def longest(party: Party) -> int:
    """The most seconds that the party's present step can last."""
    match party.phase:
        case "lobby":
            return LOBBY_SECONDS
        case "asking":
            return ON_ITS_WAY + party.window
        case _:
            return READING_SECONDS[1] + REVEAL_SECONDS
