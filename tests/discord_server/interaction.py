"""One interaction: what a person did, and what the bot has answered so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from .jsontypes import Json
from .modal import Modal
from .model import Channel, Message, User

TOKEN_SECONDS = 15 * 60
MOST_FOLLOWUPS_OF_USER_APPS = 5


class InteractionKind(IntEnum):
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL_SUBMIT = 5


class Callback(IntEnum):
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


Deferred = Literal["no", "message", "update", "filled"]


@dataclass(eq=False)
class Interaction:
    id: int
    token: str
    kind: InteractionKind
    user: User
    channel: Channel
    data: Json
    payload: Json
    began: float
    """On the server's clock."""
    owners: dict[str, str]
    context: int
    message: Message | None = None
    """The message whose component was pressed, or from whose component the form was opened."""
    command: str | None = None
    """For people: `/interview start`, `Judge this answer`."""
    metadata: Json = field(default_factory=dict)
    forced_ephemeral: bool = False
    """A user-installed app where outside apps may not post: Discord shows its answers to the person alone."""

    callback: Callback | None = None
    failed: bool = False
    """Nothing came in time."""
    deferred: Deferred = "no"
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    followups_made: int = 0
    modal: Modal | None = None
    choices: list[Json] | None = None
    in_flight: int = 0
    """Requests about it that are not answered yet: nobody sees their outcome before."""
    edits: int = 0
    """How often the original was edited, or the message of an update."""

    @property
    def is_user_install_only(self) -> bool:
        return "0" not in self.owners

    @property
    def answered(self) -> bool:
        """A first response came, or will not come any more."""
        return self.failed or (self.callback is not None and not self.in_flight)

    @property
    def complete(self) -> bool:
        """As `answered`, and what was deferred has been filled in."""
        if self.deferred == "message":
            return False
        if self.deferred == "update" and not self.in_flight:
            return self.edits > 0 or bool(self.followups)
        return self.answered

    @property
    def where(self) -> str:
        return f"{self.kind.name.lower().replace('_', ' ')} {self.command or self.data.get('custom_id') or ''}".strip()
