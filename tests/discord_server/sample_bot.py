"""A small discord.py bot for the server's own tests: it uses every part of Discord that the product may use, rightly and, when
told to, wrongly.
"""

from __future__ import annotations

import asyncio
import io
import os
import sys
from typing import Any

import discord
from discord import app_commands, ui

INTENTS = discord.Intents.default()
QUIET = discord.AllowedMentions.none()


class Answer(ui.Modal, title="Your answer"):
    def __init__(self, opened_by: int) -> None:
        # Its own for every opening: discord.py finds a form by its custom_id alone and forgets it after one submit, so that
        # of two people with the same form open one would not be heard.
        super().__init__(custom_id=f"answer:{opened_by}")
        self.add_item(ui.TextDisplay("Speak of **one** story."))
        field: ui.TextInput[Answer] = ui.TextInput(style=discord.TextStyle.paragraph, custom_id="text", max_length=4000, default="A draft")
        self.add_item(ui.Label(text="Your answer", description="Two minutes of speech", component=field))
        radio: ui.RadioGroup[Answer] = ui.RadioGroup(custom_id="level", required=False)
        radio.add_option(label="Junior", value="l4")
        radio.add_option(label="Senior", value="l6")
        self.add_item(ui.Label(text="Level", component=radio))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        data: Any = interaction.data
        text = data["components"][1]["component"]["value"]
        await interaction.followup.send(f"You said: {text}", allowed_mentions=QUIET)


class Panel(ui.LayoutView):
    """Components V2."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        box: ui.Container[Panel] = ui.Container(accent_color=0x5865F2)
        box.add_item(ui.TextDisplay("## Ownership\nTell me about a time when you *took on* something outside your area."))
        box.add_item(ui.Separator())
        row: ui.ActionRow[Panel] = ui.ActionRow()
        row.add_item(ui.Button(label="Answer", style=discord.ButtonStyle.primary, custom_id="s1:answer"))
        row.add_item(ui.Button(label="Skip", custom_id="s1:skip"))
        row.add_item(ui.Button(label="Later", custom_id="s1:later", disabled=True))
        box.add_item(row)
        menu: ui.ActionRow[Panel] = ui.ActionRow()
        options = [discord.SelectOption(label="Hire", value="hire"), discord.SelectOption(label="No hire", value="no_hire")]
        menu.add_item(ui.Select(custom_id="s1:vote", placeholder="Your vote", options=options))
        box.add_item(menu)
        self.add_item(box)


class SampleBot(discord.AutoShardedClient):
    def __init__(self) -> None:
        super().__init__(intents=INTENTS, allowed_mentions=QUIET)
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        add_commands(self.tree)
        await self.tree.sync()

    async def on_ready(self) -> None:
        print("ready", flush=True)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        data: Any = interaction.data or {}
        custom_id = data.get("custom_id", "")
        if interaction.type is discord.InteractionType.component:
            await self.pressed(interaction, custom_id, data)

    async def pressed(self, interaction: discord.Interaction, custom_id: str, data: Any) -> None:
        if custom_id == "s1:answer":
            await interaction.response.send_modal(Answer(interaction.id))
        elif custom_id == "s1:skip":
            view = ui.LayoutView()
            view.add_item(ui.TextDisplay("Skipped."))
            await interaction.response.edit_message(view=view)
        elif custom_id == "s1:vote":
            await interaction.response.defer()
            await interaction.followup.send(f"Your vote: {data['values'][0]}", ephemeral=True)
        else:
            await interaction.response.send_message(f"This step is closed: {custom_id}", ephemeral=True)

    async def on_message(self, message: discord.Message) -> None:
        if message.author.bot:
            return
        if message.content:
            await message.channel.send(f"Heard: {message.content}", reference=message, mention_author=False)
        elif isinstance(message.channel, discord.Thread):
            await message.channel.send("I cannot read that here.")


def add_commands(tree: app_commands.CommandTree[SampleBot]) -> None:
    interview = app_commands.Group(name="interview", description="Rehearse")

    @interview.command(name="start", description="Begin")
    @app_commands.describe(principle="Which principle", place="Where")
    @app_commands.choices(place=[app_commands.Choice(name="Only you", value="here"), app_commands.Choice(name="A thread", value="thread")])
    async def start(interaction: discord.Interaction, principle: str, place: app_commands.Choice[str] | None = None) -> None:
        if place is not None and place.value == "thread":
            assert isinstance(interaction.channel, discord.TextChannel)
            await interaction.response.defer(ephemeral=True)
            thread = await interaction.channel.create_thread(name=f"Interview: {principle}", invitable=False)
            await thread.add_user(interaction.user)
            await thread.send("Tell me about a time ...", nonce=f"q{interaction.id}"[:25])
            await interaction.followup.send(f"Come to {thread.mention}")
        else:
            await interaction.response.send_message(view=Panel(), ephemeral=True)

    @start.autocomplete("principle")
    async def complete(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        names = ["Ownership", "Dive Deep", "Have Backbone"]
        return [app_commands.Choice(name=each, value=each.lower()) for each in names if current.lower() in each.lower()]

    @interview.command(name="report", description="A file and an embed")
    async def report(interaction: discord.Interaction) -> None:
        embed = discord.Embed(title="Debrief", description="You said *we*.", color=0x57F287)
        embed.add_field(name="Vote", value="Leaning no hire", inline=True).add_field(name="Level", value="Senior", inline=True)
        embed.set_footer(text="Rubric 1")
        file = discord.File(io.BytesIO(b"# Report\n"), "report.md", description="The whole report")
        await interaction.response.send_message("Here.", embed=embed, file=file)

    @tree.command(name="dm", description="Write to me in private")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def dm(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        try:
            await interaction.user.send("Hello in private")
        except discord.HTTPException as refused:
            await interaction.followup.send(f"Refused: {refused.code}")
        else:
            await interaction.followup.send("Look at your DMs")

    @tree.context_menu(name="Judge this answer")
    async def judge(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"{len(message.content.split())} words", ephemeral=True)

    @tree.command(name="wrong", description="Break a rule")
    @app_commands.allowed_installs(guilds=True, users=True)
    async def wrong(interaction: discord.Interaction, how: str) -> None:
        await WRONG[how](interaction)

    tree.add_command(interview)


async def _refusable(interaction: discord.Interaction, attempt: Any) -> None:
    try:
        await attempt
    except discord.HTTPException as refused:
        await interaction.followup.send(f"{refused.status} {refused.code}", ephemeral=True)


async def _too_long(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True)
    await _refusable(interaction, interaction.followup.send("x" * 2001))


async def _embeds(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True)
    await _refusable(interaction, interaction.followup.send(embeds=[discord.Embed(description="x" * 3500)] * 2))


async def _twice(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("once")
    again = interaction.response
    again._response_type = None  # forget, as a bot does that handles one event in two places
    try:
        await again.send_message("twice")
    except discord.HTTPException as refused:
        await interaction.followup.send(f"{refused.status} {refused.code}")


async def _silent(interaction: discord.Interaction) -> None:
    await asyncio.sleep(0)


async def _many(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("0")
    for n in range(1, 7):
        await _refusable_followup(interaction, n)


async def _refusable_followup(interaction: discord.Interaction, n: int) -> None:
    try:
        await interaction.followup.send(str(n))
    except discord.HTTPException as refused:
        await interaction.edit_original_response(content=f"stopped at {n}: {refused.code}")


async def _ping(interaction: discord.Interaction) -> None:
    await interaction.response.send_message(f"{interaction.user.mention} @everyone", allowed_mentions=discord.AllowedMentions.all())


async def _crash(interaction: discord.Interaction) -> None:
    raise RuntimeError("on purpose")


async def _v2_bytes(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True)
    view = ui.LayoutView()
    view.add_item(ui.TextDisplay("\N{GRINNING FACE}" * 2600))
    await _refusable(interaction, interaction.edit_original_response(view=view))


WRONG = {
    "too_long": _too_long,
    "embeds": _embeds,
    "twice": _twice,
    "silent": _silent,
    "many": _many,
    "ping": _ping,
    "crash": _crash,
    "v2_bytes": _v2_bytes,
}


def main() -> None:
    if "--privileged" in sys.argv:
        INTENTS.message_content = True
    SampleBot().run(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    main()
