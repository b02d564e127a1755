"""What a handler is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .. import errors
from ..jsontypes import Json
from ..model import Channel, Guild, Message
from ..permissions import Permission

if TYPE_CHECKING:
    from ..events import Events
    from ..gateway import Gateway
    from ..world import World


@dataclass(frozen=True)
class Upload:
    """A file of a multipart body. `index` is the n of `files[n]`, by which `attachments` refers to it."""

    index: int
    filename: str
    data: bytes


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: Any = None


@dataclass
class Call:
    """One request, parsed. Handlers run without interruption: what they read and what they change belong together."""

    world: World
    events: Events
    gateway: Gateway
    params: dict[str, str]
    query: dict[str, str]
    body: Any = None
    uploads: list[Upload] = field(default_factory=list)
    process: int = 0
    where: str = ""
    """For the record: `POST /channels/1/messages`."""

    def id(self, name: str) -> int:
        value = self.params[name]
        if not value.isdigit():
            raise errors.InvalidForm([errors.Problem((name,), "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')])
        return int(value)

    def json(self) -> Json:
        return self.body if isinstance(self.body, dict) else {}

    def channel(self, name: str = "channel_id") -> Channel:
        """The channel, if the bot can see it."""
        channel = self.world.channel(self.id(name))
        if channel is None:
            raise errors.unknown_channel()
        if not self.world.bot_sees(channel):
            raise errors.missing_access()
        return channel

    def guild(self) -> Guild:
        guild = self.world.guild_of_bot(self.id("guild_id"))
        if guild is None:
            raise errors.unknown(10004, "Guild")
        return guild

    def message(self, channel: Channel) -> Message:
        """A regular message; ephemeral ones are out of reach of these routes."""
        message = channel.messages.get(self.id("message_id"))
        if message is None or message.ephemeral:
            raise errors.unknown_message()
        return message

    def granted(self, channel: Channel) -> Permission:
        return self.world.granted(channel, self.world.bot.id)

    def need(self, channel: Channel, wanted: Permission) -> None:
        if channel.guild is not None and self.granted(channel) & wanted != wanted:
            raise errors.missing_permissions()


Handler = Callable[[Call], Reply]
Routes = dict[tuple[str, str], Handler]
