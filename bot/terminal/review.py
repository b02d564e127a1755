"""The review in a terminal: a drill, what is typed to it, what it was worth, the next one."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from rich.console import Console

from bot.core.quiz import LETTERS
from bot.terminal.reading import Interrupted, Reader, forgets
from bot.terminal.render import drawn, show
from bot.usecases.exchange import Who
from bot.usecases.refusals import Refusal
from bot.usecases.review import Graded, Posed, Review
from bot.wording.blocks import Block, Bullets, Note, plain
from bot.wording.catalogue import Texts
from bot.wording.refusals import refusal_text
from bot.wording.review import ReviewView, drill_page, grade_page, options_of, standing_page

_Result = TypeVar("_Result")


class ReviewLoop:
    """`call` runs a use case to its end, so that this loop stays a plain loop and Ctrl-C lands where a person is typing."""

    def __init__(
        self,
        console: Console,
        reader: Reader,
        texts: Texts,
        review: Review,
        who: Who,
        call: Callable[[Coroutine[Any, Any, _Result]], _Result],
    ) -> None:
        self._console = console
        self._reader = reader
        self._texts = texts
        self._review = review
        self._who = who
        self._call: Callable[[Coroutine[Any, Any, Any]], Any] = call

    def run(self) -> bool:
        """Goes through what is due. False when it was left before its end."""
        standing = self._call(self._review.standing(self._who))
        counts = standing.counts
        view = ReviewView(counts.due, counts.waiting, counts.cleared, counts.next_at, standing.recurring, standing.tellings)
        show(self._console, standing_page(view, self._texts))
        try:
            posed = self._call(self._review.next(self._who))
            while posed is not None:
                if not self._one(posed):
                    self._note("review.terminal.kept")
                    return False
                posed = self._call(self._review.next(self._who))
        except Interrupted:
            self._note("review.terminal.kept")
            return False
        if counts.due:
            self._note("review.terminal.done")
        return True

    def _one(self, posed: Posed) -> bool:
        """One drill. False where the person leaves it for later."""
        self._console.rule(style="dim")
        show(self._console, self._asked(posed))
        while True:
            try:
                graded = self._answered(posed)
            except Refusal as refusal:
                self._console.print(drawn(Note(refusal_text(refusal.key, refusal.values, self._texts))))
                continue
            if graded is None:
                return False
            page = grade_page(
                graded.drill, graded.text, graded.choice, graded.grade, graded.streak, graded.due_at, self._texts, fresh=graded.fresh
            )
            show(self._console, page)
            return True

    def _asked(self, posed: Posed) -> tuple[Block, ...]:
        blocks = drill_page(posed.drill, posed.left, self._texts)
        named = [name for name in options_of(posed.drill, self._texts) if len(name) > 1]
        if not named:
            return blocks
        return (*blocks, Bullets(tuple(plain(f"{letter}  {name}") for letter, name in zip(LETTERS, named, strict=False))))

    def _answered(self, posed: Posed) -> Graded | None:
        options = options_of(posed.drill, self._texts)
        if options:
            return self._chosen(posed, len(options))
        self._note("review.terminal.write")
        text = self._call(self._reader.answer("", forgets))
        if text is None or not text.strip():
            return None
        graded: Graded = self._call(self._review.write(self._who, posed.id, posed.number, text))
        return graded

    def _chosen(self, posed: Posed, count: int) -> Graded | None:
        letters = LETTERS[:count]
        while True:
            line = self._call(self._reader.line(self._texts("review.terminal.choose", letters=", ".join(letters)) + " "))
            if line is None or not line.strip():
                return None
            letter = line.strip().upper()
            if len(letter) == 1 and letter in letters:
                graded: Graded = self._call(self._review.choose(self._who, posed.id, posed.number, letters.index(letter)))
                return graded
            self._note("terminal.not_understood")

    def _note(self, key: str) -> None:
        self._console.print(drawn(Note(self._texts.text(key))))
