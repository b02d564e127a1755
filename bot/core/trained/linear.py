"""A linear model over the features of a short text, each weighed by how rare it is: a margin for each output."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.core.frozen import dataclass
from bot.core.trained.lanes import Margins, Octets


@dataclass(frozen=True, slots=True)
class Linear:
    """`rows` gives a feature its row of weights (lanes.py), `kind` adds them."""

    rows: Mapping[str, int]
    kind: Octets
    to_margins: Margins

    def margins(self, features: Iterable[str]) -> Sequence[float]:
        """One number for each output; positive where the features, each given once, speak for it."""
        (margins,) = self.to_margins(self.kind.totals([list(filter(None, map(self.rows.get, features)))]))
        return margins
