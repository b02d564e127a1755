"""Standard output: it ends every command in the same way where it cannot be written; and it is a file that other programs read, with the
same bytes on every machine. Where it is no file but a terminal, nothing in it steers that."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot.cli import CommandError, ReaderGone
from bot.core.printable import JOINERS, printable


class _Output(io.TextIOWrapper):
    """Its failures are none of the operating system's to whoever writes: around a database or a file those would be taken for its own."""

    def write(self, text: str, /) -> int:
        with self._explained():
            return super().write(text)

    def flush(self) -> None:
        with self._explained():
            super().flush()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            # Python would complain once more while it closes what holds the rest.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            if isinstance(error, BrokenPipeError):
                raise ReaderGone from error
            raise CommandError(f"The standard output cannot be written ({error.strerror}).") from error


@contextmanager
def told() -> Iterator[None]:
    """Inside, what cannot be written raises CommandError, and ReaderGone where its reader (head, less) went away: when it is written or, at
    the latest, at the end. A letter that the shell's encoding lacks is shown as a question mark, and the rest is told."""
    usual = sys.stdout
    if not isinstance(usual, io.TextIOWrapper):
        yield
        return
    usual.flush()
    sys.stdout = output = _Output(
        usual.buffer, usual.encoding, "replace", line_buffering=usual.line_buffering, write_through=usual.write_through
    )
    try:
        yield
    finally:
        sys.stdout = usual
        try:
            output.flush()
        finally:
            # It would close what it shares with the usual one.
            output.detach()


def for_programs() -> None:
    """From now on standard output is UTF-8 with plain line feeds, whatever the locale and the system say."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def put(text: str) -> None:
    """Writes the text at once."""
    if sys.stdout.isatty():
        # As bot/terminal/render.py shows what was typed: an answer may have been pasted with whatever stood in it.
        text = printable(text, kept=f"\n\t{JOINERS}")
    sys.stdout.write(text)
    sys.stdout.flush()
