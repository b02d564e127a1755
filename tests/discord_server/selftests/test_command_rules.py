"""What commands may be called, in every language."""

from __future__ import annotations

import pytest

from ..errors import InvalidForm
from ..jsontypes import Json
from ..rules.commands import check_commands


def command(name: str, spanish: str | None = None, **more: object) -> Json:
    return {"name": name, "description": "What it does", "name_localizations": {"es-ES": spanish} if spanish else None, **more}


def option(name: str, spanish: str) -> Json:
    return {"type": 3, **command(name, spanish)}


@pytest.mark.parametrize(
    ("commands", "code"),
    [
        ([command("learn", "Aprender")], "INVALID_NAME"),
        ([command("learn", "aprender esto")], "INVALID_NAME"),
        ([command("learn", "estudio"), command("study", "estudio")], "DUPLICATE_NAME"),
        ([command("learn", "study"), command("study")], "DUPLICATE_NAME"),
        ([command("learn", options=[option("a", "uno"), option("b", "uno")])], "NAME_DUPLICATE"),
        ([command("learn", description_localizations={"es-ES": "x" * 101})], "BASE_TYPE_BAD_LENGTH"),
    ],
)
def test_a_name_keeps_the_rules_in_every_language(commands: list[Json], code: str) -> None:
    with pytest.raises(InvalidForm) as refused:
        check_commands(commands)
    assert code in " ".join(problem.code for problem in refused.value.problems)


def test_names_that_differ_in_every_language_are_taken() -> None:
    check_commands([command("learn", "aprender"), command("study", "estudio"), command("help")])
