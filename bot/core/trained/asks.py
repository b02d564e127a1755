"""What a question asks for: a closed list of kinds of stories, and the words that ask for each.

A good story on another question leaves the question open (`off_question`). The sentence model (grams.py) says how much each
sentence tells of each ask, told.py what the answer tells of those that were asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from bot.core.judgement import Asked
from bot.core.text.view import view_of
from bot.core.trained.lanes import Octets
from bot.core.trained.linear import Linear
from bot.core.vocabulary import PRINCIPLES

ASKS: tuple[str, ...] = (
    "failed", "criticised", "hard_truth", "disagreed", "lost", "stood_alone", "mind_changed", "little_info", "fast", "risk", "owned",
    "end_to_end", "delivered", "dug", "raised_bar", "simplified", "invented", "big", "frugal", "learned", "developed", "customer", "trust",
    "cared", "wider",
)  # fmt: skip
AXES = 64
Demands = tuple[tuple[int, ...], ...]
"""What a question asks for, as places in ASKS: all of these, and of each one of its alternatives."""

_PLACE_OF = {ask: place for place, ask in enumerate(ASKS)}
ASK_ROWS = Octets(len(ASKS) + AXES)
# Margins. An ask above _ASKED is asked for. Where none is, the likeliest is if it is above _HARDLY. Below _SURE it may be another one.
_ASKED, _HARDLY, _SURE = -0.15, -0.4, 0.1
_NOWHERE = (0.0,) * AXES
_MOST_KNOWN = 256
_BEGINNING = 6  # letters of a word that count
_START = 3  # letters; every cue has as many
_BESIDE_WORDS = re.compile(r"[^a-z' -]+")


@lru_cache(maxsize=_MOST_KNOWN)
def plain_question(question: str) -> str:
    """The question's words, one space between them, as cues are written: however it was typed, it asks for the same."""
    return " ".join(word.strip("'-") for word in _BESIDE_WORDS.sub(" ", view_of(question).plain).split())


_NAMES = {principle: plain_question(term.name) for principle, term in PRINCIPLES.items()}


class Wanted(NamedTuple):
    """What a question asks for, and where the stories that answer it lie (topics.py): its place on each of the AXES."""

    asks: Demands
    axes: Sequence[float]


class Asking:
    """Knows the words that questions ask with. `cues` holds, for every one of ASKS, beginnings of words or of runs of words; `principles`
    the asks that each principle stands for, `beside` those that also answer a question which says no more than its principle; `words` is
    the model of a question's words, learned from labelled questions (benchmarks/questions.py).

    Raises KeyError where one of them names an ask that there is not."""

    def __init__(
        self,
        cues: Mapping[str, Sequence[str]],
        principles: Mapping[str, Sequence[str]],
        beside: Mapping[str, Sequence[str]],
        words: Linear | None = None,
    ) -> None:
        self.words = words
        self.known: dict[tuple[str, str], Wanted] = {}  # the questions of late: many answers follow one
        longest_first = sorted(((cue, ask) for ask, held in cues.items() for cue in held), key=lambda one: (-len(one[0]), one))
        self.cues = tuple((" " + cue, _PLACE_OF[ask]) for cue, ask in longest_first)
        self.begun: dict[str, list[tuple[int, str, int]]] = {}  # by their first letters: most cues begin like no word of a question
        for rank, (cue, place) in enumerate(self.cues):
            self.begun.setdefault(cue[1 : 1 + _START], []).append((rank, cue, place))
        self.principles = {principle: tuple(_PLACE_OF[ask] for ask in asks) for principle, asks in principles.items()}
        self.broadly = {
            principle: tuple(sorted({*own, *(_PLACE_OF[ask] for ask in beside.get(principle, ()))}))
            for principle, own in self.principles.items()
        }

    def with_words(self, words: Linear) -> Asking:
        """A copy that asks this model of a question's words as well."""
        found = copy(self)
        found.words, found.known = words, {}
        return found

    def of(self, asked: Asked) -> Wanted:
        """What the question asks for: all of these, and of each one of its alternatives, as places in ASKS; never empty. Without a model of
        the question's words it lies nowhere.

        An ask that a cue names counts where the model of the question's words finds it too; what the model finds besides is an alternative
        to the first. Where the model is not sure, or the question names its principle and hardly more, everything found is an alternative
        to what the principle is broadly about: a story on just that must not be told that it answers another question."""
        key = asked.question, asked.principle
        if key not in self.known:
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            self.known[key] = self._of(*key)
        return self.known[key]

    def _of(self, asked: str, principle: str) -> Wanted:
        question = plain_question(asked)
        named = self.named(question)
        if self.words is None or not question:
            return Wanted(self._asks(question, principle, named, ()), _NOWHERE)
        told = self.words.margins(parts(question, named))
        return Wanted(self._asks(question, principle, named, told[: len(ASKS)]), told[len(ASKS) :])

    def _asks(self, question: str, principle: str, named: Demands, margins: Sequence[float]) -> Demands:
        """`margins` are those of the words' model, where there is one."""
        if margins:
            likely = {place for place, margin in enumerate(margins) if margin > _ASKED}
            if not likely and max(margins) > _HARDLY:
                likely = {margins.index(max(margins))}
            borne_out = [group for group in named if not likely.isdisjoint(group)]
            if max(margins) < _SURE:
                alternatives = likely.union(self.broadly[principle], *(borne_out if likely else named))
                return (tuple(sorted(alternatives)),)
            rest = tuple(sorted(likely.difference(*borne_out)))
            named = (((*borne_out[0], *rest), *borne_out[1:]) if borne_out else (rest,)) if likely else named
        if len(named) <= 1 and (not named or _NAMES[principle] in question):
            return (tuple(sorted({*self.broadly[principle], *chain.from_iterable(named)})),)
        return named

    def named(self, question: str) -> Demands:
        """What the cues of a plain question name; those that ask with the same words are alternatives. The longest run wins its words: in
        "very little data" nobody asks for doing with very little."""
        text = " " + question
        begun = {text[at + 1 : at + 1 + _START] for at, letter in enumerate(text) if letter == " "}
        won: dict[tuple[int, int], list[int]] = {}
        for _, cue, place in sorted(chain.from_iterable(self.begun.get(start, ()) for start in begun)):
            for start, end in _places(text, cue) if cue in text else ():
                if all(span == (start, end) for span in won if span[0] < end and start < span[1]):
                    won.setdefault((start, end), []).append(place)
                    break
        return tuple(dict.fromkeys(map(tuple, won.values())))

    def of_principle(self, principle: str) -> tuple[int, ...]:
        """What a principle stands for, as places in ASKS."""
        return self.principles[principle]


def parts(question: str, named: Iterable[Iterable[int]]) -> set[str]:
    """The features of a plain question: the beginnings of its words, pairs of them, and what its cues name."""
    words = [word[:_BEGINNING] for word in question.split()]
    pairs = [f"{one} {two}" for one, two in pairwise(words)]
    return {*words, *pairs, *(f"={ASKS[place]}" for group in named for place in group)}


def _places(text: str, cue: str) -> Iterator[tuple[int, int]]:
    start = text.find(cue)
    while start >= 0:
        yield start + 1, start + len(cue)
        start = text.find(cue, start + 1)
