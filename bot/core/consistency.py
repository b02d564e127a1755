"""A reply checked against what was said before: another number for the same thing, another owner of the same deed.

Precision first: better quiet than wrong. Two figures are held against each other only when unit, rate and role agree, their
clauses share what they are about, neither is a part, a plan or another day, and the other text holds no figure that explains
the difference."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.figures import Figure, figures
from bot.core.frozen import dataclass
from bot.core.owners import Claim, claims, disagree
from bot.core.replies import Inconsistency

_EXACT, _ABOUT = 0.02, 0.25
_APART = 100.0  # times as long: nobody tells years where it was minutes, so that is the time of something else


@dataclass(frozen=True, slots=True)
class Statements:
    """What one text says that another may contradict."""

    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]


def statements(text: str) -> Statements:
    """Found once for a text that is held against several others."""
    return Statements(figures(text), claims(text))


def inconsistencies(before: str, reply: str, where: str = "The opening") -> tuple[Inconsistency, ...]:
    """What in `reply` does not agree with `before`, each with both quotes. `where` names the earlier text at the start of a
    sentence."""
    return between(statements(before), statements(reply), where)


def between(before: Statements, reply: Statements, where: str) -> tuple[Inconsistency, ...]:
    """`inconsistencies`, of what two texts say."""
    return (*_numbers(before.figures, reply.figures, where), *_owners(before.claims, reply.claims, where))


def _numbers(before: Sequence[Figure], after: Sequence[Figure], where: str) -> list[Inconsistency]:
    found = []
    for new in after:
        rivals = [old for old in before if _same_thing(old, new)]
        values = {old.value for old in rivals}
        if len(values) != 1 or _explained(new, before, after, rivals[0]):
            continue
        old = rivals[0]
        found.append(
            Inconsistency(
                "number",
                old.quote,
                new.quote,
                f"{where} has {old.shown} here, this reply {new.shown}. An interviewer would ask which of the two holds.",
            )
        )
    return found


def _same_thing(old: Figure, new: Figure) -> bool:
    if (old.unit, old.rate, old.role, old.scope) != (new.unit, new.rate, new.role, new.scope):
        return False
    if old.unit == "time" and not old.value / _APART <= new.value <= old.value * _APART:
        return False
    shared = len(old.about & new.about)
    return shared >= (2 if old.unit in ("percent", "money", "time") else 1)


def _close(old: Figure, new: Figure) -> bool:
    slack = _ABOUT if old.hedged or new.hedged else _EXACT
    return abs(old.value - new.value) <= slack * max(abs(old.value), abs(new.value))


def _explained(new: Figure, before: Sequence[Figure], after: Sequence[Figure], old: Figure) -> bool:
    """Whether the new figure also stands in the earlier text, or the old one in the reply: then both are known and told apart."""
    known = any(figure.unit == new.unit and _close(figure, new) for figure in before)
    repeated = any(figure.unit == old.unit and _close(figure, old) for figure in after)
    twice = len({figure.value for figure in after if _same_thing(old, figure)}) > 1
    return known or repeated or twice


def _owners(before: Sequence[Claim], after: Sequence[Claim], where: str) -> list[Inconsistency]:
    found = []
    for new in after:
        old = next((claim for claim in before if disagree(claim, new)), None)
        if old is None or _both(old, new, before, after):
            continue
        told = {"i": 'as "I"', "we": 'as "we"', "they": "as somebody else's work"}
        found.append(
            Inconsistency(
                "owner",
                old.quote,
                new.quote,
                f"{where} tells this {told[old.owner]}, this reply {told[new.owner]}. An interviewer would ask whose work it was.",
            )
        )
    return found


def _both(old: Claim, new: Claim, before: Sequence[Claim], after: Sequence[Claim]) -> bool:
    """Whether either text itself gives the deed to both: then there were two of them, and nothing disagrees."""
    return any(claim.owner == new.owner and claim.deed == old.deed for claim in before) or any(
        claim.owner == old.owner and claim.deed == new.deed for claim in after
    )
