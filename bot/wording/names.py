"""The names of the vocabulary in the reader's language; English stands in vocabulary.py itself."""

from __future__ import annotations

from bot.core.vocabulary import FLAWS_AND_SIGNALS, LEVELS, PRINCIPLES, STAGES, VERDICTS
from bot.wording.catalogue import Texts

_TABLES = {"principle": PRINCIPLES, "level": LEVELS, "stage": STAGES, "verdict": VERDICTS, "id": FLAWS_AND_SIGNALS}


def name_of(kind: str, id: str, texts: Texts) -> str:
    """`kind` is principle, level, stage, verdict or id (a flaw or signal)."""
    key = f"names.{kind}.{id}"
    return texts(key) if key in texts else _TABLES[kind][id].name


def names_of(kind: str, ids: tuple[str, ...], texts: Texts) -> str:
    """Several names in one line, as one would say them."""
    return listed([name_of(kind, id, texts) for id in ids], texts)


def listed(items: list[str], texts: Texts) -> str:
    """`a`, `a and b`, `a, b and c`. A language may join otherwise before some sounds: `list.sound` is how they are spelled."""
    if len(items) < 2:
        return "".join(items)
    first, last = ", ".join(items[:-1]), items[-1]
    beginning = last.lower().startswith
    if beginning(tuple(texts("list.sound").split())) and not beginning(tuple(texts("list.no_sound").split())):
        return texts("list.last_by_sound", first=first, last=last)
    return texts("list.last", first=first, last=last)


def told_score(score: float) -> int:
    """A score in whole points, rounded down: what has just not reached a mark is not told with the points above it."""
    return int(score)


def decimal(value: float, places: int, texts: Texts) -> str:
    """A number with its decimals as the reader's language writes them: 1.5, or 1,5, where 12.345 would be twelve thousand."""
    return f"{value:.{places}f}".replace(".", texts("number.point"))


def clock(seconds: int) -> str:
    """Minutes and seconds, as on a stopwatch: 95 -> 1:35."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def span_of_time(seconds: tuple[int, int], texts: Texts) -> str:
    """A target such as "2:00 to 2:30", or "at most 2:00" where it starts at 0."""
    low, high = seconds
    return texts("time.at_most", high=clock(high)) if low == 0 else texts("time.between", low=clock(low), high=clock(high))
