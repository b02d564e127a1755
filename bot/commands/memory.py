"""The C allocator's habits, for a process that loads much at its start and then runs for months."""

from __future__ import annotations

import ctypes

# glibc's <malloc.h>.
_M_ARENA_MAX = -8


def one_arena() -> None:
    """One heap for all threads, before there are any: the database's threads work in turns, and a heap of each one's own only grows."""
    _called("mallopt", _M_ARENA_MAX, 1)


def give_back() -> None:
    """What was needed for loading alone goes back to the machine."""
    _called("malloc_trim", 0)


def _called(name: str, *values: int) -> None:
    """Nothing where the C library has no such function: it is glibc's."""
    try:
        function = getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):
        return
    function(*values)
