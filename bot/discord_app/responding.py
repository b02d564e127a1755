"""Answering an interaction: in time, once, and whatever happens.

Discord gives three seconds for the first response. A responder answers at once where the work is quick, and holds the interaction (defers)
by itself where it is not. What a person typed is never acknowledged before it is written down: until `receipt` is called, a responder for
a form does not hold, so that a process that dies leaves the form open with its text in it. Where writing it down takes too long for that,
the text itself is the first response: it goes back to the person in a file, with a line that says that it is not saved yet.

What a person is told is owed to them: while Discord cannot be reached it is sent again, for as long as an interaction can be answered.

A failure inside its block ends in a private line: a refusal in its own words, anything else with an id that stands in the log as well.
What was typed and not taken is in the person's hands afterwards, in a file, whatever the reason.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Literal, Self

import discord

from bot.discord_app.apologies import apology
from bot.discord_app.ids import CustomId
from bot.discord_app.render import Outgoing, Press, line
from bot.discord_app.retrying import REQUEST_SECONDS, UPLOAD_SECONDS, discords, insisted, repeated
from bot.usecases.refusals import Outdated, Refusal
from bot.wording.blocks import Text, plain
from bot.wording.catalogue import Texts
from bot.wording.refusals import refusal_text

_log = logging.getLogger(__name__)

# Half of what Discord gives: what is left is for the way there and back.
PATIENCE = 1.5
# A first response that nobody answers is sent once more while there is still time for it.
FIRST_SECONDS = 1.4
# What Discord gives, from when the interaction came: to the first response, and to everything after it.
FIRST_WITHIN, WITHIN = 3.0, 15 * 60.0
# What is typed and not yet written down is waited for a little longer, in seconds.
LAST = 2.0
# An option of a command with more characters than that was written, not chosen.
WRITTEN = 60
# And what comes with this one is the person's own words, however few (`/study open`).
OWN_WORDS = "question"
# In which a text goes back.
FILE = "answer.txt"
# The interaction, its token or its channel is gone: 10062 unknown interaction, 10015 unknown webhook, 50027 invalid webhook token,
# 10003 unknown channel.
GONE = (10062, 10015, 50027, 10003)

# What leads on from a step that is not taken: the button's label, and where it goes.
_RESUME = ("discord.resume.button", "resume")
WAYS_ON = {"outdated": _RESUME, "already_answered": _RESUME, "left_idle": ("history.action.revive", "revive")}
# The message was deleted.
NO_MESSAGE = 10008
# The interaction was responded to already.
ALREADY = 40060

Waits = Literal["private", "update"]
# Beside those: the first response gave back what was typed, because it could not be written down in time.
Held = Literal["private", "update", "returned"]


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
        self._held: Held | None = None
        # The first response was a message of its own, not the one that was clicked.
        self._apart = False
        self._answered = False
        self._watch: asyncio.Task[None] | None = None
        self._came = asyncio.get_running_loop().time()
        if typed is None:
            self._safe.set()

    async def __aenter__(self) -> Self:
        self._watch = asyncio.create_task(self._wait())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        if self._watch is not None:
            # A first response that is on its way is let through: whatever is said next would be taken for its repetition.
            async with self._lock:
                self._watch.cancel()
            try:
                await self._watch
            except asyncio.CancelledError:
                pass
            except Exception as failed:
                # Discord did not take the hold: what is said below may still reach the person.
                if not discords(failed):
                    raise
                _log.warning("an interaction could not be held (%s)", type(failed).__name__)
        if error is not None and not isinstance(error, Exception):
            return False
        try:
            if error is not None:
                await self.private(self._apology(error))
            elif self._held == "returned":
                await self.private(line(self._texts.text("discord.error.saved")))
        except Exception:
            _log.exception("an error could not be told")
        return True

    async def _wait(self) -> None:
        await asyncio.sleep(PATIENCE)
        try:
            async with asyncio.timeout(LAST - PATIENCE):
                await self._safe.wait()
        except TimeoutError:
            await self._give_back()
        else:
            await self.hold()

    async def _give_back(self) -> None:
        """The first response where what was typed is not written down yet: the text itself, in the person's own hands."""
        async with self._lock:
            if self._answered or self.lost or self._typed is None:
                return
            returned = line(self._texts.text("discord.error.slow"), file=(FILE, self._typed))
            await self._first(lambda: self.interaction.response.send_message(ephemeral=True, **returned.sending()))
            self._held, self._apart = "returned", True

    async def receipt(self) -> None:
        """What was typed is written down: from now on the interaction may be held."""
        self._safe.set()

    async def refuse(self, why: Text, *rows: Sequence[Press]) -> None:
        """Says why it is not done. What was typed goes back with it."""
        await self.private(self._refusal(why, *rows))

    async def not_taken(self) -> None:
        """Another text stands in its place: what was typed goes back to the person, beside what is shown of that one."""
        await self.private(line(self._texts.text("discord.error.in_file"), file=self._returned()))

    async def hold(self, waits: Waits | None = None) -> None:
        """The first response, without content yet, as it always is here or as it is wanted now; nothing where there was one."""
        waits = waits or self._waits
        async with self._lock:
            if self._answered or self.lost:
                return
            if waits == "update":
                await self._first(self.interaction.response.defer)
            else:
                await self._first(lambda: self.interaction.response.defer(ephemeral=True, thinking=True))
            self._held = waits

    async def private(self, message: Outgoing) -> None:
        """A message for this person alone."""
        async with self._lock:
            if not self._answered:
                await self._first(lambda: self.interaction.response.send_message(ephemeral=True, **message.sending()))
            elif self._held in ("private", "returned"):
                await self._become(message)
            else:
                await self._owed(lambda: self.interaction.followup.send(ephemeral=True, **message.sending()), message, harmless=False)

    async def update(self, message: Outgoing) -> None:
        """The message that was clicked, changed. Where somebody has deleted it, the person gets for themselves what it would say; and where
        it is of the other form (Discord lets no message become a framed page, or cease to be one): it was not made for this click,
        whatever the custom_id says."""
        clicked = self.interaction.message
        if clicked is not None and clicked.flags.components_v2 != message.framed:
            await self.private(message)
            return
        try:
            async with self._lock:
                if not self._answered:
                    await self._first(lambda: self.interaction.response.edit_message(**message.editing()))
                elif not self._apart:
                    await self._later(lambda: self.interaction.edit_original_response(**message.editing()), message)
                elif not await self._edited(message):
                    await self._become(message)
        except discord.NotFound as error:
            if error.code != NO_MESSAGE:
                raise
            await self.private(message)

    async def _become(self, message: Outgoing) -> None:
        """The line that says "thinking", or that gave a text back, becomes the message."""
        first: dict[str, Any] = {}
        if self._apart:
            # A text that is not written down stays in the hands of whoever typed it, whatever else is said.
            first = {"content": None, **({"attachments": []} if self._safe.is_set() else {})}
        await self._owed(lambda: self.interaction.edit_original_response(**{**first, **message.editing()}), message)
        self._held = None

    async def _edited(self, message: Outgoing) -> bool:
        """Changes the message that was clicked without the interaction, whose first response was another one; False where the bot may
        not, or where only the person sees it."""
        clicked = self.interaction.message
        if clicked is None or clicked.flags.ephemeral:
            return False
        try:
            await clicked.edit(**message.editing())
        except (discord.Forbidden, discord.NotFound):
            return False
        return True

    async def form(self, modal: discord.ui.Modal) -> None:
        """Opens a form. It must be the first response, and not to another form, which Discord refuses: such an id was made up. Raises
        Outdated."""
        if self.interaction.type is discord.InteractionType.modal_submit:
            raise Outdated
        # A finished form is not kept by discord.py: its submit is read from the interaction, in whichever process is there then.
        modal.stop()
        async with self._lock:
            if not self._answered:
                await self._first(lambda: self.interaction.response.send_modal(modal))
                return
        # Whatever came before it took so long that the interaction had to be held.
        await self.private(line(self._texts.text("discord.error.form_late")))

    async def _first(self, call: Callable[[], Awaitable[Any]]) -> None:
        """The first response. Where its own answer got lost, the second try is told that there was one: then all is well."""
        with self._gone():
            try:
                await insisted(call, FIRST_SECONDS, self._came + FIRST_WITHIN)
            except discord.HTTPException as error:
                if error.code != ALREADY:
                    raise
        self._answered = True

    async def _later(self, call: Callable[[], Awaitable[Any]], message: Outgoing) -> None:
        """A change of what stands there. It is not insisted on: what comes after it matters more."""
        if not self.lost:
            with self._gone():
                await repeated(call, _seconds(message))

    async def _owed(self, call: Callable[[], Awaitable[Any]], message: Outgoing, *, harmless: bool = True) -> None:
        """What whoever waits is told. A message of its own is not `harmless`: sent twice, it would stand there twice."""
        if not self.lost:
            with self._gone():
                await insisted(call, _seconds(message), self._came + WITHIN, harmless=harmless)

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
            if self._session is not None and error.key in WAYS_ON:
                label, action = WAYS_ON[error.key]
                rows.append([Press(self._texts(label), CustomId(action, self._session), "primary")])
            return self._refusal(refusal_text(error.key, error.values, self._texts), *rows)
        file = self._returned()
        id = secrets.token_hex(3)
        _log.error("error %s", id, exc_info=error)
        return line(apology(error, "returned" if file else "kept", id, self._texts), file=file)

    def _refusal(self, why: Text, *rows: Sequence[Press]) -> Outgoing:
        file = self._returned()
        told = why if file is None else (*why, *plain(" "), *self._texts.text("discord.error.in_file"))
        return line(told, *rows, file=file)

    def _returned(self) -> tuple[str, str] | None:
        """What was typed and not taken, whole. What a refused answer keeps as a draft goes back too: no box may ever show that draft."""
        words = self._typed if self._typed and not self._safe.is_set() else _words(self.interaction)
        return (FILE, words) if words else None


def _seconds(message: Outgoing) -> float:
    return UPLOAD_SECONDS if message.files else REQUEST_SECONDS


def _words(interaction: discord.Interaction) -> str:
    """What was written into a command's options, where it is more than a name or a choice."""
    if interaction.type is not discord.InteractionType.application_command:
        return ""
    values = [(name, value) for name, value in interaction.namespace if isinstance(value, str)]
    return "\n\n".join(value for name, value in values if name == OWN_WORDS or len(value) > WRITTEN)
