"""How likely each flaw and signal is, and the words that show it.

The trained layer (bot/core/trained/model.py) says how likely each one is; the rule that holds strongest for what was found gives the reason
and the place to quote. Without a trained layer the rules give the odds too, by their hand-set weights; a rule may ask for the odds of
other ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from bot.core.judgement import Asked
from bot.core.rules import IdRules
from bot.core.text.reading import Reading
from bot.core.trained.grams import IDS, Scores

if TYPE_CHECKING:
    from bot.core.vote.rubric import Rubric

NEVER = -12.0  # the log-odds of an id that the question leaves no room for
_BARE = 12.0  # the log-odds that nothing was told, where an answer has no word or names nothing of its own: nothing contradicts that
_FALLEN = -1.0  # the log-odds of a finding that contradicts a likelier one
_MOST_ODDS = 5.0
_SCALE = 3.0


@dataclass(slots=True, init=False)  # not frozen, though nothing changes one: thirty are made for each answer, and that takes twice as long
class Evidence:
    """One id weighed: its log-odds, the reason that weighs most for it, the tokens that show that (None: it is about an absence).

    It is found where `odds` are above nought. `shift` is the part of them that sets where that is: a rare id is worth naming before it is
    likelier than not. The vote rests on what is likely, so it leaves the shift out."""

    id: str
    odds: float
    why: str
    where: tuple[int, int] | None
    shift: float
    likely: float  # 0 to 1

    def __init__(self, id: str, odds: float, why: str, where: tuple[int, int] | None, shift: float = 0.0) -> None:
        self.id, self.odds, self.why, self.where, self.shift = id, odds, why, where, shift
        self.likely = likelihood(odds - shift)


def likelihood(odds: float) -> float:
    """Log-odds as 0 to 1."""
    return 1.0 / (1.0 + exp(-odds if -30.0 < odds < 30.0 else -30.0 if odds > 0 else 30.0))


def weigh(
    rubric: Rubric, reading: Reading, asked: Asked, disagreement: bool, told: Mapping[str, float] | None = None
) -> dict[str, Evidence]:
    """How likely every id is, in the rubric's order, without the words that show it (`located`). `told` is what the sentences say of each
    id (Sentences.votes); it counts for nothing where nothing was trained."""
    model = rubric.model
    shifts = {} if model is None else {id: own.shift for id, own in model.ids.items()}
    return settled(rubric, odds_of(rubric, reading, asked, disagreement, told), shifts)


def odds_of(
    rubric: Rubric, reading: Reading, asked: Asked, disagreement: bool, told: Mapping[str, float] | None = None
) -> dict[str, float]:
    """The log-odds of every id, before they are held against each other. The arguments are those of `weigh`."""
    model = rubric.model
    if model is None:
        odds = rule_odds(rubric, reading, asked)
    else:
        told = told or {}
        odds = {id: told.get(id, 0.0) + (own.bias if asked.probe is None else own.reply_bias) + own.shift for id, own in model.ids.items()}
    if asked.probe is None and (not reading.tokens.sentences or rubric.bare.holds(reading)):
        odds["no_story"] = _BARE
    if rubric.unread.holds(reading):
        odds |= dict.fromkeys(odds, NEVER) | {"no_story": _BARE}
    if not disagreement:
        odds |= {entry.id: NEVER for entry in rubric.ids if entry.only_disagreement}
    return odds


def settled(rubric: Rubric, odds: Mapping[str, float], shifts: Mapping[str, float]) -> dict[str, Evidence]:
    """The evidence that these log-odds amount to. One that fell is as unlikely as any other that did."""
    agreed = dict(odds)
    fallen = agree(rubric, agreed)
    return {
        entry.id: Evidence(entry.id, agreed[entry.id], "", None, 0.0 if entry.id in fallen else shifts.get(entry.id, 0.0))
        for entry in rubric.ids
    }


def located(
    rubric: Rubric, reading: Reading, asked: Asked, evidence: Mapping[str, Evidence], scores: Scores | None = None
) -> dict[str, Evidence]:
    """The evidence with the reason and the place of everything that was found. `scores` is what each sentence speaks for: the loudest one
    is quoted, as narrowly as a rule that holds within it shows the place."""
    odds = {id: found.odds for id, found in evidence.items()}
    out = dict(evidence)
    for entry in rubric.ids:
        found = evidence[entry.id]
        if found.odds > 0:
            number = loudest(scores, IDS.index(entry.id)) if scores else None
            why, where = _shown(entry, reading, asked, odds, number)
            if where is None and number is not None:
                where = reading.tokens.sentences[number]
            out[entry.id] = Evidence(entry.id, found.odds, why, where, found.shift)
    return out


def loudest(scores: Scores, output: int) -> int:
    """The sentence that speaks most for an output; of several, the first."""
    margins = [one[output] for one in scores]
    return margins.index(max(margins))


def _shown(
    entry: IdRules, reading: Reading, asked: Asked, odds: Mapping[str, float], number: int | None
) -> tuple[str, tuple[int, int] | None]:
    """The reason and the place of the rule that holds strongest for the id, of those that name a place (where that is given, in the
    sentence of this number)."""
    best, why, where = 0.0, "", None
    within = None if number is None else reading.tokens.sentences[number]
    for rule in entry.rules:
        if rule.weight > best:  # at its strongest it counts for its weight
            if number is not None and not rule.kind.may_show(reading, number):
                continue
            one = rule.kind.run(reading, asked, odds)
            if one.where is None or (within is not None and not within[0] <= one.where[0] < within[1]):
                continue
            if rule.weight * one.strength > best:
                best, why, where = rule.weight * one.strength, rule.why, one.where
    return why, where


def agree(rubric: Rubric, odds: dict[str, float]) -> set[str]:
    """Takes back what contradicts something likelier, and says what: both stay weighed, and only one is found."""
    down: set[str] = set()
    for one, other in rubric.exclusive:
        if odds[one] > 0 and odds[other] > 0:
            fallen = one if odds[one] < odds[other] else other
            odds[fallen] = _FALLEN
            down.add(fallen)
    for id, silenced in rubric.silences.items():
        if odds[id] > 0:
            falling = {other for other in silenced if odds[other] > _FALLEN}
            odds |= dict.fromkeys(falling, _FALLEN)
            down |= falling
    return down


def rule_odds(rubric: Rubric, reading: Reading, asked: Asked) -> dict[str, float]:
    """Each id's log-odds by the rules and their hand-set weights alone."""
    odds: dict[str, float] = {}
    for entry in rubric.ids:
        found = [rule.weight * rule.kind.run(reading, asked, odds).strength for rule in entry.rules]
        odds[entry.id] = entry.bias + sum(found)
    return odds


def squeeze(odds: float) -> float:
    """Log-odds as an input for another id: within bounds, so that one loud id does not drown the rest."""
    return max(-_MOST_ODDS, min(_MOST_ODDS, odds)) / _SCALE
