"""A study room as a state machine: answers are collected, shown one by one without their authors, voted on, discussed, voted on once more.

    study       collecting ── reveal ──> voting 1 ─> discussing 1 ─> voting 2 ─> discussing 2 ... ─> done
    evaluate    voting A ─> voting B ─> discussing A ─> discussing B ─> done

In the bar raiser's chair (evaluate) both candidates are voted on before anything of the rubric is shown, because the first one's rubric
would colour the second vote. `step` grows with every change: a button or a deadline that was made at an older step means nothing any more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from bot.core.confidential import Kind as Exposed
from bot.core.confidential import exposures
from bot.core.evaluate import apart
from bot.core.frozen import dataclass
from bot.core.vocabulary import Verdict

RoomKind = Literal["study", "evaluate"]
RoomPhase = Literal["collecting", "voting", "discussing", "done"]
RoomEnding = Literal["finished", "empty", "stopped", "gone"]
Round = Literal[1, 2]

# The four steps of the scale; "not enough evidence" is the judge's alone, who cannot ask.
SCALE: tuple[Verdict, ...] = ("strong_hire", "hire", "leaning_no_hire", "no_hire")
MIN_MINUTES, MAX_MINUTES, USUAL_MINUTES = 5, 7 * 24 * 60, 60
# Fewer answers than this, and readers can tell by elimination whose is whose: time alone does not reveal them.
ENOUGH_TO_HIDE = 3
# A room whose host has gone moves on by itself.
STALE_SECONDS = 24 * 60 * 60
MOST_REASONS = 3
# What a form's box holds.
MOST_CHARACTERS = 4_000


class NotNow(ValueError):
    """The room is in no phase for that."""


@dataclass(frozen=True, slots=True)
class Room:
    """`total` is how many answers are gone through; `stage` counts the parts of the plan from 0, and is -1 while answers come in."""

    kind: RoomKind
    total: int = 0
    stage: int = -1
    step: int = 0
    ending: RoomEnding | None = None

    @property
    def phase(self) -> RoomPhase:
        return "done" if self.ending is not None else "collecting" if self.stage < 0 else plan(self.kind, self.total)[self.stage][0]

    @property
    def place(self) -> int | None:
        """The answer that is on show, counted from 0."""
        return None if self.stage < 0 or self.ending is not None else plan(self.kind, self.total)[self.stage][1]

    @property
    def is_open(self) -> bool:
        return self.ending is None

    @property
    def round(self) -> Round | None:
        """Which vote is being taken now."""
        return 1 if self.phase == "voting" else 2 if self.phase == "discussing" else None

    def judged(self, place: int) -> bool:
        """Whether the judge's vote on that answer has been shown to the room."""
        reached = plan(self.kind, self.total)[: self.stage + 1] if self.stage >= 0 else ()
        return ("discussing", place) in reached or self.ending == "finished"


def plan(kind: RoomKind, total: int) -> tuple[tuple[Literal["voting", "discussing"], int], ...]:
    """The parts that a room goes through once its answers are in."""
    if kind == "evaluate":
        return (*(("voting", place) for place in range(total)), *(("discussing", place) for place in range(total)))
    return tuple((phase, place) for place in range(total) for phase in ("voting", "discussing"))


def evaluating(total: int = 2) -> Room:
    """A room of the bar raiser's chair: its candidates are there from the start."""
    return Room("evaluate", total, stage=0)


def reveal(room: Room, answers: int) -> Room:
    """No more answers: the first of them is shown. Raises NotNow."""
    if room.phase != "collecting":
        raise NotNow("the answers are revealed already")
    if not answers:
        return stop(room, "empty")
    return replace(room, total=answers, stage=0, step=room.step + 1)


def proceed(room: Room) -> Room:
    """To the next part, or the end. Raises NotNow."""
    if room.phase not in ("voting", "discussing"):
        raise NotNow("nothing is on show")
    if room.stage + 1 == len(plan(room.kind, room.total)):
        return stop(room, "finished")
    return replace(room, stage=room.stage + 1, step=room.step + 1)


def stop(room: Room, why: RoomEnding) -> Room:
    """The end, whatever the phase. Raises NotNow when it has come already."""
    if not room.is_open:
        raise NotNow("the room is closed")
    return replace(room, ending=why, step=room.step + 1)


def order(seed: str, answers: Iterable[str]) -> tuple[str, ...]:
    """The answers' ids in the order in which they are shown. It follows from the seed and from nothing else: not from when an answer came
    in, nor from who wrote it."""
    return tuple(sorted(answers, key=lambda id: hashlib.sha256(f"{seed}:{id}".encode()).digest()))


@dataclass(frozen=True, slots=True)
class Cast:
    """One vote. `member` tells voters apart, and is never shown."""

    member: int
    place: int
    round: int
    verdict: Verdict
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many voted for each step of the scale, in its order, and which reasons were named, the most frequent first."""

    votes: tuple[int, ...]
    reasons: tuple[tuple[str, int], ...] = ()

    @property
    def total(self) -> int:
        return sum(self.votes)


@dataclass(frozen=True, slots=True)
class Tally:
    """One answer's votes: before the judge's vote was shown, and after the discussion (who did not vote again keeps the first vote).
    `nearer` and `farther` count the voters whose vote moved towards the judge's, or away from it."""

    place: int
    first: Count
    last: Count
    nearer: int
    farther: int


def count(votes: Iterable[Cast]) -> Count:
    """One vote a member: of two by the same member the later in the sequence counts."""
    last = {vote.member: vote for vote in votes}
    named: dict[str, int] = {}
    for vote in last.values():
        for reason in dict.fromkeys(vote.reasons):
            named[reason] = named.get(reason, 0) + 1
    reasons = sorted(named.items(), key=lambda item: (-item[1], item[0]))
    return Count(tuple(sum(vote.verdict == step for vote in last.values()) for step in SCALE), tuple(reasons))


def tally(place: int, votes: Sequence[Cast], judged: Verdict | None) -> Tally:
    """The votes on one answer; nobody's moved anywhere where the judge has no vote (None). An author's vote counts like any other: a spread
    that lacked it would tell two who compare notes whose answer it is."""
    mine = [vote for vote in votes if vote.place == place]
    first = {vote.member: vote for vote in mine if vote.round == 1}
    again = {vote.member: vote for vote in mine if vote.round == 2}
    nearer = farther = 0
    for member in first.keys() & again.keys():
        if judged is None:
            break
        before, after = (abs(apart(vote.verdict, judged)) for vote in (first[member], again[member]))
        nearer += after < before
        farther += after > before
    return Tally(place, count(first.values()), count({**first, **again}.values()), nearer, farther)


def redacted(text: str, names: Mapping[Exposed, str]) -> str:
    """The text with every name and secret that the guard finds replaced by what it is: `[a codename]`. `names` has a word for each kind."""
    parts: list[str] = []
    place = 0
    for found in exposures(text):
        parts += [text[place : found.start], f"[{names[found.kind]}]"]
        place = found.end
    return "".join((*parts, text[place:]))
