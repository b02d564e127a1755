"""The lexicon: what each word can be in a clause, which classes it belongs to, and the set phrases worth knowing.

Everything is data (bot/rubric/lexicon/*.txt); this file only builds the tables that make reading fast: one dictionary look-up a word,
and phrases tried only where their first word stands. A class is one bit of an int, so that a clause is one int and a rule a mask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.text.inflect import plural, verb_forms

# What a word is to the clause reader. Anything unknown is OTHER: a noun, as far as grammar goes.
(
    OTHER, SUBJECT, DET, PREP, CONJ, BE, HAVE, DO, WOULD, WILL, CAN, NEG, TO, THAT, WHO, SUB, ADV, VERB, FILLER, OBJECT, NUMBER, GET,
) = range(22)  # fmt: skip

KINDS: Mapping[str, int] = {
    "subject": SUBJECT, "det": DET, "prep": PREP, "conj": CONJ, "be": BE, "have": HAVE, "do": DO, "would": WOULD, "will": WILL,
    "can": CAN, "neg": NEG, "to": TO, "that": THAT, "who": WHO, "sub": SUB, "adv": ADV, "filler": FILLER, "object": OBJECT,
    "number": NUMBER, "get": GET,
}  # fmt: skip

Words = tuple[str, ...]  # sorted, each once: a tuple is a fifth of a set's size, and these are only ever gone through
Element = Words | int  # of a phrase: one of these words, a mask of classes, or
GAP, NUM = -1, -2  # nothing or any one word; any figure

Phrase = tuple[int, *tuple[Element, ...]]
"""A set phrase: the class it stands for, then its elements after its first word. One tuple, because there are thousands."""

_ANY_FIGURE: Words = ("#",)
_SPECIAL: Mapping[str, tuple[Element, ...]] = {"_": (GAP,), "__": (GAP, GAP, GAP), "#": (NUM,)}


class Bits:
    """Names for bits. `bits[name]` is an int with one bit set; a new name gets the next bit while the rubric is being built."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        self._bits: dict[str, int] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> int:
        return self._bits.setdefault(name, 1 << len(self._bits))

    def __getitem__(self, name: str) -> int:
        return self._bits[name]

    def __contains__(self, name: str) -> bool:
        return name in self._bits

    def names(self, bits: int) -> list[str]:
        """The names of all bits set, oldest first."""
        return [name for name, bit in self._bits.items() if bits & bit]

    @property
    def all(self) -> Mapping[str, int]:
        return self._bits


@dataclass(slots=True, eq=False)
class Word:
    """What a word form can be: its kind, its verb forms (inflect.py flags, 0 for no verb), its classes as a verb and as
    anything else. `value` is what a number word stands for."""

    kind: int = OTHER
    forms: int = 0
    verb: int = 0
    bits: int = 0
    value: float | None = None


@dataclass(frozen=True, slots=True)
class LexiconData:
    """The lexicon as written: class -> entries. Verbs and nouns are dictionary forms; phrases are patterns (docs/judging.md)."""

    grammar: Mapping[str, Sequence[str]]
    contractions: Mapping[str, tuple[str, ...]]
    irregular: Mapping[str, tuple[str, ...]]
    verbs: Mapping[str, Sequence[str]]
    nouns: Mapping[str, Sequence[str]]
    words: Mapping[str, Sequence[str]]
    phrases: Mapping[str, Sequence[str]]
    numbers: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables. The first `verb_classes` bits are what a clause's own verb does; the next as many what a verb hanging on it does
    ("asked them to fix": `ask` and `x.build`).
    """

    words: Mapping[str, Word]
    phrases: Mapping[str, tuple[Phrase, ...]]  # by their first word; "#" is any figure. Words that begin the same ones share one tuple
    contractions: Mapping[str, tuple[str, ...]]
    bits: Bits = field(compare=False)
    verb_classes: int


def build_lexicon(data: LexiconData, bits: Bits) -> Lexicon:
    """The tables for reading. Raises ValueError naming the entry where a phrase cannot be read."""
    words: dict[str, Word] = {}
    forms_of: dict[str, list[str]] = {}

    def word(form: str) -> Word:
        entry = words.get(form)
        if entry is None:
            entry = words[form] = Word()
        return entry

    for name in data.verbs:
        bits.add(name)
    for name in data.verbs:
        bits.add("x." + name)
    for name, lemmas in data.verbs.items():
        bit = bits[name]
        for lemma in lemmas:
            spelled = verb_forms(lemma, data.irregular)
            forms_of[lemma] = [form for form, _ in spelled]
            for form, flags in spelled:
                entry = word(form)
                entry.kind, entry.forms, entry.verb = VERB, entry.forms | flags, entry.verb | bit
    for name, nouns in data.nouns.items():
        bit = bits.add(name)
        for noun in nouns:
            for form in (noun, plural(noun)):
                word(form).bits |= bit
    for name, entries in data.words.items():
        bit = bits.add(name)
        for form in entries:
            word(form).bits |= bit
    for kind, entries in data.grammar.items():
        grammar, _, name = kind.partition(".")
        for form in entries:
            entry = word(form)
            entry.kind = KINDS[grammar]
            entry.bits |= bits.add(name) if name else 0
    for form, value in data.numbers.items():
        entry = word(form)
        entry.kind, entry.value = NUMBER, value
    phrases: dict[str, list[Phrase]] = {}
    read: dict[str, list[tuple[Element, ...]]] = {}
    for name, patterns in data.phrases.items():
        bit = bits.add(name)
        for pattern in patterns:
            for first, *rest in _patterns(pattern, data, forms_of, bits, read):
                if first == NUM:
                    first = _ANY_FIGURE
                if isinstance(first, int):
                    raise ValueError(f"the phrase {pattern!r} ({name}) must begin with a word or a figure")
                phrase: Phrase = (bit, *rest)
                for form in first:
                    phrases.setdefault(form, []).append(phrase)
    alike: dict[tuple[int, ...], tuple[Phrase, ...]] = {}  # by the very objects, which is quicker: "ask" and "asked" mostly begin the same
    shared = {form: alike.setdefault(tuple(map(id, begun)), tuple(begun)) for form, begun in phrases.items()}
    return Lexicon(_shared(words), shared, data.contractions, bits, len(data.verbs))


def _shared(words: Mapping[str, Word]) -> dict[str, Word]:
    """One Word for all forms that are the same to the grammar: a text's words then lie close together in memory."""
    one_of: dict[tuple[int, int, int, int, float | None], Word] = {}
    return {form: one_of.setdefault((word.kind, word.forms, word.verb, word.bits, word.value), word) for form, word in words.items()}


def _patterns(
    pattern: str, data: LexiconData, forms_of: Mapping[str, list[str]], bits: Bits, read: dict[str, list[tuple[Element, ...]]]
) -> list[tuple[Element, ...]]:
    """The pattern as elements; several where an alternative is a contraction and so one word longer ("was/wasn't"). `read` keeps the parts
    read so far: the phrases share most of theirs."""
    out: list[tuple[Element, ...]] = [()]
    for part in pattern.split():
        ends = read.get(part)
        if ends is None:
            ends = read[part] = _part(part, pattern, data, forms_of, bits)
        out = [start + ends[0] for start in out] if len(ends) == 1 else [start + end for start in out for end in ends]
    return out


def _part(part: str, pattern: str, data: LexiconData, forms_of: Mapping[str, list[str]], bits: Bits) -> list[tuple[Element, ...]]:
    if part in _SPECIAL:
        return [_SPECIAL[part]]
    if part[0] == "{":
        mask = 0
        for name in part[1:-1].split("/"):
            if name not in bits:
                raise ValueError(f"the phrase {pattern!r} names an unknown class {name!r}")
            mask |= bits[name]
        return [(mask,)]
    widths: dict[int, list[tuple[Words, ...]]] = {}
    for option in part.split("/"):
        words = _expand(option, data, forms_of)
        widths.setdefault(len(words), []).append(words)
    return [
        tuple(tuple(sorted({word for words in group for word in words[place]})) for place in range(width))
        for width, group in widths.items()
    ]


def _expand(option: str, data: LexiconData, forms_of: Mapping[str, list[str]]) -> tuple[Words, ...]:
    if option.endswith("~"):
        lemma = option[:-1]
        forms = forms_of.get(lemma) or [form for form, _ in verb_forms(lemma, data.irregular)]
        return (tuple(forms),)
    return tuple((part,) for part in data.contractions.get(option, (option,)))
