"""Answering an interaction: in time, once, and whatever happens.

Discord gives three seconds for the first response. A responder answers at once where the work is quick, and holds the interaction (defers)
by itself where it is not. What a person typed is never acknowledged before it is written down: until `receipt` is called, a responder for
a form does not hold, so that a process that dies leaves the form open with its text in it.

A failure inside its block ends in a private line: a refusal in its own words, anything else with an id that stands in the log as well.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterator
from types import TracebackType
from typing import Any, Literal, Self

import discord

from bot.discord_app.ids import CustomId
from bot.discord_app.render import Outgoing, Press, line
from bot.discord_app.retrying import repeated
from bot.usecases.failures import StoreError
from bot.usecases.refusals import Refusal
from bot.wording.blocks import plain
from bot.wording.catalogue import Texts
from bot.wording.refusals import refusal_text

_log = logging.getLogger(__name__)

# Half of what Discord gives: what is left is for the way there and back.
PATIENCE = 1.5
# The interaction, its token or its channel is gone: 10062 unknown interaction, 10015 unknown webhook, 50027 invalid webhook token,
# 10003 unknown channel.
GONE = (10062, 10015, 50027, 10003)

# The interaction was responded to already.
ALREADY = 40060

Waits = Literal["private", "update"]


class Responder:
    """`waits` says how the interaction is held: with a private "thinking" line, or (update) with the message that was clicked as it is.
    `typed` is what the person wrote, and `session` whose page a refusal leads back to."""

    def __init__(
        self,
        interaction: discord.Interaction,
        texts: Texts,
        *,
        waits: Waits = "private",
        typed: str | None = None,
        session: str | None = None,
    ) -> None:
        self.interaction = interaction
        self.lost = False
        self._texts = texts
        self._waits = waits
        self._typed = typed
        self._session = session
        self._lock = asyncio.Lock()
        self._safe = asyncio.Event()
        self._held: Waits | None = None
        self._answered = False
        self._watch: asyncio.Task[None] | None = None
        if typed is None:
            self._safe.set()

    async def __aenter__(self) -> Self:
        self._watch = asyncio.create_task(self._wait())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
        if error is None or not isinstance(error, Exception):
            return False
        try:
            await self.private(self._apology(error))
        except Exception:
            _log.exception("an error could not be told")
        return True

    async def _wait(self) -> None:
        await asyncio.sleep(PATIENCE)
        await self._safe.wait()
        await self.hold()

    async def receipt(self) -> None:
        """What was typed is written down: from now on the interaction may be held."""
        self._safe.set()

    async def hold(self) -> None:
        """The first response, without content yet; nothing where there was one."""
        async with self._lock:
            if self._answered or self.lost:
                return
            if self._waits == "update":
                await self._first(self.interaction.response.defer)
            else:
                await self._first(lambda: self.interaction.response.defer(ephemeral=True, thinking=True))
            self._held = self._waits

    async def private(self, message: Outgoing) -> None:
        """A message for this person alone."""
        async with self._lock:
            if not self._answered:
                await self._first(lambda: self.interaction.response.send_message(ephemeral=True, **message.sending()))
            elif self._held == "private":
                # The line that says "thinking" becomes the message.
                await self._later(lambda: self.interaction.edit_original_response(**message.editing()))
                self._held = None
            else:
                await self._later(lambda: self.interaction.followup.send(ephemeral=True, **message.sending()))

    async def update(self, message: Outgoing) -> None:
        """The message that was clicked, changed."""
        async with self._lock:
            if not self._answered:
                await self._first(lambda: self.interaction.response.edit_message(**message.editing()))
            else:
                await self._later(lambda: self.interaction.edit_original_response(**message.editing()))

    async def form(self, modal: discord.ui.Modal) -> None:
        """Opens a form. It must be the first response."""
        # A finished form is not kept by discord.py: its submit is read from the interaction, in whichever process is there then.
        modal.stop()
        async with self._lock:
            await self._first(lambda: self.interaction.response.send_modal(modal))

    async def _first(self, call: Callable[[], Awaitable[Any]]) -> None:
        """The first response. Where its own answer got lost, the second try is told that there was one: then all is well."""
        with self._gone():
            try:
                await repeated(call)
            except discord.HTTPException as error:
                if error.code != ALREADY:
                    raise
        self._answered = True

    async def _later(self, call: Callable[[], Awaitable[Any]]) -> None:
        if self.lost:
            return
        with self._gone():
            await repeated(call)

    @contextlib.contextmanager
    def _gone(self) -> Iterator[None]:
        """An interaction that Discord has given up is no error: what happened is stored, and shown where the interview is."""
        try:
            yield
        except discord.HTTPException as error:
            if error.code not in GONE:
                raise
            self.lost = True
            _log.warning("an interaction could not be answered any more (%s)", error.code)

    def _apology(self, error: Exception) -> Outgoing:
        if isinstance(error, Refusal):
            rows = []
            if self._session is not None and error.key in ("outdated", "already_answered"):
                rows.append([Press(self._texts("discord.resume.button"), CustomId("resume", self._session), "primary")])
            # These two know no session to keep a text with.
            lost = self._typed if error.key in ("no_such_session", "not_yours") else None
            return line(refusal_text(error.key, error.values, self._texts), *rows, file=("answer.txt", lost) if lost else None)
        id = secrets.token_hex(3)
        _log.error("error %s", id, exc_info=error)
        # Typed and not written down: it goes back to the person, whole.
        file = ("answer.txt", self._typed) if self._typed and not self._safe.is_set() else None
        what = plain(str(error)) if isinstance(error, StoreError) else self._texts.text("discord.error.what")
        kept = "discord.error.returned" if file else "discord.error.kept"
        return line((*what, *plain(" "), *self._texts.text(kept, id=id)), file=file)
