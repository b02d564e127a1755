"""A peer panel as one of its two members may take it away, each round from the seat that they had. Facts alone;
bot/wording/peer_report.py makes a page of them.

Nobody is named in it: a file wanders further than the thread of the two.
"""

from __future__ import annotations

from bot.core.frozen import dataclass
from bot.core.peer import PeerEnding
from bot.core.scorecard import Compared, Heard


@dataclass(frozen=True, slots=True)
class RoundReport:
    """`asks`: the reader interviewed. `heard` is what was asked so far, never what is still to be asked. `compared` is None until the
    scorecard is in; of its debrief, whoever asked is told no more than beside their scorecard in the thread."""

    number: int
    asks: bool
    principle: str
    heard: tuple[Heard, ...]
    compared: Compared | None


@dataclass(frozen=True, slots=True)
class PanelReport:
    """`rounds` are those in which something was asked, one at least. `ending` is None while the panel goes on."""

    id: str
    level: str
    ending: PeerEnding | None
    began_at: int
    touched_at: int
    rounds: tuple[RoundReport, ...]

    @property
    def principles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.principle for one in self.rounds))
