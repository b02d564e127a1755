"""`doctor`: looks at everything that a start needs, changes nothing, and says what to do."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import http.client
import json
import os
import platform
import shutil
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.options import add_config
from bot.core import checkup
from bot.core.checkup import Check

if TYPE_CHECKING:
    from bot.config import Config

# How many principles without a scenario are named.
_NAMED = 3
# A bot says of its health less than this.
_LONGEST = 65_536
_WORDS = {"ok": "ok", "note": "note", "warn": "look", "fail": "MEND"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_config(parser)
    parser.add_argument("--offline", action="store_true", help="ask Discord nothing")


def run(arguments: argparse.Namespace) -> int:
    from bot.commands.opening import configured
    from bot.core.printable import printable

    config = configured(arguments.config)
    found = asyncio.run(_all(config, arguments))
    for check in found:
        print(f"{_WORDS[check.standing]:<5} {check.name:<11} {printable(check.message)}")
        if check.advice:
            print(f"{'':<17} {printable(check.advice)}")
    counts = Counter(check.standing for check in found)
    print()
    if counts["fail"]:
        print(f"{counts['fail']} to mend before a start, {counts['warn']} to look at.")
    else:
        print(f"Nothing stands in the way of a start; {counts['warn']} to look at." if counts["warn"] else "All is well.")
    return 1 if counts["fail"] else 0


async def _all(config: Config, arguments: argparse.Namespace) -> list[Check]:
    from bot.store import checkup as store

    found = [
        Check("Program", "ok", f"Python {platform.python_version()} on {platform.system()}"),
        *_configuration(arguments.config),
        *_secrets(config, arguments.config),
        *_scenarios(config),
        *await store.look(config.database, int(time.time())),
        *_readers(config),
        *_processes(config),
        *_disk(config),
        *_zones(),
        *_running(config),
    ]
    if config.token is not None and not arguments.offline:
        from bot.discord_app import checkup as discord_app

        found += await discord_app.look(config.token, config.shards.count, config.commands)
    return found


def _configuration(path: Path | None) -> list[Check]:
    """Which file was read. One that was meant and is not read changes nothing, and nobody would know."""
    from bot.config import DEFAULT_FILE

    file = path or Path(DEFAULT_FILE)
    if file.exists():
        return [Check("Config", "ok", str(file.absolute()))]
    found = [Check("Config", "note", f"there is no {DEFAULT_FILE} in {Path.cwd()}; what can be set has its default")]
    meant = file.with_suffix(".yml")
    if meant.exists():
        found = [Check("Config", "warn", f"{meant.absolute()} is not read", f"Rename it {DEFAULT_FILE}, or name it: --config {meant}")]
    return found


def _secrets(config: Config, path: Path | None) -> list[Check]:
    from bot.config import DEFAULT_FILE, TOKEN_VARIABLE

    if config.token is None:
        advice = f"Set {TOKEN_VARIABLE}, or write `token` in config.yaml. Without one everything but `run` works."
        return [Check("Token", "fail", "there is none", advice)]
    if os.environ.get(TOKEN_VARIABLE, "").strip():
        return [Check("Secrets", "ok", f"the token comes from {TOKEN_VARIABLE}")]
    file = path or Path(DEFAULT_FILE)
    if sys.platform != "win32" and file.stat().st_mode & 0o077:
        return [Check("Secrets", "warn", f"the token stands in {file}, which others on this machine can read", f"chmod 600 {file}")]
    return [Check("Secrets", "ok", f"the token stands in {file}, which only its owner can read")]


def _scenarios(config: Config) -> list[Check]:
    from bot.content.library import load_library
    from bot.content.problems import ContentProblems
    from bot.core.vocabulary import PRINCIPLES

    try:
        library = load_library(config.scenarios or None)
    except ContentProblems as problems:
        first = str(problems.problems[0]).splitlines()[0]
        return [Check("Scenarios", "fail", f"{_counted(len(problems.problems))}: {first}", "python -m bot check FOLDER names all.")]
    uncovered = [one.name for id, one in PRINCIPLES.items() if not library.by_principle(id)]
    named = ", ".join(uncovered[:_NAMED]) + (f" and {len(uncovered) - _NAMED} more" if len(uncovered) > _NAMED else "")
    message = f"{len(library.scenarios)} for {len(PRINCIPLES) - len(uncovered)} of {len(PRINCIPLES)} principles"
    if not uncovered:
        return [Check("Scenarios", "ok", message)]
    return [Check("Scenarios", "note", f"{message}; none for {named}", "The modes learn and evaluate need one.")]


def _counted(problems: int) -> str:
    return "1 problem" if problems == 1 else f"{problems} problems; the first"


def _file(config: Config) -> Path | None:
    """The database's file; None for any other, and for one that cannot be read, which is told where the database is looked at."""
    from bot.store.checkup import file_of
    from bot.store.errors import StoreError

    try:
        return file_of(config.database)
    except StoreError:
        return None


def _processes(config: Config) -> tuple[Check, ...]:
    shards = config.shards
    return checkup.processes(shards.count, len(shards.ids) or shards.count, _file(config) is not None)


def _disk(config: Config) -> list[Check]:
    file = _file(config)
    if file is None:
        return []
    folder = next((one for one in (file.parent, *file.parent.parents) if os.path.exists(one)), Path("/"))
    return [checkup.disk(shutil.disk_usage(folder).free, str(file.parent))]


def _readers(config: Config) -> list[Check]:
    """Who else on this machine can read what people typed. The bot makes its file for its account alone; one that was copied or restored by
    hand may have come with other rights, and what stands beside it has the same. A folder that is closed to others closes what is in it."""
    file = _file(config)
    if file is None or sys.platform == "win32":
        return []
    try:
        of_it = [one for one in file.absolute().parent.iterdir() if one.name.startswith(file.name)]
        beside = [one for one in of_it if one.stat().st_mode & 0o044]
        is_open = bool(beside) and all(folder.stat().st_mode & 0o011 for folder in file.absolute().parents)
    except OSError:
        # What cannot be looked at is told where the database is.
        return []
    if not is_open:
        return [Check("Readers", "ok", "only the bot's account can read the database's file")] if file.exists() else []
    message = f"others on this machine can read {', '.join(sorted(one.name for one in beside))}, and with it what people typed"
    return [Check("Readers", "warn", message, f"chmod 600 {file}*")]


def _zones() -> list[Check]:
    import zoneinfo

    known = len(zoneinfo.available_timezones())
    if known > 100:
        return [Check("Time zones", "ok", f"{known} are known")]
    return [Check("Time zones", "warn", "the list of time zones is missing, and the daily quiz needs it", "pip install tzdata")]


def _running(config: Config) -> list[Check]:
    """Who answers on the port for health and metrics: a running bot, nobody, or somebody else. Where there is no port, or nobody answers
    there, whether a bot holds the database's file."""
    from bot.store.alone import is_taken
    from bot.store.errors import StoreError

    held: list[Check] = []
    # What is wrong with the URL is told where the database is looked at.
    with contextlib.suppress(StoreError):
        if is_taken(config.database):
            held = [Check("Running", "note", "a bot runs on this database; a second one is refused until that one is stopped")]
    if not config.metrics_port:
        return held
    body = _told_on(config.metrics_port)
    if body is None:
        return [Check("Running", "note", f"no bot answers on port {config.metrics_port}"), *held]
    if "status" not in body:
        advice = "Choose another `metrics_port`."
        return [Check("Running", "warn", f"another program answers on port {config.metrics_port}", advice)]
    if body["status"] == "ok":
        return [Check("Running", "ok", f"a bot runs here (version {body.get('version')}), and is well")]
    where = f"http://127.0.0.1:{config.metrics_port}/healthz"
    return [Check("Running", "warn", f"a bot runs here, and says: {body['status']}", f"See {where}")]


def _told_on(port: int) -> dict[str, object] | None:
    """What the program on this machine's port says of its health: empty for one that is no bot, None where nobody answers."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        asked.request("GET", "/healthz")
        told = json.loads(asked.getresponse().read(_LONGEST))
    except (http.client.HTTPException, ValueError, RecursionError):
        return {}
    except OSError:
        return None
    finally:
        asked.close()
    return told if isinstance(told, dict) else {}
