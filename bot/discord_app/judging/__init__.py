"""**Judge this answer**: the vote on any message, for the eyes of whoever asked."""

from __future__ import annotations

from typing import Any, cast

import discord
from discord import app_commands, ui

from bot.core.answer import MAX_CHARACTERS
from bot.core.judge import grounds_of, judge
from bot.core.judgement import Asked
from bot.core.vocabulary import LEVELS, PRINCIPLES, Level
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.described import anywhere, described
from bot.discord_app.ids import CustomId
from bot.discord_app.interviews.parts import text_of
from bot.discord_app.paginate import sheets
from bot.discord_app.render import ACCENTS, Look, Outgoing, layout, line
from bot.discord_app.responding import Responder
from bot.discord_app.retrying import read
from bot.wording.judging import judged, judged_whole
from bot.wording.markdown import markdown
from bot.wording.names import name_of

# Where nobody said which: most stories are told for it, and the menu below the vote changes it.
FIRST_PRINCIPLE = "ownership"
ANSWER_FILE = "answer.txt"
WHOLE_FILE = "judgement.md"


class Judging(Cog):
    """The text that is judged travels with the vote, as a file on the same private message: a later choice of principle or level finds it
    there, after a restart as well, and nothing of what may be somebody else's message is stored."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._menu = anywhere(app_commands.ContextMenu(name=str(described("judge")), callback=self._command))

    async def cog_load(self) -> None:
        self.app.router.add("judgep", self.choose_principle, "update")
        self.app.router.add("judgel", self.choose_level, "update")

    def menu(self) -> app_commands.ContextMenu:
        """The message command, for the tree: a cog cannot hold one."""
        return self._menu

    async def _command(self, interaction: discord.Interaction, message: discord.Message) -> None:
        async with self.app.answering(interaction) as responder:
            self.app.pace(interaction.user, "answers")
            text = await text_of(message, None, lambda: self.app.pace(interaction.user, "uploads"))
            if not text.strip():
                await responder.private(line(self.app.texts.text("discord.judge.empty")))
                return
            settings = await self.app.settings.of(interaction.guild_id if interaction.is_guild_integration() else None)
            level = settings.level or self.app.config.level
            await responder.private(self._vote(text[:MAX_CHARACTERS], FIRST_PRINCIPLE, level))

    async def choose_principle(self, responder: Responder, id: CustomId) -> None:
        await self._again(responder, _picked(responder), id.value)

    async def choose_level(self, responder: Responder, id: CustomId) -> None:
        await self._again(responder, id.value, _picked(responder))

    async def _again(self, responder: Responder, principle: str, level: str) -> None:
        clicked = responder.interaction.message
        kept = next((file for file in clicked.attachments if file.filename == ANSWER_FILE), None) if clicked else None
        if kept is None or principle not in PRINCIPLES or level not in LEVELS:
            await responder.private(line(self.app.texts.text("discord.closed_step")))
            return
        self.app.pace(responder.interaction.user, "answers")
        try:
            text = (await read(kept)).decode("utf-8", "replace")
        except discord.HTTPException:
            await responder.private(line(self.app.texts.text("discord.judge.gone")))
            return
        await responder.update(self._vote(text, principle, level, kept))

    def _vote(self, text: str, principle: str, level: str, kept: discord.Attachment | None = None) -> Outgoing:
        texts = self.app.texts
        asked = Asked(principle, cast(Level, level), "")
        rubric = self.app.interviews.rubric
        judgement = judge(rubric, asked, text)
        found = sheets(judged(asked, judgement, grounds_of(rubric, judgement.because, judgement.ids), texts))
        held = texts("discord.judge.asked", principle=name_of("principle", principle, texts))
        view = layout(found[0], Look(ACCENTS[judgement.verdict]), below=f"{held} {texts('discord.judge.estimate')}")
        # Whatever the screen shows, the file shows all of it.
        view.add_item(_menu_row("judgep", level, principle, {id: name_of("principle", id, texts) for id in PRINCIPLES}))
        view.add_item(_menu_row("judgel", principle, level, {id: name_of("level", id, texts) for id in LEVELS}))
        view.add_item(ui.File(f"attachment://{WHOLE_FILE}"))
        view.add_item(ui.File(f"attachment://{ANSWER_FILE}"))
        whole = markdown(judged_whole(asked, judgement, text, texts))
        if kept is not None:
            return Outgoing(view=view, files=((WHOLE_FILE, whole),), kept=(kept,))
        return Outgoing(view=view, files=((WHOLE_FILE, whole), (ANSWER_FILE, text)))


def _menu_row(action: str, value: str, now: str, names: dict[str, str]) -> ui.ActionRow[Any]:
    options = [discord.SelectOption(label=name, value=id, default=id == now) for id, name in names.items()]
    return ui.ActionRow(ui.Select(custom_id=str(CustomId(action, value=value)), options=options))


def _picked(responder: Responder) -> str:
    data: Any = responder.interaction.data or {}
    return str(next(iter(data.get("values", ())), ""))
