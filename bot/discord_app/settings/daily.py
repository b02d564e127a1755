"""The daily question on the page of `/settings`: its own page, with a menu for each thing that can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord
from discord import ui

from bot.discord_app.escape import cut
from bot.discord_app.ids import NO_SESSION, CustomId, NotOurs, number, the_one
from bot.discord_app.limits import OPTION_LABEL, SELECT_OPTIONS
from bot.discord_app.markup import inline
from bot.discord_app.quiz.daily_settings import COMMON_ZONES, WEEK, view_of
from bot.discord_app.render import PLAIN_ACCENT, Outgoing
from bot.usecases.quiz_daily import Daily, Plan
from bot.wording.blocks import Text, moment
from bot.wording.catalogue import Texts
from bot.wording.quiz_daily import clock, days_of, how

MINUTES_OF_HOUR = 60
# What holds until somebody chooses otherwise: in the morning, on working days.
USUAL_MINUTE, USUAL_ZONE = 9 * MINUTES_OF_HOUR, "UTC"
_DAYS = "1234567"
_View = ui.LayoutView


def plan_with(name: str, values: Sequence[str], before: Daily | None) -> Plan | None:
    """What was chosen in one of the menus, over what is set or was set last; None where no channel is known yet. Raises NotOurs for what no
    menu offers."""
    plan = Plan(0, USUAL_MINUTE, USUAL_ZONE, WEEK)
    if before is not None:
        plan = Plan(before.channel_id, before.minute, before.zone, before.weekdays, before.role_id)
    if name == "days":
        days = "".join(sorted(set(values)))
        if not days or not set(days) <= set(_DAYS):
            raise NotOurs(f"{values!r} are no days")
        plan = replace(plan, weekdays=days)
    elif name == "role":
        plan = replace(plan, role_id=number(values[0]) if values else None)
    else:
        value = the_one(values)
        if name == "channel":
            plan = replace(plan, channel_id=number(value))
        elif name == "hour" and number(value) < 24 * MINUTES_OF_HOUR:
            plan = replace(plan, minute=number(value))
        elif name == "zone":
            plan = replace(plan, zone=value)
        else:
            raise NotOurs(f"{name} is nothing of the daily question")
    return plan if plan.channel_id else None


def summary(standing: tuple[Daily, int | None] | None, texts: Texts) -> Text:
    """One line on how it is set."""
    if standing is None or not standing[0].enabled:
        return texts.text("settings.daily.off")
    return how(view_of(standing), texts, "settings.daily.on")


def daily_page(standing: tuple[Daily, int | None] | None, texts: Texts, *, above: Text | None = None) -> Outgoing:
    """How the daily question is set, and the menus that change it; `above` is what is to be said first."""
    view = _View(timeout=None)
    frame: ui.Container[_View] = ui.Container(accent_colour=PLAIN_ACCENT)
    title = f"## {texts('quiz.daily.heading')}"
    frame.add_item(ui.TextDisplay(title if above is None else f"{title}\n{inline(above)}"))
    frame.add_item(ui.Separator())
    on = standing is not None and standing[0].enabled
    if standing is None or not on:
        gone = standing is not None and standing[0].off_because == "gone"
        told = [texts.text("settings.daily.gone" if gone else "settings.daily.off"), texts.text("settings.daily.how")]
        frame.add_item(ui.TextDisplay("\n".join(inline(one) for one in told)))
        frame.add_item(_row(_channels(None, texts)))
    else:
        daily, next_at = standing
        told = [summary(standing, texts)]
        if next_at is not None:
            told.append(texts.text("quiz.daily.next", next=moment(next_at)))
        frame.add_item(ui.TextDisplay("\n".join(inline(one) for one in told)))
        frame.add_item(_row(_channels(daily.channel_id, texts)))
        for menu in (_hours, _zones, _days, _roles):
            frame.add_item(_row(menu(daily, texts)))
        frame.add_item(ui.TextDisplay(f"-# {inline(texts.text('quiz.daily.policy'))}\n-# {inline(texts.text('settings.daily.finer'))}"))
    back: ui.ActionRow[_View] = ui.ActionRow(ui.Button(label=texts("settings.daily.back"), custom_id=str(CustomId("settings"))))
    if on:
        back.add_item(
            ui.Button(label=texts("settings.daily.button"), style=discord.ButtonStyle.danger, custom_id=str(CustomId("dailyoff")))
        )
    frame.add_item(back)
    view.add_item(frame)
    view.stop()
    return Outgoing(view=view)


def _row(menu: ui.Item[_View]) -> ui.ActionRow[_View]:
    return ui.ActionRow(menu)


def _id(name: str) -> str:
    return str(CustomId("dailyset", NO_SESSION, 0, name))


def _channels(chosen: int | None, texts: Texts) -> ui.ChannelSelect[Any]:
    default = [] if chosen is None else [discord.SelectDefaultValue(id=chosen, type=discord.SelectDefaultValueType.channel)]
    return ui.ChannelSelect(
        custom_id=_id("channel"),
        channel_types=[discord.ChannelType.text, discord.ChannelType.news],
        placeholder=texts("settings.daily.channel"),
        default_values=default,
    )


def _hours(daily: Daily, texts: Texts) -> ui.Select[Any]:
    """Whole hours; a time between them, which `/quiz daily` can set, is offered as long as it holds."""
    minutes = sorted({*range(0, 24 * MINUTES_OF_HOUR, MINUTES_OF_HOUR), daily.minute})
    choices = [(str(minute), texts("settings.daily.at", time=clock(minute))) for minute in minutes]
    return _menu("hour", choices, {str(daily.minute)}, texts)


def _zones(daily: Daily, texts: Texts) -> ui.Select[Any]:
    names = list(COMMON_ZONES)
    if daily.zone not in names:
        names = [*names[: SELECT_OPTIONS - 1], daily.zone]
    return _menu("zone", [(name, name.replace("_", " ")) for name in names], {daily.zone}, texts)


def _days(daily: Daily, texts: Texts) -> ui.Select[Any]:
    choices = [(day, days_of(day, texts)) for day in _DAYS]
    return _menu("days", choices, set(daily.weekdays), texts, most=len(_DAYS))


def _roles(daily: Daily, texts: Texts) -> ui.RoleSelect[Any]:
    chosen = [] if daily.role_id is None else [discord.SelectDefaultValue(id=daily.role_id, type=discord.SelectDefaultValueType.role)]
    return ui.RoleSelect(custom_id=_id("role"), min_values=0, placeholder=texts("settings.daily.role"), default_values=chosen)


def _menu(name: str, choices: list[tuple[str, str]], chosen: set[str], texts: Texts, *, most: int = 1) -> ui.Select[Any]:
    return ui.Select(
        custom_id=_id(name),
        options=[discord.SelectOption(label=cut(label, OPTION_LABEL), value=value, default=value in chosen) for value, label in choices],
        placeholder=texts(f"settings.daily.{name}"),
        max_values=most,
    )
