"""Charts are drawn beside the event loop, one at a time: the library that draws is not made for several threads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import ParamSpec

_Given = ParamSpec("_Given")


class Drawing:
    """`await drawing(chart, ...)`. The thread begins with the first chart and ends with the process."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawing")

    async def __call__(self, draw: Callable[_Given, bytes], *args: _Given.args, **kwargs: _Given.kwargs) -> bytes:
        # The language that the person is answered in goes along.
        here = copy_context()
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: here.run(draw, *args, **kwargs))
