"""Reading from a person: several lines, with what was typed before still in the box; or from a pipe, line by line.

An answer ends with an empty line or Ctrl-D. A paste may hold empty lines: it arrives as one piece and does not end the answer.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent


class Interrupted(Exception):
    """Ctrl-C. `text` is what stood in the box."""

    def __init__(self, text: str) -> None:
        super().__init__("interrupted")
        self.text = text


class Reader(Protocol):
    def answer(self, draft: str, keep: Callable[[str], None]) -> str | None:
        """Several lines. `keep` is called with the text whenever it has grown by a line. None at the end of the input.

        Raises Interrupted."""

    def line(self, prompt: str) -> str | None:
        """One line, without its end. None at the end of the input. Raises Interrupted."""


def reader() -> Reader:
    return Typed() if sys.stdin.isatty() and sys.stdout.isatty() else Piped()


class Typed:
    """A person at a keyboard."""

    def answer(self, draft: str, keep: Callable[[str], None]) -> str | None:
        session: PromptSession[str] = PromptSession("> ", multiline=True, prompt_continuation="  ", key_bindings=_keys(keep))
        return self._asked(session, draft)

    def line(self, prompt: str) -> str | None:
        return self._asked(PromptSession(prompt), "")

    def _asked(self, session: PromptSession[str], draft: str) -> str | None:
        try:
            return session.prompt(default=draft)
        except KeyboardInterrupt:
            raise Interrupted(session.default_buffer.text) from None
        except EOFError:
            return None


def _keys(keep: Callable[[str], None]) -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        at_end = not buffer.document.text_after_cursor.strip()
        if at_end and buffer.text.strip() and not buffer.document.current_line.strip():
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")
            keep(buffer.text)

    @keys.add("c-d")
    def end(event: KeyPressEvent) -> None:
        if event.current_buffer.text.strip():
            event.current_buffer.validate_and_handle()
        else:
            get_app().exit(exception=EOFError())

    return keys


class Piped:
    """Standard input that is no keyboard: an answer ends with an empty line or the end."""

    def answer(self, draft: str, keep: Callable[[str], None]) -> str | None:
        lines: list[str] = []
        for line in sys.stdin:
            if line.strip():
                lines.append(line.rstrip("\n"))
                keep("\n".join(lines))
            elif lines:
                break
        return "\n".join(lines) if lines else None

    def line(self, prompt: str) -> str | None:
        line = sys.stdin.readline()
        return line.rstrip("\n") if line else None
