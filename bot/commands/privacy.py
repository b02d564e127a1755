"""`privacy`: what this database holds of you, given to you or deleted."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import CommandError
from bot.commands.options import add_config

if TYPE_CHECKING:
    from bot.commands.people import Opened
    from bot.usecases.exchange import Who
    from bot.usecases.interviews import Interviews
    from bot.wording.catalogue import Texts

# What whoever is at the shell is told of their own; `privacy.of_member` says the same of the member that `--member` names.
_OWN = {
    "what": "privacy.forget.what",
    "rest": "privacy.forget.rest",
    "everything": "privacy.forget.everything",
    "shared": "privacy.forget.shared",
    "undo": "privacy.forget.undo",
    "written": "privacy.terminal.written",
    "done_all": "privacy.terminal.done_all",
    "done_session": "privacy.terminal.done_session",
}
# Discord's ids have 64 bits.
_LONGEST_ID = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_config(parser)
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
    from bot.usecases.refusals import NothingKept

    async def work(opened: Opened) -> int:
        who, told = arguments.member or opened.who, Told(opened.texts, arguments.member)
        try:
            if arguments.action == "export":
                return await _export(opened.interviews, who, arguments.file, told)
            return await _forget(opened.interviews, who, arguments, told)
        except NothingKept as refusal:
            if arguments.member is None:
                raise
            raise CommandError(told("nothing"), code=2) from refusal

    return run_for_member(arguments.config, work)


class Told:
    """Sentences about whoever is at the shell, or about the member whom whoever runs the bot named."""

    def __init__(self, texts: Texts, member: Who | None) -> None:
        self.texts = texts
        self._member = member

    def __call__(self, key: str, **values: str) -> str:
        if self._member is None:
            return self.texts(_OWN[key], **values)
        return self.texts(f"privacy.of_member.{key}", member=self._member.external_id, **values)


async def _export(interviews: Interviews, who: Who, path: Path, told: Told) -> int:
    from bot.store.files import write_whole
    from bot.usecases.peer_reports import PeerReports
    from bot.usecases.privacy import Privacy
    from bot.usecases.reports import all_ids, report_of
    from bot.wording.export import archives, files
    from bot.wording.shell import reason_of

    texts = told.texts
    rows = await Privacy(interviews.means).export(who)
    reports = [await report_of(interviews, who, id) for id in await all_ids(interviews, who)]
    panels = await PeerReports(interviews.means, interviews.rubric).all_of(who)
    (packed,) = archives(files(rows, [*reports, *panels], texts), 2**62, interviews.now())
    try:
        write_whole(path, packed, over=False)
    except FileExistsError as error:
        raise CommandError(texts("privacy.terminal.exists", file=str(path))) from error
    except OSError as error:
        raise CommandError(texts("privacy.terminal.not_written", file=str(path), why=reason_of(error, texts))) from error
    print(told("written", file=str(path)))
    return 0


async def _forget(interviews: Interviews, who: Who, arguments: argparse.Namespace, told: Told) -> int:
    from bot.usecases.privacy import Privacy
    from bot.wording.privacy import counted, is_shared

    privacy, session, texts = Privacy(interviews.means), arguments.session, told.texts
    if session is None:
        counts = await privacy.counts(who)
        what = counted(counts, texts)
        print(f"{told('what', what=what)}\n{told('rest')}" if what else told("everything"))
        if is_shared(counts):
            print(told("shared"))
    else:
        await privacy.own_session(who, session)
    print(told("undo"))
    if not arguments.yes and not await _agreed(texts):
        print(texts("privacy.forget.kept"))
        return 0
    if session is None:
        await privacy.forget(who)
    else:
        await privacy.forget_session(who, session)
    print(told("done_all" if session is None else "done_session"))
    if await privacy.scrub() is not None:
        print(texts("privacy.terminal.busy"))
    return 0


async def _agreed(texts: Texts) -> bool:
    from bot.terminal.reading import Interrupted, reader

    try:
        line = await reader().line(f"{texts('privacy.terminal.sure')} ")
    except Interrupted:
        return False
    return (line or "").strip().lower() == texts("privacy.terminal.word")
