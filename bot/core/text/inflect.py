"""English inflection, just enough to list the forms of a verb or the plural of a noun from its dictionary form.

Irregular verbs come from the lexicon's data; these are the regular spelling rules.
"""

from __future__ import annotations

from collections.abc import Mapping

BASE, PAST, PP, ING, S = 1, 2, 4, 8, 16

_VOWELS = frozenset("aeiou")
# Two-syllable verbs whose stress falls on the last syllable double their consonant; so do all of one syllable.
_DOUBLING = frozenset(
    {
        "admit",
        "commit",
        "submit",
        "permit",
        "prefer",
        "refer",
        "defer",
        "transfer",
        "occur",
        "control",
        "compel",
        "equip",
        "regret",
        "omit",
        "debug",
        "unplug",
        "rerun",
        "format",
        "kidnap",
        "handicap",
        "recap",
        "input",
        "reset",
        "program",
        "model",
        "label",
        "cancel",
        "travel",
        "signal",
        "level",
        "tunnel",
        "channel",
        "counsel",
        "total",
        "remap",
        "unwrap",
        "prep",
        "swap",
        "rewrap",
        "unzip",
        "unpin",
    }
)


def verb_forms(lemma: str, irregular: Mapping[str, tuple[str, ...]]) -> list[tuple[str, int]]:
    """Every form of the verb with its flags (BASE, PAST, PP, ING, S). `irregular` maps a lemma to its past forms and participles,
    alternatives separated by a slash."""
    out: list[tuple[str, int]] = [(lemma, BASE), (_third_person(lemma), S), (_gerund(lemma), ING)]
    if lemma in irregular:
        past, participle = irregular[lemma]
        out += [(form, PAST) for form in past.split("/")] + [(form, PP) for form in participle.split("/")]
    else:
        out += [(form, PAST | PP) for form in _past(lemma)]
    return out


def plural(noun: str) -> str:
    """The regular plural: `query` -> `queries`, `batch` -> `batches`."""
    return _third_person(noun)


def _third_person(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")) or (word.endswith("o") and word[-2:-1] not in _VOWELS):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _doubles(lemma: str) -> bool:
    if len(lemma) < 3 or lemma[-1] in _VOWELS or lemma[-1] in "wxy" or lemma[-2] not in _VOWELS or lemma[-3] in _VOWELS:
        return False
    return lemma in _DOUBLING or sum(char in _VOWELS for char in lemma) == 1


def _past(lemma: str) -> list[str]:
    if lemma.endswith("e"):
        return [lemma + "d"]
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return [lemma[:-1] + "ied"]
    if _doubles(lemma):
        both = [lemma + lemma[-1] + "ed"]
        return [*both, lemma + "ed"] if lemma.endswith("l") else both
    return [lemma + "ed"]


def _gerund(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
        return lemma[:-1] + "ing"
    return lemma + lemma[-1] + "ing" if _doubles(lemma) else lemma + "ing"
