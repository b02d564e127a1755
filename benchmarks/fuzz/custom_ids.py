"""The parser of custom_ids: whatever Discord sends, it is one of ours exactly, or nothing."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.fuzz.coverage import Coverage
from benchmarks.fuzz.engine import Target
from benchmarks.fuzz.mutating import Mutator
from bot.discord_app.ids import LONGEST, VERSION, CustomId, parse

_SEEDS = (
    CustomId("submit", "abcdefgh2345", 3, "one"),
    CustomId("go_on".replace("_", ""), "abcdefgh2345", 0),
    CustomId("turn", "abcdefgh2345", 999_999, "12"),
    CustomId("judgep", value="sde2"),
    CustomId("vote", "a", 1, "strong_hire"),
)
_WORDS = (
    VERSION,
    "br0",
    "br2",
    ":",
    "::",
    "-",
    "0",
    "00",
    "1",
    "999999",
    "1000000",
    "-1",
    "+1",
    "a" * 16,
    "a" * 17,
    "z" * 60,
    "_.-",
    "A",
    "\n",
    "é",
    "١",
)


def _run(text: str) -> Iterable[object]:
    found = parse(text)
    if found is None:
        return ["nothing"]
    if str(found) != text:
        raise AssertionError(f"it is read as {found!s}")
    if len(text) > LONGEST or not text.isascii() or not 0 <= found.step <= 999_999:
        raise AssertionError(f"what could not have been ours is read: {found}")
    return ["ours", found.session == "-", bool(found.value), len(str(found.step))]


TARGET = Target(
    "custom-ids",
    lambda: [str(one) for one in _SEEDS],
    Mutator(_WORDS, 100_000),
    _run,
    Coverage(("bot/discord_app/ids.py",), lines=True),
    most_seconds=0.05,
)
