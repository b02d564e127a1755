"""What a person sees in answer to what they did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .interaction import Callback, Interaction
from .modal import Modal
from .model import Message
from .world import World

Wait = Literal["full", "first", "no"]
Kind = Literal["message", "update", "modal", "choices", "deferred", "update deferred", "nothing"]
DID_NOT_RESPOND = "The application did not respond"


@dataclass(frozen=True)
class Choice:
    name: str
    value: str | int | float


class Seen:
    def __init__(self, world: World, interaction: Interaction) -> None:
        self._world = world
        self.interaction = interaction

    # --- waiting

    async def arrived(self, timeout: float = 15.0) -> Seen:
        """Until the first response, or until Discord gives the bot up."""
        what = f"a response to {self.interaction.user.name}'s {self.interaction.where}"
        await self._world.pulse.until(lambda: self.interaction.answered, timeout, what)
        return self

    async def completed(self, timeout: float = 15.0) -> Seen:
        """Until what was deferred has been filled in."""
        await self.arrived(timeout)
        how = self.kind
        what = f"more than a deferral ({how}) in answer to {self.interaction.user.name}'s {self.interaction.where}"
        await self._world.pulse.until(lambda: self.interaction.complete, timeout, what)
        return self

    async def followup(self, n: int = 1, timeout: float = 15.0) -> Message:
        """The n-th follow-up, when it comes."""
        what = f"follow-up {n} to {self.interaction.user.name}'s {self.interaction.where}"
        await self._world.pulse.until(lambda: len(self.interaction.followups) >= n, timeout, what)
        return self.interaction.followups[n - 1]

    # --- looking

    @property
    def kind(self) -> Kind:
        interaction = self.interaction
        if interaction.failed or interaction.callback is None:
            return "nothing"
        if interaction.deferred == "message":
            return "deferred"
        if interaction.deferred == "update":
            return "update" if interaction.edits else "update deferred"
        kinds: dict[Callback, Kind] = {Callback.UPDATE: "update", Callback.MODAL: "modal", Callback.CHOICES: "choices"}
        return kinds.get(interaction.callback, "message")

    @property
    def error(self) -> str | None:
        return DID_NOT_RESPOND if self.interaction.failed else None

    @property
    def message(self) -> Message:
        """The response itself; for an update, the message that was updated."""
        original = self.interaction.original
        if original is None or original.deleted:
            raise AssertionError(f"no message came in answer to {self.interaction.where}, but: {self.text}")
        return original

    @property
    def modal(self) -> Modal:
        if self.interaction.modal is None:
            raise AssertionError(f"no form was opened in answer to {self.interaction.where}, but: {self.text}")
        return self.interaction.modal

    @property
    def choices(self) -> list[Choice]:
        return [Choice(each["name"], each["value"]) for each in self.interaction.choices or []]

    @property
    def followups(self) -> list[Message]:
        return [each for each in self.interaction.followups if not each.deleted]

    @property
    def messages(self) -> list[Message]:
        """The response and the follow-ups, as far as they are (still) there."""
        original = self.interaction.original
        first = [original] if original is not None and not original.deleted and self.kind != "update deferred" else []
        return [*first, *self.followups]

    @property
    def ephemeral(self) -> bool:
        """Whether everything in the answer is for this person alone."""
        return self.kind in ("modal", "choices", "nothing") or all(each.ephemeral for each in self.messages)

    @property
    def text(self) -> str:
        if self.error:
            return self.error
        if self.interaction.modal is not None and not self.followups:
            return self.interaction.modal.text
        if self.interaction.choices is not None:
            return "\n".join(each.name for each in self.choices)
        return "\n".join(each.text for each in self.messages)

    def __repr__(self) -> str:
        return f"<Seen {self.kind} {self.text[:80]!r}>"
