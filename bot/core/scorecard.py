"""What lies before the interviewer of a peer panel, what they write down, and how that compares with the judge."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.evaluate import apart
from bot.core.frozen import dataclass
from bot.core.replies import Debrief
from bot.core.vocabulary import Level, Verdict

# The boxes of a scorecard.
NOTES = ("stood", "missing")


@dataclass(frozen=True, slots=True)
class Heard:
    """A question of the round and what came of it; None where it was passed over."""

    question: str
    answer: str | None


@dataclass(frozen=True, slots=True)
class Desk:
    """What the interviewer sees, and nobody else: `question` is what to ask next (None: nothing is left to ask), `reason` why this one.
    No vote is on it: the judge's comes after the scorecard, so that it does not fill it in."""

    round: int
    principle: str
    level: Level
    candidate: str
    heard: tuple[Heard, ...]
    question: str | None
    reason: str | None
    opening: bool


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What the interviewer wrote down. `interviewer` and `candidate` are what the platform knows them by; `judged` says whether the
    judge has a vote beside it: it has none where no answer was typed or summarised."""

    round: int
    interviewer: str
    candidate: str
    principle: str
    verdict: Verdict
    reasons: tuple[str, ...]
    notes: Mapping[str, str]
    judged: bool = True


@dataclass(frozen=True, slots=True)
class Compared:
    """The interviewer's scorecard beside the judge's vote on the same answers, None where nothing was typed. `missed` and `doubtful` as in
    Calibration, of all that was answered in the round."""

    card: Scorecard
    debrief: Debrief | None
    missed: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    @property
    def judged(self) -> Verdict | None:
        return None if self.debrief is None else self.debrief.final_vote.verdict

    @property
    def apart(self) -> int | None:
        return None if self.judged is None else apart(self.card.verdict, self.judged)

    @property
    def shared(self) -> tuple[str, ...]:
        """What both of them named."""
        return () if self.debrief is None else tuple(reason for reason in self.card.reasons if reason not in self.doubtful)
