"""`progress`: your votes and habits over time, as tables; the chart as a file where it is wanted."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import CommandError
from bot.commands.options import add_config, principle
from bot.core.vocabulary import LEVELS, PRINCIPLES

if TYPE_CHECKING:
    from bot.commands.people import Opened
    from bot.core.progress import Progress
    from bot.wording.blocks import Block


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--principle", type=principle, metavar="PRINCIPLE", help=f"only this principle: one of {', '.join(PRINCIPLES)}")
    parser.add_argument("--level", choices=list(LEVELS), help="only interviews at this level")
    parser.add_argument("--all", action="store_true", help="list every interview, not only the last ones")
    parser.add_argument("--chart", type=Path, metavar="FILE", help="draw the chart as well, into this PNG file")
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    from bot.commands.people import run_for_member
    from bot.terminal.render import console, show

    async def work(opened: Opened) -> tuple[Block, ...]:
        return await _page(opened, arguments)

    show(console(), run_for_member(arguments.config, work))
    return 0


async def _page(opened: Opened, arguments: argparse.Namespace) -> tuple[Block, ...]:
    from bot.usecases.progress import bands_of, progress_of
    from bot.wording.history import narrowed
    from bot.wording.progress import LISTED, progress_page

    found = await progress_of(opened.tellings, opened.who, principle=arguments.principle, level=arguments.level)
    if arguments.chart is not None:
        if not found.drawable:
            raise CommandError(opened.texts("progress.too_few", n=len(found.points)))
        _draw(arguments.chart, opened, found, bands_of(opened.tellings.rubric))
    only = narrowed(arguments.principle, arguments.level, None, None, opened.texts)
    return progress_page(found, opened.texts, only=only, listed=None if arguments.all else LISTED, here=True)


def _draw(path: Path, opened: Opened, found: Progress, bands: tuple[float, float, float]) -> None:
    from bot.store.files import write_whole
    from bot.wording.charts import progress_chart
    from bot.wording.shell import reason_of

    try:
        write_whole(path, progress_chart(found, bands, opened.texts), mode=0o666)
    except OSError as error:
        why = reason_of(error, opened.texts)
        raise CommandError(opened.texts("progress.terminal.not_written", file=str(path), why=why)) from error
