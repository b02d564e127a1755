"""Bots that start in half the time: this process loads the program once, and every bot is a copy of it that goes on as `launch.py` does.

Two hundred processes start in a run of the tests, and most of what a start costs is loading discord.py, SQLAlchemy and our own modules.
What is made of them is each bot's own, and each is a whole process, to be stopped, killed and started again.
`tests/discord_server/copied.py` asks for them: by a line of JSON (`argv`, `env`, `log`) on standard input, which is a socket, and beside it the end of another one, on which
the copy's number and, once it has ended, its exit code are told, each on a line. When nobody can ask any more, this ends.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
from typing import Any

import aiosqlite  # noqa: F401
import sqlalchemy.dialects.sqlite.aiosqlite  # noqa: F401

import bot.commands.opening
import bot.commands.run
import bot.discord_app.running  # noqa: F401
from tests.launched import launch

LONGEST = 1 << 20
"""Of a line that asks: bytes."""


def main() -> None:
    asking = socket.socket(fileno=os.dup(0))
    # Whoever keeps a copy tells its end; nobody is told that the keeper has ended.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # What is loaded stays where it is, and no copy looks through it.
    gc.freeze()
    while True:
        line, ends, _, _ = socket.recv_fds(asking, LONGEST, 1)
        if not line:
            return
        while not line.endswith(b"\n"):
            line += asking.recv(LONGEST)
        telling = socket.socket(fileno=ends[0])
        if os.fork() == 0:
            asking.close()
            keep(telling, json.loads(line))
            return
        telling.close()


def keep(telling: socket.socket, asked: dict[str, Any]) -> None:
    """In a process of its own: starts the copy, and waits for its end."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    copy = os.fork()
    if copy == 0:
        telling.close()
        be(asked)
        return
    telling.sendall(f"{copy}\n".encode())
    _, status = os.waitpid(copy, 0)
    telling.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def be(asked: dict[str, Any]) -> None:
    """The copy: what it was given at its start is what a process of its own would have been given."""
    os.environ.clear()
    os.environ.update(asked["env"])
    log = os.open(asked["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for given, place in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(given, place)
    os.close(log)
    os.close(nothing)
    sys.argv[1:] = asked["argv"]
    launch.main()


if __name__ == "__main__":
    main()
