"""Rows of small weights, each row one Python integer: rows are added at the speed of C, and exactly, so alike on every machine.

A row holds a lane for each weight, then one that counts the rows added, then one of four octets for how rare the row's feature is: its
square, in 1024ths. A weight is a whole number, and half of what its octets hold is added to it, so that no lane is ever negative; its lane
is an octet wider than it, so that none runs over while at most MOST rows are added.

What was added is spread into lanes of eight octets (a Sum), which may be weighed and added on; Margins turns it into numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import sqrt
from operator import mul
from struct import Struct, iter_unpack

MOST = 256
RARITY = 1024
_WIDE = 8
_FINE = 1 << 24  # steps of a sum in one of its weights' steps
_TAIL = 4


@dataclass(slots=True, eq=False)
class Sum:
    """Weights added and divided by the length of their features, in lanes of eight octets. In each of them stands `middle` too much.
    Not frozen, which would cost more than the sum itself."""

    lanes: int
    middle: int


@dataclass(frozen=True, slots=True)
class Lanes:
    """Rows of `width` weights of so many `octets` each."""

    width: int
    octets: int = 1
    lane: int = field(init=False)
    ends: int = field(init=False)
    size: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lane", self.octets + 1)
        object.__setattr__(self, "ends", self.width * self.lane)
        object.__setattr__(self, "size", self.ends + self.lane + _TAIL)

    def rows(self, weights: bytes, rarity: bytes) -> list[int]:
        """The rows of a table. `weights` is the first octet of each row's first weight, then the second one if there is one, then the same
        of the second weight, and so on; `rarity` is four octets for each row. The little end comes first."""
        count = len(rarity) // 4
        if len(weights) != count * self.width * self.octets:
            raise ValueError(f"{len(weights)} octets are not {self.width} weights for each of {count} rows")
        size, ends = self.size, self.ends
        table = bytearray(count * size)
        for plane in range(self.width * self.octets):
            place, octet = divmod(plane, self.octets)
            table[place * self.lane + octet :: size] = weights[plane * count : (plane + 1) * count]
        table[ends::size] = b"\1" * count
        for octet in range(4):
            table[ends + self.lane + octet :: size] = rarity[octet::4]
        cells: Iterable[bytes] = chain.from_iterable(iter_unpack(f"{size}s", table))
        return [int.from_bytes(cell, "little") for cell in cells]

    def total(self, rows: Sequence[int], each: int = 1) -> Sum:
        """The rows together. There must be one at least. Where some of them are sums of rows, `each` is the most that one of them holds."""
        lane, ends = self.lane, self.ends
        lanes = count = rarity = 0
        for start in range(0, len(rows), MOST // each):
            added = sum(rows[start : start + MOST // each])
            octets = added.to_bytes(self.size, "little")
            wide = bytearray(self.width * _WIDE)
            for octet in range(lane):
                wide[octet::_WIDE] = octets[octet:ends:lane]
            lanes += int.from_bytes(wide, "little")
            tail = added >> 8 * ends
            count += tail & (1 << 8 * lane) - 1
            rarity += tail >> 8 * lane
        factor = round(_FINE / sqrt(rarity / RARITY))
        return Sum(lanes * factor, factor * count << 8 * self.octets - 1)


class Margins:
    """Turns sums into numbers: `bias` and, for each output, so many steps of its `scale`."""

    def __init__(self, bias: Sequence[float], scale: Sequence[float]) -> None:
        self.bias = tuple(bias)
        self.step = tuple(one / _FINE for one in scale)
        self.layout = Struct(f"<{len(bias)}q")
        self.ones = self._packed([1] * len(bias))
        self.begin = self._packed([round(start / step) for start, step in zip(self.bias, self.step, strict=True)])

    def _packed(self, values: Sequence[int]) -> int:
        return sum(value << 8 * _WIDE * place for place, value in enumerate(values))

    def __call__(self, lanes: int, middle: int) -> list[float]:
        """The numbers of a Sum, or of several together. A lane below nought borrows one from the next: a 16-millionth of a step."""
        held = (self.begin + lanes - middle * self.ones).to_bytes(self.layout.size, "little", signed=True)
        return list(map(mul, self.layout.unpack(held), self.step))
