"""What a person does becomes an interaction: its payload, its token, its deadline."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from . import payloads, permissions
from .events import Events
from .interaction import Interaction, InteractionKind
from .jsontypes import Json
from .model import Channel, Message, User
from .permissions import Permission
from .websocket import Socket
from .world import World

ATTACHMENT_LIMIT = 10 * 1024 * 1024


class Interacting:
    def __init__(self, world: World, events: Events, first_response_seconds: float) -> None:
        self.world = world
        self.events = events
        self.first_response_seconds = first_response_seconds
        self.begun: dict[int, Interaction] = {}
        """All there ever were, by id."""
        self._open: dict[int, Interaction] = {}
        self._reached: dict[int, set[Socket]] = {}
        """Who was there to hear of an interaction that is still unanswered."""
        world.clock.watch(self._expire)

    def begin(
        self,
        kind: InteractionKind,
        user: User,
        channel: Channel,
        data: Json,
        *,
        owners: Mapping[str, str],
        message: Message | None = None,
        command: str | None = None,
        origin: Json | None = None,
    ) -> Interaction:
        """`origin` is the metadata of the interaction that opened the form being submitted."""
        world = self.world
        interaction = Interaction(
            id=world.ids.next(),
            token=secrets.token_urlsafe(64),
            kind=kind,
            user=user,
            channel=channel,
            data=data,
            payload={},
            began=world.clock.seconds(),
            owners=dict(owners),
            context=context_of(world, channel),
            message=message,
            command=command,
        )
        interaction.metadata = self._metadata(interaction, origin)
        granted = world.granted(channel, user.id)
        outside = channel.guild is not None and interaction.is_user_install_only
        interaction.forced_ephemeral = outside and not granted & Permission.USE_EXTERNAL_APPS
        interaction.payload = self._payload(interaction, granted)
        world.interactions[interaction.token] = self.begun[interaction.id] = self._open[interaction.id] = interaction
        self.deliver(interaction)
        world.clock.later(self.first_response_seconds, self._expire)
        return interaction

    def deliver(self, interaction: Interaction) -> None:
        """Over the gateway; a second time, when a test wants the same one twice."""
        sessions = self.events.gateway.connected.values()
        hearing = {each.socket for each in sessions if each.socket and each.wants(interaction.channel.guild_id, None)}
        self._reached[interaction.id] = hearing
        self.events.interaction(interaction)
        self.world.pulse.beat()

    def _expire(self) -> None:
        """Mark what waited too long. It is the bot's fault only if the same bot is still there."""
        now = self.world.clock.seconds()
        present = {each.socket for each in self.events.gateway.connected.values()}
        for interaction in list(self._open.values()):
            if interaction.callback is not None:
                del self._open[interaction.id]
                continue
            if now - interaction.began < self.first_response_seconds:
                continue
            del self._open[interaction.id]
            interaction.failed = True
            if self._reached.pop(interaction.id, set()) & present:
                waited = f"no response within {self.first_response_seconds:g} s"
                self.world.log.violation("unanswered", f"{interaction.user.name}: {interaction.where}", waited)
        self.world.pulse.beat()

    # --- the payload

    def _payload(self, interaction: Interaction, granted: Permission) -> Json:
        world, channel, guild, user = self.world, interaction.channel, interaction.channel.guild, interaction.user
        payload: Json = {
            "id": str(interaction.id),
            "application_id": str(world.application_id),
            "type": int(interaction.kind),
            "token": interaction.token,
            "version": 1,
            "data": interaction.data,
            "channel_id": str(channel.id),
            "channel": payloads.interaction_channel(channel, granted, world.bot.id),
            "app_permissions": str(int(self._app_permissions(channel))),
            "locale": user.locale,
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": interaction.owners,
            "context": interaction.context,
            "attachment_size_limit": ATTACHMENT_LIMIT,
        }
        if guild is not None:
            payload |= {
                "guild_id": str(guild.id),
                "guild_locale": guild.locale,
                "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
                "member": payloads.member(guild.members[user.id], granted=granted),
            }
        else:
            payload["user"] = payloads.user(user)
        if interaction.message is not None:
            payload["message"] = payloads.message(interaction.message, application_id=world.application_id)
        return payload

    def _app_permissions(self, channel: Channel) -> Permission:
        bot = self.world.bot.id
        if channel.guild is not None and bot in channel.guild.members:
            return self.world.granted(channel, bot)
        return permissions.BOT_DM if bot in channel.recipients else permissions.PRIVATE_CHANNEL

    def _metadata(self, interaction: Interaction, origin: Json | None) -> Json:
        """What a message keeps of the interaction that it answers."""
        metadata: Json = {
            "id": str(interaction.id),
            "type": int(interaction.kind),
            "user": payloads.user(interaction.user),
            "authorizing_integration_owners": interaction.owners,
        }
        if interaction.kind == InteractionKind.COMPONENT and interaction.message is not None:
            metadata["interacted_message_id"] = str(interaction.message.id)
        if interaction.kind == InteractionKind.MODAL_SUBMIT:
            metadata["triggering_interaction_metadata"] = origin or {}
        if interaction.kind == InteractionKind.COMMAND and "target_id" in interaction.data:
            key = "target_message_id" if interaction.data["type"] == 3 else "target_user"
            target = interaction.data["target_id"]
            metadata[key] = target if key == "target_message_id" else payloads.user(self.world.users[int(target)])
        return metadata


def context_of(world: World, channel: Channel) -> int:
    """0 in a server, 1 in the DM with the bot, 2 among other people."""
    if channel.guild is not None:
        return 0
    return 1 if world.bot.id in channel.recipients else 2


def owners_of_command(world: World, user: User, channel: Channel, types: list[int]) -> dict[str, str]:
    """Through which installations a command of these integration types can be used here; none, and the person does not see it."""
    owners: dict[str, str] = {}
    context = context_of(world, channel)
    if 0 in types and context == 0 and channel.guild is not None and world.bot.id in channel.guild.members:
        owners["0"] = str(channel.guild.id)
    if 0 in types and context == 1 and world.shares_a_guild(user):
        owners["0"] = "0"
    if 1 in types and user.installed:
        owners["1"] = str(user.id)
    return owners


def owners_of_message(world: World, message: Message) -> dict[str, str]:
    """A component belongs to whoever brought its message: the interaction's installation, or the server's."""
    if message.interaction is not None:
        return dict(message.interaction["authorizing_integration_owners"])
    return {"0": str(message.channel.guild.id) if message.channel.guild else "0"}
