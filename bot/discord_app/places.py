"""Where an interview is held: a private thread, direct messages, or here, where only the person sees it.

What is impossible is known before it is tried where Discord says so (`app_permissions`), and found out by trying where it does not (closed
direct messages). Each place that falls away leaves one line that says why; the next is taken.
"""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Literal

import aiohttp
import discord

from bot.core.frozen import dataclass
from bot.discord_app.limits import THREAD_NAME
from bot.discord_app.retrying import discords
from bot.wording.blocks import Text, named
from bot.wording.catalogue import Texts
from bot.wording.language import spoken
from bot.wording.names import listed

LADDER = {"thread": ("thread", "dm", "here"), "dm": ("dm", "here"), "here": ("here",)}
# A day without a word and Discord puts the thread away by itself; whatever is posted brings it back.
ARCHIVE_MINUTES: Literal[1440] = 1440
_NEEDED = ("view_channel", "send_messages_in_threads")
# Whether a thread is public -> the permission that it needs beside those, and the sentence for one that is missing.
_THREADS = {False: ("create_private_threads", "thread_permission"), True: ("create_public_threads", "public_permission")}
# What a refused request means for the person: anything else is an error of ours.
_REFUSED = {
    50007: "dm_closed",
    50278: "dm_closed",
    50001: "no_access",
    50013: "no_access",
    160006: "thread_full",
    10003: "gone",
    50083: "gone",
    160005: "gone",
    40067: "no_access",
    30033: "no_access",
}

Channel = discord.Thread | discord.DMChannel
# Discord did not do its part, and the next place is taken rather than nothing.
NO_ANSWER = {"thread": "thread_no_answer", "dm": "dm_no_answer"}
# Posts in the channel for this place, and returns the place with what was posted noted in it.
Post = Callable[[Channel, dict[str, Any]], Awaitable[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Placed:
    """`place` is what the session's row keeps. `why` are the lines about places that were not possible."""

    place: dict[str, Any]
    why: tuple[Text, ...]

    @property
    def kind(self) -> str:
        return str(self.place["kind"])


class Impossible(Exception):
    """A place cannot be had; `why` is a line for the person, or None where nobody asked for it."""

    def __init__(self, why: Text | None) -> None:
        super().__init__()
        self.why = why


async def settle(
    interaction: discord.Interaction, wanted: str | None, name: str, post: Post, texts: Texts, *, public: bool = False
) -> Placed:
    """Opens the first place that is possible, the wanted one first, and posts there. `here` posts nothing: the caller answers with it.
    A thread is private unless it is to be `public`."""
    why: list[Text] = []
    for kind in LADDER[wanted or "thread"]:
        base: dict[str, Any] = {"kind": kind, "user": interaction.user.id, "language": spoken()}
        if kind == "here":
            return Placed(base, tuple(why))
        try:
            channel = await _open(kind, interaction, name, texts, asked=wanted is not None, public=public)
            if kind == "thread" and public:
                base["public"] = True
            with _refusals(kind, texts):
                return Placed(await post(channel, {**base, "channel": channel.id}), tuple(why))
        except Impossible as impossible:
            if impossible.why is not None:
                why.append(impossible.why)
    raise AssertionError("the ladder ends with a place that is always possible")


def gone(error: BaseException) -> bool:
    """Whether the place, and not the request, is what was wrong."""
    return isinstance(error, discord.HTTPException) and (error.code in _REFUSED or isinstance(error, discord.Forbidden | discord.NotFound))


@contextlib.contextmanager
def _refusals(kind: str, texts: Texts) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if discords(error):
            key = NO_ANSWER[kind]
        elif isinstance(error, discord.HTTPException) and gone(error):
            key = "dm_closed" if kind == "dm" else _REFUSED.get(error.code, "no_access")
        else:
            raise
        raise Impossible(texts.text(f"discord.place.{key}")) from error


async def _open(kind: str, interaction: discord.Interaction, name: str, texts: Texts, *, asked: bool, public: bool) -> Channel:
    if kind == "thread":
        return await _open_thread(interaction, name, texts, asked=asked, public=public)
    if interaction.context.dm_channel and isinstance(interaction.channel, discord.DMChannel):
        return interaction.channel
    with _refusals(kind, texts):
        return await interaction.user.create_dm()


async def thread_for(interaction: discord.Interaction, partner: discord.Member, name: str, texts: Texts) -> discord.Thread:
    """A private thread for whoever asked for it and their partner. Raises Impossible, with a line that says why."""
    return await _open_thread(interaction, name, texts, asked=True, public=False, partner=partner)


async def _open_thread(
    interaction: discord.Interaction, name: str, texts: Texts, *, asked: bool, public: bool, partner: discord.Member | None = None
) -> discord.Thread:
    if interaction.guild_id is None:
        raise Impossible(texts.text("discord.place.thread_no_server") if asked else None)
    if not interaction.is_guild_integration():
        raise Impossible(texts.text("discord.place.thread_outside"))
    channel = interaction.channel
    if isinstance(channel, discord.Thread):
        channel = channel.parent
    if not isinstance(channel, discord.TextChannel) or channel.is_news():
        raise Impossible(texts.text("discord.place.thread_kind"))
    opening, sentence = _THREADS[public]
    missing = [permission for permission in (*_NEEDED, opening) if not getattr(interaction.app_permissions, permission)]
    if missing:
        names = listed([texts(f"discord.permission.{permission}") for permission in missing], texts)
        raise Impossible(texts.text(f"discord.place.{sentence}", names=names))
    with _refusals("thread", texts):
        thread = await channel.create_thread(
            name=name[:THREAD_NAME],
            type=discord.ChannelType.public_thread if public else discord.ChannelType.private_thread,
            # Only private threads have guests to invite.
            invitable=public,
            auto_archive_duration=ARCHIVE_MINUTES,
        )
        try:
            if partner is not None:
                # The first to come in: where this one cannot, nobody else has seen the thread.
                await _bring(partner, thread, texts)
            await thread.add_user(interaction.user)
        except Exception:
            await _put_away(thread)
            raise
    return thread


async def _bring(partner: discord.Member, thread: discord.Thread, texts: Texts) -> None:
    try:
        await thread.add_user(partner)
    except discord.HTTPException as error:
        if not gone(error):
            raise
        raise Impossible(texts.text("discord.place.partner", partner=named("member", str(partner.id)))) from error


async def _put_away(thread: discord.Thread) -> None:
    """A thread that came to nothing is deleted where that is allowed (Manage Threads, which the bot does not ask for), and else closed."""
    with contextlib.suppress(discord.HTTPException, aiohttp.ClientError, OSError):
        try:
            await thread.delete()
        except discord.Forbidden:
            await thread.edit(archived=True)


def link(place: dict[str, Any], texts: Texts) -> Text:
    """Where it goes on, as words that can be clicked."""
    if place.get("kind") == "dm":
        return texts.text("discord.place.in_dm")
    if "channel" not in place:
        return texts.text("discord.place.in_here")
    return texts.text("discord.place.in_thread", channel=named("channel", place["channel"]))
