"""Walking through trees of components, of messages and of modals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum

from .jsontypes import Json


class Kind(IntEnum):
    ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


SELECTS = frozenset({Kind.STRING_SELECT, Kind.USER_SELECT, Kind.ROLE_SELECT, Kind.MENTIONABLE_SELECT, Kind.CHANNEL_SELECT})


class NoSuchComponent(LookupError):
    pass


def children(component: Json) -> list[Json]:
    found = list(component.get("components") or [])
    found += [component[key] for key in ("accessory", "component") if component.get(key)]
    return found


def walk(components: Iterable[Json]) -> Iterator[Json]:
    """All components, a parent before its children, as they are read."""
    for component in components:
        yield component
        yield from walk(children(component))


def interactive(components: Iterable[Json]) -> list[Json]:
    """Buttons (links too) and selects."""
    return [part for part in walk(components) if part["type"] == Kind.BUTTON or part["type"] in SELECTS]


def button_name(button: Json) -> str:
    emoji = button.get("emoji") or {}
    return str(button.get("label") or emoji.get("name") or button.get("custom_id", ""))


def find(components: Iterable[Json], name: str) -> Json:
    """The button or select of that custom_id, label, or placeholder."""
    parts = interactive(components)
    for part in parts:
        if part.get("custom_id") == name:
            return part
    for part in parts:
        if name in (part.get("label"), part.get("placeholder")) or (part["type"] == Kind.BUTTON and button_name(part) == name):
            return part
    shown = [f"{button_name(p) if p['type'] == Kind.BUTTON else p.get('placeholder', 'select')} ({p.get('custom_id')})" for p in parts]
    raise NoSuchComponent(f"nothing called {name!r} here; there is: {', '.join(shown) or 'nothing to press'}")


def number(components: Iterable[Json]) -> None:
    """Give every component without one its `id`, as Discord does: in sequence, leaving out those that the sender chose."""
    parts = list(walk(components))
    taken = {part["id"] for part in parts if part.get("id")}
    following = 1
    for part in parts:
        if not part.get("id"):
            while following in taken:
                following += 1
            part["id"] = following
            taken.add(following)


def shown_texts(components: Iterable[Json]) -> list[str]:
    return [str(part["content"]) for part in walk(components) if part["type"] == Kind.TEXT]
