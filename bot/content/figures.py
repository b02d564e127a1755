"""Do the figures of a scenario agree? Everything that can be recomputed is recomputed.

Better quiet than wrong: an objection is raised only where a sentence itself says how its figures belong together, or where a text that
retells the story uses a figure that the story does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, permutations

from bot.content.quantities import Figure, figures
from bot.content.texts import Objection, Where, retold_texts, told_texts
from bot.core.scenario import Scenario

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_PER = {"hour": 8_760.0, "day": 365.0, "shift": 365.0, "week": 52.0, "month": 12.0, "quarter": 4.0, "year": 1.0}
_RATE = re.compile(rf"(?<!\s)\s+(?:a|per|every|each)\s+({'|'.join(_PER)})\b", re.IGNORECASE)
_SAME_THING = re.compile(
    r"^[\s,;:(-]*(?:(?:which (?:is|makes|comes to)|that is|or|so|i\.e\.|=|about|roughly|nearly|some|almost|over|just)[\s,(]*)*$", re.I
)
_FRACTIONS = {
    re.compile(pattern, re.IGNORECASE): ratio
    for pattern, ratio in {
        r"\bhalved\b|\bby half\b|\bcut in half\b": 0.5,
        r"\bdoubled\b": 2.0,
        r"\btripled\b|\btrebled\b": 3.0,
        r"\bby a third\b|\ba third (?:less|fewer|lower)\b": 2 / 3,
        r"\bby two thirds\b|\btwo thirds (?:less|fewer|lower)\b": 1 / 3,
        r"\bby a quarter\b|\ba quarter (?:less|fewer|lower)\b": 0.75,
        r"\bby three quarters\b": 0.25,
    }.items()
}
_CHANGE = re.compile(r"^\s*(?:less|fewer|lower|faster|shorter|more|higher|drop|fall|reduction|decrease|increase|rise|improvement)\b", re.I)
_BY = re.compile(r"\bby\s+(?:(?:about|around|roughly|nearly|almost|some|a good|over|just over|just under)\s*)?$", re.I)
_FROM = re.compile(r"\bfrom\s+(?:(?:about|around|roughly|nearly|almost|some|over)\s*)?$", re.I)
_TO = re.compile(r"^[\w\s,'-]{0,40}?\bto\s+(?:(?:about|around|roughly|nearly|almost|some|under|over|just)\s*)?$", re.I)
_OF = re.compile(r"(?<!\s)\s+(?:out\s+)?of\s+(?:(?:the|our|their|my|all)\s+)?", re.I)
_SHARE = re.compile(r"[\w\s]{0,30}[(,;-]\s*(?:(?:about|or|that is|i\.e\.)\s*)?", re.I)


def figure_objections(scenario: Scenario) -> Iterator[Objection]:
    """Figures that contradict each other inside a sentence, and figures of a retelling that the story does not have."""
    told = [figure for _, text in told_texts(scenario) for figure in figures(text)]
    for where, text in (*told_texts(scenario), *retold_texts(scenario)):
        for sentence in _SENTENCE.split(text):
            yield from _sentence(where, sentence)
    for where, text in retold_texts(scenario):
        yield from _unknown(where, text, told)


def _unknown(where: Where, text: str, told: list[Figure]) -> Iterator[Objection]:
    for figure in figures(text):
        if figure.in_words and figure.value < 4:
            continue  # "one of them", "the two teams": not a figure of the story
        if not _known(figure, told):
            shown = text[figure.start : figure.end].strip()
            yield Objection(
                where,
                f'The figure "{shown}" stands here, but not in the strong answer or a strong reply.',
                "Use the same figures everywhere, or tell this one there too.",
            )


def _known(figure: Figure, told: Iterable[Figure]) -> bool:
    """Whether the story has this figure, or it follows from two of its figures, or from one and a period (a week, a year)."""
    values = {one.value for one in told}

    def close(other: float) -> bool:
        return abs(other - figure.value) <= abs(figure.value) * 0.02

    if any(close(value * ours / theirs) for value in values for ours in _PER.values() for theirs in _PER.values()):
        return True
    percent = figure.kind == "percent"
    return any(
        close(abs(first - second)) or (percent and first and close(abs(first - second) / first * 100))
        for first, second in permutations(values, 2)
    )


def _sentence(where: Where, sentence: str) -> Iterator[Objection]:
    found = list(figures(sentence))
    yield from _deltas(where, sentence, found)
    yield from _shares(where, sentence, found)
    yield from _rates(where, sentence, found)


def _from_to(sentence: str, found: list[Figure]) -> tuple[Figure, Figure] | None:
    """The only "from A to B" of the sentence; None where there is none, or several."""
    pairs = [
        (first, second)
        for first, second in pairwise(found)
        if _FROM.search(sentence[: first.start])
        and _TO.match(sentence[first.end : second.start])
        and (first.kind == second.kind or not second.value)
    ]
    return pairs[0] if len(pairs) == 1 else None


def _deltas(where: Where, sentence: str, found: list[Figure]) -> Iterator[Objection]:
    pair = _from_to(sentence, found)
    if pair is None or not pair[0].value:
        return
    before, after = pair[0].value, pair[1].value
    change = abs(after - before) / before * 100
    for figure in found:
        if figure in pair or figure.kind != "percent":
            continue
        says_change = _BY.search(sentence[: figure.start]) or _CHANGE.match(sentence[figure.end :])
        if says_change and abs(figure.value - change) > 3:
            yield _mismatch(where, sentence, pair, f"{change:.0f}%", f"{figure.value:g}%")
    ratio = after / before
    for pattern, expected in _FRACTIONS.items():
        said = pattern.search(sentence)
        if said and abs(ratio - expected) > 0.15 * max(expected, 0.5):
            yield _mismatch(where, sentence, pair, f"{ratio:.2f} times", f'"{said[0]}"')


def _mismatch(where: Where, sentence: str, pair: tuple[Figure, Figure], real: str, told: str) -> Objection:
    first, second = (sentence[one.start : one.end].strip() for one in pair)
    return Objection(where, f"From {first} to {second} is {real}, not {told}.", "Recompute one of the figures.")


def _shares(where: Where, sentence: str, found: list[Figure]) -> Iterator[Objection]:
    percents = [figure for figure in found if figure.kind == "percent"]
    for part, whole in pairwise(found):
        joined = sentence[part.end : whole.start]
        if part.kind != "count" or whole.kind != "count" or not _OF.fullmatch(joined):
            continue
        if part.value > whole.value:
            yield Objection(where, f"{part.value:g} of {whole.value:g} is more than all of them.", "Recompute one of the figures.")
        elif len(percents) == 1 and _SHARE.fullmatch(sentence[whole.end : percents[0].start]):
            share = part.value / whole.value * 100
            if abs(share - percents[0].value) > 1.5:
                yield Objection(
                    where,
                    f"{part.value:g} of {whole.value:g} is {share:.0f}%, not {percents[0].value:g}%.",
                    "Recompute one of the figures.",
                )


def _rates(where: Where, sentence: str, found: list[Figure]) -> Iterator[Objection]:
    """ "A a week, which is B a year": both figures name their period, and nothing but "which is" stands between them."""
    rates = [(figure, match) for figure in found if (match := _RATE.match(sentence, figure.end))]
    for (first, per_first), (second, per_second) in pairwise(rates):
        if first.kind != second.kind or per_first[1].lower() == per_second[1].lower():
            continue
        if not _SAME_THING.match(sentence[per_first.end() : second.start]):
            continue
        expected = first.value * _PER[per_first[1].lower()] / _PER[per_second[1].lower()]
        if abs(second.value - expected) > 0.15 * expected:
            yield Objection(
                where,
                f"{first.value:,g} a {per_first[1].lower()} is about {expected:,.0f} a {per_second[1].lower()}, not {second.value:,g}.",
                "Recompute one of the figures.",
            )
