"""Registers the commands with Discord, and only when they have changed: what was registered is remembered by its hash."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Collection
from typing import Any

import discord
from discord import app_commands

from bot.config import Commands
from bot.usecases.facts import Facts

_log = logging.getLogger(__name__)
_FACT = "commands"


async def sync(tree: app_commands.CommandTree[discord.Client], application: int, wanted: Commands, facts: Facts) -> bool:
    """Registers the tree where the configuration wants it. False where nothing had changed. A change of scope takes the commands away
    from where they were, because Discord would show both."""
    digest = await _digest(tree, application, wanted)
    before = json.loads(await facts.get(_FACT) or "{}")
    if before.get("digest") == digest:
        return False
    if wanted.scope == "guild":
        for id in wanted.guilds:
            await _into(tree, id, anew=True)
        if before.get("scope") == "global":
            await tree.client.http.bulk_upsert_global_commands(application, [])
    else:
        await tree.sync()
    for id in set(before.get("guilds", ())) - set(wanted.guilds):
        try:
            await tree.client.http.bulk_upsert_guild_commands(application, id, [])
        except discord.Forbidden:
            _log.info("the commands of server %s could not be taken away: the bot is no longer in it", id)
    await facts.keep(_FACT, json.dumps({"digest": digest, "scope": wanted.scope, "guilds": list(wanted.guilds)}))
    _log.info("commands registered (%s)", wanted.scope)
    return True


async def came(tree: app_commands.CommandTree[Any], wanted: Commands, guilds: Collection[int]) -> None:
    """The bot is in these servers: those that have commands of their own, and none yet, get them."""
    for id in set(wanted.guilds) & set(guilds):
        await _into(tree, id, anew=False)


async def _into(tree: app_commands.CommandTree[Any], id: int, *, anew: bool) -> None:
    """Not `anew`: only where there are none."""
    guild = discord.Object(id)
    tree.copy_global_to(guild=guild)
    try:
        if anew or not await tree.fetch_commands(guild=guild):
            await tree.sync(guild=guild)
    except (discord.Forbidden, discord.NotFound):
        _log.warning("no commands in server %s (commands.guilds) yet: the bot is not in it. They come when it is invited", id)


async def _digest(tree: app_commands.CommandTree[discord.Client], application: int, wanted: Commands) -> str:
    """Changes with whatever Discord would be told, translations included."""

    async def described(command: Any) -> Any:
        return command.to_dict(tree) if tree.translator is None else await command.get_translated_payload(tree, tree.translator)

    kinds = (discord.AppCommandType.message, discord.AppCommandType.user)
    told = [await described(command) for command in tree.walk_commands() if command.parent is None]
    menus = [await described(menu) for kind in kinds for menu in tree.get_commands(type=kind)]
    parts = [application, wanted.scope, list(wanted.guilds), _by_name(told), _by_name(menus)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def _by_name(payloads: list[Any]) -> list[Any]:
    return sorted(payloads, key=lambda one: str(one["name"]))
