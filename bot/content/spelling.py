"""Spelling of scenario texts, without a dictionary: a short list of words that are always wrong, words typed twice, and slips of the
kind that one library shows by itself (a long word that stands once and differs from an often used one by two swapped or one doubled
letter). British and American spellings are both right: candidates come from everywhere. Better quiet than wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from bot.content.texts import Objection, texts_of
from bot.core.scenario import Scenario

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_TWICE = re.compile(r"\b([A-Za-z]+)\s+\1\b", re.IGNORECASE)
_MAY_STAND_TWICE = frozenset({"had", "that", "is", "very", "no", "so"})
_LONG = 7
_OFTEN = 4
_INFLECTED = re.compile(r"(?:ed|ing|er|ers|est|y|ly)$")


def spelling_objections(scenarios: Iterable[Scenario]) -> Iterator[tuple[Scenario, Objection]]:
    """Misspelt and doubled words, each with the text that they stand in."""
    library = list(scenarios)
    counts: Counter[str] = Counter()
    for scenario in library:
        for _, text in texts_of(scenario):
            counts.update(word.lower() for word in _WORD.findall(text))
    wrong = dict(misspellings()) | _slips(counts)
    for scenario in library:
        for where, text in texts_of(scenario):
            for word in dict.fromkeys(_WORD.findall(text)):
                right = wrong.get(word.lower())
                if right:
                    yield scenario, Objection(where, f'"{word}" is misspelt here.', f'Write "{right}".')
            for found in _TWICE.finditer(text):
                if found[1].lower() not in _MAY_STAND_TWICE:
                    yield scenario, Objection(where, f'"{found[0]}": the word stands here twice.', "Delete one of them.")


@cache
def misspellings() -> Mapping[str, str]:
    """Words that are always wrong, each with the right one."""
    lines = files("bot.content").joinpath("misspellings.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(" ") for line in lines if line and not line.startswith("#"))
    return {wrong: right for wrong, _, right in pairs}


def _slips(counts: Mapping[str, int]) -> dict[str, str]:
    often = {word for word, count in counts.items() if count >= _OFTEN and len(word) >= _LONG - 1}
    found = {}
    for word, count in counts.items():
        if count == 1 and len(word) >= _LONG and word.isalpha():
            meant = next((near for near in _near(word) if near in often and _stem(near) != _stem(word)), None)
            if meant:
                found[word] = meant
    return found


def _stem(word: str) -> str:
    """Two forms of one word (planed, planned) are never held to be a slip: only what is wrong without its ending is."""
    stem = _INFLECTED.sub("", word)
    return re.sub(r"(.)\1$", r"\1", stem)


def _near(word: str) -> Iterator[str]:
    for at in range(len(word) - 1):
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        else:
            yield word[:at] + word[at + 1 :]
    for at, letter in enumerate(word):
        yield word[:at] + letter + word[at:]
