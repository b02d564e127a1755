"""A solo quiz in a terminal: show a question, read a letter, show why, go on.

As in practice.py, `call` runs a use case to its end, so that Ctrl-C lands where a person is typing and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from rich.console import Console

from bot.core.quiz_replies import Posed, QuizAsks, QuizEnds
from bot.terminal.reading import Interrupted, Reader
from bot.terminal.render import drawn, show
from bot.usecases.interviews import Who
from bot.usecases.quiz import Quizzes, Solo
from bot.usecases.refusals import NoOpenQuiz
from bot.wording.blocks import Note
from bot.wording.catalogue import Texts
from bot.wording.quiz import solo as blocks_of


@dataclass(frozen=True, slots=True)
class QuizWish:
    count: int
    principle: str | None = None
    level: str | None = None


class TerminalQuiz:
    def __init__(
        self,
        console: Console,
        reader: Reader,
        texts: Texts,
        quizzes: Quizzes,
        who: Who,
        call: Callable[[Coroutine[Any, Any, Any]], Any],
    ) -> None:
        self._console = console
        self._reader = reader
        self._texts = texts
        self._quizzes = quizzes
        self._who = who
        self._call = call

    def run(self, wish: QuizWish, *, resume: bool) -> bool:
        """Asks to the end; `resume` goes on with an unfinished quiz where there is one. False when it was interrupted.

        Raises NoQuestions."""
        solo = self._begin(wish, resume=resume)
        try:
            while True:
                self._show(solo)
                if isinstance(solo.reply, QuizEnds):
                    return True
                solo = self._next(solo, solo.reply.posed)
        except Interrupted:
            self._note("quiz.terminal.kept")
            return False

    def _begin(self, wish: QuizWish, *, resume: bool) -> Solo:
        if resume:
            try:
                solo: Solo = self._call(self._quizzes.resume(self._who))
                self._note("quiz.terminal.resumed")
                return solo
            except NoOpenQuiz:
                pass
        solo = self._call(self._quizzes.start(self._who, count=wish.count, principle=wish.principle, level=wish.level))
        if solo.of < wish.count:
            self._note("quiz.fewer", n=solo.of)
        return solo

    def _next(self, solo: Solo, posed: Posed) -> Solo:
        """Reads until something came that the quiz takes."""
        while True:
            if isinstance(solo.reply, QuizAsks):
                letters = [letter for letter, _place, _option in posed.options]
                line = self._call(self._reader.line(self._texts("quiz.terminal.choose", first=letters[0], last=letters[-1]) + " "))
                if line is not None and line.strip().upper() in letters:
                    letter = letters.index(line.strip().upper())
                    return self._call(self._quizzes.pick(self._who, solo.quiz_id, solo.place, letter))  # type: ignore[no-any-return]
            else:
                last = solo.place + 1 == solo.of
                line = self._call(self._reader.line(self._texts("quiz.terminal.result" if last else "quiz.terminal.go_on") + " "))
                if line is not None and line.strip().lower() in ("", "next", "n"):
                    return self._call(self._quizzes.at(self._who, solo.quiz_id, solo.place + 1))  # type: ignore[no-any-return]
            if line is None or line.strip().lower() == "end":
                return self._call(self._quizzes.end(self._who, solo.quiz_id))  # type: ignore[no-any-return]
            self._note("quiz.terminal.not_understood")

    def _show(self, solo: Solo) -> None:
        self._console.rule(style="dim")
        show(self._console, blocks_of(solo.reply, solo.level, self._texts))

    def _note(self, key: str, **values: str | int) -> None:
        self._console.print(drawn(Note(self._texts.text(key, **values))))
