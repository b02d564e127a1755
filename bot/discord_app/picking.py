"""What was chosen in a menu under a message."""

from __future__ import annotations

from typing import Any

from bot.discord_app.responding import Responder


def picked(responder: Responder) -> str:
    """The value of the one option that was chosen; "" for a click that carries none."""
    data: Any = responder.interaction.data or {}
    return str(next(iter(data.get("values", ())), ""))
