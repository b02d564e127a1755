"""`/quiz daily`: how the server's daily question is set, and setting it."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands

from bot.core.frozen import dataclass
from bot.discord_app.app import App
from bot.discord_app.limits import CHOICES, OPTION_LABEL
from bot.discord_app.quiz.daily import DailyPosts
from bot.discord_app.quiz.pages import page
from bot.discord_app.quiz.party import lacking
from bot.discord_app.render import line
from bot.discord_app.responding import Responder
from bot.usecases.local_time import zone_named, zones
from bot.usecases.quiz_daily import Daily, Plan
from bot.usecases.refusals import OnlyInServers
from bot.wording.blocks import Text, named, said
from bot.wording.catalogue import Texts
from bot.wording.names import listed
from bot.wording.quiz_daily import DailyView, daily, minute_of, understood
from bot.wording.typed import folded

WEEK = "12345"
# What is offered before anything is typed: a zone of each part of the world where many people live.
COMMON_ZONES = (
    "UTC", "Europe/London", "Europe/Berlin", "Europe/Madrid", "Europe/Warsaw", "Europe/Istanbul", "Africa/Lagos", "Africa/Cairo",
    "Africa/Johannesburg", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Dhaka", "Asia/Singapore", "Asia/Shanghai", "Asia/Tokyo",
    "Australia/Sydney", "America/Sao_Paulo", "America/Argentina/Buenos_Aires", "America/Bogota", "America/Mexico_City", "America/New_York",
    "America/Chicago", "America/Denver", "America/Los_Angeles",
)  # fmt: skip
# Their sign says the opposite of what everybody means: where it is UTC+2, tz has Etc/GMT-2. They are taken, and not offered.
_TURNED = ("Etc/GMT+", "Etc/GMT-")


@dataclass(frozen=True, slots=True)
class Typed:
    """The options as they were given; None where they were left out."""

    channel: discord.abc.Snowflake | None = None
    time: str | None = None
    zone: str | None = None
    weekdays: str | None = None
    role: discord.Role | None = None

    def __bool__(self) -> bool:
        return any(value is not None for value in (self.channel, self.time, self.zone, self.weekdays, self.role))


class _Wrong(Exception):
    """What was given cannot be set; the text says why."""

    def __init__(self, text: Text) -> None:
        super().__init__()
        self.text = text


class DailySettings:
    def __init__(self, app: App, posts: DailyPosts) -> None:
        self.app = app
        self._posts = posts
        self._dailies = posts.dailies

    async def serve(self, responder: Responder, given: Typed, *, off: bool) -> None:
        """Shows how it is set; for admins who gave options, sets it first. Raises OnlyInServers."""
        interaction, texts = responder.interaction, self.app.texts
        server = interaction.guild_id
        if server is None or not interaction.is_guild_integration():
            raise OnlyInServers
        if (given or off) and not interaction.permissions.manage_guild:
            await responder.private(line(texts.text("quiz.daily.admins_only")))
            return
        if off:
            await self._turn_off(responder, server)
            return
        if given:
            standing = await self._dailies.standing(server)
            try:
                plan = self._plan(interaction, given, standing[0] if standing else None)
            except _Wrong as wrong:
                await responder.private(line(wrong.text))
                return
            await self._posts.turn_on(interaction.user, server, plan)
        await self._show(responder, server)

    async def _turn_off(self, responder: Responder, server: int) -> None:
        was_on = await self._posts.turn_off(server, responder.hold)
        await responder.private(line(self.app.texts.text("quiz.daily.turned_off" if was_on else "quiz.daily.not_on")))

    async def _show(self, responder: Responder, server: int) -> None:
        texts = self.app.texts
        standing = await self._dailies.standing(server)
        # Who cannot turn it on is told whom to ask.
        ask = "" if responder.interaction.permissions.manage_guild else "_ask"
        if standing is None:
            await responder.private(line(texts.text(f"quiz.daily.off{ask}")))
            return
        view = view_of(standing)
        await responder.private(page(daily(replace(view, off=f"{view.off}{ask}") if view.off else view, texts), texts))

    def _plan(self, interaction: discord.Interaction, given: Typed, before: Daily | None) -> Plan:
        """What was given, over what is set. Raises _Wrong."""
        texts = self.app.texts
        if before is None and (given.time is None or given.zone is None):
            raise _Wrong(texts.text("quiz.daily.needs"))
        minute = minute_of(given.time) if given.time is not None else before.minute if before else None
        if minute is None:
            raise _Wrong(texts.text("quiz.daily.bad_time", time=said(given.time or "")))
        try:
            zone = zone_named(_meant(given.zone)).key if given.zone is not None else before.zone if before else ""
        except LookupError:
            raise _Wrong(texts.text("quiz.daily.bad_zone", zone=said(given.zone or ""))) from None
        weekdays = understood(given.weekdays, texts) if given.weekdays is not None else before.weekdays if before else WEEK
        if weekdays is None:
            raise _Wrong(texts.text("quiz.daily.bad_days", days=said(given.weekdays or "")))
        channel = given.channel.id if given.channel is not None else before.channel_id if before else interaction.channel_id or 0
        role = given.role.id if given.role is not None else before.role_id if before else None
        wrong = hindrance(interaction.guild, channel, given.role, texts)
        if wrong is not None:
            raise _Wrong(wrong)
        return Plan(channel, minute, zone, weekdays, role)


def hindrance(guild: discord.Guild | None, channel_id: int, role: discord.Role | None, texts: Texts) -> Text | None:
    """Why the bot cannot write there, or mention the role; None where it can. What cannot be known beforehand is found out when it is
    posted."""
    if guild is None or guild.me is None:
        return None
    where, channel = named("channel", channel_id), guild.get_channel_or_thread(channel_id)
    if channel is None:
        return texts.text("quiz.daily.lacks", channel=where, names=texts("discord.permission.view_channel"))
    granted = channel.permissions_for(guild.me)
    missing = lacking(granted, channel)
    if missing:
        names = listed([texts(f"discord.permission.{name}") for name in missing], texts)
        return texts.text("quiz.daily.lacks", channel=where, names=names)
    if role is not None and not role.mentionable and not granted.mention_everyone:
        return texts.text("quiz.daily.lacks_role", role=named("role", role.id))
    return None


def view_of(standing: tuple[Daily, int | None]) -> DailyView:
    daily, next_at = standing
    off = None if daily.enabled else "off_gone" if daily.off_because == "gone" else "off"
    return DailyView(daily.channel_id, daily.minute, daily.zone, daily.weekdays, daily.role_id, next_at, off)


def _meant(typed: str) -> str:
    """Who sends a city without choosing from the list means the one zone that is named after it."""
    found = matching_zones(typed)
    return found[0].value if len(found) == 1 else typed


def matching_zones(typed: str) -> list[app_commands.Choice[str]]:
    """Zones that hold every word typed, those whose place begins with it first."""
    wanted = folded(typed).replace(" ", "_").strip("_")
    if not wanted:
        found = [name for name in COMMON_ZONES if name in zones()]
    else:
        found = [name for name in zones() if wanted in name.casefold() and not name.startswith(_TURNED)]
        found.sort(key=lambda name: (not name.rpartition("/")[2].casefold().startswith(wanted), name))
    return [app_commands.Choice(name=name.replace("_", " ")[:OPTION_LABEL], value=name) for name in found[:CHOICES]]
