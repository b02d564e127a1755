"""What went wrong, for those who use the bot: a sentence that says what happened and what became of what they typed."""

from __future__ import annotations

from typing import Literal

from bot.discord_app.retrying import discords
from bot.usecases.failures import StoreError
from bot.wording.blocks import Text, plain
from bot.wording.catalogue import Texts

# kept: what was sent before is stored. returned: what was typed could not be, and goes back in a file. message: it stands in the channel.
Left = Literal["kept", "returned", "message"]


def apology(error: Exception, left: Left, id: str, texts: Texts) -> Text:
    """`id` stands in the log with the error itself, where whoever runs the bot reads what is to be done about it."""
    return (*texts.text(_what(error)), *plain(" "), *texts.text(f"discord.error.{left}", id=id))


def _what(error: Exception) -> str:
    if isinstance(error, StoreError):
        return f"discord.store.{error.kind}"
    return "discord.error.theirs" if discords(error) else "discord.error.what"
