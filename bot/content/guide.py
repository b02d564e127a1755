"""The field table -> the field list and the vocabulary in the writers' guide (scenarios/README.md), between its markers.

`python -m bot.content.guide` prints the guide with that part brought up to date; a test holds the file against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import assert_never

from bot.content.fields import SCENARIO
from bot.content.kinds import Choice, Field, Kind, Many, Name, Prose, Record, Span, Truth, Whole
from bot.content.library import builtin_scenarios
from bot.core.vocabulary import FLAWS, PRINCIPLES, SIGNALS, Term

BEGIN = "<!-- generated from bot/content/fields.py: do not edit by hand -->"
END = "<!-- end of the generated part -->"


def guide_path() -> Path:
    return builtin_scenarios() / "README.md"


def with_fields(guide: str) -> str:
    """The guide with its generated part as it must be now. Raises ValueError where a marker is missing."""
    before, begin, rest = guide.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("The guide lacks one of its two markers.")
    return f"{before}{BEGIN}\n\n{field_list()}\n\n{END}{after}"


def field_list() -> str:
    """Every field of a scenario file as Markdown tables, then the vocabulary."""
    parts = [*_tables("The scenario", SCENARIO)]
    parts.append(_terms("Flaws, for weak replies and weak answers", FLAWS))
    parts.append(_terms("Signals, for strong replies and strong answers", SIGNALS))
    parts.append(_terms("Principles", PRINCIPLES))
    return "\n\n".join(parts)


def _tables(title: str, record: Record, path: str = "") -> Iterator[str]:
    rows = [f"| {_shown(one)} | {one.meaning} | {limits(one.kind)} |" for one in record.fields]
    yield "\n".join([f"### {title}", "| field | what it is | how much |", "| --- | --- | --- |", *rows])
    for names, inner in _groups(record).values():
        yield from _tables(f"{path}{', '.join(names)}", inner, f"{path}{names[0]} / ")


def _groups(record: Record) -> dict[tuple[Field, ...], tuple[list[str], Record]]:
    """The groups of fields inside a record; those that have the same fields (four of the stages, the levels) are told once."""
    groups: dict[tuple[Field, ...], tuple[list[str], Record]] = {}
    for one in record.fields:
        inner = one.kind.of if isinstance(one.kind, Many) else one.kind
        if isinstance(inner, Record):
            same = tuple(replace(field, starter="") for field in inner.fields)
            groups.setdefault(same, ([], inner))[0].append(one.name)
    return groups


def _shown(one: Field) -> str:
    return f"`{one.name}`" if one.required else f"`{one.name}` (may be left out)"


def limits(kind: Kind) -> str:
    """What fits into a field, in a few words."""
    match kind:
        case Prose():
            return f"to {kind.most:,} characters" + (", one paragraph" if kind.one_line and kind.most > 300 else "")
        case Name():
            return "lower-case words joined by hyphens"
        case Choice(words=words):
            return kind.noun if len(words) > 3 else " or ".join(f"`{word}`" for word in words)
        case Whole():
            return f"{kind.least} to {kind.most} {kind.unit}".rstrip()
        case Truth():
            return "`true` or `false`"
        case Many():
            what = "" if isinstance(kind.of, Record) else f", each {_each(kind.of)}"
            return f"{kind.least} to {kind.most}{what}"
        case Span():
            return f"two numbers, {limits(kind.of)}"
        case Record():
            return "the fields below"
        case _:
            assert_never(kind)


def _each(kind: Kind) -> str:
    return kind.noun if isinstance(kind, Choice) else limits(kind)


def _terms(title: str, terms: Mapping[str, Term]) -> str:
    rows = [f"| `{term.id}` | {term.meaning} |" for term in terms.values()]
    return "\n".join(
        [f"### {title}", "| id | deserved when |" if "Princ" not in title else "| id | what it asks for |", "| --- | --- |", *rows]
    )


if __name__ == "__main__":
    print(with_fields(guide_path().read_text(encoding="utf-8")), end="")  # noqa: T201  a command that prints
