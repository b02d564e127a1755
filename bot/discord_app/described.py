"""Names and descriptions of commands. They stand in the command tree, before it is known who reads them: English first, with the key that
a translator finds the other languages by."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from discord import app_commands

from bot.core.transitions import MODES
from bot.core.vocabulary import LEVELS, PRINCIPLES, VERDICTS, Term
from bot.discord_app.places import LADDER
from bot.wording.catalogue import Texts, load_texts

_Command = TypeVar("_Command")
_Callback = TypeVar("_Callback", bound=Callable[..., Any])

# Options that are chosen from a list: by the vocabulary's own names, or by a few words of their own in each language.
_TERMS: Mapping[str, Mapping[str, Term]] = {"principle": PRINCIPLES, "level": LEVELS, "verdict": VERDICTS}
_NAMED: Mapping[str, Sequence[str]] = {"mode": MODES, "story": ("own", "scenario"), "place": tuple(LADDER)}


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


def options(pattern: str = "option.{}", **chosen: list[app_commands.Choice[str]]) -> Callable[[_Callback], _Callback]:
    """Describes every option of a command's method by the sentence that `pattern` makes of its name, and gives a list to those that are
    chosen from one: what is `offered` under that name, or `chosen` instead (empty where it is typed). Stands right above the method."""

    def declare(method: _Callback) -> _Callback:
        # Without the cog and the interaction.
        names = tuple(inspect.signature(method).parameters)[2:]
        lists = {name: found for name in names if (found := chosen.get(name, offered(name)))}
        told = {name: described(pattern.format(name)) for name in names}
        return app_commands.choices(**lists)(app_commands.describe(**told)(method))

    return declare


def offered(option: str) -> list[app_commands.Choice[str]]:
    """What can be chosen for an option of that name, in whatever command; nothing where it is typed."""
    if option in _TERMS:
        return [app_commands.Choice(name=term.name, value=id) for id, term in _TERMS[option].items()]
    return [app_commands.Choice(name=described(f"choice.{option}.{id}"), value=id) for id in _NAMED.get(option, ())]
