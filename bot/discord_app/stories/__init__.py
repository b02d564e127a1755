"""`/stories`: the member's stories against the principles; each can be named, joined with another, or a telling of it parted from it."""

from __future__ import annotations

import logging
from typing import Any, cast

import discord
from discord import app_commands, ui

from bot.core.coverage import Coverage, Story
from bot.core.vocabulary import LEVELS, Level
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.described import anywhere, described, options
from bot.discord_app.drawing import Drawing
from bot.discord_app.escape import cut, label
from bot.discord_app.forms import ONE, typed
from bot.discord_app.ids import NO_SESSION, CustomId, number, session_id
from bot.discord_app.limits import OPTION_LABEL, SELECT_OPTIONS
from bot.discord_app.picking import picked
from bot.discord_app.render import Outgoing, Press
from bot.discord_app.responding import Responder
from bot.discord_app.stories.forms import name_form
from bot.discord_app.turning import leaf, pictured
from bot.discord_app.who import who
from bot.usecases.stories import Stories
from bot.usecases.tellings import Tellings
from bot.wording.dates import day_of
from bot.wording.names import name_of
from bot.wording.stories import matrix_alternative, stories_page, story_name, story_page

_log = logging.getLogger(__name__)
PICTURE = "stories.png"


class StoriesCommands(Cog):
    def __init__(self, app: App, tellings: Tellings, drawing: Drawing) -> None:
        self.app = app
        self.stories = Stories(tellings)
        self._drawing = drawing
        self._routes = {
            "stories": (self.turn, "update"),
            "story": (self.show, "update"),
            "storyname": (self.ask_name, "private"),
            "storynamed": (self.rename, "update"),
            "storyjoin": (self.join, "update"),
            "storypart": (self.ask_part, "private"),
            "storyparted": (self.part, "update"),
        }

    async def cog_load(self) -> None:
        for action, (handler, waits) in self._routes.items():
            self.app.router.add(action, handler, waits)  # type: ignore[arg-type]  # the table's second column is what it takes

    @anywhere
    @app_commands.command(name="stories", description=described("stories"))
    @options("option.loop_{}")
    async def shelf(self, interaction: discord.Interaction, level: str | None = None) -> None:
        async with self.app.answering(interaction) as responder:
            await responder.private(await self._shelf(interaction.user, 0, level or self.app.config.level))

    async def turn(self, responder: Responder, id: CustomId) -> None:
        await responder.update(await self._shelf(responder.interaction.user, id.step, id.value))

    async def show(self, responder: Responder, id: CustomId) -> None:
        """A page of one story: chosen from the menu, or named by a button."""
        chosen = picked(responder) or id.value
        await responder.update(await self._story(responder.interaction.user, number(chosen), id.step))

    # Naming, joining, parting ---------------------------------------------------------------------------------------------

    async def ask_name(self, responder: Responder, id: CustomId) -> None:
        story = await self.stories.story(who(responder.interaction.user), number(id.value))
        texts = self.app.texts
        await responder.form(name_form(CustomId("storynamed", NO_SESSION, 0, id.value), texts("stories.form.name"), story.name, texts))

    async def rename(self, responder: Responder, id: CustomId) -> None:
        name = typed(responder.interaction).get(ONE, "")
        person = who(responder.interaction.user)
        story = await self.stories.rename(person, number(id.value), name)
        await responder.receipt()
        await responder.update(await self._story(responder.interaction.user, story.id))

    async def join(self, responder: Responder, id: CustomId) -> None:
        story = await self.stories.join(who(responder.interaction.user), number(id.value), number(picked(responder)))
        await responder.update(await self._story(responder.interaction.user, story.id))

    async def ask_part(self, responder: Responder, id: CustomId) -> None:
        texts = self.app.texts
        await responder.form(name_form(CustomId("storyparted", session_id(picked(responder))), texts("stories.form.part"), "", texts))

    async def part(self, responder: Responder, id: CustomId) -> None:
        name = typed(responder.interaction).get(ONE, "")
        story = await self.stories.part(who(responder.interaction.user), id.session, name)
        await responder.receipt()
        await responder.update(await self._story(responder.interaction.user, story.id))

    # Pages ----------------------------------------------------------------------------------------------------------------

    async def _shelf(self, user: discord.abc.User, page: int, level: str) -> Outgoing:
        texts = self.app.texts
        level = level if level in LEVELS else self.app.config.level
        shelf = await self.stories.shelf(who(user))
        found = self.stories.held_against(shelf, cast(Level, level))
        menus = [self._menu(found)] if found.rows else []
        message = leaf(
            stories_page(found, shelf.borrowed, texts),
            page,
            lambda other: CustomId("stories", NO_SESSION, other, level),
            texts,
            menus=menus,
        )
        if not found.rows or page:
            return message
        try:
            # What draws is loaded by whoever sees a chart first.
            from bot.wording.charts import coverage_chart

            picture = await self._drawing(coverage_chart, found, texts)
        except Exception:
            _log.exception("the matrix of %d stories could not be drawn", len(found.rows))
            return message
        return pictured(message, PICTURE, picture, matrix_alternative(found, texts))

    async def _story(self, user: discord.abc.User, story_id: int, page: int = 0) -> Outgoing:
        texts, person = self.app.texts, who(user)
        story = await self.stories.story(person, story_id)
        others = [one for one in (await self.stories.shelf(person)).stories if one.id != story.id]
        rows = [
            (
                Press(texts("stories.action.name"), CustomId("storyname", NO_SESSION, 0, str(story.id)), "primary"),
                Press(texts("stories.action.back"), CustomId("stories", NO_SESSION, 0, self.app.config.level)),
            )
        ]
        menus = []
        if others:
            menus.append(self._joining(story, others))
        if len({telling.session for telling in story.tellings if not telling.retold}) > 1:
            menus.append(self._parting(story))
        return leaf(
            story_page(story, texts),
            page,
            lambda other: CustomId("story", NO_SESSION, other, str(story.id)),
            texts,
            rows=rows,
            menus=menus,
        )

    def _menu(self, found: Coverage) -> ui.Select[Any]:
        options = [
            discord.SelectOption(label=label(f"{place} · {story_name(row.story, self.app.texts)}"), value=str(row.story.id))
            for place, row in enumerate(found.rows[:SELECT_OPTIONS], 1)
        ]
        custom_id = str(CustomId("story", NO_SESSION))
        return ui.Select(custom_id=custom_id, options=options, placeholder=self.app.texts("stories.action.open"))

    def _joining(self, story: Story, others: list[Story]) -> ui.Select[Any]:
        options = [discord.SelectOption(label=label(story_name(one, self.app.texts)), value=str(one.id)) for one in others[:SELECT_OPTIONS]]
        custom_id = str(CustomId("storyjoin", NO_SESSION, 0, str(story.id)))
        return ui.Select(custom_id=custom_id, options=options, placeholder=self.app.texts("stories.action.join"))

    def _parting(self, story: Story) -> ui.Select[Any]:
        texts = self.app.texts
        tellings = [telling for telling in reversed(story.tellings) if not telling.retold][:SELECT_OPTIONS]
        options = [
            discord.SelectOption(
                label=cut(f"{day_of(telling.told_at)} · {name_of('principle', telling.principle, texts)}", OPTION_LABEL),
                value=telling.session,
                description=cut(telling.question, OPTION_LABEL),
            )
            for telling in tellings
        ]
        custom_id = str(CustomId("storypart", NO_SESSION, 0, str(story.id)))
        return ui.Select(custom_id=custom_id, options=options, placeholder=texts("stories.action.part"))
