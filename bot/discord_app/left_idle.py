"""A word to whoever left an interview idle: it is closed, nothing is lost, and one click goes on with it. Said where the interview is held;
where only its member sees it there is nowhere to say it, and `/history` does."""

from __future__ import annotations

import logging

import discord

from bot.discord_app.app import App
from bot.discord_app.channel_posts import post
from bot.discord_app.ids import CustomId
from bot.discord_app.places import gone
from bot.discord_app.render import Outgoing, Press, line
from bot.discord_app.retrying import discords
from bot.discord_app.steps import LATER
from bot.usecases.due import Due
from bot.usecases.reviving import LEFT_IDLE, left_idle
from bot.usecases.showing import Session
from bot.wording.blocks import moment
from bot.wording.language import speaking
from bot.wording.pages import titled

_log = logging.getLogger(__name__)


def serve_left_idle(client: discord.Client, app: App) -> None:
    async def tell(due: Due) -> int | None:
        session = await left_idle(app.interviews, due.key)
        channel = None if session is None else session.place.get("channel")
        if session is None or channel is None:
            return None
        with speaking(session.place.get("language")):
            message = closed_line(app, session, "discord.idle.closed")
        try:
            # One message, though the process may die between saying it and noting that it was said.
            await post(client.get_partial_messageable(int(channel)), f"{session.id}.idle", message)
        except discord.HTTPException as error:
            if gone(error):
                _log.info("that session %s was closed could not be told: its place is gone (%s)", session.id, error.code)
                return None
            if discords(error):
                return app.schedule.now() + LATER
            raise
        await app.flow.remarks.said(session)
        return None

    app.schedule.serve(LEFT_IDLE, tell)


def closed_line(app: App, session: Session, key: str) -> Outgoing:
    """What is said of an interview that was left idle, with the button that goes on with it."""
    go_on = Press(app.texts("history.action.revive"), CustomId("revive", session.id), "primary")
    title = titled(session.principle, session.level, session.mode, app.texts)
    return line(app.texts.text(key, since=moment(session.updated_at), title=title), [go_on])
