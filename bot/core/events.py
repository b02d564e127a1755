"""What can happen in an interview. Events are facts from outside; bot/core/interview.py decides what follows.

Each has a stable `name` that buttons carry. Text events carry the text exactly as given. An event is valid once built: an unknown
stage, verdict or reason raises ValueError here, at the edge that made it up, and never inside the machine.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from typing import ClassVar

from bot.core.frozen import dataclass
from bot.core.vocabulary import FLAWS_AND_SIGNALS, STAGES, VERDICTS, Verdict


def _known(what: str, given: Collection[str], known: Collection[str]) -> None:
    strangers = [value for value in given if value not in known]
    if strangers:
        raise ValueError(f"unknown {what}: {', '.join(strangers)}")


@dataclass(frozen=True, slots=True)
class Answered:
    """The candidate answered what stands open. `text` is the whole answer as typed. `stages` is set when it came stage by
    stage; it may then stand alone (`text` ""): the stages in their order are the answer. `writing_seconds` is the time between
    the question and the answer where it is known, else None."""

    name: ClassVar[str] = "answer"
    text: str = ""
    stages: Mapping[str, str] = field(default_factory=dict)
    writing_seconds: int | None = None

    def __post_init__(self) -> None:
        _known("stage", self.stages, STAGES)


@dataclass(frozen=True, slots=True)
class RepeatAsked:
    name: ClassVar[str] = "repeat"


@dataclass(frozen=True, slots=True)
class HintAsked:
    name: ClassVar[str] = "hint"


@dataclass(frozen=True, slots=True)
class ExplainAsked:
    """What is meant, why is it asked, help: the question is not understood. It is only ever said in words; no button carries it."""

    name: ClassVar[str] = "explain"


@dataclass(frozen=True, slots=True)
class MinuteAsked:
    """Give me a minute."""

    name: ClassVar[str] = "minute"


@dataclass(frozen=True, slots=True)
class Skipped:
    """Skip what stands open: an unanswered probe counts as not proven, never as weak."""

    name: ClassVar[str] = "skip"


@dataclass(frozen=True, slots=True)
class AnotherAsked:
    """Another question, before the opening is answered. `question` and `scenario_id` are the new one, chosen outside (it needs
    the library); the step that takes this event needs the new scenario in its materials."""

    name: ClassVar[str] = "another"
    question: str
    scenario_id: str | None


@dataclass(frozen=True, slots=True)
class TriedAgain:
    """Answer the same question once more (practice mode): the last answer stays in the history."""

    name: ClassVar[str] = "again"


@dataclass(frozen=True, slots=True)
class WentOn:
    """Go on: to the next probe (practice, also when the second try is given up), to the next page (learn)."""

    name: ClassVar[str] = "next"


@dataclass(frozen=True, slots=True)
class WentBack:
    """One page back (learn)."""

    name: ClassVar[str] = "back"


@dataclass(frozen=True, slots=True)
class Voted:
    """The member's own vote on a candidate (evaluate), with the reason chosen from the vocabulary, if any."""

    name: ClassVar[str] = "vote"
    verdict: Verdict
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _known("verdict", (self.verdict,), VERDICTS)
        _known("reason", self.reasons, FLAWS_AND_SIGNALS)


@dataclass(frozen=True, slots=True)
class Ended:
    """The candidate ends the interview: the debrief comes with what there is."""

    name: ClassVar[str] = "end"


Event = (
    Answered
    | RepeatAsked
    | HintAsked
    | ExplainAsked
    | MinuteAsked
    | Skipped
    | AnotherAsked
    | TriedAgain
    | WentOn
    | WentBack
    | Voted
    | Ended
)

EVENTS: tuple[type[Event], ...] = (
    Answered,
    RepeatAsked,
    HintAsked,
    ExplainAsked,
    MinuteAsked,
    Skipped,
    AnotherAsked,
    TriedAgain,
    WentOn,
    WentBack,
    Voted,
    Ended,
)
