"""Run the bot with a discord.py that has tried to reach Discord for a while: ten minutes pass before it tries once more."""

from __future__ import annotations

import runpy
from itertools import chain, repeat

from discord.backoff import ExponentialBackoff

_WAITS = chain((0.0,), repeat(600.0))


def _long(self: ExponentialBackoff[bool]) -> float:
    """In place of `ExponentialBackoff.delay`: seconds."""
    return next(_WAITS)


ExponentialBackoff.delay = _long  # type: ignore[method-assign,assignment]
runpy.run_module("bot", run_name="__main__", alter_sys=True)
