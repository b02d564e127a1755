"""What the bot is told over the gateway when the world changes: which event, and whether it is told at all."""

from __future__ import annotations

from . import payloads
from .gateway import Gateway, Intent
from .interaction import Interaction
from .jsontypes import Json
from .model import Channel, Guild, Message, User
from .world import World


class Events:
    def __init__(self, world: World, gateway: Gateway) -> None:
        self.world = world
        self.gateway = gateway

    # --- messages

    def withheld(self, message: Message) -> bool:
        """Whether the message content intent keeps its content from the bot.

        Given all the same: the bot's own messages, DMs with it, messages that mention it. A reply with a ping mentions the
        author of what it answers; the answer to an interaction has a webhook for an author, so replying to one does not mention
        the bot.
        """
        if self.gateway.privileged & Intent.MESSAGE_CONTENT:
            return False
        bot = self.world.bot
        is_dm = message.channel.guild is None and bot.id in message.channel.recipients
        return not (message.author is bot or is_dm or bot.id in message.mentions)

    def message_payload(self, message: Message) -> Json:
        return payloads.message(message, application_id=self.world.application_id, withheld=self.withheld(message))

    def message_created(self, message: Message) -> None:
        self._message("MESSAGE_CREATE", message)

    def message_updated(self, message: Message) -> None:
        self._message("MESSAGE_UPDATE", message)

    def _message(self, event: str, message: Message) -> None:
        channel = message.channel
        if message.ephemeral or not self.world.bot_sees(channel):
            return
        data = self.message_payload(message) | {"channel_type": int(channel.kind)}
        if channel.guild is not None:
            data["guild_id"] = str(channel.guild.id)
            member = channel.guild.members.get(message.author.id)
            if member is not None:
                data["member"] = payloads.member(member, with_user=False)
        self._send(event, data, channel, Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES)

    def message_deleted(self, message: Message) -> None:
        if not message.ephemeral and self.world.bot_sees(message.channel):
            data = self._place(message.channel) | {"id": str(message.id)}
            self._send("MESSAGE_DELETE", data, message.channel, Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES)

    def reaction(self, message: Message, user: User, emoji: str, *, added: bool) -> None:
        if not self.world.bot_sees(message.channel):
            return
        data = self._place(message.channel) | {
            "user_id": str(user.id),
            "message_id": str(message.id),
            "emoji": {"id": None, "name": emoji},
            "burst": False,
            "type": 0,
        }
        event = "MESSAGE_REACTION_ADD" if added else "MESSAGE_REACTION_REMOVE"
        guild = message.channel.guild
        if added:
            data["message_author_id"] = str(message.author.id)
            if guild is not None and user.id in guild.members:
                data["member"] = payloads.member(guild.members[user.id])
        self._send(event, data, message.channel, Intent.GUILD_MESSAGE_REACTIONS, Intent.DIRECT_MESSAGE_REACTIONS)

    def typing(self, channel: Channel, user: User) -> None:
        if self.world.bot_sees(channel):
            data = self._place(channel) | {"user_id": str(user.id), "timestamp": int(self.world.now().timestamp())}
            if channel.guild is not None and user.id in channel.guild.members:
                data["member"] = payloads.member(channel.guild.members[user.id])
            self._send("TYPING_START", data, channel, Intent.GUILD_MESSAGE_TYPING, Intent.DIRECT_MESSAGE_TYPING)

    # --- channels and threads

    def channel(self, event: str, channel: Channel) -> None:
        """CHANNEL_CREATE, _UPDATE, _DELETE."""
        if channel.guild is None or self.world.bot.id in channel.guild.members:
            data = payloads.channel(channel, viewer=self.world.bot.id)
            self._send(event, data, channel, Intent.GUILDS, Intent.DIRECT_MESSAGES)

    def thread(self, event: str, thread: Channel, **more: object) -> None:
        """THREAD_CREATE and THREAD_UPDATE, for threads that the bot can see."""
        if self.world.bot_sees(thread):
            data = payloads.channel(thread, viewer=self.world.bot.id) | more
            self._send(event, data, thread, Intent.GUILDS, Intent.GUILDS)

    def thread_deleted(self, thread: Channel) -> None:
        assert thread.guild is not None
        assert thread.parent is not None
        if self.world.bot.id in thread.guild.members:
            data = {"id": str(thread.id), "guild_id": str(thread.guild.id), "parent_id": str(thread.parent.id), "type": int(thread.kind)}
            self._send("THREAD_DELETE", data, thread, Intent.GUILDS, Intent.GUILDS)

    def thread_members(self, thread: Channel, *, added: list[int] = [], removed: list[int] = []) -> None:  # noqa: B006
        """Without the members intent, told only when the bot itself is concerned."""
        assert thread.guild is not None
        assert thread.thread is not None
        bot = self.world.bot.id
        if bot not in (*added, *removed):
            return
        data: Json = {"id": str(thread.id), "guild_id": str(thread.guild.id), "member_count": len(thread.thread.members)}
        if bot in added:
            data["added_members"] = [payloads.thread_member(thread, bot) | {"presence": None}]
        if bot in removed:
            data["removed_member_ids"] = [str(bot)]
        self._send("THREAD_MEMBERS_UPDATE", data, thread, Intent.GUILDS, Intent.GUILDS)

    # --- guilds

    def guild_joined(self, guild: Guild) -> None:
        """Without `unavailable`, by which a client tells a server that it has come to from one that an outage has given back."""
        payload = payloads.gateway_guild(guild, self.world.bot.id)
        del payload["unavailable"]
        self.gateway.dispatch("GUILD_CREATE", payload, guild.id, Intent.GUILDS)

    def guild_left(self, guild: Guild) -> None:
        self.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, guild.id, Intent.GUILDS)

    def role(self, event: str, guild: Guild, role: Json) -> None:
        """GUILD_ROLE_CREATE and _UPDATE."""
        if self.world.bot.id in guild.members:
            self.gateway.dispatch(event, {"guild_id": str(guild.id), "role": role}, guild.id, Intent.GUILDS)

    def own_member(self, guild: Guild) -> None:
        """The bot is told of changes to itself, whatever its intents."""
        data = payloads.member(guild.members[self.world.bot.id]) | {"guild_id": str(guild.id)}
        self.gateway.dispatch("GUILD_MEMBER_UPDATE", data, guild.id, Intent.GUILDS)

    # --- interactions

    def interaction(self, interaction: Interaction) -> None:
        """Needs no intent; where there is no guild it goes to shard 0."""
        self.gateway.dispatch("INTERACTION_CREATE", interaction.payload, interaction.channel.guild_id)

    def _place(self, channel: Channel) -> Json:
        place: Json = {"channel_id": str(channel.id)}
        if channel.guild is not None:
            place["guild_id"] = str(channel.guild.id)
        return place

    def _send(self, event: str, data: Json, channel: Channel, in_guild: Intent, in_dm: Intent) -> None:
        intent = in_dm if channel.guild is None else in_guild
        self.gateway.dispatch(event, data, channel.guild_id, intent)
