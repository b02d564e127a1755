"""bot/rubric/rules/*.yaml -> the rubric's rules, their conditions compiled to masks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.content.problems import did_you_mean
from bot.core.rules import (
    AnyClause,
    AnySentence,
    Before,
    Condition,
    Follows,
    IdRules,
    Kind,
    Known,
    NoClause,
    NoSentence,
    Other,
    Rule,
    Share,
    Size,
)  # fmt: skip
from bot.core.text.lexicon import Bits


class RubricProblem(ValueError):
    """The rubric's own data is wrong; the message names the file, the entry and what is known."""


def condition(text: str, bits: Bits, place: str) -> Condition:
    """`a b|c !d`: a, and b or c, and not d. Raises RubricProblem where a name is unknown."""
    every: list[int] = []
    none = 0
    for term in text.split():
        mask = 0
        for name in term.lstrip("!").split("|"):
            if name not in bits:
                raise RubricProblem(f"{place}: {name!r} is no class of the lexicon. {did_you_mean(name, bits.all)}")
            mask |= bits[name]
        if term[0] == "!":
            none |= mask
        else:
            every.append(mask)
    return Condition(tuple(every), none)


# How each kind is written: its class, the keys that it needs and those that it may have, both in the order of the class's fields.
_KINDS: Mapping[str, tuple[Callable[..., Kind], tuple[str, ...], tuple[str, ...]]] = {
    "any": (AnyClause, ("any",), ("cap",)),
    "any_sentence": (AnySentence, ("any_sentence",), ("cap",)),
    "none": (NoClause, ("none",), ()),
    "none_sentence": (NoSentence, ("none_sentence",), ()),
    "share": (Share, ("share", "among", "low", "high"), ("least",)),
    "before": (Before, ("before", "low", "high"), ("nth",)),
    "follows": (Follows, ("follows", "then", "within"), ()),
    "other": (Other, ("other", "low", "high"), ()),
    "size": (Size, ("low", "high"), ()),
    "known": (Known, ("low", "high"), ()),
}
_CONDITIONS = {"any", "any_sentence", "none", "none_sentence", "share", "among", "before", "follows", "then"}


def read_rules(data: Mapping[str, Any], bits: Bits, file: str, before: Iterable[str] = ()) -> list[IdRules]:
    """The ids of one file, in its order; `before` are those of the files before it. Raises RubricProblem where a rule cannot be read."""
    out: list[IdRules] = []
    judged = set(before)
    for name, entry in data.items():
        _fits(entry, ("bias", "rules"), ("only",), f"{file}: {name}")
        rules: list[Rule] = []
        for number, rule in enumerate(entry["rules"], 1):
            place = f"{file}: {name}: rule {number}"
            kind = read_kind(rule, bits, place, beside=("w", "why"))
            if isinstance(kind, Other) and kind.id not in judged:
                raise RubricProblem(f"{place}: {kind.id!r} is not judged before it. {did_you_mean(kind.id, sorted(judged))}")
            rules.append(Rule(kind, rule["w"], rule["why"]))
        out.append(IdRules(name, entry["bias"], tuple(rules), entry.get("only") == "disagreement"))
        judged.add(name)
    return out


def read_kind(rule: Mapping[str, Any], bits: Bits, place: str, beside: tuple[str, ...] = ()) -> Kind:
    """One rule of any kind; `beside` are keys that it needs whatever its kind. Raises RubricProblem where the kind or a class in it is
    unknown, or a key is missing or unknown."""
    name = next((name for name in _KINDS if name in rule), None)
    if name is None:
        raise RubricProblem(f"{place}: a rule of an unknown kind: {', '.join(map(str, rule))}. Possible here: {', '.join(_KINDS)}.")
    kind, needed, optional = _KINDS[name]
    _fits(rule, (*needed, *beside), (name, *optional), place)
    values = (condition(rule[key], bits, place) if key in _CONDITIONS else rule[key] for key in (*needed, *optional) if key in rule)
    return kind(*values)


def _fits(given: Mapping[str, Any], needed: tuple[str, ...], optional: tuple[str, ...], place: str) -> None:
    """Raises RubricProblem unless every needed key is there, and no other than these."""
    for key in needed:
        if key not in given:
            raise RubricProblem(f"{place}: `{key}` is missing.")
    for key in given:
        if key not in needed and key not in optional:
            raise RubricProblem(f"{place}: `{key}` is not a key of it. {did_you_mean(str(key), (*needed, *optional))}")
