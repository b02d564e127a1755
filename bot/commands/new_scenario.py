"""`new-scenario`: writes a starter file in which every field is explained, and beside it the schema that its head names."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path

from bot.cli import CommandError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("principle", metavar="PRINCIPLE", help="the leadership principle that the question asks for, such as dive_deep")
    parser.add_argument("id", metavar="ID", help="a short name in lower case, words joined by hyphens, such as slow-invoices")
    parser.add_argument("--folder", type=Path, default=Path("scenarios"), help="the folder of the scenarios (default: scenarios)")


def run(arguments: argparse.Namespace) -> int:
    from bot.content.problems import did_you_mean
    from bot.content.reading import name_problem
    from bot.content.schema import schema_text
    from bot.content.starter import starter
    from bot.core.vocabulary import PRINCIPLES
    from bot.store.files import write_whole

    if arguments.principle not in PRINCIPLES:
        raise CommandError(f"`{arguments.principle}` is not a principle. {did_you_mean(arguments.principle, PRINCIPLES)}", code=2)
    wrong = name_problem(arguments.id)
    if wrong:
        raise CommandError(" ".join(wrong), code=2)
    path = arguments.folder / arguments.principle / f"{arguments.id}.yaml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = starter(arguments.principle, arguments.id, arguments.folder.as_posix())
        write_whole(path, text.encode(), over=False, mode=0o666)
        with contextlib.suppress(FileExistsError):
            write_whole(arguments.folder / "scenario.schema.json", schema_text().encode(), over=False, mode=0o666)
    except FileExistsError:
        raise CommandError(f"{path} exists already. It was left as it is; choose another id.") from None
    except OSError as error:
        raise CommandError(f"{path} could not be written: {error.strerror}.") from None
    print(f"{path} is ready. What is still missing in it: python -m bot check {path}")
    return 0
