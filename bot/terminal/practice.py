"""The interview in a terminal: show a page, read what the person says, take it, show the next page.

Reading blocks and the use cases are asynchronous; `call` runs one of them to its end, so that this loop stays a plain loop and Ctrl-C
lands where a person is typing and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from rich.console import Console

from bot.core.events import (
    AnotherAsked,
    Answered,
    Ended,
    Event,
    HintAsked,
    MinuteAsked,
    RepeatAsked,
    Skipped,
    TriedAgain,
    Voted,
    WentBack,
    WentOn,
)
from bot.core.transitions import legal
from bot.core.vocabulary import VERDICTS
from bot.core.words import recognise
from bot.terminal.reading import Interrupted, Keep, Reader
from bot.terminal.render import drawn, show, styled
from bot.usecases.interviews import Interviews, Shown, Who, Wish
from bot.usecases.refusals import NothingOpen, Refusal
from bot.wording.blocks import Note
from bot.wording.catalogue import Texts
from bot.wording.names import name_of
from bot.wording.pages import page
from bot.wording.progress_line import progress_line
from bot.wording.refusals import refusal_text

_Result = TypeVar("_Result")
_VOTES = [verdict for verdict in VERDICTS if verdict != "insufficient_evidence"]
_OPEN = ("opening", "probe", "retry")
# One word for each thing that can be done beside answering, as recognise() understands it.
_WORDS = {
    HintAsked: "hint",
    RepeatAsked: "repeat",
    MinuteAsked: "minute",
    Skipped: "skip",
    AnotherAsked: "another question",
    WentOn: "next",
    Ended: "end",
}

_Plain = (
    type[RepeatAsked] | type[HintAsked] | type[MinuteAsked] | type[Skipped] | type[TriedAgain] | type[WentOn] | type[WentBack] | type[Ended]
)
# The events that need nothing but their name.
_PLAIN: tuple[_Plain, ...] = (RepeatAsked, HintAsked, MinuteAsked, Skipped, TriedAgain, WentOn, WentBack, Ended)
# What can be typed where nothing stands open.
_CHOICES: dict[str, _Plain] = {
    "": WentOn,
    "next": WentOn,
    "n": WentOn,
    "again": TriedAgain,
    "a": TriedAgain,
    "back": WentBack,
    "b": WentBack,
    "end": Ended,
}


class Practice:
    def __init__(
        self,
        console: Console,
        reader: Reader,
        texts: Texts,
        interviews: Interviews,
        who: Who,
        call: Callable[[Coroutine[Any, Any, _Result]], _Result],
    ) -> None:
        self._console = console
        self._reader = reader
        self._texts = texts
        self._interviews = interviews
        self._who = who
        self._call: Callable[[Coroutine[Any, Any, Any]], Any] = call

    def run(self, wish: Wish | None) -> bool:
        """Holds the interview to its end; None goes on with an unfinished one where there is one. False when it was interrupted."""
        try:
            shown = self._begin(wish)
            self._show(shown)
            while shown.session.is_open:
                shown = self._next(shown)
        except Interrupted:
            self._note("terminal.kept")
            return False
        return True

    def _begin(self, wish: Wish | None) -> Shown:
        if wish is None:
            try:
                shown = self._call(self._interviews.resume(self._who))
                self._note("terminal.resumed")
                return shown  # type: ignore[no-any-return]
            except NothingOpen:
                wish = Wish()
        return self._call(self._interviews.start(self._who, wish))  # type: ignore[no-any-return]

    def _next(self, shown: Shown) -> Shown:
        """Reads until something came that the interview takes, and returns what followed."""
        while True:
            event = self._read(shown)
            if event is None:
                self._note("terminal.not_understood")
                continue
            try:
                after: Shown = self._call(self._taken(shown, event))
            except Refusal as refusal:
                self._console.print(drawn(Note(refusal_text(refusal.key, refusal.values, self._texts))))
                continue
            self._show(after)
            return after

    async def _taken(self, shown: Shown, event: Event | type[AnotherAsked]) -> Shown:
        if event is AnotherAsked:
            return await self._interviews.another(self._who, shown.session.id, shown.session.step)
        return await self._interviews.take(self._who, shown.session.id, shown.session.step, event)  # type: ignore[arg-type]

    # Reading --------------------------------------------------------------------------------------------------------------

    def _read(self, shown: Shown) -> Event | type[AnotherAsked] | None:
        phase = shown.state.phase
        if phase in _OPEN:
            return self._read_answer(shown)
        if phase in ("voting_a", "voting_b"):
            return self._read_vote()
        line = self._call(self._reader.line(self._texts(f"terminal.{phase}") + " "))
        if line is None:
            return Ended()
        chosen = _CHOICES.get(line.strip().lower())
        return None if chosen is None else chosen()

    def _read_answer(self, shown: Shown) -> Event | type[AnotherAsked]:
        session = shown.session
        draft = self._call(self._interviews.draft(self._who, session.id, session.step)).get("one", "")
        words = ", ".join(_WORDS[event] for event in legal(shown.state.phase) if event in _WORDS)
        self._note("terminal.answer_draft" if draft else "terminal.answer", words=words)
        try:
            text = self._call(self._reader.answer(draft, self._keeper(shown)))
        except Interrupted as interrupted:
            self._call(self._keeper(shown)(interrupted.text))
            raise
        if text is None:
            return Ended()
        asked = recognise(text, shown.state.phase)
        if asked is AnotherAsked:
            return AnotherAsked
        plain = next((event for event in _PLAIN if event is asked), None)
        return Answered(text) if plain is None else plain()

    def _read_vote(self) -> Event | None:
        choices = ", ".join(f"{number} {name_of('verdict', verdict, self._texts)}" for number, verdict in enumerate(_VOTES, 1))
        line = self._call(self._reader.line(self._texts("terminal.voting", choices=choices) + " "))
        if line is None or line.strip().lower() == "end":
            return Ended()
        number = line.strip()
        return Voted(_VOTES[int(number) - 1]) if number in {"1", "2", "3", "4"} else None  # type: ignore[arg-type]

    def _keeper(self, shown: Shown) -> Keep:
        """Keeps what has been typed so far, so that a closed window loses nothing but the line being typed."""
        session = shown.session
        return lambda text: self._interviews.keep_draft(self._who, session.id, session.step, {"one": text})

    # Showing --------------------------------------------------------------------------------------------------------------

    def _show(self, shown: Shown) -> None:
        self._console.rule(style="dim")
        line = progress_line(shown.state, self._texts)
        if line:
            self._console.print(styled(line))
            self._console.print()
        show(self._console, page(shown.state, shown.replies, self._texts).blocks)

    def _note(self, key: str, **values: str | int) -> None:
        self._console.print(drawn(Note(self._texts.text(key, **values))))
