"""What the interviewer says, as facts. bot/wording turns them into sentences; the machine knows no front end.

A reply holds everything its wording needs, so that a stored reply can be shown again years later exactly as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bot.core.frozen import dataclass
from bot.core.judgement import Finding, Judgement, Leaning, LevelView, StageTime
from bot.core.vocabulary import Level, Verdict

AskedKind = Literal["opening", "probe"]


@dataclass(frozen=True, slots=True)
class Asks:
    """A question stands open. `number` of `of` counts probes (0 for the opening); `deeper` marks a probe that follows up on a
    weak reply and keeps the number of the probe it belongs to. In practice `reason` says why this probe; the real interview
    keeps it for the debrief (None). `attempt` counts from 1; from 2 on the same question is answered once more."""

    kind: AskedKind
    question: str
    number: int
    of: int
    target: str | None = None
    reason: str | None = None
    deeper: bool = False
    repeated: bool = False
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Briefs:
    """Before the opening question: the mode, principle, level, the story to tell (a scenario's overview, or one's own), the
    time to keep to (seconds from, to; from 0 means "at most")."""

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
    """A short fixed remark, by key, with its values. Every key the machine says, and the values that come with it:

    minute       {}                                        take your time; the question stays open
    hint         {"text", "target"}                        `text` is a whole sentence; `target` a vocabulary id or ""
    received     {"words", "from", "to"}                   the answer is in (interview mode): spoken seconds from-to, an estimate
    too_long     {"characters", "judged"}                  the answer is kept whole, its first `judged` characters are judged
    again        {"attempt"}                               the same question once more; the last answer stays in the history
    kept         {"attempt"}                               the second try was given up; the last answer stands
    skipped      {"question"}                              a skipped probe counts as not proven, never as weak
    passed       {}                                        no story was told for the question: another one is asked, and no vote counts
    first_page   {}                                        there is no page before this one
    learned      {"pages"}                                 the walk-through is at its end
    left         {}                                        the walk-through was left before its end
    stopped      {"answers"}                               ended before anything was there to debrief; `answers` is "0"
    round_over   {"answers"}                               a round of an interview day is over; its votes stay closed until the day is
    """

    key: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What one attempt gained or lost against the one before: signals `gained` and `lost`, flaws `mended`, flaws that are
    `new`. A score is None where there was too little evidence for one."""

    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]
    mended: tuple[Finding, ...]
    score_before: float | None
    score_after: float | None
    new: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Contrast:
    """The reply beside a weak and a strong exemplar: what it shares with each, and what would have been enough.
    `weak` and `strong` are exemplar texts; `shared_weak` and `shared_strong` are vocabulary ids found in both; `missing` is
    what the strong one shows and the reply does not. `enough` is a whole sentence. `example` is the question that the exemplars answer,
    where it is put otherwise than `question`: they tell the example story."""

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
    example: str = ""


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Two quotes that don't agree: another number for the same thing, or another owner."""

    kind: Literal["number", "owner"]
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Vote:
    """The running vote after an answer: verdict, score, and the quote that moved it (None where it did not move, or moved by an
    absence)."""

    verdict: Verdict
    score: float
    moved_by: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """After an answer in practice mode. `contrast` is None where no exemplar fits, and for a probe that follows deeper (its exemplars
    were shown with the probe it belongs to); `enough` then still says, for a reply, what would have been enough or what was. `grounds` are
    the ids of the findings that the reasons for the vote name."""

    kind: AskedKind
    judgement: Judgement
    vote: Vote
    before: Vote | None
    change: Change | None
    contrast: Contrast | None
    inconsistencies: tuple[Inconsistency, ...]
    can_retry: bool
    enough: str = ""
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revotes:
    """The visible re-vote after a probe, in the debrief. `reply` is None where the probe was skipped; `deeper` as in Asks; `enough` as
    in Feedback, "" for a skipped probe."""

    number: int
    question: str
    reason: str
    target: str
    reply: str | None
    before: Vote
    after: Vote
    deeper: bool = False
    leans: Leaning | None = None
    enough: str = ""


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage in the debrief: what stood (quotes), what was missing, the strong exemplar's words ("" without a scenario) and
    the coaching. `seconds` is the spoken time from, to: an estimate from words at 160 to 130 a minute. `said` is the
    candidate's own text of this stage where it came stage by stage, else None."""

    stage: str
    time: StageTime
    stood: tuple[Finding, ...]
    missing: tuple[Finding, ...]
    strong: str
    coaching: str
    seconds: tuple[int, int] = (0, 0)
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Todo:
    """One of the three things to do first: the vocabulary id, what to do, and the quote it is about."""

    id: str
    what: str
    quote: str | None


@dataclass(frozen=True, slots=True)
class Debrief:
    """The end: vote and re-votes, stage by stage, exemplars, levels, times, three things first, other principles this story
    could serve. `seconds` is the time to keep to, `spoken_seconds` the estimate for the opening and `spoken_range` its bounds;
    `guarded` are names and secrets that others should not see, each as its kind and its words (of a credential the beginning); debriefs
    from before it hold sentences about them (`warnings`); `early` says that it ended before every probe was asked; `attempts` counts the
    openings told. The reasons in `opening` are those for the final vote."""

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
    early: bool
    spoken_range: tuple[int, int] = (0, 0)
    warnings: tuple[str, ...] = ()
    attempts: int = 1
    guarded: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LearnPage:
    """One page of the learn walk-through. `kind` is the wording's key; `data` is what it shows, as plain data (bot/core/learn.py
    lists the keys of each kind): overview, stage, reflections, probe, weak_answer, quiz, angles, calibration."""

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
    """After both votes (evaluate): your vote beside the judge's, and what the bar raiser thinks. `apart` is your vote minus the
    judge's in steps of the four-step scale (positive: you were kinder); `shared` and `missed` are the reasons that the judge
    found and you named, and those you did not; `doubtful` those that you named and the judge did not find. `strong` marks the
    scenario's strong answer; `bar_raiser_votes` is what its bar raiser votes on the weak one; `grounds` as in Feedback."""

    label: Literal["A", "B"]
    answer: str
    yours: Verdict
    your_reasons: tuple[str, ...]
    judgement: Judgement
    bar_raiser_thinks: str
    apart: int = 0
    shared: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    strong: bool = False
    bar_raiser_votes: Verdict | None = None
    grounds: tuple[str, ...] = ()


Reply = Briefs | Asks | Says | Feedback | Debrief | LearnPage | Candidate | Calibration
