"""The field table -> a commented starter file, for `python -m bot new-scenario` and for `/pack new`.

Every field stands in it with its meaning as a comment and a text to be replaced. The file is readable as it is, so that `check`
answers with what is missing instead of with an error of form.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.fields import SCENARIO
from bot.content.guide import limits
from bot.content.kinds import PLACEHOLDER, Choice, Field, Kind, Many, Name, Prose, Record

_WIDE = 118


def starter(principle: str, identifier: str, folder: str = "scenarios") -> str:
    """The text of a starter file for this principle and id (file name: `<id>.yaml`, in the principle's folder inside of `folder`)."""
    head = [
        "# yaml-language-server: $schema=../scenario.schema.json",
        "# How to write a scenario: scenarios/README.md. What is still missing:",
        f"#     python -m bot check {folder}/{principle}/{identifier}.yaml",
        f"# Every text that begins with {PLACEHOLDER} is yours to write. Delete comments as you go.",
    ]
    return _file(head, principle, identifier)


def starter_to_send(principle: str, identifier: str) -> str:
    """The same for somebody without a shell, who sends the file to the bot."""
    head = [
        "# How to write a scenario: each comment says what belongs below it. What is still missing: send this file with /pack add.",
        f"# It stands as {identifier}.yaml, and is taken when nothing is missing; until then you are told every line that lacks something.",
        f"# Every text that begins with {PLACEHOLDER} is yours to write. Delete comments as you go.",
    ]
    return _file(head, principle, identifier)


def _file(head: list[str], principle: str, identifier: str) -> str:
    chosen = {"id": identifier, "principle": principle}
    return "\n".join([*head, "", *_fields(SCENARIO, 0, chosen)]) + "\n"


def _fields(record: Record, indent: int, chosen: dict[str, str]) -> Iterator[str]:
    pad = " " * indent
    for number, one in enumerate(record.fields):
        if indent == 0 and number:
            yield ""
        yield from _comment(one, pad)
        yield from _value(one, indent, chosen)


def _comment(one: Field, pad: str) -> Iterator[str]:
    words = f"{one.meaning} ({limits(one.kind)})".split() if not isinstance(one.kind, Record) else one.meaning.split()
    line = f"{pad}#"
    for word in words:
        if len(line) + 1 + len(word) > _WIDE:
            yield line
            line = f"{pad}#"
        line += f" {word}"
    yield line


def _value(one: Field, indent: int, chosen: dict[str, str]) -> Iterator[str]:
    pad = " " * indent
    kind = one.kind
    if isinstance(kind, Record):
        yield f"{pad}{one.name}:"
        yield from _fields(kind, indent + 2, chosen)
    elif isinstance(kind, Many):
        yield f"{pad}{one.name}:"
        for number in range(max(kind.least, 1)):
            yield from _item(kind.of, one.starter, indent + 2, chosen, number)
    elif isinstance(kind, Prose) and kind.most > 300:
        yield f"{pad}{one.name}: >"
        yield f"{pad}  {PLACEHOLDER} {one.starter}"
    else:
        yield f"{pad}{one.name}: {_short(kind, chosen.get(one.name, one.starter) if indent == 0 else one.starter)}"


def _item(kind: Kind, text: str, indent: int, chosen: dict[str, str], number: int) -> Iterator[str]:
    pad = " " * indent
    if not isinstance(kind, Record):
        yield f"{pad}- {_short(kind, text, number)}"
        return
    lines = list(_fields(kind, indent + 2, chosen))
    if number:  # the meanings stand at the first entry; the others repeat the fields alone
        lines = [line for line in lines if not line.lstrip().startswith("#")]
    first = next(index for index, line in enumerate(lines) if not line.lstrip().startswith("#"))
    yield from (line[2:] for line in lines[:first])
    yield f"{pad}- {lines[first].lstrip()}"
    yield from lines[first + 1 :]


def _short(kind: Kind, text: str, number: int = 0) -> str:
    if isinstance(kind, Prose):
        suffix = f" {number + 1}" if number else ""
        return f'"{PLACEHOLDER} {text}{suffix}"'
    if isinstance(kind, Choice) and number:
        return kind.words[(kind.words.index(text) + number) % len(kind.words)]
    if isinstance(kind, Name) and number:
        return f"{text}-{number + 1}"
    return text
