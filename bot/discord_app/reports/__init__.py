"""A session as files: the button **As a file** wherever a session is shown."""

from __future__ import annotations

import asyncio

from discord import ui

from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.ids import CustomId
from bot.discord_app.render import Outgoing, Press, line
from bot.discord_app.responding import Responder
from bot.discord_app.who import who
from bot.usecases.reports import report_of
from bot.wording.catalogue import Texts
from bot.wording.document import files_of
from bot.wording.report import document

ACTION = "report"


class Reports(Cog):
    def __init__(self, app: App) -> None:
        self.app = app

    async def cog_load(self) -> None:
        self.app.router.add(ACTION, self.send)

    async def send(self, responder: Responder, id: CustomId) -> None:
        """Both files, for the eyes of whoever asked: somebody else's session is refused."""
        found = await report_of(self.app.interviews, who(responder.interaction.user), id.session)
        # A long session is some hundred kilobytes of text: it is written beside the event loop.
        texts = self.app.texts
        files = await asyncio.to_thread(lambda: files_of(document(found, texts), texts))
        await responder.private(Outgoing(line(texts.text("report.files")).content, files=files))


def report_button(session: str, texts: Texts) -> Press:
    """For the row under a session that is shown."""
    return Press(texts("report.button"), CustomId(ACTION, session))


def with_report(message: Outgoing, session: str, texts: Texts) -> Outgoing:
    """A framed page of a session, the button under it."""
    if isinstance(message.view, ui.LayoutView):
        press = report_button(session, texts)
        message.view.add_item(ui.ActionRow(ui.Button(label=press.label, custom_id=str(press.id))))
    return message
