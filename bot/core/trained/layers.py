"""A linear layer over a few hundred features: the features as whole numbers, and each one's weights for all outputs one Python integer.

Whole numbers add up to the same bits in whatever order and on every machine; a float's last bit depends on both. So a feature is rounded
once, before it is weighed, and the weights once, when they are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul, sub
from struct import Struct, pack

FINE = 1024  # steps of a feature in one spread
_WEIGHT = 1 << 16  # steps of a weight in one
_STEP = 1.0 / (FINE * _WEIGHT)
_LANE, _WIDE = 5, 8  # octets of an output while it is added up, and when it is read
_HALF = 1 << 8 * _LANE - 1


class Scaling:
    """Features in spreads from their mean, none further out than `clip` spreads."""

    def __init__(self, mean: Sequence[float], spread: Sequence[float], clip: float) -> None:
        self.mean = tuple(mean)
        self.scale = tuple(FINE / one for one in spread)
        self.most = int(FINE * clip)

    def steps(self, row: Sequence[float]) -> list[int]:
        """The features in FINEths of a spread."""
        most, least = self.most, -self.most
        steps = map(round, map(mul, map(sub, row, self.mean), self.scale))
        return [step if least < step < most else most if step > 0 else least for step in steps]


class Layer:
    """One output for each of the columns of `weights` (feature x output). A lane holds what the features can be at most: each four
    spreads from its mean, an output's weights up to a thousand together."""

    def __init__(self, weights: Sequence[Sequence[float]]) -> None:
        self.width = len(weights[0])
        self.layout = Struct(f"<{self.width}Q")
        self.middle = sum(_HALF << 8 * _LANE * place for place in range(self.width))
        held = [round(one * _WEIGHT) + _HALF for row in weights for one in row]
        wide = pack(f"<{len(held)}Q", *held)
        table = bytearray(len(held) * _LANE)
        for octet in range(_LANE):
            table[octet::_LANE] = wide[octet::_WIDE]
        size = self.width * _LANE
        self.rows = [int.from_bytes(table[start : start + size], "little") - self.middle for start in range(0, len(table), size)]

    def __call__(self, steps: Sequence[int]) -> list[float]:
        """The outputs for features as `Scaling.steps` gives them."""
        total = (sum(map(mul, steps, self.rows)) + self.middle).to_bytes(self.width * _LANE, "little")
        wide = bytearray(self.width * _WIDE)
        for octet in range(_LANE):
            wide[octet::_WIDE] = total[octet::_LANE]
        return [(lane - _HALF) * _STEP for lane in self.layout.unpack(wide)]
