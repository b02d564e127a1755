"""`report`: one of your sessions as a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import CommandError
from bot.commands.options import add_config

if TYPE_CHECKING:
    from bot.commands.people import Opened
    from bot.core.report import Report
    from bot.wording.catalogue import Texts

FORMATS = ("markdown", "html")
# What a file's name says; without an ending it is Markdown, as on standard output.
_ENDINGS = {"": "markdown", ".md": "markdown", ".markdown": "markdown", ".txt": "markdown", ".html": "html", ".htm": "html"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("session", nargs="?", metavar="SESSION", help="the session's id (default: the one you touched last)")
    parser.add_argument("--format", choices=FORMATS, help="Markdown, or a page for a browser (default: what the file's name says)")
    parser.add_argument("--output", "-o", type=Path, metavar="FILE", help="where to write it (default: standard output)")
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    from bot.commands.output import for_programs, put
    from bot.commands.people import run_for_member
    from bot.store.files import write_whole
    from bot.usecases.reports import latest, report_of
    from bot.wording.language import load_spoken_now
    from bot.wording.shell import reason_of

    async def found(opened: Opened) -> Report:
        return await report_of(opened.interviews, opened.who, arguments.session or await latest(opened.interviews, opened.who))

    texts, output = load_spoken_now(), arguments.output
    wanted = arguments.format or _ENDINGS.get("" if output is None else output.suffix.lower())
    if wanted is None:
        raise CommandError(texts("report.terminal.no_format"), code=2)
    text = _written(run_for_member(arguments.config, found), wanted, texts)
    if output is None:
        for_programs()
        put(text)
        return 0
    try:
        # Only its owner may read a file that is new: an answer may name what others should not know.
        write_whole(output, text.encode("utf-8", "replace"))
    except OSError as error:
        raise CommandError(texts("report.terminal.not_written", file=str(output), why=reason_of(error, texts))) from error
    print(texts("report.terminal.written", file=str(output)))
    return 0


def _written(found: Report, wanted: str, texts: Texts) -> str:
    from bot.wording.document import page_of
    from bot.wording.markdown import markdown
    from bot.wording.report import document

    written = document(found, texts)
    return page_of(written, texts) if wanted == "html" else markdown(written.blocks)
