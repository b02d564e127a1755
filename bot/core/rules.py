"""The closed set of rule kinds. The rules themselves are data (bot/rubric/rules/*.yaml), each with its why.

A rule looks at a Reading and says how strongly it holds, from 0 to 1, and where. Every vocabulary id has a bias and a handful of rules
with weights; their weighted sum is the id's log-odds. A new rule is data; a new kind is a class here with one `run`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple, Protocol

from bot.core.frozen import dataclass
from bot.core.judgement import Asked
from bot.core.text.reading import Reading


@dataclass(frozen=True, slots=True)
class Condition:
    """All of `every` (each a mask of alternatives) and nothing of `none`."""

    every: tuple[int, ...]
    none: int

    def holds(self, bits: int) -> bool:
        if bits & self.none:
            return False
        for mask in self.every:  # noqa: SIM110 - a plain loop takes a third of the time, and this runs thousands of times an answer
            if not bits & mask:
                return False
        return True

    def hits(self, all_bits: Sequence[int], most: int) -> tuple[int, int]:
        """How many of these hold it, counted up to `most`, and the place of the first (-1: none)."""
        places = self.places(all_bits)
        return (min(len(places), most), places[0]) if places else (0, -1)

    def places(self, all_bits: Sequence[int]) -> list[int]:
        """Where it holds. One mask after the other over what is left: a comprehension takes a third of a call for each."""
        none = self.none
        if not self.every:
            return [place for place, bits in enumerate(all_bits) if not bits & none]
        first, *others = self.every
        places = [place for place, bits in enumerate(all_bits) if bits & first and not bits & none]
        for mask in others:
            places = [place for place in places if all_bits[place] & mask]
        return places

    def may_hold(self, union: int) -> bool:
        """False where no part of an answer with these bits in all can hold it: most rules ask for something that is nowhere in it."""
        for mask in self.every:  # noqa: SIM110 - as above
            if not union & mask:
                return False
        return True


class Held(NamedTuple):
    """How strongly a rule holds (0..1), and the tokens that show it (None: nowhere in particular)."""

    strength: float
    where: tuple[int, int] | None = None
    hits: int = 0


NOT_HELD = Held(0.0)
ALL_HELD = Held(1.0)


class Kind(Protocol):
    """What every rule kind can do."""

    def run(self, reading: Reading, asked: Asked, found: Mapping[str, float]) -> Held:
        """`found` holds the log-odds of the ids judged before this one."""

    def may_show(self, reading: Reading, number: int) -> bool:
        """False where `run` cannot name a place in the sentence of this number. Quicker than `run`, which has to look at all of them."""


class _Anywhere:
    """Of a kind whose place is not told by a look at one sentence."""

    __slots__ = ()

    def may_show(self, reading: Reading, number: int) -> bool:
        return True


def _grown(count: int, cap: int) -> float:
    """0 to 1: the first hit weighs most; from `cap` hits on nothing is added. Long counts (acts) grow evenly."""
    if count >= cap:
        return 1.0
    if cap > 3:
        return count / cap
    return (1.0 - 0.35**count) / (1.0 - 0.35**cap)


def _ramp(value: float, low: float, high: float) -> float:
    """0 up to `low`, 1 from `high` on, straight in between; with `low` above `high` the other way round."""
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _where(reading: Reading, place: int) -> tuple[int, int]:
    clause = reading.clauses[place]
    return clause.first, clause.end


@dataclass(frozen=True, slots=True)
class AnyClause:
    """Some clause is like this; strength grows with the count up to `cap`."""

    when: Condition
    cap: int = 1

    def run(self, reading: Reading, asked: Asked, found: Mapping[str, float]) -> Held:
        if not self.when.may_hold(reading.clause_union):
            return NOT_HELD
        count, first = self.when.hits(reading.clause_bits, self.cap)
        return Held(_grown(count, self.cap), _where(reading, first), count) if count else NOT_HELD

    def may_show(self, reading: Reading, number: int) -> bool:
        return self.when.may_hold(reading.clauses_in[number])


@dataclass(frozen=True, slots=True)
class AnySentence:
    """Some sentence, taken as a whole, is like this."""

    when: Condition
    cap: int = 1

    def run(self, reading: Reading, asked: Asked, found: Mapping[str, float]) -> Held:
        if not self.when.may_hold(reading.sentence_union):
            return NOT_HELD
        count, first = self.when.hits(reading.sentence_bits, self.cap)
        return Held(_grown(count, self.cap), reading.tokens.sentences[first], count) if count else NOT_HELD

    def may_show(self, reading: Reading, number: int) -> bool:
        return self.when.holds(reading.sentence_bits[number])


@dataclass(frozen=True, slots=True)
class NoClause(_Anywhere):
    """No clause is like this: something was looked for and is not there."""

    when: Condition

    def run(self, reading: Reading, asked: Asked, found: Mapping[str, float]) -> Held:
        return NOT_HELD if self.when.may_hold(reading.clause_union) and self.when.hits(reading.clause_bits, 1)[0] else ALL_HELD


@dataclass(frozen=True, slots=True)
class NoSentence(_Anywhere):
    """No sentence is like this."""

    when: Condition

    def run(self, reading: Reading, asked: Asked, found: Mapping[str, float]) -> Held:
        return NOT_HELD if self.when.may_hold(reading.sentence_union) and self.when.hits(reading.sentence_bits, 1)[0] else ALL_HELD


@dataclass(frozen=True, slots=True)
class Share(_Anywhere):
    """How many of the clauses `among` are also `of`: 0 up to the share `low`, 1 from the share `high` on; nothing below `least` clauses."""

    of: Condition
    among: Condition
    low: float
    high: float
    least: int = 1

    def run(self, reading: Reading, asked: Asked, found: Mapping[str, float]) -> Held:
        if not self.of.may_hold(reading.clause_union):
            return NOT_HELD
        hits = total = 0
        where = None
        for place, bits in enumerate(reading.clause_bits):
            if self.among.holds(bits):
                total += 1
                if self.of.holds(bits):
                    hits += 1
                    if where is None:
                        where = _where(reading, place)
        if total < self.least or not hits:
            return NOT_HELD
        strength = (hits / total - self.low) / (self.high - self.low)
        return Held(min(1.0, max(0.0, strength)), where, hits)


@dataclass(frozen=True, slots=True)
class Before(_Anywhere):
    """How much of the answer, in words, stands before the first (or `nth`) clause like this: 0 up to the share `low`, 1 from `high` on."""

    when: Condition
    low: float
    high: float
    nth: int = 1

    def run(self, reading: Reading, asked: Asked, found: Mapping[str, float]) -> Held:
        words = reading.words
        if not words:
            return NOT_HELD
        first = words
        if self.when.may_hold(reading.clause_union):
            places = (place for place, bits in enumerate(reading.clause_bits) if self.when.holds(bits))
            place = next(islice(places, self.nth - 1, None), -1)
            first = reading.clauses[place].first if place >= 0 else words
        strength = _ramp(first / words, self.low, self.high)
        return Held(strength, (0, first) if first else None)


@dataclass(frozen=True, slots=True)
class Follows(_Anywhere):
    """A clause like `first` with one like `then` after it, at most `within` clauses later."""

    first: Condition
    then: Condition
    within: int

    def run(self, reading: Reading, asked: Asked, found: Mapping[str, float]) -> Held:
        union = reading.clause_union
        if not self.first.may_hold(union) or not self.then.may_hold(union):
            return NOT_HELD
        clauses = reading.clauses
        start = -1
        for place, bits in enumerate(reading.clause_bits):
            if start >= 0 and place - start <= self.within and self.then.holds(bits):
                return Held(1.0, (clauses[start].first, clauses[start].end), 1)
            if self.first.holds(bits):
                start = place
        return NOT_HELD


@dataclass(frozen=True, slots=True)
class Other(_Anywhere):
    """Another id, judged before, is likely (its log-odds, squeezed into 0..1 between `low` and `high`)."""

    id: str
    low: float = -2.0
    high: float = 2.0

    def run(self, reading: Reading, asked: Asked, found: Mapping[str, float]) -> Held:
        return Held(_ramp(found[self.id], self.low, self.high))


@dataclass(frozen=True, slots=True)
class Size(_Anywhere):
    """The answer's length in words: 0 up to `low`, 1 from `high` on (`low` above `high` for short answers)."""

    low: float
    high: float

    def run(self, reading: Reading, asked: Asked, found: Mapping[str, float]) -> Held:
        return Held(_ramp(reading.words, self.low, self.high))


@dataclass(frozen=True, slots=True)
class Known(_Anywhere):
    """The share of words that are English function words or in the lexicon: 0 up to `low`, 1 from `high` on."""

    low: float
    high: float

    def run(self, reading: Reading, asked: Asked, found: Mapping[str, float]) -> Held:
        return Held(_ramp(reading.known, self.low, self.high))


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind with its weight in log-odds and why it counts."""

    kind: Kind
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class IdRules:
    """All the rules of one id and its bias. `only_disagreement`: it can be deserved only where the question is about disagreement."""

    id: str
    bias: float
    rules: tuple[Rule, ...]
    only_disagreement: bool = False
