"""Setting the stage: servers, people, channels; and moving things about while the bot watches. A connected bot gets the events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from . import payloads, permissions
from .actor import Actor
from .events import Events
from .gateway import Gateway
from .ids import shard_of
from .model import POSTS, Channel, ChannelKind, Guild, Overwrite, Role, ThreadState, User
from .permissions import NONE, Permission
from .world import World

Target = Role | Actor | User | Guild


class Furnishing:
    def __init__(self, world: World, events: Events, gateway: Gateway) -> None:
        self.world = world
        self.events = events
        self.gateway = gateway

    # --- servers and people

    def add_guild(
        self,
        name: str,
        *,
        channels: Iterable[str] = ("general",),
        bot: bool = True,
        bot_permissions: Permission = permissions.BOT,
        everyone: Permission = permissions.EVERYONE,
        shard: int | None = None,
        locale: str = "en-US",
    ) -> Guild:
        """`shard`: an id that lands on that shard; else they take turns."""
        world = self.world
        wanted = len(world.guilds) % self.gateway.shards if shard is None else shard
        guild = Guild(world.ids.for_shard(wanted, self.gateway.shards), name, world.owner.id, locale=locale)
        assert shard_of(guild.id, self.gateway.shards) == wanted
        guild.roles[guild.id] = Role(guild.id, "@everyone", everyone, position=0)
        world.guilds[guild.id] = guild
        world.add_member(guild, world.owner)
        for channel in channels:
            self.add_channel(guild, channel)
        if bot:
            self.invite_bot(guild, bot_permissions)
        return guild

    def invite_bot(self, guild: Guild, bot_permissions: Permission = permissions.BOT) -> None:
        """The bot joins, with a role of its own that holds its permissions."""
        world = self.world
        role = world.add_role(guild, world.bot.name, bot_permissions)
        role.managed_by_bot = world.bot.id
        world.add_member(guild, world.bot).roles.append(role.id)
        self.events.guild_joined(guild)

    def remove_bot(self, guild: Guild) -> None:
        """The bot is kicked."""
        self.events.guild_left(guild)
        member = guild.members.pop(self.world.bot.id)
        for role_id in member.roles:
            del guild.roles[role_id]
        self.world.commands.pop(guild.id, None)

    def join(self, actor: Actor, guild: Guild) -> None:
        self.world.add_member(guild, actor.user)

    def leave(self, actor: Actor, guild: Guild) -> None:
        """The person leaves the server. Without the members intent the bot is not told."""
        guild.members.pop(actor.id, None)
        for thread in guild.threads:
            if thread.thread is not None:
                thread.thread.members.pop(actor.id, None)

    def time_out(self, actor: Actor, guild: Guild, seconds: float) -> None:
        guild.members[actor.id].timed_out_until = self.world.now() + timedelta(seconds=seconds)

    # --- roles and permissions

    def add_role(self, guild: Guild, name: str, permissions: Permission = NONE, *, mentionable: bool = False) -> Role:
        role = self.world.add_role(guild, name, permissions)
        role.mentionable = mentionable
        self.events.role("GUILD_ROLE_CREATE", guild, payloads.role(role))
        return role

    def give_role(self, actor: Actor, role: Role) -> None:
        for guild in self.world.guilds.values():
            if role.id in guild.roles and role.id not in guild.members[actor.id].roles:
                guild.members[actor.id].roles.append(role.id)

    def bot_role(self, guild: Guild) -> Role:
        return next(role for role in guild.roles.values() if role.managed_by_bot == self.world.bot.id)

    def everyone(self, guild: Guild) -> Role:
        return guild.roles[guild.id]

    def set_role_permissions(self, role: Role, granted: Permission) -> None:
        role.permissions = granted
        guild = next(each for each in self.world.guilds.values() if role.id in each.roles)
        self.events.role("GUILD_ROLE_UPDATE", guild, payloads.role(role))

    def permit(self, channel: Channel, target: Target, *, allow: Permission = NONE, deny: Permission = NONE) -> None:
        """An overwrite on a channel. A `Guild` stands for its @everyone; with nothing allowed and denied it is taken away."""
        if allow or deny:
            channel.overwrites[target.id] = Overwrite(allow, deny, is_role=isinstance(target, Role | Guild))
        else:
            channel.overwrites.pop(target.id, None)
        self.events.channel("CHANNEL_UPDATE", channel)

    # --- channels

    def add_channel(self, guild: Guild, name: str, kind: ChannelKind = ChannelKind.TEXT) -> Channel:
        position = len(guild.channels)
        channel = self.world.add_channel(Channel(self.world.ids.next(), kind, name, guild, position=position))
        self.events.channel("CHANNEL_CREATE", channel)
        return channel

    def add_thread(self, channel: Channel, name: str, owner: Actor, *, private: bool = True) -> Channel:
        """A thread that a person opened. In a forum it is a post, and public, as it is in a channel for announcements."""
        world = self.world
        state = ThreadState(owner.id, world.now(), members={owner.id: world.now()})
        if channel.kind == ChannelKind.ANNOUNCEMENT:
            kind = ChannelKind.ANNOUNCEMENT_THREAD
        else:
            kind = ChannelKind.PRIVATE_THREAD if private and channel.kind not in POSTS else ChannelKind.PUBLIC_THREAD
        thread = world.add_channel(Channel(world.ids.next(), kind, name, channel.guild, channel, thread=state))
        self.events.thread("THREAD_CREATE", thread, newly_created=True)
        return thread

    def archive(self, thread: Channel, *, locked: bool = False) -> None:
        """As after inactivity; `locked` as by a moderator."""
        assert thread.thread is not None
        thread.thread.archived, thread.thread.locked = True, locked
        thread.thread.archive_at = self.world.now()
        self.events.thread("THREAD_UPDATE", thread)

    def delete_channel(self, channel: Channel) -> None:
        if channel.thread is not None:
            self.events.thread_deleted(channel)
        else:
            self.events.channel("CHANNEL_DELETE", channel)
        self.world.drop_channel(channel)
        self.world.pulse.beat()

    def group_dm(self, *people: Actor) -> Channel:
        """A private channel between people, without the bot."""
        return self.world.open_dm(*(person.user for person in people))
