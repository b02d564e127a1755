"""The names and descriptions of commands in the languages that Discord knows and we speak."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Place

from bot.wording.catalogue import DEFAULT_LANGUAGE, Texts
from bot.wording.language import language_for

# Discord's limits for what it shows of a command.
NAME, DESCRIPTION = 32, 100


class Translator(app_commands.Translator):
    """Finds the other languages' sentences by the key that a text carries (`described`), and names by where they stand: a command's under
    `discord.name.command`, an option's under `discord.name.option`, a choice's under the vocabulary's own names."""

    def __init__(self, catalogues: dict[str, Texts]) -> None:
        self._catalogues = catalogues

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """None where the language is not ours, where it has no word for it, or the same one."""
        language = language_for(locale.value)
        if language == DEFAULT_LANGUAGE:
            return None
        texts = self._catalogues[language]
        found = next((texts(key) for key in _keys(string, context) if key in texts.keys), None)
        return None if found == str(string) else found


def _keys(string: app_commands.locale_str, context: Any) -> list[str]:
    if "key" in string.extras:
        return [f"discord.command.{string.extras['key']}"]
    if context.location is Place.parameter_name:
        return [f"discord.name.option.{string}"]
    if context.location is Place.choice_name:
        return [f"names.{kind}.{context.data.value}" for kind in ("principle", "level")]
    if context.location in (Place.command_name, Place.group_name):
        command = context.data
        if isinstance(command, app_commands.ContextMenu):
            return ["discord.command.judge"]
        # A group's own name stands beside those of what is in it.
        place = f"discord.name.command.{command.qualified_name.replace(' ', '.')}"
        return [f"{place}.name", place]
    return []
