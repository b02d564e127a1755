"""The yardstick: a bare discord.py bot that answers what our bot answers, each time with the same constant.

It judges nothing, stores nothing and knows no scenario: what it takes is what Python, discord.py and the way to Discord and back take.
`python -m benchmarks.latency` runs it beside ours, as `SHARD` of `SHARDS`, against the same loopback server.
"""

from __future__ import annotations

import os
from typing import Any

import discord
from discord import ui

QUESTION = "Tell me about a time when you took on something significant outside your area of responsibility."
FEEDBACK = "The vote on this answer: Hire. You said what you did, why you did it, and what came of it."


class Form(ui.Modal):
    def __init__(self) -> None:
        super().__init__(title="Your answer", custom_id="submit", timeout=None)
        self.add_item(ui.TextDisplay(QUESTION))
        box: ui.TextInput[Form] = ui.TextInput(custom_id="one", style=discord.TextStyle.paragraph, max_length=4000)
        self.add_item(ui.Label(text="Your answer", description="What you leave is kept.", component=box))
        # Read in on_interaction, as ours are: discord.py keeps none of these in memory.
        self.stop()


class Page(ui.LayoutView):
    def __init__(self, text: str, button: str, custom_id: str) -> None:
        super().__init__(timeout=None)
        frame: ui.Container[Page] = ui.Container(accent_colour=0x3B5BA9)
        frame.add_item(ui.TextDisplay(text))
        row: ui.ActionRow[Page] = ui.ActionRow()
        row.add_item(ui.Button(label=button, custom_id=custom_id))
        frame.add_item(row)
        self.add_item(frame)
        self.stop()


class BareBot(discord.AutoShardedClient):
    def __init__(self) -> None:
        shards, shard = int(os.environ.get("SHARDS", "1")), int(os.environ.get("SHARD", "0"))
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(intents=intents, shard_count=shards, shard_ids=[shard], max_messages=None, chunk_guilds_at_startup=False)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        data: Any = interaction.data or {}
        match interaction.type, data.get("custom_id"):
            case discord.InteractionType.component, "answer":
                await interaction.response.send_modal(Form())
            case discord.InteractionType.component, "turn":
                await interaction.response.edit_message(view=Page(FEEDBACK, "Read on", "turn"))
            case discord.InteractionType.modal_submit, _:
                await interaction.response.edit_message(view=Page(FEEDBACK, "Answer", "answer"))
            case discord.InteractionType.application_command, _ if data["name"] == "learn":
                await interaction.response.send_message(view=Page(FEEDBACK, "Read on", "turn"))
            case discord.InteractionType.application_command, _:
                await interaction.response.send_message(view=Page(QUESTION, "Answer", "answer"))


def main() -> None:
    BareBot().run(os.environ["DISCORD_TOKEN"], log_handler=None)


if __name__ == "__main__":
    main()
