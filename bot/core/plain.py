"""Core objects <-> plain JSON data: states, events and replies, with an exact round trip.

The dataclasses are the format: a field is a key, a tuple a list, a member of a union carries its class name under "is". What
was stored by an older version is read by the rule that every field added later has a default; keys that are no longer known are
dropped. What a newer version stored is refused rather than read wrongly."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from bot.core.events import Event
from bot.core.frozen import dataclass
from bot.core.replies import Reply
from bot.core.state import Interview

STATE_VERSION = 1
_TAG = "is"
# Values that are JSON data already.
_PLAIN = frozenset({str, int, float, bool})
_Kind = TypeVar("_Kind")


class NotReadable(ValueError):
    """Stored data that does not fit: `str()` says where in the data, and what was expected there."""


def state_to_data(state: Interview) -> dict[str, Any]:
    """JSON data that `state_from_data` turns into an equal Interview."""
    return {"version": STATE_VERSION, **to_data(state)}


def state_from_data(data: Mapping[str, Any]) -> Interview:
    """The Interview that was stored. Raises NotReadable for what a newer version stored and for data that does not fit."""
    version = data.get("version", 1)
    if not isinstance(version, int) or version > STATE_VERSION:
        raise NotReadable(
            f"This interview was stored by a newer version of the bot (format {version}; this one reads up to {STATE_VERSION}). "
            "Nothing was changed. Update the bot to go on with it."
        )
    return from_data(Interview, data)


def replies_to_data(replies: Sequence[Reply]) -> list[dict[str, Any]]:
    """Replies as stored beside the turn that they answer, so that they can be shown again exactly as they were."""
    return [{_TAG: type(reply).__name__, **to_data(reply)} for reply in replies]


def replies_from_data(data: Sequence[Mapping[str, Any]]) -> tuple[Reply, ...]:
    return tuple(_decode(Reply, item, f"replies[{place}]") for place, item in enumerate(data))


def event_to_data(event: Event) -> dict[str, Any]:
    return {_TAG: type(event).__name__, **to_data(event)}


def event_from_data(data: Mapping[str, Any]) -> Event:
    return cast(Event, _decode(Event, data, "event"))


def to_data(value: Any) -> Any:
    """One dataclass as JSON data. Values under `object` hints must be plain data already."""
    return _encode(type(value), value)


def from_data(kind: type[_Kind], data: Mapping[str, Any]) -> _Kind:
    """The dataclass of this kind that `to_data` was given. Raises NotReadable."""
    return cast(_Kind, _decode(kind, data, kind.__name__))


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a hint says, worked out once: a state is read with every click, and has some two hundred values. `fields` are those of a
    dataclass, each with its hint, whether it may be missing, and the types whose values are what the hint says already; `dataclasses` those
    that a union may be."""

    origin: Any
    inner: tuple[Any, ...]
    fields: tuple[tuple[str, Any, bool, frozenset[Any]], ...]
    dataclasses: tuple[type, ...]


@cache
def _shape(hint: Any) -> _Shape:
    origin, inner = get_origin(hint), get_args(hint)
    members = inner if origin in (Union, types.UnionType) else (hint,)
    found = tuple(member for member in members if isinstance(member, type) and is_dataclass(member))
    return _Shape(origin, inner, _fields(hint) if found == (hint,) else (), found)


def _fields(kind: type) -> tuple[tuple[str, Any, bool, frozenset[Any]], ...]:
    """Names that only type checkers import are never annotations of stored classes."""
    hints = get_type_hints(kind)
    return tuple(
        (one.name, hint := hints[one.name], one.default is not MISSING or one.default_factory is not MISSING, _plain_of(hint))
        for one in fields(kind)
    )


def _plain_of(hint: Any) -> frozenset[Any]:
    members = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    return frozenset(member for member in members if member in _PLAIN or member is type(None))


def _encode(hint: Any, value: Any) -> Any:
    kind: Any = type(value)
    if value is None or kind in _PLAIN:
        return value
    if is_dataclass(value):
        data = {}
        for name, inner, _, _ in _shape(kind).fields:
            one = getattr(value, name)
            data[name] = one if one is None or type(one) in _PLAIN else _encode(inner, one)  # most are plain: no call for each
        return {_TAG: kind.__name__, **data} if len(_shape(hint).dataclasses) > 1 else data
    if isinstance(value, tuple):
        inner = _shape(hint).inner
        if len(inner) == 2 and inner[1] is Ellipsis:
            return [_encode(inner[0], item) for item in value]
        return [_encode(part, item) for part, item in zip(inner, value, strict=True)]
    if isinstance(value, Mapping):
        inner = _shape(hint).inner
        return {key: _encode(inner[1] if inner else object, item) for key, item in value.items()}
    return value


def _decode(hint: Any, data: Any, where: str) -> Any:
    if type(data) is hint:
        return data
    if hint is Any or hint is object:
        return data
    shape = _shape(hint)
    origin = shape.origin
    if origin in (Union, types.UnionType):
        return _decode_union(shape, data, where)
    if origin is Literal:
        return _checked(data in shape.inner, data, f"one of {', '.join(map(str, shape.inner))}", where)
    if shape.dataclasses:
        return _decode_dataclass(hint, data, where)
    if origin is tuple:
        return _decode_tuple(shape.inner, data, where)
    if origin is not None and issubclass(origin, Mapping):
        _checked(isinstance(data, Mapping), data, "a mapping", where)
        return {key: _decode(shape.inner[1], item, f"{where}.{key}") for key, item in data.items()}
    number = hint is float and isinstance(data, int) and not isinstance(data, bool)
    return _checked(number, data, f"a value of type {hint.__name__}", where)


def _checked(fits: bool, data: Any, expected: str, where: str) -> Any:
    if not fits:
        raise NotReadable(f"{where}: expected {expected}, found {type(data).__name__} {str(data)[:60]!r}")
    return data


def _decode_union(shape: _Shape, data: Any, where: str) -> Any:
    if data is None and type(None) in shape.inner:
        return None
    candidates = shape.dataclasses
    if len(candidates) > 1:
        name = data.get(_TAG) if isinstance(data, Mapping) else None
        kind = next((candidate for candidate in candidates if candidate.__name__ == name), None)
        _checked(kind is not None, name, f"one of {', '.join(candidate.__name__ for candidate in candidates)}", where)
        return _decode_dataclass(cast(type, kind), data, where)
    return _decode(next(member for member in shape.inner if member is not type(None)), data, where)


def _decode_tuple(inner: tuple[Any, ...], data: Any, where: str) -> tuple[Any, ...]:
    _checked(isinstance(data, list | tuple), data, "a list", where)
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(_decode(inner[0], item, f"{where}[{place}]") for place, item in enumerate(data))
    _checked(len(inner) == len(data), data, f"{len(inner)} values", where)
    return tuple(_decode(part, item, f"{where}[{place}]") for place, (part, item) in enumerate(zip(inner, data, strict=True)))


def _decode_dataclass(kind: type, data: Any, where: str) -> Any:
    _checked(isinstance(data, Mapping), data, f"the fields of {kind.__name__}", where)
    values = {}
    for name, hint, may_be_missing, plain in _shape(kind).fields:
        if name in data:
            value = data[name]
            # Most are plain: no call for each, and no words for a place that nobody will be told.
            values[name] = value if type(value) in plain else _decode(hint, value, f"{where}.{name}")
        elif not may_be_missing:
            raise NotReadable(f"{where}.{name}: missing")
    try:
        return kind(**values)
    except ValueError as problem:
        raise NotReadable(f"{where}: {problem}") from problem
