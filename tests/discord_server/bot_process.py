"""The real bot in a process of its own: started, stopped, killed, started again on the same database."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from .copied import REPOSITORY, Copied
from .server import DiscordServer

TRACEBACK = "Traceback (most recent call last)"


class BotFailed(AssertionError):
    """The bot died, did not come up, or its logs hold what they must not."""


class BotProcess:
    def __init__(
        self,
        server: DiscordServer,
        folder: Path,
        *,
        argv: Sequence[str] = ("run", "--config", "{config}"),
        config: Mapping[str, Any] | str | None = None,
        env: Mapping[str, str] | None = None,
        module: str = "bot",
        expect_tracebacks: bool = False,
        copied: bool = False,
    ) -> None:
        """`copied`: a copy of a process that has loaded the libraries (`copied.py`), which takes half the time of a start from nothing.

        `config` is written to a file: a mapping as JSON, which is YAML too; a text as it is.

        `{token}`, `{folder}`, `{config}` and `{url}` are filled in wherever they stand in `argv`, `config` and `env`.
        """
        self.server = server
        self.folder = folder
        self.config_path = folder / "config.yaml"
        self.log_path = folder / "bot.log"
        self.dies_at = folder / "dies_at"
        """Names a commit at which the process dies (`killing.py` writes it)."""
        self.expect_tracebacks = expect_tracebacks
        self._config = config if isinstance(config, str) or config is None else json.dumps(config, indent=2)
        self._argv, self._env, self._module = list(argv), dict(env or {}), module
        self._copied = copied
        self._process: asyncio.subprocess.Process | Copied | None = None
        self.starts = 0
        server.gateway.processes += 1
        self.number = server.gateway.processes
        """By which the server tells several processes apart: `RequestRecord.process`, `Session.process`."""

    def _filled(self, text: str) -> str:
        known = {"token": self.server.token, "folder": str(self.folder), "config": str(self.config_path), "url": self.server.url}
        for name, value in known.items():
            text = text.replace("{" + name + "}", value)
        return text

    # --- coming and going

    async def start(self, timeout: float = 30.0) -> None:
        """Returns when every shard has identified and been sent its guilds. Logs go on in the same file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self._config is not None:
            self.config_path.write_text(self._filled(self._config), encoding="utf-8")
        self._process = await self._started()
        self.starts += 1
        ended = asyncio.create_task(self._process.wait())
        ready = asyncio.create_task(self.server.wait_until(self._ready, timeout, "the bot to be ready"))
        try:
            await asyncio.wait({ended, ready}, return_when=asyncio.FIRST_COMPLETED)
            if ready.done() and ready.exception() is None:
                return
            code = self._process.returncode
            raise BotFailed(f"the bot {'ended with ' + str(code) if ended.done() else 'did not get ready'}:\n{self.logs[-6000:]}")
        finally:
            for task in (ended, ready):
                task.cancel()
            await asyncio.gather(ended, ready, return_exceptions=True)

    async def _started(self) -> asyncio.subprocess.Process | Copied:
        own = {
            "LOOPBACK_DISCORD": f"{self.server.url}/p/{self.number}",
            "LOOPBACK_MODULE": self._module,
            "LOOPBACK_DIES_AT": str(self.dies_at),
            "PYTHONUNBUFFERED": "1",
        }
        argv, env = [*map(self._filled, self._argv)], os.environ | own | {key: self._filled(value) for key, value in self._env.items()}
        if self._copied:
            return await Copied.start(argv, env, self.log_path)
        command = [sys.executable, "-m", "tests.launched.launch", *argv]
        with self.log_path.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *command, cwd=REPOSITORY, env=env, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log
            )

    async def synced(self, timeout: float = 15.0) -> None:
        """Until commands are registered."""
        await self.server.wait_until(lambda: any(self.server.world.commands.values()), timeout, "commands to be registered")

    def kill(self) -> None:
        """kill -9. May be called in the midst of a request (`server.on_request`)."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()

    def _ready(self) -> bool:
        mine = [each for each in self.server.gateway.sessions.values() if each.process == self.number and each.connected]
        return bool(mine) and all(each.ready for each in mine) and self.server.gateway.all_ready()

    def _connected(self) -> bool:
        sessions = self.server.gateway.sessions.values()
        return any(each.connected and each.process == self.number for each in sessions)

    async def gone(self) -> int:
        """Until it has ended, however that came; its exit code."""
        assert self._process is not None
        code = await self._process.wait()
        await self.server.wait_until(lambda: not self._connected(), 10, "the gateway to notice that the bot is gone")
        return code

    async def stop(self, timeout: float = 15.0) -> int:
        """SIGTERM, and what it left in its logs is looked at. Its exit code; it is killed if it does not go."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self._process.wait(), timeout)
            except TimeoutError:
                self.kill()
                await self.gone()
                raise BotFailed(f"the bot did not stop within {timeout:g} s of SIGTERM:\n{self.logs[-6000:]}") from None
        code = await self.gone()
        self.check_logs()
        return code

    async def restart(self, timeout: float = 30.0) -> None:
        """kill -9 if it still runs, then start: the same config, database and Discord."""
        if self.running:
            self.kill()
        await self.gone()
        await self.start(timeout)

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int:
        """Of the process as it runs now."""
        assert self._process is not None
        return self._process.pid

    async def __aenter__(self) -> BotProcess:
        await self.start()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None:
            await self.stop()
            return
        self.kill()
        await self.gone()
        print(f"--- the bot's logs\n{self.logs[-6000:]}")

    # --- logs

    @property
    def logs(self) -> str:
        return self.log_path.read_text(encoding="utf-8", errors="replace") if self.log_path.exists() else ""

    async def wait_for_log(self, words: str, timeout: float = 10.0) -> None:
        deadline = asyncio.get_running_loop().time() + timeout
        while words not in self.logs:
            if asyncio.get_running_loop().time() > deadline:
                raise TimeoutError(f"waited {timeout:g} s for {words!r} in the logs:\n{self.logs[-6000:]}")
            await asyncio.sleep(0.05)

    def check_logs(self) -> None:
        logs = self.logs
        if self.server.token in logs:
            raise BotFailed("the bot's token is in its logs")
        if TRACEBACK in logs and not self.expect_tracebacks:
            raise BotFailed(f"tracebacks in the bot's logs:\n{logs[logs.index(TRACEBACK) :][:6000]}")
