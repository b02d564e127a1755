"""What a study room says, as facts; bot/wording/study.py turns them into sentences. Nothing here names or numbers an author."""

from __future__ import annotations

from bot.core.confidential import Exposure
from bot.core.frozen import dataclass
from bot.core.judgement import Judgement
from bot.core.study import Count, RoomEnding, RoomKind, Tally
from bot.core.vocabulary import Level, Verdict


@dataclass(frozen=True, slots=True)
class RoomCard:
    """A room while answers come in, and afterwards what became of it. `host` is what the platform knows the host by, "" where that was
    forgotten; `until` is UTC seconds. `waiting`: the time is over, and there are too few answers to reveal them without being asked."""

    kind: RoomKind
    principle: str
    level: Level
    question: str
    host: str
    answers: int
    until: int | None
    waiting: bool = False
    ending: RoomEnding | None = None
    revealed: bool = False


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """An answer to vote on. `text` is None where its author has taken everything of theirs away since."""

    kind: RoomKind
    question: str
    number: int
    of: int
    text: str | None
    few: bool


@dataclass(frozen=True, slots=True)
class AnswerVoted:
    """The room's first vote is closed. In the chair nothing more is said yet."""

    kind: RoomKind
    number: int
    votes: int


@dataclass(frozen=True, slots=True)
class JudgeShown:
    """The judge's vote on an answer beside the spread of the room. `thinks` is the scenario's bar raiser on a candidate;
    `grounds` are the ids of the findings that its vote rests on."""

    kind: RoomKind
    number: int
    of: int
    text: str | None
    judgement: Judgement | None
    spread: Count
    thinks: str = ""
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revoted:
    """How the vote on one answer stood after the discussion."""

    kind: RoomKind
    tally: Tally
    judged: Verdict | None


@dataclass(frozen=True, slots=True)
class RoomEnds:
    """All answers with their votes; the judge's vote is None where the author has taken the answer away."""

    kind: RoomKind
    ending: RoomEnding
    lines: tuple[tuple[Tally, Verdict | None, float], ...]
    voters: int


@dataclass(frozen=True, slots=True)
class AnswerKept:
    """A member's own answer is in, or kept as a draft because the guard found something (`warnings`)."""

    news: str
    words: int
    answers: int
    until: int | None
    warnings: tuple[Exposure, ...] = ()


@dataclass(frozen=True, slots=True)
class VoteKept:
    """A member's vote is in. `own`: on their own answer."""

    kind: RoomKind
    number: int
    verdict: Verdict
    reasons: tuple[str, ...]
    changed: bool
    own: bool
    again: bool
