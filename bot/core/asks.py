"""What a question asks for: a closed list of kinds of stories, and the words that ask for each.

A good story on another question leaves the question open (`off_question`). The sentence model (bot/core/grams.py) says how much each
sentence tells of each ask, bot/core/told.py what the answer tells of those that were asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from bot.core.judgement import Asked
from bot.core.view import view_of

ASKS: tuple[str, ...] = (
    "failed", "criticised", "hard_truth", "disagreed", "lost", "stood_alone", "mind_changed", "little_info", "fast", "risk", "owned",
    "end_to_end", "delivered", "dug", "raised_bar", "simplified", "invented", "big", "frugal", "learned", "developed", "customer", "trust",
    "cared", "wider",
)  # fmt: skip
_PLACE_OF = {ask: place for place, ask in enumerate(ASKS)}
_START = 3  # letters; every cue has as many
_BESIDE_WORDS = re.compile(r"[^a-z' -]+")


def plain_question(question: str) -> str:
    """The question's words, one space between them, as cues are written: however it was typed, it asks for the same."""
    return " ".join(word.strip("'-") for word in _BESIDE_WORDS.sub(" ", view_of(question).plain).split())


class Asking:
    """Knows the words that questions ask with. `cues` holds, for every one of ASKS, beginnings of words or of runs of words; `principles`
    what a question asks for that holds none of them.

    Raises KeyError where either names an ask that there is not."""

    def __init__(self, cues: Mapping[str, Sequence[str]], principles: Mapping[str, Sequence[str]]) -> None:
        longest_first = sorted(((cue, ask) for ask, held in cues.items() for cue in held), key=lambda one: (-len(one[0]), one))
        self.cues = tuple((" " + cue, _PLACE_OF[ask]) for cue, ask in longest_first)
        self.begun: dict[str, list[tuple[int, str, int]]] = {}  # by their first letters: most cues begin like no word of a question
        for rank, (cue, place) in enumerate(self.cues):
            self.begun.setdefault(cue[1 : 1 + _START], []).append((rank, cue, place))
        self.principles = {principle: tuple(_PLACE_OF[ask] for ask in asks) for principle, asks in principles.items()}

    def of(self, asked: Asked) -> tuple[tuple[int, ...], ...]:
        """What the question asks for: all of these, and of each one of its alternatives (those that ask with the same words), as places in
        ASKS; never empty. The longest run wins its words: in "very little data" nobody asks for doing with very little."""
        text = " " + plain_question(asked.question)
        begun = {text[at + 1 : at + 1 + _START] for at, letter in enumerate(text) if letter == " "}
        won: dict[tuple[int, int], list[int]] = {}
        for _, cue, place in sorted(chain.from_iterable(self.begun.get(start, ()) for start in begun)):
            for start, end in _places(text, cue) if cue in text else ():
                if all(span == (start, end) for span in won if span[0] < end and start < span[1]):
                    won.setdefault((start, end), []).append(place)
                    break
        return tuple(dict.fromkeys(map(tuple, won.values()))) or (self.principles[asked.principle],)

    def of_principle(self, principle: str) -> tuple[int, ...]:
        """What a question of this principle asks for unless it says otherwise, as places in ASKS."""
        return self.principles[principle]


def _places(text: str, cue: str) -> Iterator[tuple[int, int]]:
    start = text.find(cue)
    while start >= 0:
        yield start + 1, start + len(cue)
        start = text.find(cue, start + 1)
