"""What a round holds: drawn from the campaign's seed and the round's number, and from nothing else."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

from tests.discord_server import Point

RoomKind = Literal["study", "chair", "panel"]
ROOMS: tuple[RoomKind, ...] = ("study", "chair", "study", "panel")
# What one round holds at most: a busy evening for one process, so that every kill meets many things in their midst.
INTERVIEWS, PARTIES, ROOMS_AT_ONCE = 20, 4, 4
# Points are counted from the moment at which they are set: some fall into what goes on just then, some into the middle of something later.
FARTHEST = (10, 40, 160)


@dataclass(frozen=True)
class Kill:
    """The bot dies at `point`, and stays away for so many seconds."""

    point: Point
    away: float


@dataclass(frozen=True)
class Round:
    seed: int
    number: int
    interviews: int
    parties: int
    rooms: tuple[RoomKind, ...]
    kills: tuple[Kill, ...]
    trouble: bool

    def chance(self, what: str) -> random.Random:
        """The choices of one part of the round, whatever the other parts draw."""
        return random.Random(f"{self.seed}/{self.number}/{what}")


def rounds(seed: int, interviews: int, parties: int, rooms: int, *, kills: int, trouble: bool) -> list[Round]:
    """As many rounds as hold all of it, `kills` in each; what is left over is spread."""
    count = max(-(-interviews // INTERVIEWS), -(-parties // PARTIES), -(-rooms // ROOMS_AT_ONCE))
    made, room = [], 0
    for number in range(count):
        here = _share(rooms, count, number)
        kinds = tuple(ROOMS[(room + each) % len(ROOMS)] for each in range(here))
        room += here
        chance = random.Random(f"{seed}/{number}/kills")
        drawn = tuple(_kill(chance) for _ in range(kills))
        made.append(Round(seed, number, _share(interviews, count, number), _share(parties, count, number), kinds, drawn, trouble))
    return made


def _share(total: int, parts: int, part: int) -> int:
    return total * (part + 1) // parts - total * part // parts


def _kill(chance: random.Random) -> Kill:
    where: Literal["request", "commit"] = chance.choice(("request", "commit"))
    phase: Literal["before", "after"] = chance.choice(("before", "after"))
    away = chance.choice((0.0, 0.0, 0.0, chance.uniform(0.2, 4.0)))
    return Kill(Point(where, phase, chance.randint(1, chance.choice(FARTHEST))), away)
