"""`judge`: one answer from a file or standard input, or many as JSON lines. The format is described in docs/judging.md."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from bot.cli import CommandError
from bot.commands.options import principle
from bot.core.vocabulary import BASE_LEVEL, LEVELS, PRINCIPLES

_STANDARD_INPUT = 0
# A NUL or two in fewer characters may be a slip.
_TELLING = 16


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--principle", type=principle, metavar="PRINCIPLE", help="the principle that was asked for")
    parser.add_argument("--level", choices=list(LEVELS), default=BASE_LEVEL, help=f"the level to judge at (default: {BASE_LEVEL})")
    parser.add_argument("--question", default="", metavar="QUESTION", help="what was asked")
    parser.add_argument(
        "--format", choices=["text", "json"], help="a note to read (default), or one JSON object; with --jsonl it is always JSON"
    )
    parser.add_argument("--jsonl", action="store_true", help="read one JSON object a line and print one a line, in the same order")
    parser.add_argument("file", nargs="?", type=_source, metavar="FILE", help="where the answer stands (default, or -: standard input)")


def run(arguments: argparse.Namespace) -> int:
    """0 when everything was judged, 1 when a line could not be read, 2 on bad usage."""
    from bot.commands.output import for_programs, put
    from bot.content.rubric import load_rubric
    from bot.usecases.judging import Defaults, judge_lines

    if not arguments.jsonl:
        return _judge_one(arguments)
    if arguments.format == "text":
        raise CommandError("--jsonl prints JSON alone: leave --format text out, or judge one answer at a time without --jsonl.", code=2)
    defaults = Defaults(arguments.principle, arguments.level, arguments.question)
    failed = False
    for_programs()
    for line in judge_lines(load_rubric(), _lines(arguments.file), defaults):
        put(f"{line.text}\n")
        failed |= not line.judged
    return 1 if failed else 0


def _judge_one(arguments: argparse.Namespace) -> int:
    from bot.commands.output import for_programs, put
    from bot.content.rubric import load_rubric
    from bot.core.answer import MAX_CHARACTERS
    from bot.core.judge import judge
    from bot.core.judgement import Asked
    from bot.usecases.judging import answer_json
    from bot.wording.language import load_spoken_now

    texts = load_spoken_now()
    if arguments.principle is None:
        raise CommandError(texts("judged.no_principle", principles=", ".join(PRINCIPLES)), code=2)
    as_json = arguments.format == "json"
    # Offsets count the characters as they stand, carriage returns among them; a note to read has its lines.
    text = "".join(_lines(arguments.file, newline="" if as_json else None))
    _refuse_utf16(text, arguments.file)
    if len(text) > MAX_CHARACTERS:
        raise CommandError(texts("judged.too_long", characters=len(text), most=MAX_CHARACTERS))
    asked = Asked(arguments.principle, arguments.level, arguments.question)
    judgement = judge(load_rubric(), asked, text)
    if as_json:
        for_programs()
        put(f"{answer_json(None, asked, judgement)}\n")
        return 0
    from bot.terminal.render import console, show
    from bot.wording.judged import note

    show(console(), note(judgement, texts))
    return 0


def _refuse_utf16(text: str, path: Path | None) -> None:
    head = text[:64]
    if len(head) >= _TELLING and head.count("\0") * 3 > len(head):
        what = "The standard input" if path is None else str(path)
        raise CommandError(f"{what}: this is saved as UTF-16, not as UTF-8. Save it again with the encoding UTF-8.", code=2)


def _source(name: str) -> Path | None:
    """Where to read from; None is the standard input, which a hyphen names as it does elsewhere."""
    return None if name == "-" else Path(name)


def _lines(path: Path | None, newline: str | None = None) -> Iterator[str]:
    """The lines of the file, or of standard input, as UTF-8 whatever the locale says; a mark of the byte order is none of the text. Bytes
    that are no UTF-8 come through as U+FFFD. Raises CommandError."""
    try:
        with open(path or _STANDARD_INPUT, encoding="utf-8-sig", errors="replace", newline=newline, closefd=path is not None) as source:
            first = source.readline()
            _refuse_utf16(first, path)
            yield first
            yield from source
    except OSError as error:
        what = "The standard input" if path is None else f"{path}: the file"
        raise CommandError(f"{what} cannot be read ({error.strerror}).", code=2) from error
