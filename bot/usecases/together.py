"""What many ask at the same moment, served in one go: one transaction where there would have been hundreds.

Whoever asks waits for nobody: what comes while one batch is being served is the next one. Under light work a batch is one request.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

_Request = TypeVar("_Request")
_Result = TypeVar("_Result")


class Together(Generic[_Request, _Result]):
    """`serve` is given the requests of one batch in the order in which they came, and returns for each its result, or the exception that
    its asker is to be given. What `serve` itself raises is raised to all of the batch."""

    def __init__(self, serve: Callable[[Sequence[_Request]], Awaitable[Sequence[_Result | Exception]]], most: int = 250) -> None:
        self._serve = serve
        self._most = most
        self._waiting: list[tuple[_Request, asyncio.Future[_Result]]] = []
        self._serving: asyncio.Task[None] | None = None

    async def __call__(self, request: _Request) -> _Result:
        future: asyncio.Future[_Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((request, future))
        if self._serving is None:
            self._serving = asyncio.create_task(self._all())
        return await future

    async def _all(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                await self._one([(request, future) for request, future in batch if not future.done()])
        finally:
            self._serving = None

    async def _one(self, batch: list[tuple[_Request, asyncio.Future[_Result]]]) -> None:
        try:
            results = await self._serve([request for request, _future in batch])
        except Exception as error:
            for _request, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        for (_request, future), result in zip(batch, results, strict=True):
            if future.done():
                continue
            if isinstance(result, Exception):
                future.set_exception(result)
            else:
                future.set_result(result)
