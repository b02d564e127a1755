"""A member's own peer panels: the list behind `/history`, and each of them as files, from their side of it."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import ui

from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.escape import cut
from bot.discord_app.ids import NO_SESSION, CustomId, session_id, the_one
from bot.discord_app.limits import OPTION_LABEL
from bot.discord_app.paginate import sheets
from bot.discord_app.render import Look, Outgoing, Press, layout, line
from bot.discord_app.responding import Responder
from bot.discord_app.who import who
from bot.usecases.peer_reports import OwnPanel, PeerReports
from bot.usecases.showing import own_sessions
from bot.wording.blocks import Block, Note, Paragraph, named, plain
from bot.wording.catalogue import Texts
from bot.wording.dates import day_of
from bot.wording.document import files_of
from bot.wording.findings import heading
from bot.wording.names import name_of, names_of
from bot.wording.peer_report import document

PER_PAGE = 10


class PanelReports(Cog):
    def __init__(self, app: App) -> None:
        self.app = app

    async def cog_load(self) -> None:
        self.app.router.add("pplist", self.turn, "update")
        self.app.router.add("pppick", self.chosen)
        self.app.router.add("ppreport", self.pressed)

    async def turn(self, responder: Responder, id: CustomId) -> None:
        await responder.update(await panels_page(self.app, responder.interaction.user, id.step))

    async def chosen(self, responder: Responder, _id: CustomId) -> None:
        data: Any = responder.interaction.data or {}
        await self._send(responder, session_id(the_one(data.get("values", ()))))

    async def pressed(self, responder: Responder, id: CustomId) -> None:
        await self._send(responder, id.session)

    async def _send(self, responder: Responder, panel_id: str) -> None:
        """Both files, for the eyes of whoever asked: somebody else's panel is refused."""
        found = await reports_on(self.app).of(who(responder.interaction.user), panel_id)
        texts = self.app.texts
        # Two debriefs are some hundred kilobytes of text: they are written beside the event loop.
        files = await asyncio.to_thread(lambda: files_of(document(found, texts), texts))
        await responder.private(Outgoing(line(texts.text("peer.report.files")).content, files=files))


def reports_on(app: App) -> PeerReports:
    return PeerReports(app.means, app.interviews.rubric)


def panel_button(panel_id: str, texts: Texts) -> Press:
    """For under a panel that is over: each of the two gets their own side."""
    return Press(texts("report.button"), CustomId("ppreport", panel_id))


def panels_button(texts: Texts) -> Press:
    """For beside a member's sessions."""
    return Press(texts("peer.list.button"), CustomId("pplist"))


async def panels_page(app: App, user: discord.abc.User, page: int) -> Outgoing:
    """A page of the member's panels, and a menu to take one away."""
    texts, person = app.texts, who(user)
    found, total = await reports_on(app).listed(person, PER_PAGE, page * PER_PAGE)
    if not found and page:
        return await panels_page(app, user, 0)
    row = []
    if page:
        row.append(Press(texts("discord.history.newer"), CustomId("pplist", NO_SESSION, page - 1)))
    if (page + 1) * PER_PAGE < total:
        row.append(Press(texts("discord.history.older"), CustomId("pplist", NO_SESSION, page + 1)))
    if (await own_sessions(app.interviews, person, 1)).total:
        row.append(Press(texts("history.heading"), CustomId("history")))
    numbered = list(enumerate(found, page * PER_PAGE + 1))
    view = layout(sheets(_listing(numbered, total, texts))[0], Look(rows=(tuple(row),) if row else ()))
    if found:
        view.add_item(ui.ActionRow(_menu(numbered, page, texts)))
    return Outgoing(view=view)


def _listing(numbered: list[tuple[int, OwnPanel]], total: int, texts: Texts) -> tuple[Block, ...]:
    blocks: list[Block] = [heading("peer.list.heading", texts, 1)]
    if not numbered:
        blocks.append(Paragraph(texts.text("peer.list.empty")))
    for number, panel in numbered:
        partner = texts.text("peer.list.with", number=number, partner=named("member", panel.partner))
        blocks.append(Paragraph((*partner, *plain(f"\n{_about(panel, texts)}"))))
    if total > len(numbered):
        blocks.append(Note(texts.text("peer.list.page", shown=len(numbered), total=total)))
    return tuple(blocks)


def _menu(numbered: list[tuple[int, OwnPanel]], page: int, texts: Texts) -> ui.Select[Any]:
    options = [
        discord.SelectOption(label=cut(f"{number} · {_about(panel, texts)}", OPTION_LABEL), value=panel.id) for number, panel in numbered
    ]
    return ui.Select(custom_id=str(CustomId("pppick", NO_SESSION, page)), options=options, placeholder=texts("peer.list.choose"))


def _about(panel: OwnPanel, texts: Texts) -> str:
    parts = [day_of(panel.touched_at), names_of("principle", panel.principles, texts), name_of("level", panel.level, texts)]
    return " · ".join([*parts, texts("history.status.open")] if panel.is_open else parts)
