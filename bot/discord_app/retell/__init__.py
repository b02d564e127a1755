"""`/retell`: a past story for another principle. Choose the story, choose the principle, see the plan, tell it, see what came of it."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands, ui

from bot.core.telling import Telling
from bot.core.vocabulary import PRINCIPLES
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.described import anywhere, described, options
from bot.discord_app.escape import cut, label
from bot.discord_app.forms import ONE, typed
from bot.discord_app.here import server_of
from bot.discord_app.ids import NO_SESSION, CustomId, session_id
from bot.discord_app.limits import CHOICES, OPTION_LABEL, SELECT_OPTIONS
from bot.discord_app.picking import picked
from bot.discord_app.render import ACCENTS, Outgoing, Press, line
from bot.discord_app.responding import Responder
from bot.discord_app.retell.forms import retell_form
from bot.discord_app.turning import leaf
from bot.discord_app.who import who
from bot.usecases.past_refusals import SamePrinciple
from bot.usecases.retell import Planned, Retellings, Retold
from bot.usecases.stories import Stories
from bot.usecases.tellings import Tellings
from bot.wording.blocks import Block, Note, Paragraph
from bot.wording.dates import day_of
from bot.wording.names import name_of
from bot.wording.retell import check_page, plan_page
from bot.wording.stories import story_name
from bot.wording.typed import fits


class RetellCommands(Cog):
    def __init__(self, app: App, tellings: Tellings) -> None:
        self.app = app
        self._retellings = Retellings(tellings)
        self._stories = Stories(tellings)

    async def cog_load(self) -> None:
        add = self.app.router.add
        add("retell", self.choose_story, "update")
        add("retellof", self.from_session)
        add("retellfor", self.choose_principle, "update")
        add("retellpage", self.turn, "update")
        add("retellwrite", self.ask)
        add("retold", self.tell, "update")

    @anywhere
    @app_commands.command(name="retell", description=described("retell"))
    @options("option.retell_{}", story=[])
    async def retell(self, interaction: discord.Interaction, story: str | None = None, principle: str | None = None) -> None:
        async with self.app.answering(interaction) as responder:
            named = await self._named(interaction.user)
            # What was typed and not chosen from the list says which story is meant, as far as it goes.
            meant = [one for one in named if one[1].session == story] or _fitting(named, story or "")
            if story is None or len(meant) != 1:
                await responder.private(self._tellings(meant or named, principle))
            elif principle is not None:
                await responder.private(await self._planned(interaction, meant[0][1].session, principle))
            else:
                await responder.private(self._principles(meant[0][1].session))

    @retell.autocomplete("story")
    async def stories(self, interaction: discord.Interaction, written: str) -> list[app_commands.Choice[str]]:
        fitting = _fitting(await self._named(interaction.user), written)
        return [app_commands.Choice(name=label(name), value=one.session) for name, one in fitting[:CHOICES]]

    # Choosing -------------------------------------------------------------------------------------------------------------

    async def choose_story(self, responder: Responder, id: CustomId) -> None:
        session = session_id(picked(responder))
        if id.value in PRINCIPLES:
            await responder.update(await self._planned(responder.interaction, session, id.value))
        else:
            await responder.update(self._principles(session))

    async def from_session(self, responder: Responder, id: CustomId) -> None:
        """From a session that is shown: its story, for a principle still to be chosen."""
        await responder.private(self._principles(id.session))

    async def choose_principle(self, responder: Responder, id: CustomId) -> None:
        await responder.update(await self._planned(responder.interaction, id.session, picked(responder)))

    # Telling --------------------------------------------------------------------------------------------------------------

    async def turn(self, responder: Responder, id: CustomId) -> None:
        found = await self._retellings.planned(who(responder.interaction.user), id.session)
        await responder.update(await self._page(responder.interaction.user, found, id.step))

    async def ask(self, responder: Responder, id: CustomId) -> None:
        """The box, with the first telling in it: it is changed rather than typed anew. A plan that was told shows what came of it."""
        found = await self._retellings.planned(who(responder.interaction.user), id.session)
        if isinstance(found, Retold):
            again = (Note(self.app.texts.text("retell.again")),)
            await responder.private(await self._page(responder.interaction.user, found, 0, *again))
            return
        await responder.form(retell_form(CustomId("retold", id.session), found.question, found.first, self.app.texts))

    async def tell(self, responder: Responder, id: CustomId) -> None:
        text = typed(responder.interaction).get(ONE, "")
        told = await self._retellings.tell(who(responder.interaction.user), id.session, text)
        if told.fresh:
            await responder.receipt()
            await responder.update(await self._page(responder.interaction.user, told, 0))
            return
        await responder.update(await self._page(responder.interaction.user, told, 0, Note(self.app.texts.text("retell.again"))))
        await responder.not_taken()

    # Pages ----------------------------------------------------------------------------------------------------------------

    async def _named(self, user: discord.abc.User) -> list[tuple[str, Telling]]:
        """What can be told again, each with the line that names it, the latest first."""
        texts, person = self.app.texts, who(user)
        options = await self._retellings.options(person)
        names = {story.id: story_name(story, texts) for story in (await self._stories.shelf(person)).stories}
        found = []
        for one in options:
            parts = [names.get(one.story or 0, ""), name_of("principle", one.principle, texts), day_of(one.told_at)]
            found.append((" · ".join(part for part in parts if part), one))
        return found

    def _tellings(self, named: list[tuple[str, Telling]], principle: str | None) -> Outgoing:
        """Those that can be told for the principle. Raises SamePrinciple where each was told for it."""
        texts = self.app.texts
        if not named:
            return line(texts.text("retell.none"))
        options = [
            discord.SelectOption(label=label(name), value=one.session, description=cut(one.question, OPTION_LABEL))
            for name, one in named
            if one.principle != principle
        ][:SELECT_OPTIONS]
        if principle is not None and not options:
            raise SamePrinciple(principle=principle)
        custom_id = str(CustomId("retell", NO_SESSION, 0, principle or ""))
        menu: ui.Select[Any] = ui.Select(custom_id=custom_id, options=options, placeholder=texts("retell.choose"))
        return self._menu(menu, Paragraph(texts.text("retell.which")))

    def _principles(self, session: str) -> Outgoing:
        texts = self.app.texts
        options = [discord.SelectOption(label=name_of("principle", id, texts), value=id) for id in PRINCIPLES]
        custom_id = str(CustomId("retellfor", session))
        menu: ui.Select[Any] = ui.Select(custom_id=custom_id, options=options, placeholder=texts("retell.choose_principle"))
        return self._menu(menu, Paragraph(texts.text("retell.which_principle")))

    def _menu(self, menu: ui.Select[Any], above: Block) -> Outgoing:
        return leaf((above,), 0, None, self.app.texts, menus=[menu])

    async def _planned(self, interaction: discord.Interaction, session: str, principle: str) -> Outgoing:
        user = interaction.user
        return await self._page(user, await self._retellings.plan(who(user), session, principle, server_of(interaction)), 0)

    async def _page(self, user: discord.abc.User, found: Planned | Retold, page: int, *above: Block) -> Outgoing:
        texts = self.app.texts
        planned = found.planned if isinstance(found, Retold) else found
        name = await self._story_name(user, planned)
        id = planned.id
        rows: list[tuple[Press, ...]]
        if isinstance(found, Retold):
            blocks = check_page(planned.plan, found.check, name, found.text, texts)
            rows = [
                (
                    Press(texts("retell.action.hold"), CustomId("reask", planned.session, 0, planned.plan.target), "primary"),
                    Press(texts("retell.action.again"), CustomId("retellof", planned.session)),
                )
            ]
            accent = ACCENTS[found.check.judgement.verdict]
        else:
            blocks = plan_page(planned.plan, name, planned.question, planned.first, texts)
            rows = [(Press(texts("retell.action.write"), CustomId("retellwrite", id), "primary"),)]
            accent = ACCENTS[planned.plan.mark.verdict]
        return leaf((*above, *blocks), page, lambda other: CustomId("retellpage", id, other), texts, rows=rows, accent=accent)

    async def _story_name(self, user: discord.abc.User, planned: Planned) -> str:
        telling = await self._stories.of_session(who(user), planned.session)
        if telling is None or telling.story is None:
            return self.app.texts("retell.a_story")
        return story_name(await self._stories.story(who(user), telling.story), self.app.texts)


def _fitting(named: list[tuple[str, Telling]], written: str) -> list[tuple[str, Telling]]:
    """Those whose line holds every word that was written."""
    return [(name, one) for name, one in named if fits(written, name, PRINCIPLES[one.principle].name)]
