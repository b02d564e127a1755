"""What a history was narrowed to, in the few characters that a button has room for: `p3.l1` is the fourth principle at the second level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.transitions import MODES
from bot.core.vocabulary import LEVELS, PRINCIPLES, VERDICTS
from bot.usecases.showing import HistoryFilter

_KINDS: Mapping[str, tuple[str, Sequence[str]]] = {
    "p": ("principle", tuple(PRINCIPLES)),
    "l": ("level", tuple(LEVELS)),
    "m": ("mode", MODES),
    "v": ("verdict", tuple(VERDICTS)),
}


def packed(wanted: HistoryFilter) -> str:
    """ "" for a history that is not narrowed."""
    parts = []
    for letter, (name, ids) in _KINDS.items():
        value = getattr(wanted, name)
        if value in ids:
            parts.append(f"{letter}{ids.index(value)}")
    return ".".join(parts)


def unpacked(value: str) -> HistoryFilter:
    """What `packed` made; a part that says nothing is left out."""
    found: dict[str, str] = {}
    for part in value.split("."):
        name, ids = _KINDS.get(part[:1], ("", ()))
        place = int(part[1:]) if part[1:].isdigit() else len(ids)
        if place < len(ids):
            found[name] = ids[place]
    return HistoryFilter(**found)
