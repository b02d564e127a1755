"""What was shown a moment ago, ready to be turned to another page: a debrief takes longer to lay out than to send, and whoever reads one
turns all of its pages within a minute.

Only a shortcut: what is not here, in this process, is laid out again from the row. What is here is shown to nobody before the row has said
whose it is, so a session that was forgotten is not shown from memory either; and it leaves the memory with the next thing that is kept
after its time.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from bot.core.frozen import dataclass
from bot.discord_app.screens import Screen

# So many at once, a few tens of kilobytes each at most, for so many seconds.
MOST, SECONDS = 64, 600


@dataclass(frozen=True, slots=True)
class Place:
    """Everything that what is shown depends on: which step of which session, where that session stands by now, whether the question is
    apart, and the language."""

    session: str
    step: int
    stands_at: int
    is_open: bool
    apart: bool
    language: str


@dataclass(frozen=True, slots=True)
class Held:
    """`live`: the step's own buttons go under it."""

    look: Screen
    live: bool


class Recent:
    """`clock` gives seconds that only go forward."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: OrderedDict[Place, tuple[float, Held]] = OrderedDict()

    def get(self, place: Place) -> Held | None:
        kept = self._held.get(place)
        return kept[1] if kept is not None and self._clock() - kept[0] <= SECONDS else None

    def keep(self, place: Place, held: Held) -> None:
        """One that has a single page is not kept: nobody can turn it."""
        now = self._clock()
        while self._held and (len(self._held) >= MOST or now - next(iter(self._held.values()))[0] > SECONDS):
            self._held.popitem(last=False)
        if len(held.look.pages) > 1:
            self._held[place] = (now, held)
            self._held.move_to_end(place)
