"""An answer in several messages. A message nearly as long as Discord allows is rarely all of an answer: it is kept as a part, and the next
shorter message, or a button, ends the answer. Parts are drafts named by their message, so that one delivered twice is kept once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import discord

from bot.discord_app.flow import who
from bot.discord_app.retrying import read
from bot.usecases.interviews import Interviews, Shown

# Discord's limits for a message are 2,000 characters, 4,000 with a subscription. Who comes within this of one was stopped by it.
LIMITS = (2_000, 4_000)
NEAR = 150
# A text file of more bytes than that is no answer: one holds at most 20,000 characters.
MOST_BYTES = 100_000
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_PART, _LATE = "m", "x"


def is_part(message: discord.Message) -> bool:
    return not message.attachments and any(limit - NEAR <= len(message.content) <= limit for limit in LIMITS)


async def text_of(message: discord.Message, me: discord.abc.User | None, fetching: Callable[[], None]) -> str:
    """What a message says: its text without our mention, then the text files that came with it (Discord turns a long paste into one).
    `fetching` is told before each file is fetched, and may refuse it."""
    text = message.content
    if me is not None:
        text = re.sub(rf"<@!?{me.id}>", "", text).strip()
    files = []
    for attachment in message.attachments:
        if (attachment.content_type or "").startswith("text/") and attachment.size <= MOST_BYTES:
            fetching()
            files.append((await read(attachment)).decode("utf-8", "replace"))
    return "\n\n".join(part for part in (text, *files) if part.strip())


class Parts:
    def __init__(self, interviews: Interviews) -> None:
        self._interviews = interviews

    async def keep(self, author: discord.abc.User, shown: Shown, message: int, text: str, *, late: bool = False) -> bool:
        """Keeps a part, or a text that came too late to be one. False where it was kept before."""
        box = (_LATE if late else _PART) + _base36(message)
        person, session = who(author), shown.session
        if box in await self._interviews.draft(person, session.id, session.step):
            return False
        await self._interviews.keep_draft(person, session.id, session.step, {box: text})
        return True

    async def joined(self, author: discord.abc.User, shown: Shown, last: str = "") -> str:
        """The parts kept for this step in the order of their messages, and the text that ends them."""
        drafts = await self._interviews.draft(who(author), shown.session.id, shown.session.step)
        return "\n".join(filter(None, (whole(drafts), last)))


def whole(drafts: Mapping[str, str]) -> str:
    """The parts among a step's drafts, put together."""
    boxes = sorted((box for box in drafts if box.startswith(_PART)), key=lambda box: int(box[1:], 36))
    return "\n".join(drafts[box] for box in boxes)


def _base36(number: int) -> str:
    """A snowflake in thirteen characters, because a draft's box is named by at most sixteen."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
