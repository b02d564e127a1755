"""A backtracking matcher that goes the ways of Python's own and counts its steps.

It reads the engine's own parse of a pattern and tries alternatives in the same order; what it leaves out are the engine's short cuts,
so it counts no less than the engine does. A repetition with an upper bound is taken as one of at most MOST_TURNS: its cost is a
factor, and growth is what is asked for.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

MOST_TURNS = 8
Then = Callable[[int], bool]
Node = tuple[Any, Any]

_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    c.CATEGORY_DIGIT: str.isdecimal,
    c.CATEGORY_NOT_DIGIT: lambda one: not one.isdecimal(),
    c.CATEGORY_SPACE: str.isspace,
    c.CATEGORY_NOT_SPACE: lambda one: not one.isspace(),
    c.CATEGORY_WORD: lambda one: one.isalnum() or one == "_",
    c.CATEGORY_NOT_WORD: lambda one: not (one.isalnum() or one == "_"),
}


class TooMuch(Exception):
    """More steps than were allowed."""


class Matcher:
    """`steps` counts every attempt at a part of the pattern. Raises TooMuch beyond `most`."""

    def __init__(self, pattern: re.Pattern[str], most: int = 10**9, *, bounded: bool = True) -> None:
        self.tree: Sequence[Node] = parser.parse(pattern.pattern, pattern.flags).data
        self.flags = pattern.flags
        self.steps = 0
        self._most = most
        self._bounded = bounded
        self._text = ""
        self._groups: dict[int, tuple[int, int]] = {}
        sys.setrecursionlimit(max(sys.getrecursionlimit(), 30_000))

    def matches(self, text: str) -> bool:
        """What `match` finds: whether the text begins with what the pattern describes."""
        self._text = text
        return self._match_at(0, True) is not None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """What `finditer` finds: the places of all matches."""
        self._text = text
        found: list[tuple[int, int]] = []
        start, empty_allowed = 0, True
        while start <= len(text):
            end = self._match_at(start, empty_allowed)
            if end is None:
                start, empty_allowed = start + 1, True
            else:
                found.append((start, end))
                # After an empty match the next one at its place takes something.
                start, empty_allowed = end, end != start
        return found

    def _match_at(self, start: int, empty_allowed: bool) -> int | None:
        self._groups = {}
        ends: list[int] = []

        def done(place: int) -> bool:
            if place == start and not empty_allowed:
                return False
            ends.append(place)
            return True

        return ends[0] if self._run(self.tree, 0, start, self.flags, done) else None

    def _run(self, nodes: Sequence[Node], at: int, place: int, flags: int, then: Then) -> bool:
        if at == len(nodes):
            return then(place)
        return self._node(nodes[at], place, flags, lambda next: self._run(nodes, at + 1, next, flags, then))

    def _node(self, node: Node, place: int, flags: int, then: Then) -> bool:
        self.steps += 1
        if self.steps > self._most:
            raise TooMuch
        op, value = node
        if is_single(op):
            return place < len(self._text) and one_fits(node, self._text[place], flags) and then(place + 1)
        if op is c.AT:
            return self._at(value, place, flags) and then(place)
        if op is c.BRANCH:
            return any(self._run(branch.data, 0, place, flags, then) for branch in value[1])
        if op is c.SUBPATTERN:
            return self._group(value, place, flags, then)
        if op in (c.MAX_REPEAT, c.MIN_REPEAT):
            low, high, inner = value
            return self._repeat(inner.data, self._least(low), self._high(high), place, flags, then, greedy=op is c.MAX_REPEAT)
        if op in (c.ASSERT, c.ASSERT_NOT):
            direction, inner = value
            start = place if direction > 0 else place - inner.getwidth()[0]
            # Seen from behind, it must end where we stand.
            seen = start >= 0 and self._run(inner.data, 0, start, flags, (lambda _end: True) if direction > 0 else place.__eq__)
            return seen == (op is c.ASSERT) and then(place)
        if op is c.GROUPREF:
            low, high = self._groups.get(value, (-1, -1))
            held = self._text[low:high]
            there = self._text[place : place + len(held)]
            same = there.lower() == held.lower() if flags & re.IGNORECASE else there == held
            return low >= 0 and same and then(place + len(held))
        raise NotImplementedError(op)

    def _least(self, low: int) -> int:
        return min(low, MOST_TURNS) if self._bounded else low

    def _high(self, high: int) -> int:
        return high if high is c.MAXREPEAT or not self._bounded else min(int(high), MOST_TURNS)

    def _group(self, value: Any, place: int, flags: int, then: Then) -> bool:
        group, added, taken, inner = value
        within = (flags | added) & ~taken

        def close(end: int) -> bool:
            before = self._groups.get(group)
            if group is not None:
                self._groups[group] = (place, end)
            if then(end):
                return True
            if before is not None:
                self._groups[group] = before
            else:
                self._groups.pop(group, None)
            return False

        return self._run(inner.data, 0, place, within, close)

    def _repeat(self, body: Sequence[Node], low: int, high: Any, place: int, flags: int, then: Then, *, greedy: bool) -> bool:
        if len(body) == 1 and is_single(body[0][0]):
            return self._repeat_single(body[0], low, high, place, flags, then, greedy=greedy)

        def turn(count: int, here: int) -> bool:
            def again(next: int) -> bool:
                # A turn that took nothing changes nothing: the engine stops there too.
                return next != here and turn(count + 1, next) if count >= low else turn(count + 1, next)

            more = high is c.MAXREPEAT or count < high
            if count < low:
                return self._run(body, 0, here, flags, again)
            if greedy:
                return (more and self._run(body, 0, here, flags, again)) or then(here)
            return then(here) or (more and self._run(body, 0, here, flags, again))

        return turn(0, place)

    def _repeat_single(self, node: Node, low: int, high: Any, place: int, flags: int, then: Then, *, greedy: bool) -> bool:
        end = place
        while end < len(self._text) and (high is c.MAXREPEAT or end - place < high) and one_fits(node, self._text[end], flags):
            self.steps += 1
            if self.steps > self._most:
                raise TooMuch
            end += 1
        ways = range(end, place + low - 1, -1) if greedy else range(place + low, end + 1)
        for way in ways:
            self.steps += 1
            if self.steps > self._most:
                raise TooMuch
            if then(way):
                return True
        return False

    def _at(self, where: Any, place: int, flags: int) -> bool:
        text = self._text
        if where is c.AT_BEGINNING:
            return place == 0 or (bool(flags & re.MULTILINE) and text[place - 1] == "\n")
        if where is c.AT_END:
            last = place == len(text) or (place == len(text) - 1 and text[place] == "\n")
            return last or (bool(flags & re.MULTILINE) and text[place] == "\n")
        if where is c.AT_BEGINNING_STRING:
            return place == 0
        if where is c.AT_END_STRING:
            return place == len(text)
        before = place > 0 and _CATEGORIES[c.CATEGORY_WORD](text[place - 1])
        after = place < len(text) and _CATEGORIES[c.CATEGORY_WORD](text[place])
        return (before != after) == (where is c.AT_BOUNDARY)


def is_single(op: Any) -> bool:
    """Whether a part of a pattern takes exactly one character."""
    return op in (c.LITERAL, c.NOT_LITERAL, c.ANY, c.IN, c.CATEGORY, c.RANGE)


def one_fits(node: Node, letter: str, flags: int) -> bool:
    """Whether the character is one that this part takes."""
    if node[0] is c.ANY:
        return letter != "\n" or bool(flags & re.DOTALL)
    cases = {letter}
    if flags & re.IGNORECASE:
        cases |= {one for one in (letter.lower(), letter.upper()) if len(one) == 1}
    if node[0] is c.NOT_LITERAL:
        return all(ord(one) != node[1] for one in cases)
    if node[0] is c.IN and node[1][0][0] is c.NEGATE:
        return not any(_in(part, one) for part in node[1][1:] for one in cases)
    return any(_in(part, one) for part in (node[1] if node[0] is c.IN else [node]) for one in cases)


def _in(part: Node, letter: str) -> bool:
    op, value = part
    if op is c.LITERAL:
        return ord(letter) == int(value)
    if op is c.RANGE:
        return bool(value[0] <= ord(letter) <= value[1])
    return _CATEGORIES[value](letter)
