"""The state of the whole Discord: who there is, where, and what was said. Looking things up and adding them; rules and wire
formats are elsewhere.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from .clock import Clock
from .ids import Ids
from .interaction import Interaction
from .jsontypes import Json
from .log import Log, Ping
from .model import Attachment, Channel, ChannelKind, Guild, Member, Message, Role, User
from .permissions import Permission, in_channel, may_see
from .pulse import Pulse


class World:
    def __init__(self, clock: Clock, *, bot_name: str = "Bar Raiser") -> None:
        self.clock = clock
        self.ids = Ids(clock.now)
        self.log = Log()
        self.pulse = Pulse()
        self.application_id = self.ids.next()
        # A bot's user has the id of its application, as with every bot made since 2016.
        self.bot = User(self.application_id, bot_name, bot=True)
        self.owner = User(self.ids.next(), "owner")
        self.token = f"loopback.{secrets.token_urlsafe(24)}.{secrets.token_urlsafe(12)}"
        self.base_url = ""
        self.users: dict[int, User] = {self.bot.id: self.bot, self.owner.id: self.owner}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.interactions: dict[str, Interaction] = {}
        """By token."""
        self.commands: dict[int | None, list[Json]] = {None: []}
        """As registered: under None the global ones, under a guild's id those of that guild."""
        self.commands_created: dict[int | None, int] = {}
        self.command_syncs = 0
        self.uploads: list[Attachment] = []
        """Files that people gave with a command."""

    def gateway_url(self, process: int = 0) -> str:
        return self.base_url.replace("http", "ws", 1) + (f"/p/{process}" if process else "") + "/gateway"

    # --- looking up

    def guild_of_bot(self, guild_id: int) -> Guild | None:
        guild = self.guilds.get(guild_id)
        return guild if guild and self.bot.id in guild.members else None

    def bot_guilds(self) -> list[Guild]:
        return [guild for guild in self.guilds.values() if self.bot.id in guild.members]

    def channel(self, channel_id: int) -> Channel | None:
        return self.channels.get(channel_id)

    def dm(self, first: User, second: User) -> Channel | None:
        wanted = {first.id, second.id}
        dms = (channel for channel in self.channels.values() if channel.kind == ChannelKind.DM)
        return next((channel for channel in dms if set(channel.recipients) == wanted), None)

    def shares_a_guild(self, user: User) -> bool:
        return any(user.id in guild.members for guild in self.bot_guilds())

    def is_timed_out(self, channel: Channel, user_id: int) -> bool:
        member = channel.guild.members.get(user_id) if channel.guild else None
        return bool(member and member.timed_out_until and member.timed_out_until > self.clock.now())

    def granted(self, channel: Channel, user_id: int) -> Permission:
        return in_channel(channel, user_id, timed_out=self.is_timed_out(channel, user_id))

    def bot_sees(self, channel: Channel) -> bool:
        if channel.guild is not None and self.bot.id not in channel.guild.members:
            return False
        return may_see(channel, self.bot.id)

    def visible_messages(self, channel: Channel, user_id: int) -> list[Message]:
        """As that person's client shows them, oldest first."""
        if not may_see(channel, user_id):
            return []
        messages = sorted(channel.messages.values(), key=lambda message: message.id)
        return [each for each in messages if each.ephemeral_to in (None, user_id)]

    # --- adding

    def add_user(self, name: str) -> User:
        user = User(self.ids.next(), name)
        self.users[user.id] = user
        return user

    def add_role(self, guild: Guild, name: str, permissions: Permission) -> Role:
        role = Role(self.ids.next(), name, permissions, position=len(guild.roles))
        guild.roles[role.id] = role
        return role

    def add_member(self, guild: Guild, user: User) -> Member:
        member = Member(user, self.clock.now())
        guild.members[user.id] = member
        return member

    def add_channel(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        if channel.guild is not None:
            channel.guild.channels[channel.id] = channel
        return channel

    def open_dm(self, *people: User) -> Channel:
        """The DM of these people; made when there is none."""
        found = self.dm(*people) if len(people) == 2 else None
        if found is not None:
            return found
        kind = ChannelKind.DM if len(people) == 2 else ChannelKind.GROUP_DM
        name = "" if self.bot in people else " and ".join(person.name for person in people)
        return self.add_channel(Channel(self.ids.next(), kind, name, recipients={person.id: person for person in people}))

    def drop_channel(self, channel: Channel) -> None:
        channel.deleted = True
        self.channels.pop(channel.id, None)
        if channel.guild is not None:
            channel.guild.channels.pop(channel.id, None)
            for thread in [each for each in channel.guild.threads if each.parent is channel]:
                self.drop_channel(thread)

    def add_message(self, message: Message) -> Message:
        """Put a message in its channel, with all that follows of itself: threads wake up, pings are noted."""
        channel = message.channel
        channel.messages[message.id] = message
        if channel.thread is not None and not message.ephemeral:
            channel.thread.total_messages += 1
        self.note_pings(message, [])
        self.pulse.beat()
        return message

    def note_pings(self, message: Message, already: list[str]) -> None:
        if message.author is not self.bot or message.ephemeral:
            return
        place = message.channel.name or "dm"
        fresh = [who for who in message.pings if who not in already]
        self.log.pings += [Ping(message.id, place, who, message.text[:200]) for who in fresh]

    def now(self) -> datetime:
        return self.clock.now()
