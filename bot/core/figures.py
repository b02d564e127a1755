"""Figures in a text, each with what it counts and the clause it stands in: just enough to notice that two of them disagree.

This reads for contradictions, not for merit (the judge does that), so it leaves out every figure whose meaning is not plain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from bot.core.frozen import dataclass
from bot.core.text.view import View, view_of

MOST = 80
_LONGEST = 400  # characters of a clause

_SMALL = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty
"""
WORD_NUMBERS: Mapping[str, float] = {
    **{word: value for value, word in enumerate(_SMALL.split())},
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "dozen": 12,
}
_SCALES: Mapping[str, float] = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "billion": 1e9,
    "hundred": 100,
    "dozen": 12,
}
HOURS: Mapping[str, float] = {
    "second": 1 / 3600,
    "minute": 1 / 60,
    "hour": 1,
    "day": 24,
    "week": 168,
    "month": 730,
    "quarter": 2190,
    "year": 8766,
}
_CURRENCIES = frozenset({"dollar", "euro", "pound", "usd", "eur", "gbp"})

_NUMBER = re.compile(
    r"(?<![\w.,:/#-])(?P<sign>[$€£])?\s?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<attached>%|k|m|bn)?(?![\w:/-]|\.\d)"
    rf"|(?<![\w-])(?P<word>{'|'.join(WORD_NUMBERS)})(?![\w-])"
)
_SCALE = re.compile(r"\s(thousand|million|billion|hundred|dozen)\b")
_CLAUSE_END = re.compile(
    r"[.!?](?=\s|$)|[;\n()]|,(?=\s)|\s-+\s"
    r"|(?<=\s)(?:and|but|so|because|which|who|where|when|while|then|until|before|after|since|though|although|if)(?=\s)"
)
_LOOSE = " \t\"'*_-"  # between a figure and what it counts: markdown, quotation marks, a hyphen
_WORD = re.compile(r"[a-z][a-z']*")
_NEXT_WORD = re.compile(r"[a-z']+|%")
_RATE = re.compile(r"\s*(?:an?|per|every|each|/)\s*(second|minute|hour|day|week|month|quarter|year|head|person|shop|site|customer|order)\b")
_VAGUE = r"(?:about|around|roughly|some|nearly|almost|over|under|approximately|approx|circa|maybe|more than|less than|at least|just)"
_HEDGE = re.compile(rf"(?:\b{_VAGUE}|~)\s*$")
_ROLE = re.compile(rf"\b(from|to|by|than|above|below)\s+(?:{_VAGUE}\s+)*$")

_PART = re.compile(r"\s+of\s+(?:(?:the|our|my|their|his|her|these|those|all)\s+){0,2}(?=\d)")  # "31 of the 1,400 guests" are guests
_AT_A_TIME = re.compile(r"\b(?:in|by|after|within|since)\b[^.!?\n]{0,30}\b(?:day|week|month|quarter|year|season)s?\b")

_STOP_WORDS = """
    the and for that this with was were are has had have our their them they you your his her she its it's who what when where which one
    all any some more most than then there here into onto over under out off about around per each every just only also even very much
    many did does done been being get got not but from would could should can will may might because while after before during between
    said told went came made make put let see saw know knew think thought want wanted use used like really still back
    figure number thing things way lot bit time times first second last next other another same of a an in on at by to is be we
"""
STOP = frozenset(_STOP_WORDS.split())

# A figure beside one of these is another figure: a part, a plan, a peak, another day.
_SCOPE_WORDS = """
    first second third last next another other others initially later earlier originally now today finally eventually average median mean
    peak worst best highest lowest minimum maximum only additional additionally extra more fewer less remaining half up target goal plan
    planned expected forecast wanted would could should might if each every per between least most part back again alone left still already
    by then against versus compared comparison alternative option instead
    january february march april may june july august september october november december monday tuesday wednesday thursday friday
    saturday sunday spring summer autumn winter morning evening night
"""
_SCOPE = frozenset(_SCOPE_WORDS.split())


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `unit` is what it counts: "percent", "money", "time" (value in hours) or the noun in the singular; `rate` is
    its "per what"; `role` the preposition before it; `about` the content words of its clause; `scope` the words that make it
    another figure, or "later" where its sentence begins with a time; `quote` the clause as given."""

    value: float
    shown: str
    unit: str
    rate: str | None
    role: str | None
    hedged: bool
    about: frozenset[str]
    scope: frozenset[str]
    quote: str


def figures(text: str) -> tuple[Figure, ...]:
    """The figures whose unit is plain, in order, up to MOST: no story has more, and what has more is no story."""
    view = view_of(text)
    found = []
    for start, end in clauses(view.plain):
        for match in _NUMBER.finditer(view.plain, start, end):
            figure = _figure(view, match, start, end)
            if figure is not None:
                found.append(figure)
            if len(found) == MOST:
                return tuple(found)
    return tuple(found)


def in_digits(text: str) -> dict[str, float]:
    """The numbers that are written in digits, as given, with their values."""
    return {shown: value for value, shown in _numbers(view_of(text)) if any(map(str.isdecimal, shown))}


def unheard(before: str, after: str) -> tuple[str, ...]:
    """The numbers in digits that `after` holds and `before` does not, in digits or in words; as given."""
    known = {value for value, _shown in _numbers(view_of(before))}
    return tuple(shown for shown, value in in_digits(after).items() if value not in known)


def _numbers(view: View) -> list[tuple[float, str]]:
    """Every number up to MOST, whatever it counts, with how it is written."""
    found = []
    for match in _NUMBER.finditer(view.plain):
        value, end, _scaled = _value(view.plain, match, len(view.plain))
        if value is not None:
            found.append((value, quoted(view, match.start(), end)))
        if len(found) == MOST:
            break
    return found


def clauses(plain: str) -> list[tuple[int, int]]:
    """Half-open ranges of the clauses: cut at punctuation and before conjunctions. What is longer than any clause is none."""
    cuts = [0, *(match.start() for match in _CLAUSE_END.finditer(plain)), len(plain)]
    return [(start, end) for start, end in pairwise(cuts) if end - start <= _LONGEST and plain[start:end].strip()]


def stem(word: str) -> str:
    """A crude stem, the same for the forms of one word often enough to compare clauses."""
    word = word.removesuffix("'s").replace("yz", "ys")
    for suffix in ("ies", "ing", "ed", "es", "s"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not word.endswith("ss"):
            base = word[: -len(suffix)] + ("y" if suffix == "ies" else "")
            return base[:-1] if len(base) > 4 and base[-1] == base[-2] else base.removesuffix("e")
    return word.removesuffix("e") if len(word) > 4 else word


def content(clause: str) -> frozenset[str]:
    """The stems of the clause's content words."""
    return frozenset(stem(word) for word in _WORD.findall(clause) if word not in STOP and len(word) > 2)


def quoted(view: View, start: int, end: int) -> str:
    """The words of [start, end) of the view as they were given, without loose punctuation at the ends."""
    while start < end and not view.plain[start].isalnum() and view.plain[start] not in "$€£\"'":
        start += 1
    while end > start and view.plain[end - 1] in " \n\t,;:-(":
        end -= 1
    if start >= end:
        return ""
    first, last = view.span(start, end)
    return view.text[first:last]


def _figure(view: View, match: re.Match[str], start: int, end: int) -> Figure | None:
    plain = view.plain
    value, at, scaled = _value(plain, match, end)
    if value is None:
        return None
    unit, at = _unit(plain, match, at, end)
    if unit is None or (unit not in ("percent", "money") and not scaled and 1900 <= value <= 2100):
        return None
    rate = _RATE.match(plain, at, end)
    if unit in HOURS:
        value, unit = value * HOURS[unit], "time"
    before = plain[start : match.start()]
    role = _ROLE.search(before)
    sentence = max(plain.rfind(mark, 0, match.start()) for mark in ".!?\n") + 1
    later = {"later"} if _AT_A_TIME.search(plain, max(sentence, start - _LONGEST), match.start()) else set()
    clause = plain[start : match.start()] + " " + plain[rate.end() if rate else at : end]
    return Figure(
        value=value,
        shown=quoted(view, match.start(), rate.end() if rate else at),
        unit=unit,
        rate=rate.group(1) if rate else None,
        role=role.group(1) if role else None,
        hedged=_HEDGE.search(before) is not None,
        about=content(clause) - {unit},
        scope=frozenset(_WORD.findall(clause)) & _SCOPE - frozenset({role.group(1)} if role else ()) | later,
        quote=quoted(view, start, end),
    )


def _value(plain: str, match: re.Match[str], end: int) -> tuple[float | None, int, bool]:
    """The number, the place after it, and whether a scale word belongs to it."""
    at = match.end()
    if match["word"] is not None:
        value = WORD_NUMBERS[match["word"]]
        if value == 1:  # "one" is a pronoun too often
            return None, at, False
    else:
        value = float(match["digits"].replace(",", ""))
    if match["attached"] in _SCALES:
        return value * _SCALES[match["attached"]], at, True
    scale = _SCALE.match(plain, at, end)
    if scale is not None:
        return value * _SCALES[scale.group(1)], scale.end(), True
    return value, at, False


def _unit(plain: str, match: re.Match[str], at: int, end: int) -> tuple[str | None, int]:
    """What is counted, and the place after it: the sign, or the first plural among the next three words."""
    if match["sign"] is not None:
        return "money", at
    if match["attached"] == "%":
        return "percent", at
    part = _PART.match(plain, at, end)
    whole = _NUMBER.match(plain, part.end(), end) if part is not None else None
    if whole is not None:
        return _unit(plain, whole, whole.end(), end)
    previous = at
    for steps, word in enumerate(_NEXT_WORD.finditer(plain, at, end)):
        if steps > 2 or plain[previous : word.start()].strip(_LOOSE):
            return None, at
        previous = word.end()
        name = word.group()
        if name in ("%", "percent", "pct"):
            return "percent", previous
        if stem(name) in _CURRENCIES:
            return "money", previous
        if name in STOP or name in WORD_NUMBERS:
            return None, at
        single = name.removesuffix("s")
        if single in HOURS:
            return single, previous
        if name.endswith("s") and not name.endswith("ss"):
            return stem(name), previous
    return None, at
