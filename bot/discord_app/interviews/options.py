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
from bot.wording.typed import fits


async def scenarios_for(app: App, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """What the option's list shows while somebody types: scenarios that can be had there."""
    shelf = await app.means.shelf(server_of(interaction))
    return matching(shelf.scenarios, typed, getattr(interaction.namespace, "principle", None), app.texts)


async def scenario_meant(app: App, interaction: discord.Interaction, typed: str | None) -> str | None:
    """What was typed and not chosen from the list means the one scenario that it fits."""
    if typed is None:
        return None
    found = await scenarios_for(app, interaction, typed)
    return str(found[0].value) if len(found) == 1 else typed


def matching(scenarios: Mapping[str, Scenario], typed: str, principle: str | None, texts: Texts) -> list[app_commands.Choice[str]]:
    """Scenarios whose title, id, line of work or principle hold every word typed, by the principle's English name as well, which most know;
    those of the chosen principle alone where one is."""
    found = []
    for scenario in scenarios.values():
        if principle in PRINCIPLES and scenario.principle != principle:
            continue
        name = name_of("principle", scenario.principle, texts)
        if fits(typed, scenario.title, scenario.id, scenario.domain, name, PRINCIPLES[scenario.principle].name):
            found.append(app_commands.Choice(name=cut(f"{scenario.title} · {name}", OPTION_LABEL), value=scenario.id))
    return found[:CHOICES]
