"""What the judge says of one answer: a vote, the findings it rests on, and what to ask next.

A Judgement is plain data. It is stored as shown (`to_data`), so that an old vote stays explainable after the rubric has moved on.
Invariant: for a finding with a span, `answer[start:end] == quote`, in code points of the answer exactly as given. A fault of
absence has no span; its `why` says what was looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any, Literal, Self, cast

from bot.core.frozen import dataclass
from bot.core.vocabulary import HIRE_SIDE, Level, Verdict

Leaning = Literal["strong", "weak"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One flaw or signal, with the words that show it."""

    id: str
    start: int | None
    end: int | None
    quote: str | None
    stage: str | None
    why: str


@dataclass(frozen=True, slots=True)
class StageTime:
    """How long one stage would take to say. Seconds are an estimate from words, not a measurement; share is 0..1 of all words."""

    words: int
    seconds: int
    share: float
    target_seconds: int


@dataclass(frozen=True, slots=True)
class NextProbe:
    """A follow-up worth asking: the vocabulary id it tests, its text, and why it is the next one."""

    target: str
    question: str
    reason: str


@dataclass(frozen=True, slots=True)
class LevelView:
    """The vote at one level, and the one thing that would raise it ("" where nothing is left to raise)."""

    verdict: Verdict
    score: float
    lift: str


def _fields_of(kind: type) -> Callable[[Any], dict[str, Any]]:
    """One of these, whose fields are plain, as a mapping: what `dataclasses.asdict` gives, which looks the fields up each time and copies
    all that they hold."""
    names = [one.name for one in fields(kind)]
    values = attrgetter(*names)
    return lambda one: dict(zip(names, values(one), strict=True))


_finding, _time, _probe, _level = map(_fields_of, (Finding, StageTime, NextProbe, LevelView))


@dataclass(frozen=True, slots=True)
class Judgement:
    """The vote on one answer. `score` is 0..100 and monotone with the verdict; `leans` is set for a probe reply only.
    `because` names, in order of weight, the rubric's reasons for the vote, each a full sentence; `merits` are those of them that speak for
    the answer. `near` are the signals that were missed by a hair: the vote counts none, and nobody is told that they are missing.
    `unread`: it is in another language, so that nothing is said of what it shows or lacks."""

    verdict: Verdict
    score: float
    leans: Leaning | None
    flaws: tuple[Finding, ...]
    signals: tuple[Finding, ...]
    stages: Mapping[str, StageTime]
    probes: tuple[NextProbe, ...]
    levels: Mapping[str, LevelView]
    because: tuple[str, ...] = ()
    merits: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    unread: bool = False

    @property
    def hire_side(self) -> bool:
        return self.verdict in HIRE_SIDE

    @property
    def ids(self) -> frozenset[str]:
        """Every flaw and signal id found."""
        return frozenset(finding.id for finding in (*self.flaws, *self.signals))

    def to_data(self) -> dict[str, Any]:
        """Plain JSON data; `from_data` gives an equal Judgement back."""
        return {
            "verdict": self.verdict,
            "score": self.score,
            "leans": self.leans,
            "flaws": tuple(map(_finding, self.flaws)),
            "signals": tuple(map(_finding, self.signals)),
            "stages": {stage: _time(time) for stage, time in self.stages.items()},
            "probes": tuple(map(_probe, self.probes)),
            "levels": {level: _level(view) for level, view in self.levels.items()},
            "because": self.because,
            "merits": self.merits,
            "near": self.near,
            "unread": self.unread,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            verdict=cast(Verdict, data["verdict"]),
            score=data["score"],
            leans=data["leans"],
            flaws=tuple(Finding(**finding) for finding in data["flaws"]),
            signals=tuple(Finding(**finding) for finding in data["signals"]),
            stages={stage: StageTime(**time) for stage, time in data["stages"].items()},
            probes=tuple(NextProbe(**probe) for probe in data["probes"]),
            levels={level: LevelView(**view) for level, view in data["levels"].items()},
            because=tuple(data["because"]),
            merits=tuple(data.get("merits", ())),
            near=tuple(data.get("near", ())),
            unread=data.get("unread", False),
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked. `probe` is set where the answer replies to a follow-up; then `competency` holds what it tests (vocabulary ids
    or a few words) and `opening` the answer it follows."""

    principle: str
    level: Level
    question: str
    probe: str | None = None
    competency: tuple[str, ...] = ()
    opening: str | None = None
