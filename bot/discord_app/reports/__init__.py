"""A session as files: the button **As a file** wherever a session is shown."""

from __future__ import annotations

import asyncio

from discord import ui

from bot.core.report import Report
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.flow import who
from bot.discord_app.ids import CustomId
from bot.discord_app.render import Outgoing, Press, line
from bot.discord_app.responding import Responder
from bot.usecases.reports import report_of
from bot.wording.catalogue import Texts
from bot.wording.markdown import markdown
from bot.wording.report import file_name, report, title_of

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
        files = await asyncio.to_thread(files_of, found, self.app.texts)
        await responder.private(Outgoing(line(self.app.texts.text("report.files")).content, files=files))


def files_of(found: Report, texts: Texts) -> tuple[tuple[str, str], ...]:
    """(name, text) of the page and of the Markdown file."""
    blocks, name = report(found, texts), file_name(found)
    # With the names of all the characters that HTML has names for.
    from bot.wording.html import html

    return (f"{name}.html", html(title_of(found, texts), blocks, texts.language)), (f"{name}.md", markdown(blocks))


def report_button(session: str, texts: Texts) -> Press:
    """For the row under a session that is shown."""
    return Press(texts("report.button"), CustomId(ACTION, session))


def with_report(message: Outgoing, session: str, texts: Texts) -> Outgoing:
    """A framed page of a session, the button under it."""
    if isinstance(message.view, ui.LayoutView):
        press = report_button(session, texts)
        message.view.add_item(ui.ActionRow(ui.Button(label=press.label, custom_id=str(press.id))))
    return message
