"""A story told for another principle: what to put first, what to leave small, and whether a retelling did so.

What a principle looks for stands in the rubric (its weights) and in serves.py; a scenario's angle shows the same move made by hand. The
facts stay: a retelling whose figures differ from the first telling's is told so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.core.advice import ADVICE
from bot.core.compare import figures_apart
from bot.core.contrast import change
from bot.core.figures import in_digits, unheard
from bot.core.frozen import dataclass
from bot.core.judge import grounds_of
from bot.core.judgement import Finding, Judgement
from bot.core.replies import Change, Inconsistency
from bot.core.ruling import JUDGED
from bot.core.scenario import Angle, Scenario
from bot.core.serves import looked_for
from bot.core.telling import Mark
from bot.core.vocabulary import SIGNALS, Level, Stage
from bot.core.vote.rubric import Rubric

# What stands within the first part of an answer has been heard when the interviewer decides what to ask.
EARLY = 0.4
_MOST = 3

Order = Literal["first", "early", "late", "absent"]


@dataclass(frozen=True, slots=True)
class Part:
    """Something of the story: the signal, the words that show it, and where they begin, as a share of the text (0 to 1)."""

    id: str
    quote: str
    place: float


@dataclass(frozen=True, slots=True)
class Lack:
    """What the principle looks for and the telling does not show: the signal, what to add, and in which stage."""

    id: str
    do: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Example:
    """How a scenario's own story is turned the same way: its title, and the angle."""

    title: str
    angle: Angle


@dataclass(frozen=True, slots=True)
class Plan:
    """`emphasise` is there and belongs first, in this order; `add` is missing; `downplay` is there and serves the principle it was told
    for. `mark` is the vote on the first telling, word for word, for the new principle."""

    principle: str
    target: str
    level: Level
    emphasise: tuple[Part, ...]
    add: tuple[Lack, ...]
    downplay: tuple[Part, ...]
    example: Example | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Placed:
    """One thing that belongs first: where it stood, and where it stands now (None: not in the text)."""

    id: str
    before: float | None
    after: float | None
    quote: str | None
    order: Order


@dataclass(frozen=True, slots=True)
class Check:
    """A retelling against its plan. `opens` says whether something that the principle looks for is heard early, before anything that was to
    be small. `still` is what was to be small and still comes before it. `facts` are figures that contradict the first telling, `unheard`
    those that it does not hold; `repeats` says that there are figures, and all of them are in it.
    `grounds` are the ids of what the vote rests on."""

    placed: tuple[Placed, ...]
    added: tuple[Finding, ...]
    lacking: tuple[Lack, ...]
    still: tuple[Part, ...]
    opens: bool
    before: Mark
    judgement: Judgement
    change: Change
    facts: tuple[Inconsistency, ...]
    unheard: tuple[str, ...] = ()
    repeats: bool = False
    grounds: tuple[str, ...] = ()


def plan(
    rubric: Rubric,
    principle: str,
    target: str,
    level: Level,
    text: str,
    judgement: Judgement,
    scenario: Scenario | None,
    scenarios: Sequence[Scenario],
) -> Plan:
    """How to turn a telling. `judgement` is the one on `text` for the target; `scenario` is the one that the story was asked with, if any;
    `scenarios` are those to look for an example in."""
    wanted = sought(rubric, target, level)
    away = [id for id in sought(rubric, principle, level) if id not in wanted]
    parts = _parts(judgement.signals, text)
    return Plan(
        principle=principle,
        target=target,
        level=level,
        emphasise=tuple(parts[id] for id in wanted if id in parts)[:_MOST],
        add=tuple(Lack(id, ADVICE[id].do, ADVICE[id].stage) for id in wanted if id not in parts)[:_MOST],
        downplay=tuple(parts[id] for id in away if id in parts)[:_MOST],
        example=_example(principle, target, scenario, scenarios),
        mark=Mark(judgement.verdict, judgement.score),
    )


def check(rubric: Rubric, plan: Plan, text: str, judgement: Judgement, first_text: str, first: Judgement) -> Check:
    """The retelling `text` against its plan. Both judgements are for the target."""
    parts = _parts(judgement.signals, text)
    placed = tuple(_placed(part, parts.get(part.id)) for part in plan.emphasise)
    wanted = [part.id for part in plan.emphasise] + [lack.id for lack in plan.add]
    heard = min((parts[id].place for id in wanted if id in parts), default=None)
    still = tuple(parts[part.id] for part in plan.downplay if part.id in parts and (heard is None or parts[part.id].place < heard))
    new = unheard(first_text[:JUDGED], text[:JUDGED])
    return Check(
        placed=placed,
        added=tuple(finding for finding in judgement.signals if finding.id in {lack.id for lack in plan.add}),
        lacking=tuple(lack for lack in plan.add if lack.id not in judgement.ids),
        still=still,
        opens=heard is not None and heard <= EARLY and not still,
        before=plan.mark,
        judgement=judgement,
        change=change(first, judgement),
        facts=figures_apart(first_text, text),
        unheard=new,
        repeats=not new and bool(in_digits(text[:JUDGED])),
        grounds=grounds_of(rubric, judgement.because, judgement.ids),
    )


def sought(rubric: Rubric, principle: str, level: Level) -> tuple[str, ...]:
    """The signals that a principle asks for more than others do, the weightiest first."""
    factors = rubric.principle_weights.get(principle, {})
    heavy = [id for id, factor in factors.items() if id in SIGNALS and factor > 1.0]
    weights = rubric.bars[level].weights
    heavy.sort(key=lambda id: -factors[id] * max(weights.get(id, 0.0), 0.1))
    return tuple(dict.fromkeys([*heavy, *looked_for(principle)]))


def _parts(signals: Sequence[Finding], text: str) -> dict[str, Part]:
    """The first place of each signal that has words of its own."""
    found: dict[str, Part] = {}
    for finding in sorted((one for one in signals if one.start is not None), key=lambda one: one.start or 0):
        if finding.id not in found and finding.quote:
            found[finding.id] = Part(finding.id, finding.quote, (finding.start or 0) / max(len(text), 1))
    return found


def _placed(part: Part, now: Part | None) -> Placed:
    if now is None:
        return Placed(part.id, part.place, None, None, "absent")
    order: Order = "first" if now.place <= EARLY / 2 else "early" if now.place <= EARLY else "late"
    return Placed(part.id, part.place, now.place, now.quote, order)


def _example(principle: str, target: str, scenario: Scenario | None, scenarios: Sequence[Scenario]) -> Example | None:
    """An angle to the target: of the story's own scenario, of another one for the same principle, of any."""
    own = [scenario] if scenario is not None else []
    same = [one for one in scenarios if one.principle == principle]
    for one in (*own, *same, *scenarios):
        angle = next((angle for angle in one.angles if angle.principle == target), None)
        if angle is not None and one.principle != target:
            return Example(one.title, angle)
    return None
