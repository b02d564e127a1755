"""`history`: your own sessions; open one again, or take its question once more."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli import CommandError
from bot.commands.options import add_config, counting, principle
from bot.core.transitions import MODES
from bot.core.vocabulary import LEVELS, PRINCIPLES, VERDICTS

if TYPE_CHECKING:
    from bot.commands.people import Opened
    from bot.store.history import HistoryFilter
    from bot.store.sessions import Session
    from bot.wording.blocks import Block
    from bot.wording.history import Entry

PER_PAGE = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--principle", type=principle, metavar="PRINCIPLE", help=f"only this principle: one of {', '.join(PRINCIPLES)}")
    parser.add_argument("--level", choices=list(LEVELS), help="only this level")
    parser.add_argument("--mode", choices=MODES, help="only this mode")
    parser.add_argument("--verdict", choices=list(VERDICTS), help="only sessions that ended with this vote")
    parser.add_argument("--page", type=_place, default=1, metavar="N", help=f"which {PER_PAGE} of them (default: 1, the newest)")
    parser.add_argument("--open", type=_place, metavar="N", help="show the N-th of the list as it was shown then")
    add_config(parser)


def _place(value: str) -> int:
    place = counting(value)
    if place is None:
        raise argparse.ArgumentTypeError(f"{value!r} is no place in a list; write a number, from 1 on")
    return place


def run(arguments: argparse.Namespace) -> int:
    from bot.commands.people import run_for_member
    from bot.store.history import HistoryFilter
    from bot.terminal.render import console, show

    wanted = HistoryFilter(arguments.principle, arguments.level, arguments.mode, arguments.verdict)

    async def work(opened: Opened) -> tuple[Block, ...]:
        if arguments.open is not None:
            return await _opened(opened, wanted, arguments.open)
        return await _listed(opened, wanted, arguments.page)

    show(console(), run_for_member(arguments.config, work))
    return 0


async def _listed(opened: Opened, wanted: HistoryFilter, page: int) -> tuple[Block, ...]:
    from bot.usecases.showing import own_sessions
    from bot.wording.history import history, narrowed

    first = (page - 1) * PER_PAGE
    listed = await own_sessions(opened.interviews, opened.who, PER_PAGE, first, wanted)
    entries = [_entry(session, number) for number, session in enumerate(listed.sessions, first + 1)]
    only = narrowed(wanted.principle, wanted.level, wanted.mode, wanted.verdict, opened.texts)
    return history(entries, listed.total, opened.texts, only=only)


async def _opened(opened: Opened, wanted: HistoryFilter, number: int) -> tuple[Block, ...]:
    from bot.usecases.showing import own_sessions
    from bot.wording.blocks import Note
    from bot.wording.history import name_line
    from bot.wording.pages import page

    texts = opened.texts
    found = (await own_sessions(opened.interviews, opened.who, 1, number - 1, wanted)).sessions
    if not found:
        raise CommandError(texts("history.no_such_number", number=number), code=2)
    shown, _turns = await opened.interviews.opened(opened.who, found[0].id)
    blocks = page(shown.state, shown.replies, texts).blocks
    lead = (Note(name_line(_entry(found[0], number), texts)),)
    return (*lead, Note(texts.text("history.unfinished")), *blocks) if shown.session.is_open else (*lead, *blocks)


def _entry(session: Session, number: int) -> Entry:
    from bot.wording.dates import day_of
    from bot.wording.history import Entry

    return Entry(
        number,
        day_of(session.updated_at, here=True),
        session.principle,
        session.level,
        session.mode,
        session.standing,
        session.verdict,
        session.score,
        session.id,
    )
