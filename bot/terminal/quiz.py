"""A solo quiz in a terminal: show a question, read a letter, show why, go on."""

from __future__ import annotations

from bot.core.frozen import dataclass
from bot.core.quiz_replies import Posed, QuizAsks, QuizEnds
from bot.terminal.reading import Interrupted, choice
from bot.terminal.render import show
from bot.terminal.sitting import Sitting
from bot.usecases.quiz import Quizzes, Solo
from bot.usecases.quiz_refusals import NoOpenQuiz
from bot.wording.quiz import solo as blocks_of


@dataclass(frozen=True, slots=True)
class QuizWish:
    count: int
    principle: str | None = None
    level: str | None = None


class TerminalQuiz:
    def __init__(self, sitting: Sitting, quizzes: Quizzes) -> None:
        self._sitting = sitting
        self._quizzes = quizzes

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
            self._sitting.note("quiz.terminal.kept")
            return False

    def _begin(self, wish: QuizWish, *, resume: bool) -> Solo:
        if resume:
            try:
                solo = self._sitting.call(self._quizzes.resume(self._sitting.who))
                self._sitting.note("quiz.terminal.resumed")
                return solo
            except NoOpenQuiz:
                pass
        solo = self._sitting.call(self._quizzes.start(self._sitting.who, count=wish.count, principle=wish.principle, level=wish.level))
        if solo.of < wish.count:
            self._sitting.note("quiz.fewer", n=solo.of)
        return solo

    def _next(self, solo: Solo, posed: Posed) -> Solo:
        """Reads until something came that the quiz takes."""
        while True:
            if isinstance(solo.reply, QuizAsks):
                letters = [letter for letter, _place, _option in posed.options]
                line = self._sitting.line(self._sitting.texts("quiz.terminal.choose", first=letters[0], last=letters[-1]))
                if line is not None and choice(line).upper() in letters:
                    letter = letters.index(choice(line).upper())
                    return self._sitting.call(self._quizzes.pick(self._sitting.who, solo.quiz_id, solo.place, letter))
            else:
                last = solo.place + 1 == solo.of
                line = self._sitting.line(self._sitting.texts("quiz.terminal.result" if last else "quiz.terminal.go_on"))
                if line is not None and choice(line) in ("", "next", "n"):
                    return self._sitting.call(self._quizzes.at(self._sitting.who, solo.quiz_id, solo.place + 1))
            if line is None or choice(line) == "end":
                return self._sitting.call(self._quizzes.end(self._sitting.who, solo.quiz_id))
            self._sitting.note("quiz.terminal.not_understood")

    def _show(self, solo: Solo) -> None:
        self._sitting.rule()
        show(self._sitting.console, blocks_of(solo.reply, solo.level, self._sitting.texts))
