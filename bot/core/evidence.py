"""Runs the rubric's rules over a reading: how likely each flaw and signal is, and the words that show it."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from bot.core.judgement import Asked
from bot.core.reading import Reading

if TYPE_CHECKING:
    from bot.core.rubric import Rubric

NEVER = -12.0  # the log-odds of an id that the question leaves no room for


@dataclass(frozen=True, slots=True)
class Evidence:
    """One id weighed: its log-odds, the reason that weighs most for it, the tokens that show that (None: it is about an absence)."""

    id: str
    odds: float
    why: str
    where: tuple[int, int] | None

    @property
    def likely(self) -> float:
        """0 to 1."""
        return 1.0 / (1.0 + exp(-self.odds))


def weigh(rubric: Rubric, reading: Reading, asked: Asked, disagreement: bool) -> dict[str, Evidence]:
    """Every id's evidence, in the rubric's order."""
    odds: dict[str, float] = {}
    out: dict[str, Evidence] = {}
    for entry in rubric.ids:
        if entry.only_disagreement and not disagreement:
            odds[entry.id] = NEVER
            out[entry.id] = Evidence(entry.id, NEVER, "", None)
            continue
        total = entry.bias
        best = 0.0
        why = ""
        where: tuple[int, int] | None = None
        for rule in entry.rules:
            held = rule.kind.run(reading, asked, odds)
            if not held.strength:
                continue
            gain = rule.weight * held.strength
            total += gain
            if gain > best and held.where is not None:
                best, why, where = gain, rule.why, held.where
        odds[entry.id] = total
        out[entry.id] = Evidence(entry.id, total, why, where)
    return out


def strengths(rubric: Rubric, reading: Reading, asked: Asked) -> dict[str, tuple[list[float], dict[str, float]]]:
    """What training sees: for each id, the strength of each of its rules. The log-odds of other ids come from the rubric as it is."""
    odds: dict[str, float] = {}
    out: dict[str, tuple[list[float], dict[str, float]]] = {}
    for entry in rubric.ids:
        values = [rule.kind.run(reading, asked, odds).strength for rule in entry.rules]
        odds[entry.id] = entry.bias + sum(rule.weight * value for rule, value in zip(entry.rules, values, strict=True))
        out[entry.id] = (values, dict(odds))
    return out
