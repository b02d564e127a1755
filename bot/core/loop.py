"""An interview day: which principles it asks for, and where it stands. Four rounds, five for a senior; a break after each; one debrief.

Coverage first: the rounds come from different families of principles, because a panel divides them among its interviewers so that together
they see the whole person. Within a family the one that is least proven comes first. The families are ours, not Amazon's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from bot.core.frozen import dataclass
from bot.core.vocabulary import HIRE_SIDE, Level, Verdict

ROUNDS: Mapping[Level, int] = {"sde1": 4, "sde2": 4, "senior": 5}

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "customer": ("customer_obsession", "earn_trust", "success_and_scale_bring_broad_responsibility"),
    "owning": ("ownership", "deliver_results", "bias_for_action", "frugality"),
    "thinking": ("dive_deep", "are_right_a_lot", "learn_and_be_curious", "invent_and_simplify", "think_big"),
    "people": ("hire_and_develop_the_best", "strive_to_be_earths_best_employer"),
    "standing": ("have_backbone_disagree_and_commit", "insist_on_the_highest_standards"),
}
# What is asked of somebody who leads no one is asked last of them.
_LATER: Mapping[Level, frozenset[str]] = {"sde1": frozenset({"people"}), "sde2": frozenset({"people"}), "senior": frozenset()}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a principle stands with the member: the best vote at the level of the day (None: never told), and how often it was told."""

    best: Verdict | None
    times: int


@dataclass(frozen=True, slots=True)
class Round:
    """One interview of the day. `session` is None until it begins; `over` once it has ended."""

    principle: str
    session: str | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """The day as it stands. `place` is the round that is open, or comes next: the number of rounds when all are over."""

    level: Level
    rounds: tuple[Round, ...]

    @property
    def place(self) -> int:
        return next((place for place, one in enumerate(self.rounds) if not one.over), len(self.rounds))

    @property
    def over(self) -> bool:
        return self.place == len(self.rounds)


def chosen(level: Level, standings: Mapping[str, Standing], available: Sequence[str], seed: int) -> tuple[str, ...]:
    """The principles of a day, in the order in which they are asked. `available` are those that there is a question for; `standings` lacks
    a principle that was never told. Fewer than ROUNDS come back only where fewer are available."""

    def worth(principle: str) -> tuple[int, int, bytes]:
        standing = standings.get(principle, Standing(None, 0))
        rank = 0 if standing.best is None else 2 if standing.best in HIRE_SIDE else 1
        return rank, standing.times, _lot(seed, principle)

    wanted = ROUNDS[level]
    families = {name: sorted((one for one in group if one in available), key=worth) for name, group in FAMILIES.items()}
    order = sorted((name for name, group in families.items() if group), key=lambda name: (name in _LATER[level], worth(families[name][0])))
    picked: list[str] = []
    # One of each family, then a second of each, until there are enough.
    for depth in range(max((len(group) for group in families.values()), default=0)):
        picked += [families[name][depth] for name in order if depth < len(families[name])]
    return tuple(sorted(picked[:wanted], key=lambda principle: _lot(seed, f"order:{principle}")))


def _lot(seed: int, what: str) -> bytes:
    return hashlib.sha256(f"loop:{seed}:{what}".encode()).digest()
