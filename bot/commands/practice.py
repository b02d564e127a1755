"""`practice`: the whole interview in a terminal."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import CommandError
from bot.commands.options import add_config, principle
from bot.core.transitions import MODES
from bot.core.vocabulary import BASE_LEVEL, LEVELS, PRINCIPLES

if TYPE_CHECKING:
    from bot.usecases.exchange import Wish

# A script is a demonstration: it leaves no trace unless a database is named.
_IN_MEMORY = "sqlite+aiosqlite:///:memory:"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--principle", type=principle, metavar="PRINCIPLE", help=f"one of {', '.join(PRINCIPLES)}")
    parser.add_argument("--level", choices=list(LEVELS), help=f"the level you interview for (default: {BASE_LEVEL})")
    parser.add_argument(
        "--mode",
        choices=MODES,
        help="learn walks through a scenario; practice gives feedback after each answer (default); interview gives none until the "
        "debrief; evaluate puts you in the bar raiser's chair",
    )
    parser.add_argument("--scenario", metavar="ID", help="a scenario's id, instead of one chosen for you")
    parser.add_argument("--story", choices=["own", "scenario"], help="tell a story of your own (default), or the scenario's as your own")
    parser.add_argument("--probes", type=int, choices=[3, 4, 5], help="how many follow-up questions (default: 3)")
    parser.add_argument("--new", action="store_true", help="start a new interview even if one is unfinished")
    parser.add_argument(
        "--script", type=Path, metavar="FILE", help="play the answers of a file and print the transcript; nothing is stored"
    )
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    """0 at the end of the interview, 130 when it was interrupted."""
    from bot.commands.opening import configured, interviews_of, library_of
    from bot.commands.sitting import sitting
    from bot.terminal.practice import Practice
    from bot.terminal.render import console
    from bot.terminal.script import Script, ScriptError
    from bot.wording.language import load_spoken_now

    config = configured(arguments.config)
    library = library_of(config)
    texts = load_spoken_now()
    try:
        script = Script(arguments.script, console(), texts("contrast.yours")) if arguments.script else None
    except ScriptError as error:
        raise CommandError(str(error), code=2) from error
    with sitting(_IN_MEMORY if script else config.database, script) as (here, database):
        interviews = interviews_of(database, lambda: library, seed=0 if script else None)
        here.call(interviews.recover())
        done = Practice(here, interviews, stored=script is None).run(_wish(arguments, config.level, config.probes))
    if script is not None and script.left:
        print(texts("terminal.script_left", n=script.left))
    return 0 if done else 130


def _wish(arguments: argparse.Namespace, level: str, probes: int) -> Wish | None:
    """What was asked for, or None where nothing was and an unfinished interview may go on."""
    from bot.usecases.exchange import Wish

    named = (arguments.principle, arguments.level, arguments.mode, arguments.scenario, arguments.story, arguments.probes)
    if not arguments.new and not arguments.script and not any(named):
        return None
    story = arguments.story or "own"
    return Wish(
        principle=arguments.principle,
        level=arguments.level or level,
        mode=arguments.mode or "practice",
        story=story,
        scenario_id=arguments.scenario,
        probes=arguments.probes or probes,
    )
