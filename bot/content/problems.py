"""What is wrong in a file that people write, said so that they can mend it: where, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.printable import printable

_WIDEST_EXCERPT = 100
# No word of ours is near to a longer one, and to compare the two would take its time.
LONGEST_WORD = 80
# So many words are all named beside one that is not very near.
_VERY_FEW = 4
# A sentence of ours with a word of the file in it; a word may be as long as the file.
_LONGEST_SENTENCE = 500


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem of one file. `line` and `column` count from 1, columns in characters; both are 0 where the whole file is meant.
    `excerpt` is the line concerned with a caret under the place ("" where there is none to show); `hint` says what to do."""

    path: Path
    line: int
    column: int
    message: str
    excerpt: str = ""
    hint: str = ""

    def __str__(self) -> str:
        file = printable(str(self.path))
        place = f"{file}:{self.line}:{self.column}" if self.line else file
        parts = [f"{place}: {self.message}"]
        if self.excerpt:
            parts.append(self.excerpt)
        if self.hint:
            parts.append(f"    {self.hint}")
        return "\n".join(parts)


class ContentProblems(Exception):
    """Files of content cannot be used. `problems` holds every problem of every file, in order of file and place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join([*map(str, self.problems), count_line(self.problems)])


def count_line(problems: Sequence[Problem]) -> str:
    """The last line of a report: how many problems in how many files."""
    files = len({problem.path for problem in problems})
    return f"{_plural(len(problems), 'problem')} in {_plural(files, 'file')}."


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def excerpt(lines: Sequence[str], line: int, column: int) -> str:
    """The line numbered `line` (from 1) with a caret under `column`; long lines are cut around the caret."""
    if not 1 <= line <= len(lines):
        return ""
    text = lines[line - 1].replace("\t", " ")
    start = max(0, min(column - 1 - _WIDEST_EXCERPT // 2, len(text) - _WIDEST_EXCERPT))
    shown = printable(text[start : start + _WIDEST_EXCERPT].rstrip())
    prefix = f"{line:>6} | "
    return f"{prefix}{shown}\n{' ' * (len(prefix) + max(0, column - 1 - start))}^"


def sentence(text: str) -> str:
    """A sentence with words of a file in it as it can be shown anywhere; a very long one is cut in its middle."""
    if len(text) > _LONGEST_SENTENCE:
        text = f"{text[: _LONGEST_SENTENCE // 2]} ... {text[-_LONGEST_SENTENCE // 2 :]}"
    return printable(text)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that names the nearest known word, or all of them where none is near and they are few. Of very few the nearest may be the
    opposite of what was meant (senior, where somebody wrote junior): they are all named beside one that is not very near."""
    known = list(known)
    folded = word.strip().casefold().replace("-", "_").replace(" ", "_")
    from difflib import get_close_matches

    near = get_close_matches(folded, known, n=1, cutoff=0.6) if len(folded) <= LONGEST_WORD else []
    possible = f"Possible here: {', '.join(known)}."
    if near:
        sure = len(known) > _VERY_FEW or get_close_matches(folded, near, n=1, cutoff=0.8)
        return f"Did you mean `{near[0]}`?" + ("" if sure else f" {possible}")
    return possible if 0 < len(known) <= 20 else ""
