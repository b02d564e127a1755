"""Work that takes longer than an answer may wait, done in parts: between them everybody else is served."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from greenlet import getcurrent, greenlet

T = TypeVar("T")


def pause() -> None:
    """Lets the others in. For work that is done by an InParts, and nobody else."""
    worker = getcurrent().parent
    assert worker is not None, "this is not done in parts"
    worker.switch()


class InParts:
    """`await in_parts(work, ...)` gives what work(...) gives. The work knows nothing of it but where it may pause.

    One at a time goes on after its first pause, in the order in which they came to it: if ten took turns, everybody else would wait for a
    part of each of them."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def __call__(self, work: Callable[..., T], *given: Any) -> T:
        worker = greenlet(work)
        done = worker.switch(*given)
        if not worker.dead:
            async with self._turn:
                while not worker.dead:
                    await asyncio.sleep(0)
                    done = worker.switch()
        return done  # type: ignore[no-any-return]  # what the last switch to it gives is its result
