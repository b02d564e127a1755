"""Texts that make a pattern work, built from the pattern itself: each of its repetitions is led up to, driven far with whatever it takes,
and broken off by something that it does not expect; what nearly matches is written many times over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from benchmarks.patterns.matcher import Node, is_single, one_fits

# What characters are tried for a class; and what breaks a match off.
_LETTERS = " a1.-_@\nxA,$%:/`*'\"#|~<[\\!?…é’\t+&"
_BREAKS = ("\0", "x", " ")
_MOST_TEXTS = 120


def hostile(pattern: re.Pattern[str], length: int) -> list[str]:
    """Texts of about `length` characters for this pattern, the same at every call."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    texts: dict[str, None] = {}
    for before, pumps, after in _driven(tree.data, "", pattern.flags):
        for pump in pumps:
            for end in (*_BREAKS, "!" + after):
                texts[before + pump * (length // max(1, len(pump))) + end] = None
            unit = before + pump
            texts[unit * (length // max(1, len(unit)))] = None
            texts[(unit + " ") * (length // (len(unit) + 1)) + "\0"] = None
    whole = _example(tree.data, pattern.flags)
    for unit in (whole, whole[:-1], whole + " ", whole[:-1] + " "):
        if unit:
            texts[unit * (length // len(unit)) + "\0"] = None
    return list(texts)[:_MOST_TEXTS]


def _driven(nodes: Sequence[Node], before: str, flags: int) -> Iterator[tuple[str, list[str], str]]:
    """For each repetition in these nodes: what leads up to it, what drives it, and what would follow."""
    for place, node in enumerate(nodes):
        rest = _example(nodes[place + 1 :], flags)
        op, value = node
        if op in (c.MAX_REPEAT, c.MIN_REPEAT):
            _low, high, body = value
            if high is c.MAXREPEAT or int(high) > 1:
                following = [one for one in _LETTERS if _takes_first(nodes[place + 1 :], one, flags)]
                yield before, _pumps(body.data, flags, following), rest
            yield from ((led, pumps, after or rest) for led, pumps, after in _driven(body.data, before, flags))
        elif op is c.SUBPATTERN:
            within = (flags | value[1]) & ~value[2]
            yield from ((led, pumps, after or rest) for led, pumps, after in _driven(value[3].data, before, within))
        elif op is c.BRANCH:
            for branch in value[1]:
                yield from ((led, pumps, after or rest) for led, pumps, after in _driven(branch.data, before, flags))
        elif op in (c.ASSERT, c.ASSERT_NOT):
            yield from _driven(value[1].data, before, flags)
        before += _example([node], flags)


def _pumps(body: Sequence[Node], flags: int, following: list[str]) -> list[str]:
    """What the repetition takes: single characters of several kinds, those first that what follows takes as well; or an example of each way
    through its body."""
    if len(body) == 1 and is_single(body[0][0]):
        taken = [one for one in dict.fromkeys((*following, *_LETTERS)) if one_fits(body[0], one, flags)]
        return taken[:4] or [_letter(body[0], flags)]
    found = dict.fromkeys(filter(None, (_example(body, flags), *(_example(way, flags) for way in _ways(body)))))
    return list(found)[:4]


def _ways(body: Sequence[Node]) -> Iterator[Sequence[Node]]:
    for place, (op, value) in enumerate(body):
        inner = value[3].data if op is c.SUBPATTERN else body
        for at, (kind, ways) in enumerate(inner):
            if kind is c.BRANCH:
                for way in ways[1]:
                    yield [*body[:place], *inner[:at], *way.data, *inner[at + 1 :], *body[place + 1 :]] if inner is not body else [
                        *body[:at], *way.data, *body[at + 1 :]
                    ]  # fmt: skip


def _takes_first(nodes: Sequence[Node], letter: str, flags: int) -> bool:
    """Whether something could follow that begins with this character."""
    for op, value in nodes:
        if is_single(op):
            return one_fits((op, value), letter, flags)
        if op in (c.MAX_REPEAT, c.MIN_REPEAT):
            if _takes_first(value[2].data, letter, flags):
                return True
            if value[0]:
                return False
        elif op is c.SUBPATTERN:
            return _takes_first(value[3].data, letter, (flags | value[1]) & ~value[2])
        elif op is c.BRANCH:
            return any(_takes_first(branch.data, letter, flags) for branch in value[1])
    return False


def _example(nodes: Sequence[Node], flags: int) -> str:
    """A short text that these nodes take, as far as that can be told without trying."""
    return "".join(_example_of(node, flags) for node in nodes)


def _example_of(node: Node, flags: int) -> str:
    op, value = node
    if is_single(op):
        return _letter(node, flags)
    if op is c.SUBPATTERN:
        return _example(value[3].data, (flags | value[1]) & ~value[2])
    if op is c.BRANCH:
        return _example(value[1][0].data, flags)
    if op in (c.MAX_REPEAT, c.MIN_REPEAT):
        return _example(value[2].data, flags) * max(1, int(value[0]))
    return ""


def _letter(node: Any, flags: int) -> str:
    if node[0] is c.LITERAL:
        return chr(node[1])
    found = next((one for one in "ax1 A.-" + _LETTERS if one_fits(node, one, flags)), None)
    return found or next(chr(one) for one in range(0x10000) if one_fits(node, chr(one), flags))
