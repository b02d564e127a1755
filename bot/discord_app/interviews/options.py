"""The search in the scenarios for the option `scenario`."""

from __future__ import annotations

from collections.abc import Mapping

import discord
from discord import app_commands

from bot.core.scenario import Scenario
from bot.core.vocabulary import PRINCIPLES
from bot.discord_app.app import App
from bot.discord_app.escape import cut
from bot.discord_app.here import server_of
from bot.discord_app.limits import CHOICES, OPTION_LABEL
from bot.wording.catalogue import Texts
from bot.wording.names import name_of


async def scenarios_for(app: App, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """What the option's list shows while somebody types: scenarios that can be had there."""
    shelf = await app.means.shelf(server_of(interaction))
    return matching(shelf.scenarios, typed, getattr(interaction.namespace, "principle", None), app.texts)


def matching(scenarios: Mapping[str, Scenario], typed: str, principle: str | None, texts: Texts) -> list[app_commands.Choice[str]]:
    """Scenarios whose title, id, line of work or principle hold every word typed; those of the chosen principle alone where one is."""
    words = typed.lower().split()
    found = []
    for scenario in scenarios.values():
        if principle in PRINCIPLES and scenario.principle != principle:
            continue
        name = name_of("principle", scenario.principle, texts)
        searched = f"{scenario.title} {scenario.id} {scenario.domain} {name}".lower()
        if all(word in searched for word in words):
            found.append(app_commands.Choice(name=cut(f"{scenario.title} · {name}", OPTION_LABEL), value=scenario.id))
    return found[:CHOICES]
