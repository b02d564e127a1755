"""How likely each flaw and signal is, and the words that show it: the rules and the trained layer weighed together.

First the rules give each id log-odds by their hand-set weights; rules may ask for the odds of ids before them. Then the calibrated sum
(bot/core/traits.py) weighs the same rules anew, with the other ids' odds and the traits. Without a trained layer the first is the result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp
from typing import TYPE_CHECKING

from bot.core.judgement import Asked
from bot.core.reading import Reading
from bot.core.rules import Held

if TYPE_CHECKING:
    from bot.core.rubric import Rubric

NEVER = -12.0  # the log-odds of an id that the question leaves no room for
_FALLEN = -1.0  # the log-odds of a finding that contradicts a likelier one
_MOST_ODDS = 5.0
_SCALE = 3.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """One id weighed: its log-odds, the reason that weighs most for it, the tokens that show that (None: it is about an absence).

    It is found where `odds` are above nought. `shift` is the part of them that sets where that is: a rare id is worth naming before it is
    likelier than not. The vote rests on what is likely, so it leaves the shift out."""

    id: str
    odds: float
    why: str
    where: tuple[int, int] | None
    shift: float = 0.0
    likely: float = field(init=False)  # 0 to 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "likely", likelihood(self.odds - self.shift))


def likelihood(odds: float) -> float:
    """Log-odds as 0 to 1."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds))))


def weigh(
    rubric: Rubric, reading: Reading, asked: Asked, disagreement: bool, told: Mapping[str, float] | None = None
) -> dict[str, Evidence]:
    """Every id's evidence, in the rubric's order. `told` is what the sentences add to each id's log-odds (Sentences.votes); left out,
    nothing."""
    held, odds = run_rules(rubric, reading, asked)
    model = rubric.model
    if model is None:
        final = odds
    else:
        seen, weights = rubric.traits.seen(reading), model.weights_of(rubric.traits.names)
        votes = model.votes(weights, seen, [squeeze(odds[id]) for id in model.ids])
        told = told or {}
        final = {}
        for entry in rubric.ids:
            own = model.ids[entry.id]
            total = votes[entry.id] + told.get(entry.id, 0.0) + (own.bias if asked.probe is None else own.reply_bias) + own.shift
            for weight, one in zip(own.rules, held[entry.id], strict=True):
                if one.strength:
                    total += weight * one.strength
            final[entry.id] = total
    agree(rubric, final)
    loudest: dict[str, int] | None = None
    out: dict[str, Evidence] = {}
    for entry in rubric.ids:
        value = final[entry.id] if disagreement or not entry.only_disagreement else NEVER
        why, where = "", None
        best = 0.0
        for rule, one in zip(entry.rules, held[entry.id], strict=True):
            if one.where is not None and rule.quotes and rule.weight * one.strength > best:
                best, why, where = rule.weight * one.strength, rule.why, one.where
        if value > 0 and where is None and model is not None and reading.tokens.sentences:
            loudest = loudest or model.loudest(weights, seen, len(reading.tokens.sentences))
            where = reading.tokens.sentences[loudest[entry.id]]
        out[entry.id] = Evidence(entry.id, value, why, where, 0.0 if model is None else model.ids[entry.id].shift)
    return out


def agree(rubric: Rubric, odds: dict[str, float]) -> None:
    """Takes back what contradicts something likelier: both stay weighed, and only one is found."""
    for one, other in rubric.exclusive:
        if odds[one] > 0 and odds[other] > 0:
            fallen = one if odds[one] < odds[other] else other
            odds[fallen] = _FALLEN
    for id, silenced in rubric.silences.items():
        if odds[id] > 0:
            for other in silenced:
                odds[other] = min(odds[other], _FALLEN)


def run_rules(rubric: Rubric, reading: Reading, asked: Asked) -> tuple[dict[str, list[Held]], dict[str, float]]:
    """What every rule found, and each id's log-odds by the hand-set weights."""
    held: dict[str, list[Held]] = {}
    odds: dict[str, float] = {}
    for entry in rubric.ids:
        found = [rule.kind.run(reading, asked, odds) for rule in entry.rules]
        held[entry.id] = found
        total = entry.bias
        for rule, one in zip(entry.rules, found, strict=True):
            if one.strength:
                total += rule.weight * one.strength
        odds[entry.id] = total
    return held, odds


def squeeze(odds: float) -> float:
    """Log-odds as an input for another id: within bounds, so that one loud id does not drown the rest."""
    return max(-_MOST_ODDS, min(_MOST_ODDS, odds)) / _SCALE
