"""`run`: the Discord bot."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import os
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.cli import CommandError, version
from bot.commands.memory import give_back, one_arena
from bot.commands.options import add_config

if TYPE_CHECKING:
    from bot.config import Config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    from bot.commands.logs import set_up
    from bot.commands.opening import configured, secrets_of

    if hasattr(signal, "SIGHUP"):
        # It asks for the scenarios to be read anew; so far none are read, and by itself it would end the process.
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    config = configured(arguments.config)
    if config.token is None:
        raise CommandError("There is no token. Set DISCORD_TOKEN, or write `token` in config.yaml (config.example.yaml says how).", 2)
    set_up(config.log_level, config.log_format, secrets_of(config))
    return asyncio.run(_run(config))


async def _run(config: Config) -> int:
    with contextlib.ExitStack() as running, contextlib.ExitStack() as loading:
        loading.enter_context(_loading())
        from bot.commands.opening import database_of, interviews_of, scenarios_of, trouble_told
        from bot.content.rubric import load_rubric
        from bot.store.alone import alone

        stopped, reload_asked = _stop_asked(), _reload_asked()
        # They come first, because reading them takes the most memory: the program, loaded after them, finds its place in what they leave.
        rubric, scenarios = load_rubric(), scenarios_of(config, reload_asked)
        from bot.discord_app.running import CannotRun, NotReached, run
        from bot.usecases.due import Schedule
        from bot.usecases.facts import Facts
        from bot.wording.language import load_spoken, speak

        # The language of this shell is nobody's whom the bot answers.
        speak(None)
        with trouble_told():
            running.enter_context(alone(config.database))
        async with database_of(config.database) as database:
            interviews = interviews_of(database, scenarios, limits=config.limits, rubric=rubric)
            facts, schedule = Facts(database, interviews.now), Schedule(database, interviews.now)
            texts = load_spoken()
            loading.close()
            try:
                await run(config, interviews, facts, schedule, texts, scenarios, version=version(), stopped=stopped)
            except CannotRun as error:
                raise CommandError(str(error), 2) from error
            except NotReached as error:
                raise CommandError(str(error)) from error
    return 0


@contextlib.contextmanager
def _loading() -> Iterator[None]:
    """What is loaded at a start, half a million objects, stays for good. The collector rests meanwhile, because it would find nothing in
    them, and never looks through them afterwards, which would take it a fifth of a second each time, in the midst of somebody's answer.
    What an answer leaves behind has few cycles, so the collector may also come less often; not as seldom as it might, because what it has
    not come for yet is held meanwhile: every thousand objects some 120 KB."""
    one_arena()
    gc.disable()
    try:
        yield
        gc.collect()  # loading itself leaves some: every class with slots was made twice (core/frozen.py)
        gc.freeze()
        give_back()
        gc.set_threshold(3_000, 20, 50)
    finally:
        gc.enable()


def _stop_asked() -> asyncio.Event:
    """Set by SIGTERM or Ctrl-C. Whoever asks a second time does not want to wait: the process ends at once, which loses nothing that
    was acknowledged."""
    asked = asyncio.Event()

    def ask() -> None:
        if asked.is_set():
            os._exit(130)
        asked.set()

    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError):
        for one in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(one, ask)
    return asked


def _reload_asked() -> asyncio.Event:
    """Set by SIGHUP, as for every other service; where there is none (Windows), a message does it."""
    asked = asyncio.Event()
    with contextlib.suppress(AttributeError, NotImplementedError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, asked.set)
    return asked
