"""An answer in several messages. A message nearly as long as Discord allows is rarely all of an answer: it is kept as a part, and the next
shorter message, or a button, ends the answer. Parts, and whatever else a message brings that is no answer yet, are drafts named by their
message: none comes over another, and one delivered twice is kept once."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from typing import Literal, get_args

import discord

from bot.core.answer import join_stages
from bot.discord_app.forms import ONE
from bot.discord_app.retrying import read
from bot.discord_app.who import who
from bot.usecases.exchange import Shown
from bot.usecases.interviews import Interviews
from bot.usecases.refusals import FileNotGiven
from bot.usecases.showing import Session

# Discord's limits for a message are 2,000 characters, 4,000 with a subscription. Who comes within this of one was stopped by it.
LIMITS = (2_000, 4_000)
NEAR = 150
# A text file of more bytes than that is no answer: one holds at most 20,000 characters.
MOST_BYTES = 100_000
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# What a draft that came by message is. PART: of an answer that goes on. LATE: it was written for an earlier question, and no box shows it.
# ELSEWHERE: it was written elsewhere than the interview is held; a box begins with it, and no further message is joined to it.
Kind = Literal["m", "x", "d"]
PART: Kind = "m"
LATE: Kind = "x"
ELSEWHERE: Kind = "d"


def is_part(message: discord.Message) -> bool:
    if any(said.attachments for said in _said(message)):
        return False
    return any(limit - NEAR <= len(said.content) <= limit for said in _said(message) for limit in LIMITS)


def is_text(attachment: discord.Attachment) -> bool:
    return (attachment.content_type or "").startswith("text/") and attachment.size <= MOST_BYTES


def holds_more(message: discord.Message) -> bool:
    """Whether words may have come with a message that nobody reads: a document, a voice message, a file that is too long. A picture stands
    beside an answer and is none."""
    files = (one for said in _said(message) for one in said.attachments)
    return any(not is_text(one) and not (one.content_type or "").startswith("image/") for one in files)


def is_recorded(message: discord.Message) -> bool:
    """Whether it is a voice message, which Discord says of one that it withholds as well."""
    return any(said.flags.voice for said in _said(message))


async def text_of(message: discord.Message, me: discord.abc.User | None, fetching: Callable[[], None]) -> str:
    """What a message says, or the one that it forwards: its text without our mention, then the text files that came with it (Discord turns
    a long paste into one). `fetching` is told before each file is fetched, and may refuse it. Raises FileNotGiven."""
    texts = [said.content for said in _said(message)]
    if me is not None:
        texts = [re.sub(rf"<@!?{me.id}>", "", text).strip() for text in texts]
    files = []
    for attachment in (one for said in _said(message) for one in said.attachments if is_text(one)):
        fetching()
        try:
            files.append(decoded(await read(attachment)))
        except (discord.Forbidden, discord.NotFound) as error:
            # It is the file that is not to be had, and not the channel, in which that can be said.
            raise FileNotGiven from error
    return "\n\n".join(part for part in (*texts, *files) if part.strip())


def decoded(file: bytes) -> str:
    """A text file as editors write one: in UTF-8, in UTF-16 where its first mark says so, or in what Windows calls ANSI."""
    if file.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return file.decode("utf-16", "replace")
    try:
        return file.decode("utf-8-sig")
    except UnicodeDecodeError:
        return file.decode("cp1252", "replace")


def _said(message: discord.Message) -> tuple[discord.Message | discord.MessageSnapshot, ...]:
    """A message that is forwarded has nothing of its own: what it says stands in its snapshot."""
    return message, *message.message_snapshots


class Parts:
    def __init__(self, interviews: Interviews) -> None:
        self._interviews = interviews

    async def keep(self, author: discord.abc.User, session: Session, message: int, text: str, kind: Kind = PART) -> bool:
        """Keeps what a message says. False where it was kept before."""
        box, person = kind + _base36(message), who(author)
        if box in await self._interviews.drafts.of(person, session.id, session.step):
            return False
        await self._interviews.drafts.keep(person, session.id, session.step, {box: text})
        return True

    async def change(self, author: discord.abc.User, session: Session, message: int, text: str) -> bool:
        """Keeps what a message says by now in place of what it said. False where nothing of it was kept."""
        person = who(author)
        drafts = await self._interviews.drafts.of(person, session.id, session.step)
        box = next((box for kind in get_args(Kind) if (box := kind + _base36(message)) in drafts), None)
        if box is not None:
            await self._interviews.drafts.keep(person, session.id, session.step, {box: text})
        return box is not None

    async def joined(self, author: discord.abc.User, shown: Shown, last: str = "") -> str:
        """The parts kept for this step in the order of their messages, and the text that ends them."""
        drafts = await self._interviews.drafts.of(who(author), shown.session.id, shown.session.step)
        return "\n".join(filter(None, (whole(drafts), last)))


def whole(drafts: Mapping[str, str], kind: Kind = PART) -> str:
    """The parts among a step's drafts (or what else messages brought), put together in the order of their messages."""
    boxes = sorted((box for box in drafts if box.startswith(kind)), key=lambda box: int(box[1:], 36))
    return "\n".join(drafts[box] for box in boxes)


def gathered(drafts: Mapping[str, str]) -> str:
    """What one box begins with: all that was kept for it, typed there, in stages or in messages, and nothing of it twice."""
    found: list[str] = []
    for text in (drafts.get(ONE, ""), join_stages(drafts), whole(drafts), whole(drafts, ELSEWHERE)):
        if not any(text in other for other in found):
            found = [*(other for other in found if other not in text), text]
    return "\n\n".join(filter(None, found))


def _base36(number: int) -> str:
    """A snowflake in thirteen characters, because a draft's box is named by at most sixteen."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
