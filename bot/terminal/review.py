"""The review in a terminal: a drill, what is typed to it, what it was worth, the next one."""

from __future__ import annotations

from typing import TypeVar

from bot.core.quiz import LETTERS
from bot.terminal.reading import Interrupted, choice, forgets
from bot.terminal.render import show
from bot.terminal.sitting import Sitting
from bot.usecases.refusals import Refusal
from bot.usecases.review import Graded, Posed, Review
from bot.wording.blocks import Block, Bullets, plain
from bot.wording.review import ReviewView, drill_page, grade_page, options_of, standing_page

_Result = TypeVar("_Result")


def _nothing(line: str) -> bool:
    return not line.strip()


class ReviewLoop:
    def __init__(self, sitting: Sitting, review: Review) -> None:
        self._sitting = sitting
        self._review = review

    def run(self) -> bool:
        """Goes through what is due. False when it was left before its end."""
        standing = self._sitting.call(self._review.standing(self._sitting.who))
        counts = standing.counts
        view = ReviewView(counts.due, counts.waiting, counts.cleared, counts.next_at, standing.recurring, standing.tellings)
        show(self._sitting.console, standing_page(view, self._sitting.texts))
        try:
            posed = self._sitting.call(self._review.next(self._sitting.who))
            while posed is not None:
                if not self._one(posed):
                    self._sitting.note("review.terminal.kept")
                    return False
                posed = self._sitting.call(self._review.next(self._sitting.who))
        except Interrupted:
            self._sitting.note("review.terminal.kept")
            return False
        if counts.due:
            self._sitting.note("review.terminal.done")
        return True

    def _one(self, posed: Posed) -> bool:
        """One drill. False where the person leaves it for later."""
        self._sitting.rule()
        show(self._sitting.console, self._asked(posed))
        while True:
            try:
                graded = self._answered(posed)
            except Refusal as refusal:
                self._sitting.refused(refusal)
                continue
            if graded is None:
                return False
            page = grade_page(
                graded.drill,
                graded.text,
                graded.choice,
                graded.grade,
                graded.streak,
                graded.due_at,
                self._sitting.texts,
                fresh=graded.fresh,
            )
            show(self._sitting.console, page)
            return True

    def _asked(self, posed: Posed) -> tuple[Block, ...]:
        blocks = drill_page(posed.drill, posed.left, self._sitting.texts)
        named = [name for name in options_of(posed.drill, self._sitting.texts) if len(name) > 1]
        if not named:
            return blocks
        return (*blocks, Bullets(tuple(plain(f"{letter}  {name}") for letter, name in zip(LETTERS, named, strict=False))))

    def _answered(self, posed: Posed) -> Graded | None:
        options = options_of(posed.drill, self._sitting.texts)
        if options:
            return self._chosen(posed, len(options))
        self._sitting.note("review.terminal.write")
        text = self._sitting.call(self._sitting.reader.answer("", forgets, _nothing))
        if text is None or not text.strip():
            return None
        return self._sitting.call(self._review.write(self._sitting.who, posed.id, posed.number, text))

    def _chosen(self, posed: Posed, count: int) -> Graded | None:
        letters = LETTERS[:count]
        while True:
            line = self._sitting.line(self._sitting.texts("review.terminal.choose", letters=", ".join(letters)))
            if line is None or not line.strip():
                return None
            letter = choice(line).upper()
            if len(letter) == 1 and letter in letters:
                return self._sitting.call(self._review.choose(self._sitting.who, posed.id, posed.number, letters.index(letter)))
            self._sitting.note("terminal.not_understood")
