"""One story told once, in the figures that history counts: the vote, what was found, who acted, what the result and the lesson held.

A telling is made of an interview that is over (or of a retelling), once; everything that is counted over many interviews is counted over
tellings. It is derived from what is stored and can be derived again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from bot.core.answer import answer_of
from bot.core.debrief import debrief
from bot.core.frozen import dataclass
from bot.core.gist import gist
from bot.core.judgement import Finding, Judgement
from bot.core.replies import Debrief
from bot.core.ruling import JUDGED
from bot.core.state import Interview, Materials
from bot.core.timing import words_in
from bot.core.vocabulary import Level, Verdict

Reflection = Literal["none", "generic", "specific"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A vote without its reasons."""

    verdict: Verdict
    score: float


@dataclass(frozen=True, slots=True)
class Told:
    """What a telling held. `mark` is the vote at its end, `levels` the same words at each level. `flaws` and `signals` are those of the
    opening, `weak` what follow-ups asked for and replies left open. `acts_i` and `acts_we` count the deeds told as "I" and as "we".
    `serves` are other principles that it could serve, best first; `gist` its rare words."""

    mark: Mark
    levels: Mapping[str, Mark]
    flaws: tuple[str, ...]
    signals: tuple[str, ...]
    weak: tuple[str, ...] = ()
    acts_i: int = 0
    acts_we: int = 0
    serves: tuple[str, ...] = ()
    gist: tuple[str, ...] = ()
    words: int = 0

    @property
    def own_share(self) -> float | None:
        """The share of deeds told as "I" among those told as "I" or "we", 0 to 1; None where there are none of either."""
        acts = self.acts_i + self.acts_we
        return self.acts_i / acts if acts else None

    @property
    def has_metric(self) -> bool:
        return "metric_delta" in self.signals

    @property
    def reflection(self) -> Reflection:
        if "specific_reflection" in self.signals or "systemic_insight" in self.signals:
            return "specific"
        return "none" if "no_reflection" in self.flaws or "generic_reflection" not in self.flaws else "generic"


@dataclass(frozen=True, slots=True)
class Telling:
    """A telling and where it belongs: `session` is its interview, `story` the member's story it is one of (None: not one of theirs),
    `told_at` its end in UTC seconds. `retold` marks one that was written for `/retell` and held no interview."""

    session: str
    principle: str
    level: Level
    mode: str
    question: str
    told_at: int
    told: Told
    story: int | None = None
    retold: bool = False


def told_of(state: Interview, materials: Materials, shown: Debrief | None = None) -> Told | None:
    """What the interview's telling held; None where no opening was judged. `shown` is the debrief as it was shown, where there was one;
    one is made where there was none (an interview that was left unfinished)."""
    opening = state.opening
    end = shown or debrief(state, materials)
    if end is None or opening is None or opening.answer is None or opening.judgement is None:
        return None
    acts_i, acts_we = acts(opening.answer, opening.stages, materials)
    weak = tuple(dict.fromkeys(turn.question.target for turn in state.probe_turns if turn.leans == "weak" and turn.question.target))
    return Told(
        mark=Mark(end.final_vote.verdict, end.final_vote.score),
        levels={level: Mark(view.verdict, view.score) for level, view in end.levels.items()},
        flaws=ids(opening.judgement.flaws),
        signals=ids(opening.judgement.signals),
        weak=weak,
        acts_i=acts_i,
        acts_we=acts_we,
        serves=tuple(principle for principle, _why in end.other_principles),
        gist=gist(opening.answer),
        words=words_in(opening.answer),
    )


def told_once(text: str, judgement: Judgement, materials: Materials) -> Told:
    """What one answer held that stands for itself, without an interview around it."""
    acts_i, acts_we = acts(text, {}, materials)
    return Told(
        mark=Mark(judgement.verdict, judgement.score),
        levels={level: Mark(view.verdict, view.score) for level, view in judgement.levels.items()},
        flaws=ids(judgement.flaws),
        signals=ids(judgement.signals),
        acts_i=acts_i,
        acts_we=acts_we,
        gist=gist(text),
        words=words_in(text),
    )


def ids(findings: Sequence[Finding]) -> tuple[str, ...]:
    """The findings' ids, each once, in their order."""
    return tuple(dict.fromkeys(finding.id for finding in findings))


def acts(text: str, stages: Mapping[str, str], materials: Materials) -> tuple[int, int]:
    """How many deeds the text tells as "I" and as "we": things done in the past, not wished for, not denied, in whichever stage."""
    whole = len(text) <= JUDGED
    reader = materials.rubric.reader
    reading = reader.read(answer_of(text[:JUDGED], (stages or None) if whole else None))
    deed, i, we = reader.b["deed"], reader.bits["by_i"], reader.bits["by_we"]
    deeds = [clause.bits for clause in reading.clauses if clause.bits & deed]
    return sum(bool(bits & i) for bits in deeds), sum(bool(bits & we and not bits & i) for bits in deeds)
