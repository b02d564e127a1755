"""bot/rubric/rules/*.yaml -> the rubric's rules, their conditions compiled to masks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
                from difflib import get_close_matches

                near = get_close_matches(name, bits.all, 1)
                raise RubricProblem(f"{place}: {name!r} is no class of the lexicon" + (f"; did you mean {near[0]!r}?" if near else ""))
            mask |= bits[name]
        if term[0] == "!":
            none |= mask
        else:
            every.append(mask)
    return Condition(tuple(every), none)


def read_rules(data: Mapping[str, Any], bits: Bits, file: str) -> list[IdRules]:
    """The ids of one file, in its order. Raises RubricProblem where a rule cannot be read."""
    out: list[IdRules] = []
    for name, entry in data.items():
        place = f"{file}: {name}"
        rules = tuple(Rule(read_kind(rule, bits, place), rule["w"], rule["why"], rule.get("quotes", True)) for rule in entry["rules"])
        out.append(IdRules(name, entry["bias"], rules, entry.get("only") == "disagreement"))
    return out


def read_kind(rule: Mapping[str, Any], bits: Bits, place: str) -> Kind:
    """One rule of any kind. Raises RubricProblem where the kind or a class in it is unknown."""

    def when(key: str) -> Condition:
        return condition(rule[key], bits, place)

    if "any" in rule:
        return AnyClause(when("any"), rule.get("cap", 1))
    if "any_sentence" in rule:
        return AnySentence(when("any_sentence"), rule.get("cap", 1))
    if "none" in rule:
        return NoClause(when("none"))
    if "none_sentence" in rule:
        return NoSentence(when("none_sentence"))
    if "share" in rule:
        return Share(when("share"), when("among"), rule["low"], rule["high"], rule.get("least", 1))
    if "before" in rule:
        return Before(when("before"), rule["low"], rule["high"], rule.get("nth", 1))
    if "follows" in rule:
        return Follows(when("follows"), when("then"), rule["within"])
    if "other" in rule:
        return Other(rule["other"], rule["low"], rule["high"])
    if "size" in rule:
        return Size(rule["low"], rule["high"])
    if "known" in rule:
        return Known(rule["low"], rule["high"])
    raise RubricProblem(f"{place}: a rule of an unknown kind: {sorted(rule)}")
