"""An interview as plain data: everything that is needed to go on with it, tomorrow, in another process.

Nothing here acts. bot/core/interview.py makes a new state out of an old one; bot/core/plain.py turns one into JSON data and back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Literal

from bot.core.frozen import dataclass
from bot.core.judgement import Judgement, Leaning
from bot.core.replies import AskedKind, Vote
from bot.core.scenario import Scenario
from bot.core.transitions import MODES, Mode, Phase
from bot.core.vocabulary import BASE_LEVEL, LEVELS, PRINCIPLES, Level, Verdict

if TYPE_CHECKING:  # a saved interview is read back without loading the rubric's machinery
    from bot.core.vote.rubric import Rubric

Story = Literal["own", "scenario"]

MIN_PROBES, MAX_PROBES, DEFAULT_PROBES = 3, 5, 3


@dataclass(frozen=True, slots=True)
class Setup:
    """What was chosen before the first question. `probes` is how many follow-ups are wanted (3 to 5); a weak reply may be
    followed deeper beyond that. `scenario_id` is None for an own story that no exemplar goes with. `seed` decides every order
    that would otherwise be chance. `sealed`: it ends without a debrief, because its votes stay closed until something else is over: the
    day that it is a round of, or the scorecard of a panel's round. Raises ValueError for a choice that does not exist."""

    principle: str
    question: str
    level: Level = BASE_LEVEL
    mode: Mode = "practice"
    story: Story = "own"
    scenario_id: str | None = None
    seed: int = 0
    probes: int = DEFAULT_PROBES
    sealed: bool = False

    def __post_init__(self) -> None:
        if self.principle not in PRINCIPLES:
            raise ValueError(f"unknown principle: {self.principle}")
        if self.level not in LEVELS:
            raise ValueError(f"unknown level: {self.level}")
        if self.mode not in MODES:
            raise ValueError(f"unknown mode: {self.mode}")
        if self.story not in ("own", "scenario"):
            raise ValueError(f"unknown story: {self.story}")
        if not MIN_PROBES <= self.probes <= MAX_PROBES:
            raise ValueError(f"probes must be {MIN_PROBES} to {MAX_PROBES}, not {self.probes}")
        if self.scenario_id is None and (self.story == "scenario" or self.mode in ("learn", "evaluate")):
            raise ValueError(f"the mode {self.mode} with the story {self.story} needs a scenario")


def _no_pause() -> None:
    """Nobody else waits."""


@dataclass(frozen=True, slots=True)
class Materials:
    """What an interview is held with: the rubric, and the scenario that the setup names (None where it names none).

    `pause` is called between the parts of what takes longer than an answer (the debrief): whoever serves many people lets the others in
    there. It changes nothing of what comes out."""

    rubric: Rubric
    scenario: Scenario | None = None
    pause: Callable[[], object] = field(default=_no_pause, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was put. `number` counts the probes from 1 (0 is the opening); `depth` is 0 for a probe itself, 1 and 2
    for one that follows a weak reply deeper, under the same number. `tests` are the vocabulary ids it tests, its target first.
    `probe_id` names the scenario's probe whose exemplars stand beside the reply."""

    kind: AskedKind
    text: str
    number: int = 0
    depth: int = 0
    target: str | None = None
    tests: tuple[str, ...] = ()
    reason: str | None = None
    probe_id: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it: append-only. `answer` is None where a probe was skipped; then there is no judgement,
    and the vote is the one before. Offsets in `judgement` refer to `answer`. `attempt` counts the tries at the same question
    from 1."""

    number: int
    question: Question
    answer: str | None
    judgement: Judgement | None
    vote: Vote | None
    attempt: int = 1
    stages: Mapping[str, str] = field(default_factory=dict)
    writing_seconds: int | None = None

    @property
    def leans(self) -> Leaning | None:
        return None if self.judgement is None else self.judgement.leans


@dataclass(frozen=True, slots=True)
class OwnVote:
    """A member's vote from the bar raiser's chair."""

    label: Literal["A", "B"]
    verdict: Verdict
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interview:
    """The state. `step` grows by one with every event that changes it; buttons carry it, so that an old one is told from a new.
    `question` is the one that stands open, or the one whose feedback is shown. `passed` are the opening questions that were
    passed over for another one; `since` is how many turns were spent on them. `page` counts from 0 (learn). `early`: ended
    before everything was asked."""

    setup: Setup
    phase: Phase
    step: int = 0
    question: Question | None = None
    turns: tuple[Turn, ...] = ()
    passed: tuple[str, ...] = ()
    page: int = 0
    votes: tuple[OwnVote, ...] = ()
    early: bool = False
    since: int = 0

    @property
    def counted(self) -> tuple[Turn, ...]:
        """The turns on the opening question that stands: none that was spent on one which was passed over."""
        return self.turns[self.since :]

    @property
    def untold(self) -> bool:
        """Whether something was answered, and no story was told yet: there is nothing that a vote could rest on."""
        votes = {turn.vote.verdict for turn in self.counted if turn.vote is not None}
        return votes == {"insufficient_evidence"}

    @property
    def opening(self) -> Turn | None:
        """The opening answer that counts: the last attempt."""
        return next((turn for turn in reversed(self.counted) if turn.question.kind == "opening"), None)

    @property
    def probe_turns(self) -> tuple[Turn, ...]:
        """The probes asked, in order, each with the attempt that counts: the last one."""
        last: dict[tuple[int, int], Turn] = {}
        for turn in self.counted:
            if turn.question.kind == "probe":
                last[(turn.question.number, turn.question.depth)] = turn
        return tuple(last.values())

    @property
    def attempts(self) -> tuple[Turn, ...]:
        """The turns spent on the question that stands open or was judged last, oldest first."""
        return tuple(turn for turn in self.counted if turn.question == self.question)
