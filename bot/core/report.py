"""A session as a whole: what was asked, said and shown, in its order. Facts alone; bot/wording/report.py makes a page of them.

A report holds nothing that was not shown when it happened: what an interview keeps to itself until its debrief stays out of it too.
"""

from __future__ import annotations

from bot.core.frozen import dataclass
from bot.core.replies import Candidate, Debrief, LearnPage, Reply


@dataclass(frozen=True, slots=True)
class Exchange:
    """One step: what stood open, what the person did (`event`, bot/core/events.py), what they typed and what they were shown then.
    `vote` is the verdict that they gave in evaluate mode, else "". `at` is UTC seconds."""

    at: int
    event: str
    question: str | None
    answer: str | None
    replies: tuple[Reply, ...]
    vote: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """`first` is what was shown before anything was answered, () where its scenario is gone. `scenario_id` names the story that its
    exemplars come from; the versions say by which rubric and which text of the story it was judged."""

    id: str
    principle: str
    level: str
    mode: str
    status: str
    question: str
    scenario_id: str | None
    scenario_version: str | None
    rubric_version: str
    began_at: int
    touched_at: int
    verdict: str | None
    score: float | None
    first: tuple[Reply, ...]
    exchanges: tuple[Exchange, ...]
    showing: tuple[Reply, ...]

    @property
    def debrief(self) -> Debrief | None:
        """The debrief, where the session has come to one."""
        return next((reply for reply in self.showing if isinstance(reply, Debrief)), None)

    @property
    def opening(self) -> tuple[Reply, ...]:
        """The walk-through's first page or the first candidate: what a reader of the rest has to have seen."""
        return tuple(reply for reply in self.first if isinstance(reply, LearnPage | Candidate))
