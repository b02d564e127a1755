"""Reading from a person: several lines, with what was typed before still in the box; or from a pipe, line by line.

An answer ends with an empty line or Ctrl-D, a request with its own line. A paste may hold empty lines: it arrives as one
piece and does not end the answer. Ctrl-D where nothing is written leaves as Ctrl-C does: it is easily pressed once too often.
"""

from __future__ import annotations

import signal
import sys
import textwrap
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.utils import is_dumb_terminal

from bot.core.printable import printable

# Keeps what has been typed so far.
Keep = Callable[[str], Coroutine[Any, Any, None]]
# Whether a box that holds this line holds all there is to say, as with a request: no empty line has to follow, and nothing is kept of it.
Whole = Callable[[str], bool]


async def forgets(text: str) -> None:
    """Keeps nothing: for an answer that is short and stands alone."""


def choice(line: str) -> str:
    """What was chosen on a line, however it was written: `D.`, "b)", `END`."""
    return line.strip(" \t.,;:!()[]`'\"").lower()


def never_whole(line: str) -> bool:
    """For a box in which nothing can be asked for."""
    return False


class Interrupted(Exception):
    """Ctrl-C, or Ctrl-D where nothing is written. `text` is what stood in the box."""

    def __init__(self, text: str) -> None:
        super().__init__("interrupted")
        self.text = text


class Reader(Protocol):
    async def answer(self, draft: str, keep: Keep, whole: Whole = never_whole, below: str = "") -> str | None:
        """Several lines, or one that is `whole`. `keep` is called with the text whenever it has grown by a line; `below` is said under
        the box, where a long draft has pushed what stands above it out of sight. None at the end of the input.

        Raises Interrupted."""

    async def line(self, prompt: str) -> str | None:
        """One line, without its end. None at the end of the input. Raises Interrupted."""


def reader() -> Reader:
    """For whoever is here: a person at a keyboard with a screen, else whatever standard input is."""
    return Typed() if _at_a_keyboard() and sys.stdout and sys.stdout.isatty() else Piped()


def _at_a_keyboard() -> bool:
    """There is no standard input at all where it was closed, as some that start programs do."""
    return sys.stdin is not None and sys.stdin.isatty()


class Typed:
    """A person at a keyboard."""

    async def answer(self, draft: str, keep: Keep, whole: Whole = never_whole, below: str = "") -> str:
        session: PromptSession[str] = PromptSession(
            _box(draft), multiline=True, prompt_continuation="  ", key_bindings=_keys(keep, whole), bottom_toolbar=_toolbar(below)
        )
        # The empty lines that end an answer are no part of it.
        return (await self._asked(session, draft)).rstrip()

    async def line(self, prompt: str) -> str:
        return await self._asked(PromptSession(prompt), "")

    async def _asked(self, session: PromptSession[str], draft: str) -> str:
        try:
            return await session.prompt_async(default=draft)
        except (KeyboardInterrupt, EOFError):
            raise Interrupted(session.default_buffer.text) from None


def _box(draft: str) -> str:
    """What stands before the first letter that is typed. A terminal that only prints is shown no box, so the draft is printed: otherwise
    words that nobody sees or hears would be sent with the next ones."""
    return "> " + printable(draft, kept="\n").replace("\n", "\n  ") if is_dumb_terminal() else "> "


def _toolbar(below: str) -> Callable[[], str] | None:
    """Folded at the width that the screen has by then: a toolbar cuts a line off."""
    if not below:
        return None
    return lambda: textwrap.fill(below, get_app().output.get_size().columns)


def _keys(keep: Keep, whole: Whole) -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        at_end = not buffer.document.text_after_cursor.strip()
        written = bool(buffer.text.strip())
        if at_end and (whole(buffer.text) or (written and not buffer.document.current_line.strip())):
            buffer.validate_and_handle()
        elif written:
            buffer.insert_text("\n")
            event.app.create_background_task(keep(buffer.text))

    @keys.add("c-d")
    def end(event: KeyPressEvent) -> None:
        if event.current_buffer.text.strip():
            event.current_buffer.validate_and_handle()
        else:
            get_app().exit(exception=EOFError())

    return keys


class Piped:
    """Standard input or output that is no terminal: an answer ends with an empty line or the end."""

    async def answer(self, draft: str, keep: Keep, whole: Whole = never_whole, below: str = "") -> str | None:
        lines: list[str] = []
        while line := self._next(lines):
            if not lines and whole(line.rstrip("\n")):
                return line.rstrip("\n")
            if line.strip():
                lines.append(line.rstrip("\n"))
                await keep("\n".join(lines))
            elif lines:
                break
        return "\n".join(lines) if lines else None

    async def line(self, prompt: str) -> str | None:
        if _at_a_keyboard():
            # What is shown goes to a file or, through a pipe, to a screen: somebody types, and should read for what.
            sys.stdout.write(prompt)
            sys.stdout.flush()
        line = self._next([])
        return line.rstrip("\n") if line else None

    def _next(self, before: list[str]) -> str:
        """One line with its end; nothing where there is no more. Raises Interrupted with the lines `before`."""
        try:
            with _interruptible():
                return sys.stdin.readline() if sys.stdin is not None else ""
        except KeyboardInterrupt:
            raise Interrupted("\n".join(before)) from None


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C ends the wait at once, where whoever sits here has sent what is shown to a file or a pipe: a loop's own handler ends it at the
    next step of the loop, which waits for the line."""
    before = signal.getsignal(signal.SIGINT)
    if not callable(before):  # Ctrl-C is not meant for a program in the background.
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
