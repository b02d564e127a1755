"""What the interviewer says, as facts. bot/wording turns them into sentences; the machine knows no front end.

A reply holds everything its wording needs, so that a stored reply can be shown again years later exactly as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Mapping

from bot.core.judgement import Finding, Judgement, Leaning, LevelView, StageTime
from bot.core.vocabulary import Level, Verdict

AskedKind = Literal["opening", "probe"]


@dataclass(frozen=True, slots=True)
class Asks:
    """A question stands open. `number` of `of` counts probes (0 for the opening); `deeper` marks a probe that follows up on a weak reply.
    In the learn-by-doing modes `reason` says why this probe; the real interview keeps it for the debrief (None)."""

    kind: AskedKind
    question: str
    number: int
    of: int
    target: str | None = None
    reason: str | None = None
    deeper: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Briefs:
    """Before the opening question: the mode, principle, level, the story to tell (a scenario's overview, or one's own), the time to keep to."""

    mode: str
    principle: str
    level: Level
    story: Literal["own", "scenario"]
    overview: str | None
    facts: Mapping[str, str]
    seconds: tuple[int, int]
    probes: int


@dataclass(frozen=True, slots=True)
class Says:
    """A short fixed remark, by key (`minute`, `hint`, `cannot_skip`, `too_long`, `received`, `again`, ...) with its values."""

    key: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What one attempt gained or lost against the one before."""

    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]
    mended: tuple[Finding, ...]
    score_before: float
    score_after: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """The reply beside a weak and a strong exemplar: what it shares with each, and what would have been enough.
    `weak` and `strong` are exemplar texts; `shared_weak` and `shared_strong` are vocabulary ids found in both."""

    question: str
    reply: str
    weak: str
    weak_why: str
    strong: str
    signature: str
    leans: Leaning
    shared_weak: tuple[str, ...]
    shared_strong: tuple[str, ...]
    missing: tuple[str, ...]
    enough: str


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Two quotes that don't agree: another number for the same thing, or another owner."""

    kind: Literal["number", "owner"]
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Vote:
    """The running vote after an answer: verdict, score, and the quote that moved it (None where it did not move, or by absence)."""

    verdict: Verdict
    score: float
    moved_by: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """After an answer in practice mode."""

    kind: AskedKind
    judgement: Judgement
    vote: Vote
    before: Vote | None
    change: Change | None
    contrast: Contrast | None
    inconsistencies: tuple[Inconsistency, ...]
    can_retry: bool


@dataclass(frozen=True, slots=True)
class Revotes:
    """The visible re-vote after a probe, in the debrief of the real interview."""

    number: int
    question: str
    reason: str
    target: str
    reply: str | None
    before: Vote
    after: Vote


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage in the debrief: what stood (quotes), what was missing, the candidate's words beside the strong exemplar's."""

    stage: str
    time: StageTime
    stood: tuple[Finding, ...]
    missing: tuple[Finding, ...]
    strong: str
    coaching: str


@dataclass(frozen=True, slots=True)
class Todo:
    """One of the three things to do first: the vocabulary id, what to do, and the quote it is about."""

    id: str
    what: str
    quote: str | None


@dataclass(frozen=True, slots=True)
class Debrief:
    """The end: vote and re-votes, stage by stage, exemplars, levels, times, three things first, other principles this story could serve."""

    principle: str
    level: Level
    mode: str
    question: str
    answer: str
    opening: Judgement
    first_vote: Vote
    final_vote: Vote
    revotes: tuple[Revotes, ...]
    stages: tuple[StageView, ...]
    contrasts: tuple[Contrast, ...]
    inconsistencies: tuple[Inconsistency, ...]
    levels: Mapping[str, LevelView]
    seconds: tuple[int, int]
    spoken_seconds: int
    writing_seconds: int | None
    todos: tuple[Todo, ...]
    other_principles: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    early: bool


@dataclass(frozen=True, slots=True)
class LearnPage:
    """One page of the learn walk-through. `kind` is the wording's key (overview, stage, reflections, probe, weak_answer, quiz, angles,
    calibration); `data` is what it shows, as plain data."""

    kind: str
    number: int
    of: int
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate's answer to vote on (evaluate): nothing of the rubric is shown yet."""

    label: Literal["A", "B"]
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Calibration:
    """After both votes (evaluate): your votes beside the judge's, and what the bar raiser thinks of each."""

    label: Literal["A", "B"]
    answer: str
    yours: Verdict
    your_reasons: tuple[str, ...]
    judgement: Judgement
    bar_raiser_thinks: str


Reply = Briefs | Asks | Says | Feedback | Debrief | LearnPage | Candidate | Calibration
