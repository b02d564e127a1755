"""Application commands as registered, and autocomplete's choices."""

from __future__ import annotations

import re

from ..jsontypes import Json
from .form import Form
from .interactive import Path

NAME = re.compile(r"^[-_'\w\u0900-\u097F\u0E00-\u0E7F]{1,32}$")
SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(1, 12)
MOST = {1: 100, 2: 15, 3: 15}
MOST_CHARACTERS = 8000
WHAT = {1: "slash commands", 2: "user commands", 3: "message commands"}


def check_commands(commands: list[Json]) -> None:
    form = Form()
    seen: set[tuple[int, str]] = set()
    for index, command in enumerate(commands):
        check_command(form, command, (index,))
        key = (kind(command), str(command.get("name")))
        if key in seen:
            form.wrong((index, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
        seen.add(key)
    for type_, most in MOST.items():
        of_kind = [command for command in commands if kind(command) == type_]
        if len(of_kind) > most:
            form.wrong((), "APPLICATION_COMMANDS_TOO_MANY", f"{len(of_kind)} {WHAT[type_]}; at most {most}")
    form.finish()


def kind(command: Json) -> int:
    return int(command.get("type") or 1)


def check_command(form: Form, command: Json, path: Path) -> None:
    name = form.text(command, "name", path, 32, least=1, required=True)
    if kind(command) == 1:
        _name(form, name, path)
        form.text(command, "description", path, 100, least=1, required=True)
    elif command.get("description"):
        form.wrong((*path, "description"), "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED", "Only slash commands have a description")
    _options(form, command.get("options") or [], (*path, "options"), depth=0)
    if _characters(command) > MOST_CHARACTERS:
        form.wrong(path, "APPLICATION_COMMAND_TOO_LARGE", f"{_characters(command)} characters; at most {MOST_CHARACTERS}")


def _name(form: Form, name: str, path: Path) -> None:
    if name and (not NAME.match(name) or name != name.lower()):
        form.wrong((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", f"Command name is invalid: {name!r}")


def _options(form: Form, options: list[Json], path: Path, depth: int) -> None:
    form.count(options, path, 25)
    nested = [option.get("type") in (SUBCOMMAND, GROUP) for option in options]
    if any(nested) and not all(nested):
        form.wrong(path, "APPLICATION_COMMAND_OPTIONS_MIXED", "Sub-commands and options cannot stand side by side")
    optional_seen = False
    names: set[str] = set()
    for index, option in enumerate(options):
        here = (*path, index)
        name = form.text(option, "name", here, 32, least=1, required=True)
        _name(form, name, here)
        form.text(option, "description", here, 100, least=1, required=True)
        if name in names:
            form.wrong((*here, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", "Option names must be unique")
        names.add(name)
        if option.get("type") in (SUBCOMMAND, GROUP):
            if depth == 2 or (option["type"] == GROUP and depth == 1):
                form.wrong(here, "APPLICATION_COMMAND_OPTIONS_DEPTH", "Nested too deep")
            _options(form, option.get("options") or [], (*here, "options"), depth + 1)
            continue
        if option.get("required") and optional_seen:
            form.wrong(
                here,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            )
        optional_seen = optional_seen or not option.get("required")
        choices = option.get("choices") or []
        form.count(choices, (*here, "choices"), 25)
        if choices and option.get("autocomplete"):
            form.wrong(here, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE", "Choices and autocomplete exclude each other")
        check_choices(form, choices, (*here, "choices"))


def check_choices(form: Form, choices: list[Json], path: Path) -> None:
    for index, choice in enumerate(choices):
        form.text(choice, "name", (*path, index), 100, least=1, required=True)
        if isinstance(choice.get("value"), str):
            form.text(choice, "value", (*path, index), 100, least=1)
        elif choice.get("value") is None:
            form.wrong((*path, index, "value"), "BASE_TYPE_REQUIRED", "This field is required")


def check_autocomplete(data: Json) -> None:
    form = Form()
    choices = data.get("choices") or []
    form.count(choices, ("data", "choices"), 25)
    check_choices(form, choices, ("data", "choices"))
    form.finish()


def _characters(command: Json) -> int:
    """Names, descriptions and values together, all levels."""
    total = len(command.get("name") or "") + len(command.get("description") or "")
    total += sum(_characters(option) for option in command.get("options") or [])
    for choice in command.get("choices") or []:
        total += len(choice.get("name") or "") + (len(choice["value"]) if isinstance(choice.get("value"), str) else 0)
    return total
