"""The page of `/settings`: what holds, with the menu that changes it under each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.config import Config
from bot.core.server_settings import MOST_CHANNELS, RETENTION, THREADS, ServerSettings
from bot.core.state import MAX_PROBES, MIN_PROBES
from bot.core.vocabulary import LEVELS
from bot.discord_app.escape import cut
from bot.discord_app.ids import NO_SESSION, CustomId, number, the_one
from bot.discord_app.limits import OPTION_LABEL
from bot.discord_app.markup import inline
from bot.discord_app.render import PLAIN_ACCENT, Outgoing
from bot.usecases.keeping import EVERY
from bot.wording.blocks import Span, Text, named, plain
from bot.wording.catalogue import Texts, languages
from bot.wording.names import name_of

# In a menu: back to what holds without a setting.
UNSET = "unset"
_View = ui.LayoutView


def page(
    settings: ServerSettings,
    config: Config,
    daily: Text,
    packs: int,
    server_language: str,
    texts: Texts,
    *,
    changed: str | None = None,
) -> Outgoing:
    """`daily` is the line on the daily question, `packs` the number of the server's own scenarios, `server_language`
    what it speaks without a setting; `changed` names what was just set."""
    view = _View(timeout=None)
    frame: ui.Container[_View] = ui.Container(accent_colour=PLAIN_ACCENT)
    frame.add_item(ui.TextDisplay(_heading(settings, config, changed, texts)))
    frame.add_item(ui.Separator())
    for name, now, menu in _settings(settings, config, server_language, texts):
        _part(frame, name, now, texts, menu)
    frame.add_item(ui.Separator())
    frame.add_item(ui.TextDisplay(f"{inline(daily)}\n{inline(texts.text('settings.packs', n=packs))}"))
    ways: ui.ActionRow[_View] = ui.ActionRow(
        ui.Button(label=texts("settings.daily.name"), custom_id=str(CustomId("daily"))),
        ui.Button(label=texts("settings.check.button"), custom_id=str(CustomId("permissions"))),
    )
    frame.add_item(ways)
    view.add_item(frame)
    view.stop()
    return Outgoing(view=view)


def _heading(settings: ServerSettings, config: Config, changed: str | None, texts: Texts) -> str:
    heading = f"## {texts('settings.heading')}"
    if changed is not None:
        heading += f"\n{inline(texts.text('settings.changed', what=texts(f'settings.{changed}.name')))}"
        if changed == "retention_days" and (days := _retention(settings, config)):
            heading += f"\n{inline(texts.text('settings.retention_days.soon', days=_days(days, texts), hours=EVERY // 3_600))}"
    return heading


def _settings(settings: ServerSettings, config: Config, server_language: str, texts: Texts) -> Iterator[tuple[str, Text, ui.Item[_View]]]:
    """Each setting in its order on the page: its name, what holds now, and the menu that changes it."""
    yield "channels", _channels(settings, texts), _channel_menu(settings, texts)

    levels = [(id, name_of("level", id, texts)) for id in LEVELS]
    level = plain(name_of("level", settings.level or config.level, texts))
    yield "level", level, _menu("level", levels, settings.level, name_of("level", config.level, texts), texts)

    counts = [(str(n), str(n)) for n in range(MIN_PROBES, MAX_PROBES + 1)]
    probes = None if settings.probes is None else str(settings.probes)
    yield "probes", plain(probes or str(config.probes)), _menu("probes", counts, probes, str(config.probes), texts)

    threads = [(str(kind), texts(f"settings.threads.{kind}")) for kind in THREADS]
    yield "threads", texts.text(f"settings.threads.{settings.threads}"), _menu("threads", threads, settings.threads, None, texts)

    boards = [(state, texts(f"settings.leaderboard.{state}")) for state in ("on", "off")]
    board = "on" if settings.leaderboard else "off"
    yield "leaderboard", texts.text(f"settings.leaderboard.{board}"), _menu("leaderboard", boards, board, None, texts)

    offered = [(str(days), _days(days, texts)) for days in RETENTION]
    kept = None if settings.retention_days is None else str(settings.retention_days)
    menu = _menu("retention_days", offered, kept, _days(config.retention_days, texts), texts)
    yield "retention_days", plain(_days(_retention(settings, config), texts)), menu

    known = {language: texts(f"settings.language.{language}") for language in languages()}
    own = texts("settings.language.own", language=known[server_language])
    heard = own if settings.language is None else known.get(settings.language, settings.language)
    yield "language", plain(heard), _menu("language", [(UNSET, own), *known.items()], settings.language, None, texts)


def _retention(settings: ServerSettings, config: Config) -> int:
    return config.retention_days if settings.retention_days is None else settings.retention_days


def read(name: str, values: Sequence[str]) -> object:
    """What was chosen in a menu, as the setting's value. Raises NotOurs for what no menu offers."""
    if name == "channels":
        return [number(value) for value in values] or None
    value = the_one(values)
    if value == UNSET:
        return None
    if name == "leaderboard":
        return {"on": True, "off": False}.get(value, value)
    return number(value) if name in ("probes", "retention_days") else value


def _part(frame: ui.Container[_View], name: str, now: Text, texts: Texts, menu: ui.Item[_View]) -> None:
    told = inline((Span(f"{texts(f'settings.{name}.name')}:", "strong"), *plain(" "), *now))
    frame.add_item(ui.TextDisplay(f"{told}\n-# {inline(texts.text(f'settings.{name}.what'))}"))
    row: ui.ActionRow[_View] = ui.ActionRow(menu)
    frame.add_item(row)


def _menu(name: str, choices: list[tuple[str, str]], chosen: str | None, default: str | None, texts: Texts) -> ui.Select[Any]:
    """`default` is what holds without a setting, offered first; None where a setting always has a value."""
    options = [] if default is None else [(UNSET, texts("settings.default", value=default))]
    options += choices
    if chosen is not None and chosen.isdigit() and chosen not in dict(options):
        options.append((chosen, _days(int(chosen), texts)))
    return ui.Select(
        custom_id=str(CustomId("setting", NO_SESSION, 0, name)),
        options=[
            discord.SelectOption(label=cut(label, OPTION_LABEL), value=value, default=value == (chosen or UNSET))
            for value, label in options
        ],
        placeholder=texts(f"settings.{name}.name"),
    )


def _channel_menu(settings: ServerSettings, texts: Texts) -> ui.ChannelSelect[Any]:
    return ui.ChannelSelect(
        custom_id=str(CustomId("setting", NO_SESSION, 0, "channels")),
        channel_types=[discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.voice, discord.ChannelType.forum],
        min_values=0,
        max_values=MOST_CHANNELS,
        placeholder=texts("settings.channels.everywhere"),
        default_values=[discord.SelectDefaultValue(id=id, type=discord.SelectDefaultValueType.channel) for id in settings.channels],
    )


def _channels(settings: ServerSettings, texts: Texts) -> Text:
    if not settings.channels:
        return texts.text("settings.channels.everywhere")
    told: list[Span] = []
    for id in settings.channels:
        told += [*(plain(", ") if told else ()), named("channel", id)]
    return tuple(told)


def _days(days: int, texts: Texts) -> str:
    return texts("settings.retention_days.days", n=days) if days else texts("settings.retention_days.forever")
