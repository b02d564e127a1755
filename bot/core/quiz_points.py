"""Points and places: a point for a right answer, and the time only where points are equal. Streaks; the spread of a room's answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.core.frozen import dataclass

POINTS_FOR_RIGHT = 1


@dataclass(frozen=True, slots=True)
class Given:
    """One member's answer to one question. `millis` is the time they took, from the moment the question was open."""

    member: int
    right: bool
    millis: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's place; those whose points and time are the same share one. `millis` adds up the right answers alone: a quick wrong
    answer gains nothing."""

    place: int
    member: int
    points: int
    millis: int


def standings(answers: Iterable[Given], players: Iterable[int] = ()) -> tuple[Standing, ...]:
    """Everybody who answered or is named in `players`, the best first."""
    points: dict[int, int] = dict.fromkeys(players, 0)
    millis: dict[int, int] = dict.fromkeys(points, 0)
    for answer in answers:
        points[answer.member] = points.get(answer.member, 0) + (POINTS_FOR_RIGHT if answer.right else 0)
        millis[answer.member] = millis.get(answer.member, 0) + (answer.millis if answer.right else 0)
    order = sorted(points, key=lambda member: (-points[member], millis[member], member))
    found: list[Standing] = []
    for number, member in enumerate(order, 1):
        last = found[-1] if found else None
        tied = last is not None and (last.points, last.millis) == (points[member], millis[member])
        found.append(Standing(last.place if last and tied else number, member, points[member], millis[member]))
    return tuple(found)


def ranked(points: Mapping[int, int]) -> tuple[Standing, ...]:
    """Places by points alone, the best first: over days there is no time that could be compared."""
    return standings((Given(member, True, 0) for member, amount in points.items() for _point in range(amount)), points)


def spread(options: int, choices: Iterable[int]) -> tuple[int, ...]:
    """How many chose each option, by its place."""
    counts = [0] * options
    for choice in choices:
        counts[choice] += 1
    return tuple(counts)


def streak(answered: Sequence[bool], *, open_now: bool) -> int:
    """How many daily questions in a row a member has answered, the newest first in `answered`. `open_now`: the newest is still open, so
    that not to have answered it yet breaks nothing."""
    counted = list(answered)
    if open_now and counted and not counted[0]:
        counted = counted[1:]
    for number, was_answered in enumerate(counted):
        if not was_answered:
            return number
    return len(counted)
