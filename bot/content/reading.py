"""A node and a kind -> the plain value, or problems. The one place that knows what a file may say in each kind of field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Final, assert_never

import yaml

from bot.content.document import Document
from bot.content.kinds import PLACEHOLDER, Choice, Kind, Many, Name, Prose, Record, Span, Truth, Whole
from bot.content.nodes import Fields, Items, Node, Text
from bot.content.problems import LONGEST_WORD, Problem, did_you_mean

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
_RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers
_MEANS = {
    "tag:yaml.org,2002:bool": "true or false",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:null": "nothing at all",
    "tag:yaml.org,2002:timestamp": "a date",
    "tag:yaml.org,2002:merge": "a merge of groups",
}

_MOST_UNKNOWN = 20

BAD: Final = object()
"""What stands in for a value that could not be read: a problem has been reported for it."""


class Reading:
    """Reads one document; `problems` collects everything that is wrong with it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = list(document.problems)

    def read(self, kind: Kind, node: Node) -> Any:
        """The value of the node as this kind, or BAD."""
        match kind:
            case Prose():
                return self._prose(kind, node)
            case Record():
                return self._record(kind, node)
            case Many():
                return self._many(kind, node)
            case Choice():
                return self._choice(kind, node)
            case Name():
                return self._name(kind, node)
            case Whole():
                return self._whole(kind, node)
            case Truth():
                return self._truth(node)
            case Span():
                return self._span(kind, node)
            case _:
                assert_never(kind)

    def _bad(self, node: Node, message: str, hint: str = "") -> Any:
        self.problems.append(self.document.problem(node, message, hint))
        return BAD

    def _prose(self, kind: Prose, node: Node) -> Any:
        if not isinstance(node, Text):
            return self._bad(
                node,
                f"A text belongs here, not {_what(node)}.",
                "Does the text begin with [ or {, or lack quotes around a colon? Put it in quotes.",
            )
        meaning = yaml_meaning(node)
        if meaning:
            return self._empty_or_unquoted(node, meaning)
        text = node.value.strip()
        if not text:
            return self._bad(node, "The text is empty.", "Write it, or delete the field if it may be left out.")
        if text.startswith(PLACEHOLDER):
            return self._bad(node, "This text is still to be written.", f"Put your own in place of `{PLACEHOLDER} ...`.")
        if kind.one_line and "\n" in text:
            return self._bad(
                node,
                "This text must be one line, and has a line break or an empty line in it.",
                "Use `>` in place of `|`, without empty lines.",
            )
        if len(text) > kind.most:
            return self._bad(node, f"The text has {len(text):,} characters; at most {kind.most:,} fit here.", "Say it shorter.")
        return text

    def _empty_or_unquoted(self, node: Text, meaning: str) -> Any:
        if not node.value or meaning == "nothing at all":
            return self._bad(
                node,
                "The text is missing.",
                "Write it after the colon, or begin it with `>` and go on, indented, on the next line. A text with # first needs quotes.",
            )
        return self._bad(node, f"Without quotes, YAML reads `{_short(node.value)}` as {meaning}, not as a text.", f'Write "{node.value}".')

    def _word(self, node: Node, noun: str) -> str | None:
        if isinstance(node, Text):
            return node.value.strip()
        self._bad(node, f"One word belongs here ({noun}), not {_what(node)}.")
        return None

    def _choice(self, kind: Choice, node: Node) -> Any:
        word = self._word(node, kind.noun)
        if word is None or word in kind.words:
            return BAD if word is None else word
        return self._bad(node, _no(word, kind.noun), did_you_mean(word, kind.words))

    def _name(self, kind: Name, node: Node) -> Any:
        word = self._word(node, "a short name")
        if word is None:
            return BAD
        # A name of digits is what it looks like; `null` and `yes` unquoted are not.
        if isinstance(node, Text) and (meaning := yaml_meaning(node)) in ("nothing at all", "true or false"):
            return self._empty_or_unquoted(node, meaning)
        wrong = name_problem(word, kind.most)
        return self._bad(node, *wrong) if wrong else word

    def _whole(self, kind: Whole, node: Node) -> Any:
        of = f" of {kind.unit}" if kind.unit else ""
        word = self._word(node, f"a whole number{of}")
        if word is None:
            return BAD
        if not _WHOLE.fullmatch(word):
            return self._bad(node, _no(word, f"a whole number{of}"), _number_hint(word, kind))
        if len(word) > 20 or not kind.least <= int(word) <= kind.most:
            return self._bad(node, f"{_short(word)} is out of range: {kind.least} to {kind.most}{' ' + kind.unit if kind.unit else ''}.")
        return int(word)

    def _truth(self, node: Node) -> Any:
        word = self._word(node, "true or false")
        if word is None:
            return BAD
        if word not in ("true", "false"):
            meant = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}.get(
                word.casefold(), word.casefold()
            )
            return self._bad(
                node, f"`{_short(word)}` is neither `true` nor `false`.", f"Write `{meant}`." if meant in ("true", "false") else ""
            )
        return word == "true"

    def _many(self, kind: Many, node: Node) -> Any:
        if not isinstance(node, Items):
            if isinstance(node, Text) and not node.value and node.plain:
                return self._bad(node, "The list is empty.", f"Write {_at_least(kind)}, each on a line that begins with `- `.")
            return self._bad(node, f"A list belongs here, not {_what(node)}.", "Begin each entry with `- ` on a line of its own.")
        count = len(node.items)
        if count <= kind.most:  # a list that is far too long is not worth reading
            values = [self.read(kind.of, item) for item in node.items]
        if not kind.least <= count <= kind.most:
            asked = f"{kind.least}" if kind.least == kind.most else f"{kind.least} to {kind.most}"
            hint = f"Write {kind.least - count} more." if count < kind.least else "Keep the best of them."
            return self._bad(node, f"The list has {count} {'entry' if count == 1 else 'entries'}; {asked} belong here.", hint)
        if kind.distinct and self._repeats(node, values):
            return BAD
        return BAD if _any_bad(values) else tuple(values)

    def _repeats(self, node: Items, values: list[Any]) -> bool:
        first: dict[Any, Node] = {}
        before = len(self.problems)
        for item, value in zip(node.items, values, strict=True):
            if value is BAD:
                continue
            if value in first:
                self._bad(item, f"This stands twice in the list: first in line {first[value].line}.", "Keep one of them.")
            first.setdefault(value, item)
        return len(self.problems) > before

    def _span(self, kind: Span, node: Node) -> Any:
        if not isinstance(node, Items) or len(node.items) != 2:
            return self._bad(node, "Two numbers belong here, from and to.", "For example [150, 180]; `at most 120` is [0, 120].")
        low, high = (self.read(kind.of, item) for item in node.items)
        if low is BAD or high is BAD:
            return BAD
        if low >= high:
            return self._bad(node, f"From ({low}) must be below to ({high}).", f"Write [{high}, {low}]." if low > high else "")
        return low, high

    def _record(self, kind: Record, node: Node) -> Any:
        names = [one.name for one in kind.fields]
        if not isinstance(node, Fields):
            return self._bad(node, f"A group of fields belongs here ({kind.noun}), not {_what(node)}.", f"Its fields: {', '.join(names)}.")
        values: dict[str, Any] = {}
        unknown = [name for name in node.keys if name not in names][:_MOST_UNKNOWN]
        for one in kind.fields:
            inner = node.values.get(one.name)
            if inner is not None:
                values[one.name] = self.read(one.kind, inner)
            elif not one.required:
                values[one.name] = one.default
            elif _misspelt(one.name, unknown):
                values[one.name] = BAD  # reported below, as the unknown field that it is
            else:
                values[one.name] = self._bad(node, f"`{one.name}` is missing in {kind.noun}: {one.meaning}.")
        for name in unknown:
            free = [known for known in names if known not in node.keys]
            self._bad(
                node.keys[name], f"`{_short(name)}` is not a field of {kind.noun}.", did_you_mean(name, free) or did_you_mean(name, names)
            )
        if unknown or _any_bad(values.values()):
            return BAD
        return kind.into(**values)


def _any_bad(values: Iterable[Any]) -> bool:
    return any(value is BAD for value in values)


def short_name(words: str) -> str:
    """What a short name makes of these words; "" where no letter or digit of them can stand in one."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(letter))
    return re.sub("[^a-z0-9]+", "-", bare).strip("-")


def name_problem(word: str, most: int = Name().most) -> tuple[str, str] | None:
    """What is wrong with a short name, and what to write instead; None where nothing is."""
    if not _NAME.fullmatch(word):
        suggestion = short_name(word)
        hint = f"Write `{_short(suggestion)}`." if suggestion else "Use letters, digits and hyphens."
        return f"`{_short(word)}` is not a short name: lower-case letters and digits, words joined by hyphens.", hint
    if len(word) > most:
        return f"The name has {len(word)} characters; at most {most} fit here.", "Take fewer words."
    return None


def yaml_meaning(node: Text) -> str:
    """What YAML would make of an unquoted scalar, in words; "" where it is a text to YAML too."""
    if not node.plain:
        return ""
    if not node.value:
        return "nothing at all"
    for tag, pattern in _RESOLVERS.get(node.value[0], ()):
        if pattern.match(node.value):
            return _MEANS.get(tag, "")
    return ""


def _no(word: str, noun: str) -> str:
    return f"`{_short(word)}` is not {noun}." if word else f"Nothing stands where {noun} belongs."


def _short(word: str) -> str:
    return word if len(word) <= 60 else f"{word[:60]}..."


def _what(node: Node) -> str:
    if isinstance(node, Items):
        return "a list"
    if isinstance(node, Fields):
        return "a group of fields"
    return "nothing" if not node.value else "a text"


def _at_least(kind: Many) -> str:
    return "at least one entry" if kind.least <= 1 else f"at least {kind.least} entries"


def _misspelt(name: str, unknown: list[str]) -> bool:
    from difflib import get_close_matches

    return bool(get_close_matches(name, [one for one in unknown if len(one) <= LONGEST_WORD], n=1, cutoff=0.7))


def _number_hint(word: str, kind: Whole) -> str:
    clock = re.fullmatch(r"(\d{1,3}):(\d{2})", word)
    if clock:
        return f"Write {int(clock[1]) * 60 + int(clock[2])}, in {kind.unit or 'digits'}."
    digits = re.sub(r"[_,' ]", "", word)
    if _WHOLE.fullmatch(digits):
        return f"Write {digits}."
    return "Write it in digits."
