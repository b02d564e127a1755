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
    seen: set[tuple[int, str, str]] = set()
    for index, command in enumerate(commands):
        check_command(form, command, (index,))
        # In no language may two have one name: those that have none of their own there are called as by default.
        for locale, name in _everywhere(commands, command):
            key = (kind(command), locale, name)
            if key in seen:
                form.wrong((index, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", f"Application command names must be unique ({locale})")
            seen.add(key)
    for type_, most in MOST.items():
        of_kind = [command for command in commands if kind(command) == type_]
        if len(of_kind) > most:
            form.wrong((), "APPLICATION_COMMANDS_TOO_MANY", f"{len(of_kind)} {WHAT[type_]}; at most {most}")
    form.finish()


def _everywhere(siblings: list[Json], one: Json) -> list[tuple[str, str]]:
    """The name in each language that any of its siblings is translated into, and by default."""
    locales = {locale for each in siblings for locale in each.get("name_localizations") or {}}
    told = one.get("name_localizations") or {}
    return [("default", str(one.get("name"))), *((locale, str(told.get(locale, one.get("name")))) for locale in sorted(locales))]


def kind(command: Json) -> int:
    return int(command.get("type") or 1)


def check_command(form: Form, command: Json, path: Path) -> None:
    name = form.text(command, "name", path, 32, least=1, required=True)
    if kind(command) == 1:
        _name(form, name, path)
        form.text(command, "description", path, 100, least=1, required=True)
        _translated(form, command, path)
    elif command.get("description"):
        form.wrong((*path, "description"), "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED", "Only slash commands have a description")
    _options(form, command.get("options") or [], (*path, "options"), depth=0)
    if _characters(command) > MOST_CHARACTERS:
        form.wrong(path, "APPLICATION_COMMAND_TOO_LARGE", f"{_characters(command)} characters; at most {MOST_CHARACTERS}")


def _name(form: Form, name: str, path: Path) -> None:
    if name and (not NAME.match(name) or name != name.lower()):
        form.wrong((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", f"Command name is invalid: {name!r}")


def _translated(form: Form, of: Json, path: Path) -> None:
    """Names and descriptions in other languages keep the rules of the default ones."""
    for locale, name in (of.get("name_localizations") or {}).items():
        form.text({"name": name}, "name", (*path, "name_localizations", locale), 32, least=1, required=True)
        _name(form, name, (*path, "name_localizations", locale))
    for locale, told in (of.get("description_localizations") or {}).items():
        form.text({"description": told}, "description", (*path, "description_localizations", locale), 100, least=1, required=True)


def _options(form: Form, options: list[Json], path: Path, depth: int) -> None:
    form.count(options, path, 25)
    nested = [option.get("type") in (SUBCOMMAND, GROUP) for option in options]
    if any(nested) and not all(nested):
        form.wrong(path, "APPLICATION_COMMAND_OPTIONS_MIXED", "Sub-commands and options cannot stand side by side")
    optional_seen = False
    names: set[tuple[str, str]] = set()
    for index, option in enumerate(options):
        here = (*path, index)
        name = form.text(option, "name", here, 32, least=1, required=True)
        _name(form, name, here)
        form.text(option, "description", here, 100, least=1, required=True)
        _translated(form, option, here)
        for called in _everywhere(options, option):
            if called in names:
                form.wrong((*here, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", f"Option names must be unique ({called[0]})")
            names.add(called)
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
        for locale, name in (choice.get("name_localizations") or {}).items():
            form.text({"name": name}, "name", (*path, index, "name_localizations", locale), 100, least=1, required=True)
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
    """Names, descriptions and values together, all levels; of each the longest, in whichever language."""
    total = _longest(command, "name") + _longest(command, "description")
    total += sum(_characters(option) for option in command.get("options") or [])
    for choice in command.get("choices") or []:
        total += _longest(choice, "name") + (len(choice["value"]) if isinstance(choice.get("value"), str) else 0)
    return total


def _longest(of: Json, key: str) -> int:
    return max(map(len, [of.get(key) or "", *(of.get(f"{key}_localizations") or {}).values()]))
