"""The sentences of the interface, by key.

They live in texts/<language>.toml, a large feature's in texts/<language>.<feature>.toml, so that a translator touches nothing else.
A sentence may hold `{values}`; a value that is a Span keeps its kind, so a person's words stay marked as theirs wherever a sentence
puts them. `*stars*` make words strong. A key with `one` and `other` is chosen by its value `n`.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from bot.wording.blocks import Span, SpanKind, Text

Value = str | int | float | Span | Text
DEFAULT_LANGUAGE = "en"
_HOME = Path(__file__).with_name("texts")


class Texts:
    """The sentences of one language. Calling it gives a plain string; `text` gives spans."""

    def __init__(self, language: str, table: Mapping[str, Any], fallback: Texts | None = None) -> None:
        self.language = language
        self._sentences = _flat(table)
        self._fallback = fallback

    def __call__(self, key: str, **values: Value) -> str:
        return "".join(span.text for span in self.text(key, **values))

    def __contains__(self, key: str) -> bool:
        return key in self._sentences or f"{key}.other" in self._sentences or (self._fallback is not None and key in self._fallback)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._sentences)

    def text(self, key: str, **values: Value) -> Text:
        """The sentence as spans. Raises KeyError for a key that no language has, or a value that the sentence lacks."""
        spans: list[Span] = []
        for part in _template(self._sentence(key, values)):
            if isinstance(part, Span):
                spans.append(part)
            else:
                # A value between stars is strong; one that is a span keeps its own kind, wherever it stands.
                name, kind = part
                spans += _spans(values[name], kind)
        return tuple(_joined(spans))

    def _sentence(self, key: str, values: Mapping[str, Value]) -> str:
        if "n" in values:
            numbered = f"{key}.{'one' if values['n'] == 1 else 'other'}"
            if numbered in self._sentences:
                return self._sentences[numbered]
        if key in self._sentences:
            return self._sentences[key]
        if self._fallback is None:
            raise KeyError(key)
        return self._fallback._sentence(key, values)


def load_texts(language: str = DEFAULT_LANGUAGE) -> Texts:
    """A language's sentences; English stands in for whatever it lacks, and for a language that is not there."""
    return _loaded(language if language in languages() else DEFAULT_LANGUAGE)


@cache
def _loaded(language: str) -> Texts:
    """Read once: every language holds English beside it."""
    return Texts(language, _read(language), None if language == DEFAULT_LANGUAGE else _loaded(DEFAULT_LANGUAGE))


def languages() -> list[str]:
    return sorted({name.split(".")[0] for name in _files()})


def _read(language: str) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for name in _files():
        if name.split(".")[0] == language:
            table |= _flat(tomllib.loads((_HOME / name).read_text(encoding="utf-8")))
    return table


@cache
def _files() -> tuple[str, ...]:
    """Looked up once: every interaction asks which languages there are."""
    return tuple(sorted(entry.name for entry in _HOME.iterdir() if entry.name.endswith(".toml")))


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    sentences: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            sentences |= _flat(value, f"{prefix}{key}.")
        else:
            # The same keys in every language.
            sentences[sys.intern(f"{prefix}{key}")] = value
    return sentences


@cache
def _template(sentence: str) -> tuple[Span | tuple[str, SpanKind], ...]:
    """A sentence taken apart, once for all: its spans, and for each value its name and the kind that it takes."""
    parts: list[Span | tuple[str, SpanKind]] = []
    starred = False
    for literal, name, _spec, _conversion in Formatter().parse(sentence):
        for place, part in enumerate(literal.split("*")):
            starred ^= place > 0
            if part:
                parts.append(Span(part, "strong" if starred else "plain"))
        if name is not None:
            parts.append((name, "strong" if starred else "plain"))
    return tuple(parts)


def _spans(value: Value, kind: SpanKind) -> list[Span]:
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return list(value)
    return [Span(str(value), kind)]


def _joined(spans: list[Span]) -> list[Span]:
    """Neighbours of one kind become one span, except a person's words, which keep their edges."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.kind in ("plain", "strong") and joined[-1].kind == span.kind:
            joined[-1] = Span(joined[-1].text + span.text, span.kind)
        else:
            joined.append(span)
    return joined
