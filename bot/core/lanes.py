"""Rows of small weights, each row one Python integer: rows are added at the speed of C, and exactly, so alike on every machine.

A row holds a lane for each weight, then one that counts the rows added, then two, taken as one, for how rare the row's feature is: its
square, in 1024ths. A weight is a whole number, and half of what its octets hold is added to it, so that no lane is ever negative; its
lane is an octet wider than it, so that none runs over while at most MOST rows are added.

What was added is spread into lanes of eight octets (a Sum), the halves taken off again; sums may be weighed and added on, and Margins turns
them into numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import sqrt
from operator import mul
from struct import Struct, iter_unpack

MOST = 256
RARITY = 1024
_WIDE = 8
_FINE = 1 << 24  # steps of a sum in one of its weights' steps
_TAIL = Struct("<3Q")  # the last lanes of a row, when they have been spread
_AT_ONCE = 4096  # rows that are made out of one table: the table is as large as they are, and a rubric has tens of thousands

Sum = int
"""Weights added and divided by the length of their features, in lanes of eight octets. A lane below nought borrows one from the next, which
is a 16-millionth of a step."""


def _packed(values: Sequence[int]) -> Sum:
    return sum(value << 8 * _WIDE * place for place, value in enumerate(values))


@dataclass(frozen=True, slots=True)
class Lanes:
    """Rows of `width` weights of so many `octets` each for every one of their `parts`."""

    width: int
    octets: int = 1
    parts: int = 1
    lane: int = field(init=False)
    ends: int = field(init=False)
    size: int = field(init=False)
    half: Sum = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lane", self.octets + 1)
        object.__setattr__(self, "ends", self.parts * self.width * self.lane)
        object.__setattr__(self, "size", self.ends + 3 * self.lane)
        object.__setattr__(self, "half", _packed([1 << 8 * self.octets - 1] * self.width))

    def rows(self, weights: bytes, rarity: bytes) -> list[int]:
        """The rows of a table, as `cells` has them."""
        return [int.from_bytes(cell, "little") for cell in self.cells(weights, rarity)]

    def cells(self, weights: bytes, rarity: bytes) -> Iterator[bytes]:
        """The rows of a table as bytes, the little end first: for rows of which few are ever added.

        `weights` is the first octet of each row's first weight, then the second one if there is one, then the same of the second weight,
        and so on; `rarity` is four octets for each row, the little end first.

        Raises ValueError where the one does not fit the other."""
        count = len(rarity) // 4
        planes = self.parts * self.width * self.octets
        if len(weights) != count * planes:
            raise ValueError(f"{len(weights)} octets are not {planes // self.octets} weights for each of {count} rows")
        return chain.from_iterable(self._tables(memoryview(weights), memoryview(rarity), count))

    def _tables(self, weights: memoryview, rarity: memoryview, count: int) -> Iterator[tuple[bytes, ...]]:
        size, ends = self.size, self.ends
        for start in range(0, count, _AT_ONCE):
            stop = min(count, start + _AT_ONCE)
            table = bytearray((stop - start) * size)
            for plane in range(self.parts * self.width * self.octets):
                place, octet = divmod(plane, self.octets)
                table[place * self.lane + octet :: size] = weights[plane * count + start : plane * count + stop]
            table[ends::size] = b"\1" * (stop - start)
            for octet in range(4):
                table[ends + self.lane + octet :: size] = rarity[4 * start + octet : 4 * stop : 4]
            yield from iter_unpack(f"{size}s", table)

    def totals(self, together: Sequence[Sequence[int]], each: int = 1) -> list[list[Sum]]:
        """For each of these lists of rows its rows together: a sum for each of the parts, noughts where there are no rows. Where rows are
        sums of rows, `each` is the most that one of them holds. Many lists are spread at once: most of the work of one is setting out."""
        most, part = MOST // each, self.width * _WIDE
        added = [sum(rows[start : start + most]) for rows in together for start in range(0, len(rows), most)]
        octets = b"".join([one.to_bytes(self.size, "little") for one in added])
        wide = bytearray(len(octets) // self.lane * _WIDE)
        for octet in range(self.lane):
            wide[octet::_WIDE] = octets[octet :: self.lane]
        out: list[list[Sum]] = []
        at = 0
        for rows in together:
            totals = [0] * self.parts
            count = rarity = 0
            for _ in range(0, len(rows), most):
                for place in range(self.parts):
                    totals[place] += int.from_bytes(wide[at : at + part], "little")
                    at += part
                held, low, high = _TAIL.unpack_from(wide, at)
                at += _TAIL.size
                count += held
                rarity += low + (high << 8 * self.lane)
            if count:
                factor, halves = round(_FINE / sqrt(rarity / RARITY)), self.half * count
                totals = [(one - halves) * factor for one in totals]
            out.append(totals)
        return out


class Margins:
    """Turns sums into numbers: `bias` and, for each output, so many steps of its `scale`."""

    def __init__(self, bias: Sequence[float], scale: Sequence[float]) -> None:
        self.bias = tuple(bias)
        self.step = tuple(one / _FINE for one in scale)
        self.layout = Struct(f"<{len(bias)}q")
        self.begin = _packed([round(start / step) for start, step in zip(self.bias, self.step, strict=True)])

    def __call__(self, totals: Iterable[Sum]) -> list[list[float]]:
        """The numbers of each of these, which may be several sums added."""
        begin, size, step = self.begin, self.layout.size, self.step
        held = b"".join([(begin + total).to_bytes(size, "little", signed=True) for total in totals])
        return [list(map(mul, lanes, step)) for lanes in self.layout.iter_unpack(held)]
