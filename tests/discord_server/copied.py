"""A process that is a copy of one which has loaded the libraries (`tests/launched/loaded.py`), as far as a test needs one."""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


class Copied:
    """What `asyncio.subprocess.Process` is for a process that was started here."""

    def __init__(self, pid: int, told: asyncio.StreamReader, telling: asyncio.StreamWriter) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._telling = telling
        self._ended = asyncio.create_task(self._end(told))

    @classmethod
    async def start(cls, argv: Sequence[str], env: Mapping[str, str], log: Path) -> Copied:
        """Its standard output and error are added to the file `log`."""
        here, there = socket.socketpair()
        with there:
            line = json.dumps({"argv": list(argv), "env": dict(env), "log": str(log)}) + "\n"
            socket.send_fds(_asking(), [line.encode()], [there.fileno()])
        told, telling = await asyncio.open_connection(sock=here)
        return cls(int(await told.readline()), told, telling)

    async def _end(self, told: asyncio.StreamReader) -> None:
        self.returncode = int(await told.readline())
        self._telling.close()

    async def wait(self) -> int:
        await asyncio.shield(self._ended)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


@cache
def _asking() -> socket.socket:
    """The way to the process that is copied. It ends when this is closed, at the latest with this process."""
    here, there = socket.socketpair()
    with there:
        command = [sys.executable, "-m", "tests.launched.loaded"]
        process = subprocess.Popen(command, cwd=REPOSITORY, stdin=there.fileno(), env=os.environ | {"PYTHONUNBUFFERED": "1"})
    atexit.register(process.wait)
    atexit.register(here.close)
    return here
