"""What a person is told about where an interview goes on: opened there, going on elsewhere, at its end."""

from __future__ import annotations

from typing import Any

from bot.core.replies import Debrief
from bot.discord_app.places import Placed, link
from bot.usecases.exchange import Shown
from bot.wording.blocks import Text, plain
from bot.wording.catalogue import Texts

# Where a mode's sentences are its own: what is held where nothing is answered is no interview to whoever opens it.
OPENED = {"learn": "_learn", "evaluate": "_evaluate"}


def opened(placed: Placed, channel_id: int | None, shown: Shown, lead: tuple[Text, ...], texts: Texts) -> Text:
    """For whoever asked for it in that channel: the lines of `lead`, why places were not possible, and where it is now."""
    held = OPENED.get(shown.state.setup.mode, "")
    parts: list[Text] = [*lead, *placed.why]
    if not shown.session.is_open:
        # Its last words found their place gone.
        parts.append(ended(shown, texts, placed.place))
    elif placed.kind == "thread":
        seen_by = "discord.opened.everyone" if placed.place.get("public") else "discord.opened.moderators"
        parts += [texts.text(f"discord.opened.thread{held}", where=link(placed.place, texts)), texts.text(seen_by)]
    elif channel_id == placed.place["channel"]:
        parts.append(texts.text(f"discord.opened.below{held}"))
    else:
        parts.append(texts.text(f"discord.opened.dm{held}"))
    return _lines(parts)


def elsewhere(channel_id: int | None, shown: Shown, texts: Texts) -> Text | None:
    """Where it goes on, for whoever is in that channel; None where that is here."""
    place = shown.session.place
    if channel_id == place["channel"]:
        return None
    return texts.text("discord.resumed.there", where=link(place, texts)) if shown.session.is_open else ended(shown, texts)


def ended(shown: Shown, texts: Texts, place: dict[str, Any] | None = None) -> Text:
    told = "discord.ended" if any(isinstance(reply, Debrief) for reply in shown.replies) else "discord.ended_without"
    return texts.text(told, where=link(place or shown.session.place, texts))


def thread_lead(place: dict[str, Any], shown: Shown) -> str | None:
    """What a thread with a question in it begins with: of what is written there, only what is said to us can be read."""
    return "discord.thread.how" if place["kind"] == "thread" and shown.state.question is not None else None


def _lines(parts: list[Text]) -> Text:
    told: Text = ()
    for part in parts:
        told = (*told, *(plain("\n") if told else ()), *part)
    return told
