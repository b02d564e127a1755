"""Rows of small weights, each row one Python integer: rows are added at the speed of C, and exactly, so alike on every machine.

A weight is a whole number, stored with half of its range added (128 where it has one octet), so that no lane is ever negative. After its
weights a row says how rare its feature is: the square, in 1024ths.

Octets are rows as close as they can be held, for tables of tens of thousands: a weight has one octet, and its lane no more. Lanes are rows
of weights of several octets, in parts; a lane is an octet wider than its weight, so that rows can be added beforehand. At most MOST rows
are added at once: then no lane runs over.

What was added is spread into lanes of eight octets (a Sum), and the halves are taken off again. Sums may be weighed and added on;
Margins turns them into numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from math import sqrt
from operator import mul
from struct import Struct, iter_unpack

from bot.core.frozen import dataclass

MOST = 256
RARITY = 1024
_WIDE = 8
_FINE = 1 << 24  # steps of a sum in one of its weights' steps
_RARITY_OCTETS = 4

Sum = int
"""Weights added and divided by the length of their features, in lanes of eight octets. A lane below nought borrows one from the next, which
is a 16-millionth of a step."""


def _packed(values: Sequence[int]) -> Sum:
    return sum(value << 8 * _WIDE * place for place, value in enumerate(values))


@dataclass(frozen=True, slots=True)
class Octets:
    """Rows of `width` weights of an octet each, then four octets for the rarity.

    Added as they are, a lane would run over into the next. So the lanes at even places are added by themselves, with room between them;
    what the whole rows add up to, less that, are the others. The first half of the weights stands at even places: then all come out in
    order."""

    width: int
    lanes: int = field(init=False)
    size: int = field(init=False)
    even: int = field(init=False)
    half: Sum = field(init=False)
    layout: Struct = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lanes", (self.width + _RARITY_OCTETS + 1) // 2)
        object.__setattr__(self, "size", 2 * self.lanes)
        object.__setattr__(self, "even", int.from_bytes(b"\xff\0" * self.lanes, "little"))
        object.__setattr__(self, "half", _packed([1 << 7] * self.width))
        # When it has been spread: the weights, the rarity's octets, and a lane that is left over where those are odd in number.
        over = _WIDE * (2 * self.lanes - self.width - _RARITY_OCTETS)
        object.__setattr__(self, "layout", Struct(f"<{self.width * _WIDE}s{_RARITY_OCTETS}Q{over}x"))

    def table(self, weights: bytes, rarity: bytes) -> bytes:
        """Rows one after the other, `size` octets each, the little end first. `weights` is each row's first weight, then each row's second
        one, and so on; `rarity` is four octets for each row, the little end first.

        Raises ValueError where the one does not fit the other."""
        count, size = counted(weights, rarity, self.width), self.size
        places = [*range(0, size, 2), *range(1, size, 2)]
        table = bytearray(count * size)
        for number, place in enumerate(places[: self.width]):
            table[place::size] = weights[number * count : (number + 1) * count]
        for octet, place in enumerate(places[self.width : self.width + _RARITY_OCTETS]):
            table[place::size] = rarity[octet::_RARITY_OCTETS]
        return bytes(table)

    def rows(self, table: bytes) -> list[int]:
        """The rows of a table."""
        return [int.from_bytes(row, "little") for (row,) in iter_unpack(f"{self.size}s", table)]

    def some(self, table: bytes, numbers: Iterable[int]) -> list[int]:
        """The rows of these numbers alone, made out anew: of all that were learned a text holds few."""
        size, make = self.size, int.from_bytes
        return [make(table[size * number : size * (number + 1)], "little") for number in numbers]

    def totals(self, together: Sequence[Sequence[int]]) -> list[Sum]:
        """The sum of each of these lists of rows; nought where there are none. Many lists are spread at once: most of the work of one is
        setting out."""
        even_of, size, to_odd = self.even.__and__, 4 * self.lanes, 8 * (2 * self.lanes - 1)
        added: list[bytes] = []
        for rows in together:
            for start in range(0, len(rows), MOST):
                some = rows[start : start + MOST]
                even = sum(map(even_of, some))
                added.append((even + (sum(some) - even << to_odd)).to_bytes(size, "little"))
        octets = b"".join(added)
        wide = bytearray(len(octets) // 2 * _WIDE)
        wide[::_WIDE] = octets[::2]
        wide[1::_WIDE] = octets[1::2]
        out: list[Sum] = []
        sums = self.layout.iter_unpack(wide)
        for rows in together:
            total = rarity = 0
            for _ in range(0, len(rows), MOST):
                weights, first, second, third, fourth = next(sums)
                total += int.from_bytes(weights, "little")
                rarity += first + (second << 8) + (third << 16) + (fourth << 24)
            out.append((total - self.half * len(rows)) * round(_FINE / sqrt(rarity / RARITY)) if rows else 0)
        return out


@dataclass(frozen=True, slots=True)
class Lanes:
    """Rows of `width` weights of so many `octets` each for every one of their `parts`; then a lane that counts the rows added, and two,
    taken as one, for the rarity."""

    width: int
    octets: int = 2
    parts: int = 1
    lane: int = field(init=False)
    ends: int = field(init=False)
    size: int = field(init=False)
    half: Sum = field(init=False)
    part: int = field(init=False)  # bits from one part of a sum to the next
    layout: Struct = field(init=False, compare=False, repr=False)  # when it has been spread: the weights, the count, the rarity's two lanes

    def __post_init__(self) -> None:
        object.__setattr__(self, "lane", self.octets + 1)
        object.__setattr__(self, "ends", self.parts * self.width * self.lane)
        object.__setattr__(self, "size", self.ends + 3 * self.lane)
        object.__setattr__(self, "half", _packed([1 << 8 * self.octets - 1] * (self.parts * self.width)))
        object.__setattr__(self, "part", 8 * _WIDE * self.width)
        object.__setattr__(self, "layout", Struct(f"<{self.parts * self.width * _WIDE}s3Q"))

    def row_maker(self, weights: bytes, rarity: bytes) -> Callable[[int], int]:
        """What makes out a row by its number, each time anew: of such rows few are ever added.

        `weights` is the first octet of each row's first weight, then the second one if there is one, then the same of the second weight,
        and so on; `rarity` is four octets for each row, the little end first.

        Raises ValueError where the one does not fit the other."""
        count = counted(weights, rarity, self.parts * self.width, self.octets)

        def row(number: int) -> int:
            close = weights[number::count]
            made = bytearray(self.size)
            for octet in range(self.octets):
                made[octet : self.ends : self.lane] = close[octet :: self.octets]
            made[self.ends] = 1
            start = self.ends + self.lane
            made[start : start + _RARITY_OCTETS] = rarity[_RARITY_OCTETS * number : _RARITY_OCTETS * (number + 1)]
            return int.from_bytes(made, "little")

        return row

    def totals(self, together: Sequence[Sequence[int]], each: int = 1) -> list[Sum]:
        """The sum of each of these lists of rows, its parts one after the other; nought where there are none. Where rows are sums of rows,
        `each` is the most that one of them holds. Many lists are spread at once: most of the work of one is setting out."""
        most = MOST // each
        added = [sum(rows[start : start + most]) for rows in together for start in range(0, len(rows), most)]
        octets = b"".join([one.to_bytes(self.size, "little") for one in added])
        wide = bytearray(len(octets) // self.lane * _WIDE)
        for octet in range(self.lane):
            wide[octet::_WIDE] = octets[octet :: self.lane]
        out: list[Sum] = []
        sums = self.layout.iter_unpack(wide)
        for rows in together:
            total = count = rarity = 0
            for _ in range(0, len(rows), most):
                weights, held, low, high = next(sums)
                total += int.from_bytes(weights, "little")
                count += held
                rarity += low + (high << 8 * self.lane)
            out.append((total - self.half * count) * round(_FINE / sqrt(rarity / RARITY)) if count else 0)
        return out


def counted(weights: bytes, rarity: bytes, width: int, octets: int = 1) -> int:
    """How many rows a table has. Raises ValueError where not every one has its weights."""
    count = len(rarity) // _RARITY_OCTETS
    if len(weights) != count * width * octets:
        raise ValueError(f"{len(weights) // octets} are not {width} weights for each of {count} rows")
    return count


class Margins:
    """Turns sums into numbers: `bias` and, for each output, so many steps of its `scale`."""

    def __init__(self, bias: Sequence[float], scale: Sequence[float]) -> None:
        self.bias = tuple(bias)
        self.step = tuple(one / _FINE for one in scale)
        self.layout = Struct(f"<{len(bias)}q")
        self.own = (1 << 8 * self.layout.size) - 1
        self.begin = _packed([round(start / step) for start, step in zip(self.bias, self.step, strict=True)])

    def __call__(self, totals: Iterable[Sum]) -> list[list[float]]:
        """The numbers of each of these, which may be several sums added. What lies beyond the last output is passed over."""
        begin, size, step, own = self.begin, self.layout.size, self.step, self.own
        held = b"".join([(begin + total & own).to_bytes(size, "little") for total in totals])
        return [list(map(mul, lanes, step)) for lanes in self.layout.iter_unpack(held)]
