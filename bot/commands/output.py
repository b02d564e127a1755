"""Standard output as a file that other programs read: the same bytes on every machine, and an end that says what failed. Where it is no
file but a terminal, nothing in it steers that."""

from __future__ import annotations

import io
import sys

from bot.cli import CommandError, drop_output, unwritten
from bot.core.printable import printable


def for_programs() -> None:
    """From now on standard output is UTF-8 with plain line feeds, whatever the locale and the system say."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def put(text: str) -> None:
    """Writes the text at once. Raises CommandError where there is no room for it, and BrokenPipeError where its reader went away."""
    if sys.stdout.isatty():
        # As bot/terminal/render.py shows what was typed: an answer may have been pasted with whatever stood in it.
        text = printable(text, kept="\n\t\u200c\u200d")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_output()
        raise CommandError(unwritten(error)) from error
