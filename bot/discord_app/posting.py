"""A step's messages in a channel: pages, the open question, the file. Where they went is the session's new place."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

import discord

from bot.discord_app.limits import NONCE
from bot.discord_app.recent import Held, Place, Recent
from bot.discord_app.render import Outgoing, buttons, layout, line
from bot.discord_app.screens import Screen, screen
from bot.usecases.exchange import Shown
from bot.wording.blocks import Text
from bot.wording.catalogue import Texts

CANNOT_ATTACH = (50013, 40005, 20009)


async def post(
    channel: discord.abc.Messageable,
    shown: Shown,
    texts: Texts,
    *,
    again: bool = False,
    lead: str | None = None,
    recent: Recent | None = None,
) -> dict[str, Any]:
    """Posts what the session shows and returns what its place has to note: the first and the last message, and the step.

    A step is posted once: its nonce makes Discord give back the message that is there when a request is repeated after a lost answer or a
    restart. `again` posts it anew all the same. `lead` is the key of a line above it. `recent` keeps it for whoever turns its pages.
    Raises what discord.py raises."""
    session = shown.session
    tag = secrets.token_hex(2) if again else ""
    look = screen_of(shown, texts, apart=True, lead=() if lead is None else (texts.text(lead),))
    if recent is not None and lead is None:
        recent.keep(place_of(shown, session.step, texts, apart=True), Held(look, is_live(shown, session.step)))
    sent: list[discord.Message] = []

    async def send(part: str, message: Outgoing) -> None:
        nonce = f"{session.id}.{session.step}{part}{tag}"[:NONCE]
        sent.append(await channel.send(nonce=nonce, **message.sending()))

    if look.pages:
        await send("p", page_of(look, shown, session.step, 0, texts))
    if look.question is not None:
        await send("q", Outgoing(look.question, buttons(look.rows)))
    # A message that was there already is older than those sent now.
    noted = {"message": sent[-1].id, "first": min(message.id for message in sent), "step": session.step}
    if look.file is not None:
        try:
            await send("f", line(texts.text("discord.debrief.file"), file=look.file))
        except discord.HTTPException as error:
            if error.code not in CANNOT_ATTACH:
                raise
            await send("n", line(texts.text("discord.debrief.no_file")))
    return noted


async def say(channel: discord.abc.Messageable, message: Outgoing) -> discord.Message:
    """Sends one message once, however often the connection breaks. Raises what discord.py raises."""
    return await channel.send(nonce=secrets.token_hex(NONCE // 2), **message.sending())


def screen_of(shown: Shown, texts: Texts, *, apart: bool, lead: Sequence[Text] = ()) -> Screen:
    return screen(shown.session.id, shown.session.step, shown.state, shown.replies, texts, apart=apart, lead=lead)


def page_of(look: Screen, shown: Shown, step: int, page: int, texts: Texts) -> Outgoing:
    """One page of what a step shows; under it the step's buttons, where it is the step that stands open and has no question apart."""
    return page_at(Held(look, is_live(shown, step)), shown.session.id, step, page, texts)


def page_at(held: Held, session: str, step: int, page: int, texts: Texts) -> Outgoing:
    """The page of what is held; the last one where there are fewer."""
    page = min(max(page, 0), len(held.look.pages) - 1)
    frame, below = held.look.look(session, step, page, texts, live=held.live)
    return Outgoing(view=layout(held.look.pages[page], frame, below=below))


def is_live(shown: Shown, step: int) -> bool:
    """Whether a step is the one that stands open, or the end, which leads on to what comes next."""
    return (shown.session.is_open or shown.state.phase == "done") and step == shown.session.step


def place_of(shown: Shown, step: int, texts: Texts, *, apart: bool) -> Place:
    return Place(shown.session.id, step, shown.session.step, shown.session.is_open, apart, texts.language)


def whole(shown: Shown, texts: Texts, lead: Sequence[Text] = ()) -> tuple[Outgoing, Outgoing | None]:
    """Everything a step shows in one message, for a place that only one person sees; and the file, if there is one. `lead` are lines above
    it."""
    look = screen_of(shown, texts, apart=False, lead=lead)
    file = line(texts.text("discord.debrief.file"), file=look.file) if look.file else None
    return page_of(look, shown, shown.session.step, 0, texts), file
