"""The things a Discord holds, as the server keeps them. Plain data; what goes over the wire is made in `payloads.py`."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, IntFlag

from .jsontypes import Json
from .permissions import NONE, Permission


class ChannelKind(IntEnum):
    TEXT = 0
    DM = 1
    VOICE = 2
    GROUP_DM = 3
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    STAGE = 13
    FORUM = 15
    MEDIA = 16


#: Channels that hold posts, each a thread, and no messages of their own.
POSTS = frozenset({ChannelKind.FORUM, ChannelKind.MEDIA})
VOCAL = frozenset({ChannelKind.VOICE, ChannelKind.STAGE})


class MessageFlag(IntFlag):
    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    VOICE_MESSAGE = 1 << 13
    COMPONENTS_V2 = 1 << 15


NO_FLAGS = MessageFlag(0)


class MessageKind(IntEnum):
    DEFAULT = 0
    RECIPIENT_ADD = 1
    CHANNEL_NAME_CHANGE = 4
    PINNED = 6
    THREAD_CREATED = 18
    REPLY = 19
    SLASH_COMMAND = 20
    THREAD_STARTER = 21
    CONTEXT_MENU_COMMAND = 23


@dataclass
class User:
    id: int
    name: str
    bot: bool = False
    dm_open: bool = True
    """Whether the person lets members of a shared server write to them. Discord refuses the message, never the channel."""
    installed: bool = False
    """Whether the app is installed to this person's account."""
    locale: str = "en-US"
    global_name: str | None = None

    @property
    def display_name(self) -> str:
        return self.global_name or self.name

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"


@dataclass
class Role:
    id: int
    name: str
    permissions: Permission
    position: int = 1
    color: int = 0
    mentionable: bool = False
    managed_by_bot: int | None = None

    @property
    def mention(self) -> str:
        return f"<@&{self.id}>"


@dataclass
class Overwrite:
    allow: Permission = NONE
    deny: Permission = NONE
    is_role: bool = True


@dataclass
class Member:
    user: User
    joined_at: datetime
    roles: list[int] = field(default_factory=list)
    nick: str | None = None
    timed_out_until: datetime | None = None


@dataclass
class Guild:
    id: int
    name: str
    owner_id: int
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    """Channels and threads alike."""
    locale: str = "en-US"
    max_active_threads: int = 1000

    def channel(self, name: str) -> Channel:
        """The channel or thread of that name; the newest, when there are several."""
        found = [channel for channel in self.channels.values() if channel.name == name]
        if not found:
            raise KeyError(f"{self.name} has no channel {name!r}; it has {[c.name for c in self.channels.values()]}")
        return found[-1]

    @property
    def threads(self) -> list[Channel]:
        return [channel for channel in self.channels.values() if channel.thread is not None]


@dataclass
class ThreadState:
    owner_id: int
    archive_at: datetime
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    auto_archive_minutes: int = 1440
    members: dict[int, datetime] = field(default_factory=dict)
    total_messages: int = 0


@dataclass(eq=False)
class Channel:
    id: int
    kind: ChannelKind
    name: str = ""
    guild: Guild | None = None
    parent: Channel | None = None
    """For a thread, the channel it hangs on."""
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    recipients: dict[int, User] = field(default_factory=dict)
    """For DMs: everybody in it, the bot included."""
    thread: ThreadState | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    topic: str | None = None
    slow_mode: int = 0
    position: int = 0
    deleted: bool = False

    @property
    def is_private_thread(self) -> bool:
        return self.kind == ChannelKind.PRIVATE_THREAD

    @property
    def guild_id(self) -> int | None:
        return self.guild.id if self.guild else None

    def __repr__(self) -> str:
        return f"<Channel {self.name or self.kind.name} {self.id}>"


@dataclass
class Attachment:
    id: int
    filename: str
    data: bytes
    content_type: str
    description: str | None = None
    spoiler: bool = False
    ephemeral: bool = False
    url: str = ""

    @property
    def text(self) -> str:
        return self.data.decode("utf-8")


@dataclass(eq=False)
class Message:
    id: int
    channel: Channel
    author: User
    created_at: datetime
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: MessageFlag = NO_FLAGS
    kind: MessageKind = MessageKind.DEFAULT
    reply_to: Message | None = None
    forwards: Message | None = None
    """The message that this one carries elsewhere; it has no text of its own then."""
    ephemeral_to: int | None = None
    """Whose eyes alone may see it."""
    interaction: Json | None = None
    """`interaction_metadata`; with it the message is an interaction's response, not a regular message of the bot."""
    command: str | None = None
    """What the header above a response names: `Ann used /interview start`."""
    nonce: str | int | None = None
    enforced_nonce: bool = False
    tts: bool = False
    pinned: bool = False
    edited_at: datetime | None = None
    reactions: dict[str, list[int]] = field(default_factory=dict)
    mentions: list[int] = field(default_factory=list)
    """Users that Discord counts as mentioned; the client highlights it for them."""
    mention_roles: list[int] = field(default_factory=list)
    mention_everyone: bool = False
    pings: list[str] = field(default_factory=list)
    """Who was notified, in words. A bot that repeats what people type wants this empty."""
    versions: list[Message] = field(default_factory=list)
    deleted: bool = False

    @property
    def ephemeral(self) -> bool:
        return self.ephemeral_to is not None

    @property
    def loading(self) -> bool:
        """The "thinking ..." that a deferred reply shows until it is filled."""
        return bool(self.flags & MessageFlag.LOADING)

    @property
    def edited(self) -> bool:
        return self.edited_at is not None

    @property
    def uses_components_v2(self) -> bool:
        return bool(self.flags & MessageFlag.COMPONENTS_V2)

    def snapshot(self) -> Message:
        """The message as it is now, for a click that is under way while the bot edits it."""
        copied = copy.copy(self)
        copied.embeds = copy.deepcopy(self.embeds)
        copied.components = copy.deepcopy(self.components)
        copied.attachments = list(self.attachments)
        copied.versions = []
        return copied

    @property
    def text(self) -> str:
        """Everything on it, as plain text."""
        from .transcript import message_text

        return message_text(self)

    @property
    def custom_ids(self) -> list[str]:
        from .components import interactive

        return [part["custom_id"] for part in interactive(self.components) if "custom_id" in part]

    @property
    def buttons(self) -> list[str]:
        """Labels, in the order shown; an emoji's name where there is no label."""
        from .components import button_name, interactive

        return [button_name(part) for part in interactive(self.components) if part["type"] == 2]

    def button(self, name: str) -> Json:
        from .components import find

        return find(self.components, name)

    def __repr__(self) -> str:
        return f"<Message {self.id} by {self.author.name}: {self.text[:60]!r}>"
