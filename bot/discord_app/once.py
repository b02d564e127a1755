"""An interaction that the gateway delivers twice (after a resume, or when Discord repeats itself) is served once: a second answer would be
refused, and whatever the first one is doing would be done again."""

from __future__ import annotations

from collections import OrderedDict

# Discord repeats what is a few seconds old at most; so many interactions are minutes of a busy bot.
MOST = 2_000


class Once:
    """Knows the ids of what came lately. A process that starts knows none, and Discord sends it nothing that went to another."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._known: OrderedDict[int, None] = OrderedDict()

    def first(self, id: int) -> bool:
        """Whether this id comes for the first time."""
        if id in self._known:
            return False
        self._known[id] = None
        if len(self._known) > self._most:
            self._known.popitem(last=False)
        return True
