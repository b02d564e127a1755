"""The figures in an answer: what they count, and whether they say that something changed.

A figure is a number in digits or words with the unit after it. A change is a pair ("from nine days to two", "94 → 41 percent", "seven,
before it was twelve"), a figure with a direction ("fell by 212", "a third fewer") or a word that is both ("halved"). Years, dates, clock
times, version numbers and ordinals are no figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.core.text.lexicon import BE, CONJ, NUMBER, OTHER, PREP, SUB, SUBJECT, THAT, TO, VERB, WHO, Bits, Word
from bot.core.text.tokens import BREAK, NONE, Tokens

QUANTITY_BITS = (
    "q.num", "q.pair", "q.change", "q.money", "q.time", "q.percent", "q.served", "q.measured", "q.bad", "q.good", "q.zero", "q.again",
    "q.again_amount", "q.better", "q.worse", "q.ratio",
)  # fmt: skip

_MONTHS = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
})  # fmt: skip
_MULTIPLIERS = frozenset({
    "halved", "halving", "halves", "halve", "doubled", "doubling", "doubles", "double", "tripled", "tripling", "triple", "quadrupled",
    "twice", "tenfold",
})  # fmt: skip
_FRACTIONS = frozenset({"half", "third", "thirds", "quarter", "quarters", "fifth", "tenth"})
_LINKS = frozenset({
    "to", ">", "before", "was", "were", "used", "previously", "earlier", "instead", "against", "versus", "vs", "than", "down", "up", "now",
    "after", "from", "had", "compared", "until", "originally", "once", "last", "still", "only", "became", "becomes", "prior", "is", "are",
})  # fmt: skip
_WEAK_LINKS = frozenset({"is", "are", "was", "were", "only", "still", "to", "up", "after", "once", "had", "from"})
_ENDS_UNIT = frozenset({PREP, TO, NUMBER, CONJ, SUB, SUBJECT, THAT, WHO, BE})
_ONE = frozenset({"day", "morning", "night", "weekend", "week"})  # "one day" tells when, not how long ...
_BEFORE_ONE = frozenset({"to", "in", "within", "only", "than", "took", "takes", "take", "needed", "needs"})  # ... but for these
_AFTER_ONE = frozenset({"instead", "early", "ahead", "sooner", "rather"})
_NOT_UNITS = frozenset({"of", "the", "a", "an", "my", "our", "their", "his", "her", "its"})


@dataclass(slots=True)
class Quantity:
    """A figure: the tokens [first, end) with its unit, `value` where it can be read, `unit` the class of what it counts."""

    first: int
    end: int
    value: float | None
    unit: int
    noun: str
    sentence: int


class QuantityReader:
    """Finds figures with the lexicon's classes. Built once a rubric."""

    def __init__(self, bits: Bits) -> None:
        get = bits.add
        self.q = {name: get(name) for name in QUANTITY_BITS}
        self.percent, self.money, self.time, self.served = get("percent"), get("money"), get("time_unit"), get("served")
        self.bad, self.good, self.measure = get("bad"), get("good"), get("measure")
        self.falls, self.rises, self.saves, self.down, self.up = get("fall"), get("rise"), get("save"), get("down"), get("up")
        self.unit_mask = self.percent | self.money | self.time | self.served | self.bad | self.good | self.measure
        self.judged = self.bad | self.good | self.money | self.time  # more or less of it is better or worse
        self.zero, self.beside = get("zero"), get("beside")
        self.units = (
            (self.percent, self.q["q.percent"]), (self.money, self.q["q.money"]), (self.time, self.q["q.time"]),
            (self.served, self.q["q.served"]), (self.measure, self.q["q.measured"]), (self.bad, self.q["q.bad"]),
            (self.good, self.q["q.good"]),
        )  # fmt: skip

    def read(self, tokens: Tokens, in_sentences: Sequence[int]) -> tuple[list[Quantity], list[int]]:
        """All figures, and for each sentence, whose words are of the classes `in_sentences`, the q.* bits."""
        figures: list[Quantity] = []
        marks: list[int] = []
        words, kinds = tokens.words, tokens.kinds
        multiplied = not _MULTIPLIERS.isdisjoint(words)
        for number, ((first, end), units) in enumerate(zip(tokens.sentences, in_sentences, strict=True)):
            bits = self.q["q.zero"] if units & self.zero else 0
            at = kinds.find(NUMBER, first, end)
            if at >= 0:
                found: list[Quantity] = []
                while at >= 0:
                    quantity = self._figure(tokens, at, first, end, number)
                    if quantity is not None:
                        found.append(quantity)
                        at = quantity.end - 1
                    at = kinds.find(NUMBER, at + 1, end)
                if found:
                    bits |= self.q["q.num"] | self._changes(tokens, found, units, first, end) | self._ratio(words, found)
                    for quantity in found:
                        bits |= self._unit_bits(quantity.unit)
                    figures += found
            if multiplied and not _MULTIPLIERS.isdisjoint(words[first:end]):
                bits |= self.q["q.change"] | self.q["q.num"]
            marks.append(bits | self._direction(tokens, first, end, units))
        self._again(figures, marks)
        return figures, marks

    def _unit_bits(self, unit: int) -> int:
        bits = 0
        for mask, bit in self.units:
            if unit & mask:
                bits |= bit
        return bits

    def _figure(self, tokens: Tokens, at: int, first: int, end: int, sentence: int) -> Quantity | None:
        words, infos = tokens.words, tokens.infos
        start = at
        value = _value(words[at], infos[at].value)
        if at > first and _glued(tokens, at):
            return None
        if (
            words[at] in _FRACTIONS
            and not (at > first and (words[at - 1] in {"a", "by", "in"} or infos[at - 1].kind == NUMBER))
            and not (at + 1 < end and words[at + 1] in {"of", "the", "as", "that", "a"})
        ):
            return None
        at += 1
        while at < end and infos[at].kind == NUMBER and tokens.gaps[at] == 0:
            more = _value(words[at], infos[at].value)
            value = _joined(value, more)
            at += 1
        if _like_a_year(value, words[start]) and (at >= end or not infos[at].bits & self.unit_mask):
            return None
        if ":" in words[start]:
            return None
        if (at < end and words[at] in _MONTHS) or (start > first and words[start - 1] in _MONTHS):
            return None
        if at < end and words[at] in {"st", "nd", "rd", "th", "am", "pm", "o'clock"} and tokens.start(at) - tokens.end(at - 1) <= 1:
            return None
        if words[start] in {"one", "ones"} and at - start == 1 and not self._counts_one(tokens, start, first, end):
            return None
        unit, noun, stop = 0, "", at
        if start > first and infos[start - 1].bits & self.money:
            unit |= self.money
        for place in range(at, min(at + 4, end)):
            if tokens.gaps[place] >= 1 and place > at:
                break
            info = infos[place]
            if (info.kind in _ENDS_UNIT and words[place] != "of") or (info.kind == VERB and not info.bits):
                break
            if words[place] in _NOT_UNITS:
                continue
            if info.bits & self.unit_mask:
                unit |= info.bits & self.unit_mask
                noun = words[place]
                stop = place + 1
                if info.bits & (self.percent | self.money | self.time):
                    if place + 1 < end and words[place + 1] in {"of", "fewer", "less", "more"}:
                        continue
                    break
                break
            if info.kind == OTHER and not noun:
                noun = words[place]
                stop = place + 1
        return Quantity(start, stop, value, unit, noun, sentence)

    def _counts_one(self, tokens: Tokens, start: int, first: int, end: int) -> bool:
        """Whether "one" is a figure: not in "one morning" and "the one that", but in "one day instead of four", "from seven to one"."""
        words, at = tokens.words, start + 1
        before = words[start - 1] if start > first else ""
        if at >= end or tokens.gaps[at] > NONE:
            return before == "to"
        if words[at] in _ONE:
            return before in _BEFORE_ONE or (at + 1 < end and words[at + 1] in _AFTER_ONE)
        return bool(tokens.infos[at].bits & self.unit_mask)

    def _with_none(self, tokens: Tokens, found: list[Quantity], first: int, end: int) -> list[Quantity]:
        """The figures of a sentence with its words for nought ("none", "nothing") among them: as the one end of a change they count."""
        zeros = [
            Quantity(place, place + 1, 0.0, 0, "", found[0].sentence)
            for place in range(first, end)
            if tokens.infos[place].bits & self.zero and tokens.infos[place].kind != NUMBER
        ]
        return sorted([*found, *zeros], key=lambda one: one.first) if zeros else found

    def _changes(self, tokens: Tokens, found: list[Quantity], units: int, first: int, end: int) -> int:
        words, infos = tokens.words, tokens.infos
        bits = 0
        for one, two in pairwise(self._with_none(tokens, found, first, end) if units & self.zero else found):
            between = words[one.end : two.first]
            if len(between) > 9 or not _like(one, two):
                continue
            joined = _LINKS.intersection(between)
            if not joined:
                continue
            if joined <= _WEAK_LINKS and not self._from(words, one, first, end, infos) and not _was(tokens, two):
                continue
            bits |= self.q["q.pair"]
        if found and not bits:
            for quantity in found:
                low, high = max(first, quantity.first - 5), min(end, quantity.end + 3)
                if any(infos[place].bits & self.beside for place in range(quantity.end - 1, high)):
                    bits |= self.q["q.change"]
                    break
                for place in range(low, high):
                    info = infos[place]
                    if (info.verb & (self.falls | self.rises | self.saves) and info.kind == VERB) or info.bits & (self.down | self.up):
                        if tokens.gaps[place] >= BREAK and place > low:
                            continue
                        bits |= self.q["q.change"]
                        break
        return bits

    def _direction(self, tokens: Tokens, first: int, end: int, units: int) -> int:
        """Whether a sentence of words of these classes tells of less of something bad or more of something good, or the reverse."""
        if not units & self.judged:
            return 0
        deeds = 0
        at = tokens.kinds.find(VERB, first, end)
        while at >= 0:
            deeds |= tokens.infos[at].verb
            at = tokens.kinds.find(VERB, at + 1, end)
        falls, rises = deeds & self.falls or units & self.down, deeds & self.rises or units & self.up
        if (falls and units & (self.bad | self.money | self.time)) or (rises and units & self.good):
            return self.q["q.better"]
        return self.q["q.worse"] if (rises and units & self.bad) or (falls and units & self.good) else 0

    def _ratio(self, words: list[str], found: list[Quantity]) -> int:
        """Whether the sentence counts a part of a whole."""
        out = 0
        for one, two in pairwise(found):
            between = words[one.end : two.first]
            if len(between) <= 4 and ("of" in between or "in" in between or words[one.end - 1] == "of"):
                out |= self.q["q.ratio"]
        return out

    def _from(self, words: list[str], one: Quantity, first: int, end: int, infos: Sequence[Word]) -> bool:
        """Whether the pair is led by "from", a direction or a change of state, so that "to" or "was" between the figures joins them."""
        lead = words[max(first, one.first - 4) : one.first]
        if "from" in lead or ">" in words[one.end : one.end + 3]:
            return True
        mask = self.falls | self.rises
        for place in range(first, end):
            info = infos[place]
            if info.verb & mask or info.bits & (self.down | self.up):
                return True
        return bool({"before", "now", "used", "previously", "earlier", "instead", "against", "after"} & set(words[first:end]))

    def _again(self, figures: list[Quantity], marks: list[int]) -> None:
        """A figure that comes back for the same thing in a later sentence with another value: a before and an after. Times and amounts of
        money come back for much else."""
        seen: dict[tuple[int, str], tuple[float | None, int]] = {}
        for quantity in figures:
            unit = quantity.unit & (self.percent | self.money | self.time)
            key = (unit, quantity.noun if not unit or unit & self.time else "")
            if not key[0] and not key[1]:
                continue
            if key in seen:
                value, sentence = seen[key]
                if value != quantity.value and sentence != quantity.sentence:
                    marks[quantity.sentence] |= self.q["q.again_amount" if unit & (self.money | self.time) else "q.again"]
            else:
                seen[key] = (quantity.value, quantity.sentence)


def _was(tokens: Tokens, after: Quantity) -> bool:
    """ "two days, was six": the verb alone, after a comma, joins the figures."""
    at = after.first - 1
    return tokens.words[at] in {"was", "were"} and tokens.gaps[at] != NONE


def _glued(tokens: Tokens, at: int) -> bool:
    """A number that is part of a name: p99, v2, Q3."""
    before = tokens.words[at - 1]
    return tokens.start(at) == tokens.end(at - 1) and before.isalpha() and tokens.infos[at - 1].kind != NUMBER and len(before) < 4


def _like_a_year(value: float | None, word: str) -> bool:
    return value is not None and 1900 <= value <= 2100 and value == int(value) and word.isdigit()


def _value(word: str, known: float | None) -> float | None:
    if known is not None:
        return known
    try:
        return float(word.replace(",", "")) if word.count(".") < 2 else None
    except ValueError:
        return None


def _joined(value: float | None, more: float | None) -> float | None:
    """ "twenty four", "three hundred", "1.3 million"."""
    if value is None or more is None:
        return None
    if more in {100.0, 1000.0, 1e6, 1e9}:
        return value * more
    return value + more


def _like(one: Quantity, two: Quantity) -> bool:
    """Whether two figures can be the before and after of one thing: the same unit, or one of them without any."""
    return not one.unit or not two.unit or bool(one.unit & two.unit) or one.noun == two.noun
