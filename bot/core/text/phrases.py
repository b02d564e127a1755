"""Finds the lexicon's set phrases in a text.

The phrases are a graph: from a node the next word leads to the node of all phrases that may still go on, so that however many begin with
the same words, each word is looked up once. A node is made out when a text first reaches it: most are reached by no text of a day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from bot.core.text.lexicon import GAP, NUM, NUMBER, Phrase
from bot.core.text.tokens import Tokens

_NOWHERE: Mapping[str, Node] = {}  # shared by all nodes that no word leads on from


@dataclass(slots=True, eq=False)
class Node:
    """Where some phrases stand after a word. `bits` are the classes of those that end here; `words`, a figure or a mask of `classes`, and
    any word at all (`skip`) lead on. A node is to be `tried` where it may tell something whatever word comes next."""

    phrases: tuple[Phrase, ...]
    bits: int = 0
    words: Mapping[str, Node] = field(default_factory=lambda: _NOWHERE)
    classes: tuple[tuple[int, Node], ...] = ()
    skip: Node | None = None
    made_out: bool = False
    tried: bool = True


class PhraseFinder:
    """Finds phrases. Built once a rubric."""

    def __init__(self, phrases: Mapping[str, tuple[Phrase, ...]]) -> None:
        """`phrases` are a lexicon's: words that begin the same phrases share one tuple."""
        self._nodes: dict[tuple[Phrase, ...], Node] = {}  # nodes with the same phrases are one
        alike = {id(begun): Node(begun) for begun in phrases.values()}
        self.starts = {word: alike[id(begun)] for word, begun in phrases.items()}

    def find(self, tokens: Tokens) -> list[tuple[int, int]]:
        """(token, classes) wherever phrases begin: first those that begin with a word, in order, then those that begin with a figure."""
        words = tokens.words
        begun = [
            (at, node)
            for at, (node, after) in enumerate(zip(tokens.begins, [*words[1:], ""], strict=False))
            if node is not None and (node.tried or after in node.words)  # most words begin a phrase, few go on with one
        ]
        figure = self.starts.get("#")
        if figure is not None:
            begun += [(at, figure) for at in tokens.of_kind(NUMBER, 0, len(words))]
        ends = list(chain.from_iterable([end] * (end - first) for first, end in tokens.sentences))  # of each token's sentence
        out: list[tuple[int, int]] = []
        for at, node in begun:
            bits = self._bits(node, at + 1, ends[at], tokens)
            if bits:
                out.append((at, bits))
        return out

    def _bits(self, node: Node, at: int, end: int, tokens: Tokens) -> int:
        """The classes of the phrases that end at the node or go on from it with the token `at`. Bounded: phrases are short."""
        words = tokens.words
        bits = 0
        while True:
            if not node.made_out:
                self._make_out(node)
            bits |= node.bits
            if at >= end:
                return bits
            for edge, other in node.classes:
                if tokens.kinds[at] == NUMBER if edge == NUM else (tokens.bits[at] | tokens.infos[at].verb) & edge:
                    bits |= self._bits(other, at + 1, end, tokens)
            skip = node.skip
            if skip is not None and (skip.tried or (at + 1 < end and words[at + 1] in skip.words)):
                bits |= self._bits(skip, at + 1, end, tokens)
            following = node.words.get(words[at])
            if following is None:
                return bits
            node = following
            at += 1

    def _make_out(self, node: Node) -> None:
        by_word: dict[str, list[Phrase]] = {}
        by_class: dict[int, list[Phrase]] = {}
        skipped: list[Phrase] = []
        for bits, *rest in node.phrases:
            while rest and rest[0] == GAP:
                rest = rest[1:]
                after: Phrase = (bits, *rest)
                skipped.append(after)
            if not rest:
                node.bits |= bits
                continue
            element = rest[0]
            following: Phrase = (bits, *rest[1:])
            if isinstance(element, int):
                by_class.setdefault(element, []).append(following)
            else:
                for word in element:
                    by_word.setdefault(word, []).append(following)
        node.classes = tuple((edge, self._node(phrases)) for edge, phrases in by_class.items())
        node.skip = self._node(skipped) if skipped else None
        node.words = {word: self._node(phrases) for word, phrases in by_word.items()} or _NOWHERE
        node.tried = bool(node.bits or node.classes or node.skip)
        node.made_out = True

    def _node(self, phrases: Sequence[Phrase]) -> Node:
        key = tuple(phrases)
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = Node(key)
        return node
