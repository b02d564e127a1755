"""`privacy`: what this database holds of you, given to you or deleted."""

from __future__ import annotations

import argparse
import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import CommandError

if TYPE_CHECKING:
    from bot.commands.people import Opened
    from bot.usecases.interviews import Interviews, Who
    from bot.wording.catalogue import Texts

# Discord's ids have 64 bits.
_LONGEST_ID = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, metavar="FILE", help="the configuration file (default: config.yaml, if there is one)")
    parser.add_argument(
        "--member", metavar="ID", type=_member, help="for whoever runs the bot: the member with this Discord id (default: whoever is here)"
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    export = actions.add_parser("export", help="write everything that is stored of you to a zip file")
    export.add_argument("file", type=Path, metavar="FILE", help="the file to write; it must not exist")
    forget = actions.add_parser("forget", help="delete one of your sessions, or everything that is stored of you")
    forget.add_argument("session", nargs="?", metavar="SESSION", help="the session's id (default: everything)")
    forget.add_argument("--yes", action="store_true", help="do not ask")


def _member(value: str) -> Who:
    """A Discord id, as `--member` takes it. Raises argparse's error."""
    from bot.usecases.exchange import Who

    if not (value.isascii() and value.isdigit() and len(value) <= _LONGEST_ID):
        raise argparse.ArgumentTypeError(f"{value!r} is no Discord id, which is a number")
    return Who("discord", value)


def run(arguments: argparse.Namespace) -> int:
    from bot.commands.people import run_for_member

    async def work(opened: Opened) -> int:
        who = arguments.member or opened.who
        if arguments.action == "export":
            return await _export(opened.interviews, who, arguments.file, opened.texts)
        return await _forget(opened.interviews, who, arguments, opened.texts)

    return run_for_member(arguments.config, work)


async def _export(interviews: Interviews, who: Who, path: Path, texts: Texts) -> int:
    from bot.usecases.privacy import Privacy
    from bot.usecases.reports import all_ids, report_of
    from bot.wording.export import archives, files

    rows = await Privacy(interviews.means).export(who)
    reports = [await report_of(interviews, who, id) for id in await all_ids(interviews, who)]
    (packed,) = archives(files(rows, reports, texts), 2**62, interviews.now())
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(packed)
    except FileExistsError as error:
        raise CommandError(texts("privacy.terminal.exists", file=str(path))) from error
    except OSError as error:
        raise CommandError(texts("privacy.terminal.not_written", file=str(path), why=error.strerror or "")) from error
    print(texts("privacy.terminal.written", file=str(path)))
    return 0


async def _forget(interviews: Interviews, who: Who, arguments: argparse.Namespace, texts: Texts) -> int:
    from bot.usecases.privacy import Privacy
    from bot.wording.privacy import counted

    privacy, session = Privacy(interviews.means), arguments.session
    if session is None:
        print(texts("privacy.forget.what", what=counted(await privacy.counts(who), texts)))
        print(texts("privacy.forget.rest"))
    else:
        await privacy.own_session(who, session)
    print(texts("privacy.forget.undo"))
    if not arguments.yes and not await asyncio.to_thread(_agreed, texts):
        print(texts("privacy.forget.kept"))
        return 0
    if session is None:
        await privacy.forget(who)
    else:
        await privacy.forget_session(who, session)
    print(texts("privacy.terminal.done_all" if session is None else "privacy.terminal.done_session"))
    if await privacy.scrub() is not None:
        print(texts("privacy.terminal.busy"))
    return 0


def _agreed(texts: Texts) -> bool:
    try:
        return input(f"{texts('privacy.terminal.sure')} ").strip().lower() == texts("privacy.terminal.word")
    except EOFError:
        return False
