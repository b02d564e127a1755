"""`python -m tests.commands_page`: writes docs/commands.md from the program itself: the shell's parser, and the commands that the real bot
registers with the loopback Discord. tests/discord_app/test_commands_page.py keeps the page in step."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.cli import build_parser

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
_MANY = 8  # choices; the sixteen principles need no list here
_GROUP, _SUB = (2, 1)  # Discord's option types of a subcommand group and a subcommand


def page(registered: Iterable[dict[str, Any]]) -> str:
    """The whole page; `registered` are command payloads as Discord has them."""
    lines = [
        "# Commands",
        "",
        "Written by `python -m tests.commands_page` from the program itself.",
        "",
        "## On Discord",
        "",
    ]
    commands = sorted(registered, key=lambda command: (command.get("type", 1), command["name"].lower()))
    for command in commands:
        lines += _menu(command) if command.get("type", 1) != 1 else _slash("/" + command["name"], command)
    lines += ["## In a shell", "", "`bar-raiser COMMAND`, or `python -m bot COMMAND`.", ""]
    for name, parser in _shell(build_parser()):
        lines += _command(name, parser)
    return "\n".join(lines).rstrip() + "\n"


def _menu(command: dict[str, Any]) -> list[str]:
    return [f"### {command['name']}", "", "In a message's menu, under Apps.", ""]


def _slash(name: str, command: dict[str, Any]) -> list[str]:
    options = command.get("options", [])
    inner = [option for option in options if option["type"] in (_GROUP, _SUB)]
    if inner:
        return [line for option in inner for line in _slash(f"{name} {option['name']}", option)]
    lines = [f"### `{name}`", "", command["description"], ""]
    if options:
        lines += ["| option | what it is |", "| --- | --- |"]
        for option in options:
            needed = " (needed)" if option.get("required") else ""
            names = [choice["name"] for choice in option.get("choices", [])]
            choices = f"one of {len(names)}" if len(names) > _MANY else "; ".join(names)
            lines.append(f"| `{option['name']}`{needed} | {option['description']}{f': {choices}' if choices else ''} |")
        lines.append("")
    return lines


def _shell(parser: argparse.ArgumentParser) -> list[tuple[str, argparse.ArgumentParser]]:
    actions = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return [(name, command) for action in actions for name, command in action.choices.items()]


def _command(name: str, parser: argparse.ArgumentParser) -> list[str]:
    lines = [f"### `{name}`", "", parser.description or "", ""]
    inner = _shell(parser)
    if inner:
        return lines + [line for sub, command in inner for line in _command(f"{name} {sub}", command)]
    rows = []
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        shown = ", ".join(action.option_strings) or str(action.metavar or action.dest)
        choices = f" ({', '.join(map(str, action.choices))})" if action.choices else ""
        rows.append(f"| `{shown}` | {action.help or ''}{choices} |")
    return [*lines, "| option | what it is |", "| --- | --- |", *rows, ""] if rows else lines


async def registered_commands() -> list[dict[str, Any]]:
    """What the real bot registers."""
    from tests.discord_server import BotProcess, DiscordServer

    with TemporaryDirectory() as folder:
        async with DiscordServer() as server:
            config = {"database": str(Path(folder) / "bot.sqlite3")}
            async with BotProcess(server, Path(folder), config=config, env={"DISCORD_TOKEN": server.token}) as bot:
                await bot.synced()
                return list(server.commands())


def main() -> None:
    PAGE.write_text(page(asyncio.run(registered_commands())), encoding="utf-8")
    print(PAGE.name, "written")


if __name__ == "__main__":
    main()
