"""Where somebody sits at a terminal: the screen, the keys, the sentences, who it is, and the loop that use cases run in."""

from __future__ import annotations

import asyncio
import textwrap
from collections.abc import Coroutine
from typing import Any, TypeVar

from rich.console import Console

from bot.core.frozen import dataclass
from bot.terminal.reading import Reader
from bot.terminal.render import drawn
from bot.usecases.exchange import Who
from bot.usecases.refusals import Refusal
from bot.wording.blocks import Note, Rule
from bot.wording.catalogue import Texts
from bot.wording.refusals import refusal_text

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Sitting:
    console: Console
    reader: Reader
    texts: Texts
    who: Who
    runner: asyncio.Runner

    def call(self, step: Coroutine[Any, Any, _Result]) -> _Result:
        """Runs a use case to its end, so that a loop stays a plain loop and Ctrl-C lands where a person is typing and nowhere else."""
        return self.runner.run(step)

    def line(self, prompt: str) -> str | None:
        """One line from the person; None where there is no more."""
        folded = textwrap.fill(prompt, self.console.width - 1, break_long_words=False, break_on_hyphens=False)
        return self.call(self.reader.line(f"{folded} "))

    def rule(self) -> None:
        """A line across the screen, before something new."""
        self.console.print(drawn(Rule()))

    def note(self, key: str, **values: str | int) -> None:
        self.console.print(drawn(Note(self.texts.text(key, **values))))

    def refused(self, refusal: Refusal) -> str:
        """Says why something was not taken, and gives what was said."""
        text = refusal_text(refusal.key, refusal.values, self.texts)
        self.console.print(drawn(Note(text)))
        return "".join(span.text for span in text)
