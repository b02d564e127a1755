"""Names and descriptions of commands. They stand in the command tree, before it is known who reads them: English first, with the key that
a translator finds the other languages by."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from discord import app_commands

from bot.core.transitions import MODES
from bot.core.vocabulary import LEVELS, PRINCIPLES, VERDICTS
from bot.discord_app.places import LADDER
from bot.wording.catalogue import Texts, load_texts

_Command = TypeVar("_Command")


@cache
def _english() -> Texts:
    return load_texts()


def described(key: str) -> app_commands.locale_str:
    """The English sentence under `discord.command.<key>`."""
    return app_commands.locale_str(_english()(f"discord.command.{key}"), key=key)


def anywhere(command: _Command) -> _Command:
    """Makes a command available to servers and to people, in servers, in direct messages and in private channels."""
    command = app_commands.allowed_installs(guilds=True, users=True)(command)
    return app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(command)


def principles() -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=term.name, value=id) for id, term in PRINCIPLES.items()]


def levels() -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=term.name, value=id) for id, term in LEVELS.items()]


def verdicts() -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=term.name, value=id) for id, term in VERDICTS.items()]


def choices(kind: str) -> list[app_commands.Choice[str]]:
    """What a mode, a story or a place can be, each in a few words."""
    ids = {"mode": MODES, "story": ("own", "scenario"), "place": tuple(LADDER)}[kind]
    return [app_commands.Choice(name=described(f"choice.{kind}.{id}"), value=id) for id in ids]
