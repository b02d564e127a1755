"""How likely each flaw and signal is, and the words that show it: the rules and the trained layer weighed together.

First the rules give each id log-odds by their hand-set weights; rules may ask for the odds of ids before them. Then the calibrated sum
(bot/core/traits.py) weighs the same rules anew, with the other ids' odds and the traits. Without a trained layer the first is the result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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

    @property
    def likely(self) -> float:
        """0 to 1."""
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, self.odds - self.shift))))


def weigh(
    rubric: Rubric, reading: Reading, asked: Asked, disagreement: bool, told: Mapping[str, float] | None = None
) -> dict[str, Evidence]:
    """Every id's evidence, in the rubric's order. `told` is what the sentences add to each id, where somebody has it already (training)."""
    held, odds = run_rules(rubric, reading, asked)
    if rubric.model is None:
        final = odds
    else:
        votes = rubric.model.votes(rubric.traits.read(reading))
        sentences = rubric.model.sentences
        if told is None and sentences is not None:
            told = sentences.votes(sentences.row(reading.tokens, asked))
        for id, vote in (told or {}).items():
            votes[id] += vote
        squeezed = {id: squeeze(value) for id, value in odds.items()}
        final = {}
        for entry in rubric.ids:
            model = rubric.model.ids[entry.id]
            total = votes[entry.id] + (model.bias if asked.probe is None else model.reply_bias)
            total += sum(weight * one.strength for weight, one in zip(model.rules, held[entry.id], strict=True) if one.strength)
            total += sum(weight * squeezed[other] for other, weight in model.others.items())
            final[entry.id] = total + model.shift
    agree(rubric, final)
    out: dict[str, Evidence] = {}
    for entry in rubric.ids:
        value = final[entry.id] if disagreement or not entry.only_disagreement else NEVER
        why, where = "", None
        best = 0.0
        for rule, one in zip(entry.rules, held[entry.id], strict=True):
            gain = rule.weight * one.strength
            if gain > best and one.where is not None and rule.quotes:
                best, why, where = gain, rule.why, one.where
        if value > 0 and where is None and rubric.model is not None:
            where = _by_traits(rubric, reading, entry.id)
        shift = rubric.model.ids[entry.id].shift if rubric.model is not None else 0.0
        out[entry.id] = Evidence(entry.id, value, why, where, shift)
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
        odds[entry.id] = entry.bias + sum(rule.weight * one.strength for rule, one in zip(entry.rules, found, strict=True) if one.strength)
    return held, odds


def squeeze(odds: float) -> float:
    """Log-odds as an input for another id: within bounds, so that one loud id does not drown the rest."""
    return max(-_MOST_ODDS, min(_MOST_ODDS, odds)) / _SCALE


def _by_traits(rubric: Rubric, reading: Reading, id: str) -> tuple[int, int] | None:
    """The sentence whose traits speak most for the id."""
    assert rubric.model is not None
    weights: Mapping[str, float] = rubric.model.ids[id].traits
    best, where = 0.0, None
    for number, place in enumerate(reading.tokens.sentences):
        total = sum(weights.get(name, 0.0) for name in rubric.traits.of_sentence(reading, number))
        if total > best or where is None:
            best, where = total, place
    return where
