"""A record of ours is, to whoever uses one, what the standard library would have made of the same class."""

from __future__ import annotations

import copy
import dataclasses
import gc
import pickle
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from bot.core import frozen

Maker = Callable[[type], type]
STANDARD: Maker = dataclasses.dataclass(frozen=True, slots=True)
OURS: Maker = frozen.dataclass(frozen=True, slots=True)


def one_field(make: Maker) -> type:
    @make
    class Record:
        only: object

    return Record


def several(make: Maker) -> type:
    @make
    class Record:
        name: str
        places: tuple[int, ...] = ()
        kept: dict[str, int] = dataclasses.field(default_factory=dict, compare=False)
        made: str = dataclasses.field(init=False, repr=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "made", self.name.upper())

    return Record


def its_own(make: Maker) -> type:
    @make
    class Record:
        name: str

        def __repr__(self) -> str:
            return "told by itself"

        def __hash__(self) -> int:
            return 7

        def __eq__(self, other: object) -> bool:
            return isinstance(other, str)

    return Record


def none(make: Maker) -> type:
    @make
    class Record:
        pass

    return Record


@frozen.dataclass(frozen=True, slots=True)
class Ours:
    name: str
    places: tuple[int, ...] = ()


CASES: list[tuple[Callable[[Maker], type], list[tuple[Any, ...]]]] = [
    (one_field, [(1,), (1.0,), ("a",), (None,), (float("nan"),)]),
    (several, [("a",), ("b",), ("a", (1,)), ("a", (), {"x": 1})]),
    (its_own, [("a",), ("b",)]),
    (none, [()]),
]


@pytest.mark.parametrize(("shape", "values"), CASES)
def test_it_is_told_compared_and_hashed_alike(shape: Callable[[Maker], type], values: list[tuple[Any, ...]]) -> None:
    theirs, ours = ([made(*each) for each in values] for made in (shape(STANDARD), shape(OURS)))
    assert list(map(repr, ours)) == list(map(repr, theirs))
    assert list(map(hash, ours)) == list(map(hash, theirs))
    assert [[one == other for other in ours] for one in ours] == [[one == other for other in theirs] for one in theirs]
    assert not any(one == (other,) for one in ours for other in values)


def test_one_class_is_not_another() -> None:
    assert one_field(OURS)(1) != one_field(OURS)(1)


@pytest.mark.parametrize("record", [Ours("a", (1,)), several(OURS)("a")])
def test_nothing_of_it_can_be_changed(record: Any) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'name'"):
        record.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'other'"):
        record.other = "b"
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'name'"):
        del record.name
    assert record.name == "a"
    assert not hasattr(record, "__dict__")


def test_it_is_a_dataclass_to_the_standard_library() -> None:
    assert [one.name for one in dataclasses.fields(Ours)] == ["name", "places"]
    assert dataclasses.replace(Ours("a", (1,)), name="b") == Ours("b", (1,))
    assert dataclasses.asdict(Ours("a", (1,))) == {"name": "a", "places": (1,)}
    assert pickle.loads(pickle.dumps(Ours("a", (1,)))) == copy.deepcopy(Ours("a", (1,))) == Ours("a", (1,))
    match Ours("a", (1,)):
        case Ours(name, places):
            assert (name, places) == ("a", (1,))


def test_one_class_is_left_of_it() -> None:
    """Of the two that are made for one with slots."""
    kept: list[weakref.ref[type]] = []

    def watched(cls: type) -> type:
        kept.append(weakref.ref(cls))
        return OURS(cls)

    made = several(watched)
    gc.collect()
    assert [one() for one in kept] == [None]
    assert made("a").made == "A"


def test_other_kinds_are_the_standard_librarys() -> None:
    with pytest.raises(TypeError, match="standard library's"):
        frozen.dataclass(frozen=False, slots=True)
