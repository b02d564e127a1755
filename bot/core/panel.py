"""The debrief of an interview day: the votes read together, as a panel reads them, and the bar raiser's decision with its reasons.

What is known of it is public (docs/progress.md names the accounts): the written votes come first, changing one is normal, the bar is to be
better than half of those at the level, and too little evidence is a reason of its own. The rule that the votes become a decision by is
ours and is stated here, so that it can be read and disagreed with:

    0. a story that was heard in an earlier round is not heard again: that round is neither for nor against
    1. nothing new to judge in half of the rounds or more: not enough evidence
    2. two rounds that vote No Hire, or one that no round which raises the bar outweighs: not hired
    3. fewer than half of the judged rounds on the hire side: not hired
    4. a doubt that three rounds or more share, whatever their votes: not hired
    5. no round that raises the bar, and a doubt that two rounds share: not hired
    6. otherwise: hired; strongly, where half of the rounds raise the bar, none is below it, and none was silent or repeated
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from bot.core.frozen import dataclass
from bot.core.gist import alike
from bot.core.telling import Mark
from bot.core.vocabulary import FLAWS, HIRE_SIDE, Level, Verdict

ReasonKey = Literal[
    "disqualified",
    "outweighed",
    "no_evidence",
    "majority_for",
    "majority_against",
    "pattern",
    "raises",
    "no_raise",
    "same_story",
    "strength",
]


@dataclass(frozen=True, slots=True)
class Heard:
    """What one round brought: its vote (None: nothing was answered), its findings by id with the words that show them (None: an absence),
    the words its story is known by, and its reason in a sentence."""

    place: int
    principle: str
    question: str
    mark: Mark | None
    first: Mark | None
    flaws: Mapping[str, str | None]
    signals: Mapping[str, str | None]
    gist: tuple[str, ...]
    why: str
    moved_by: str | None = None
    session: str = ""

    @property
    def vote(self) -> Verdict | None:
        """The vote as the panel counts it; None where there was no story to judge. A story that its replies took everything from was one
        all the same: it counts as No Hire."""
        if self.mark is None or self.mark.verdict != "insufficient_evidence":
            return None if self.mark is None else self.mark.verdict
        return "no_hire" if self.first is not None and self.first.verdict != "insufficient_evidence" else None


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for the decision. `rounds` are the places that it rests on, `id` the flaw or signal it is about, `quotes` the words from
    these rounds."""

    key: ReasonKey
    rounds: tuple[int, ...] = ()
    id: str = ""
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """`decision` is the bar raiser's, on the vote's own scale; `reasons` weightiest first. `first_thing` is the flaw whose mending would
    change most, "" where none is shared."""

    level: Level
    rounds: tuple[Heard, ...]
    decision: Verdict
    reasons: tuple[Reason, ...]
    first_thing: str


def panel(level: Level, rounds: Sequence[Heard]) -> Panel:
    """Reads the rounds together. At least one round."""
    judged = [one for one in rounds if one.vote is not None]
    silent = [one for one in rounds if one.vote is None]
    repeated = _repeated(judged)
    fresh = [one for one in judged if one not in repeated]
    shared = _shared([one.flaws for one in fresh], fresh)
    decision, key = _decided(fresh, silent, repeated, shared)
    found = [*_grounds(key, fresh, silent, shared), *_besides(judged, silent, repeated, key)]
    # What the decision rests on is said first.
    reasons = sorted(found, key=lambda reason: reason.key != key)
    first = next(iter(shared), "") or _worst(fresh)
    return Panel(level, tuple(rounds), decision, tuple(reasons), first)


def _decided(
    fresh: Sequence[Heard], silent: Sequence[Heard], repeated: Sequence[Heard], shared: Mapping[str, tuple[int, ...]]
) -> tuple[Verdict, ReasonKey]:
    """The decision and the reason it rests on: the rule above, in its order."""
    rounds = len(fresh) + len(silent) + len(repeated)
    if 2 * (len(silent) + len(repeated)) >= rounds:
        return "insufficient_evidence", "no_evidence" if len(silent) >= len(repeated) else "same_story"
    marks = [one.vote for one in fresh]
    raising, against = marks.count("strong_hire"), marks.count("no_hire")
    hires = sum(verdict in HIRE_SIDE for verdict in marks)
    if against and (against > 1 or not raising):
        return "no_hire", "disqualified"
    if 2 * hires < len(marks):
        return ("no_hire" if not hires else "leaning_no_hire"), "majority_against"
    if any(len(places) >= 3 for places in shared.values()):
        return "leaning_no_hire", "pattern"
    if not raising and shared:
        return "leaning_no_hire", "no_raise"
    if 2 * raising >= len(marks) and hires == len(marks) and not silent and not repeated:
        return "strong_hire", "raises"
    return "hire", "majority_for"


def _repeated(judged: Sequence[Heard]) -> list[Heard]:
    """The rounds that told what an earlier one had told."""
    return [one for number, one in enumerate(judged) if any(alike(one.gist, other.gist) > 0.0 for other in judged[:number])]


def _grounds(key: ReasonKey, judged: Sequence[Heard], silent: Sequence[Heard], shared: Mapping[str, tuple[int, ...]]) -> list[Reason]:
    """The reason the decision rests on first, then the other doubts and strengths that the rounds share."""
    by_vote: Mapping[ReasonKey, list[int]] = {
        "disqualified": [one.place for one in judged if _is(one, "no_hire")],
        "no_evidence": [one.place for one in silent],
        "majority_against": [one.place for one in judged if one.vote not in HIRE_SIDE],
        "majority_for": [one.place for one in judged if one.vote in HIRE_SIDE],
        "raises": [one.place for one in judged if _is(one, "strong_hire")],
        "no_raise": [],
    }
    found = [Reason(key, tuple(by_vote[key]))] if key in by_vote else []
    found += [Reason("pattern", places, flaw, _quotes(judged, places, flaw, "flaws")) for flaw, places in shared.items()]
    strengths = _shared([one.signals for one in judged], judged)
    found += [Reason("strength", places, id, _quotes(judged, places, id, "signals")) for id, places in list(strengths.items())[:2]]
    return found


def _besides(judged: Sequence[Heard], silent: Sequence[Heard], repeated: Sequence[Heard], key: ReasonKey) -> list[Reason]:
    """What a bar raiser would add, whatever the decision."""
    found: list[Reason] = []
    if repeated:
        told = tuple(one.place for one in judged if any(alike(one.gist, other.gist) > 0.0 for other in judged if other is not one))
        found.append(Reason("same_story", told))
    if silent and key != "no_evidence":
        found.append(Reason("no_evidence", tuple(one.place for one in silent)))
    lone = [one.place for one in judged if _is(one, "no_hire") and one not in repeated]
    if lone and key in ("majority_for", "pattern", "no_raise"):
        found.append(Reason("outweighed", tuple(lone)))
    if key in ("majority_for", "majority_against") and not any(_is(one, "strong_hire") for one in judged):
        found.append(Reason("no_raise"))
    return found


def _shared(each: Sequence[Mapping[str, str | None]], judged: Sequence[Heard]) -> dict[str, tuple[int, ...]]:
    """Ids that two rounds or more have, those of most rounds first, with the places of the rounds."""
    counts = Counter(id for found in each for id in found)
    again = [id for id, count in counts.most_common() if count >= 2]
    return {id: tuple(one.place for one, found in zip(judged, each, strict=True) if id in found) for id in again}


def _quotes(judged: Sequence[Heard], places: Sequence[int], id: str, kind: Literal["flaws", "signals"]) -> tuple[str, ...]:
    quotes = [getattr(one, kind).get(id) for one in judged if one.place in places]
    return tuple(quote for quote in quotes if quote)


def _worst(judged: Sequence[Heard]) -> str:
    """The first flaw of the round with the lowest vote."""
    below = [one for one in judged if one.mark is not None and any(id in FLAWS for id in one.flaws)]
    lowest = min(below, key=lambda one: one.mark.score if one.mark is not None else 0.0, default=None)
    return next(iter(lowest.flaws), "") if lowest is not None else ""


def _is(one: Heard, verdict: Verdict) -> bool:
    return one.vote == verdict
