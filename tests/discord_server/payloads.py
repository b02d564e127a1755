"""What goes over the wire: the model's things as Discord's JSON."""

from __future__ import annotations

from . import permissions
from .jsontypes import Json
from .model import POSTS, VOCAL, Attachment, Channel, ChannelKind, Guild, Member, Message, MessageFlag, MessageKind, Role, User
from .permissions import Permission


def user(who: User) -> Json:
    return {
        "id": str(who.id), "username": who.name, "global_name": who.global_name, "discriminator": "0000" if who.bot else "0",
        "avatar": None, "bot": who.bot, "system": False, "public_flags": 0, "flags": 0, "banner": None, "accent_color": None,
        "avatar_decoration_data": None, "collectibles": None, "primary_guild": None,
    }  # fmt: skip


def member(of: Member, *, with_user: bool = True, granted: Permission | None = None) -> Json:
    """`granted` is put in where Discord does: on the member of an interaction."""
    payload: Json = {
        "roles": [str(role) for role in of.roles], "nick": of.nick, "joined_at": of.joined_at.isoformat(),
        "avatar": None, "banner": None, "premium_since": None, "deaf": False, "mute": False, "pending": False, "flags": 0,
        "communication_disabled_until": of.timed_out_until.isoformat() if of.timed_out_until else None,
    }  # fmt: skip
    if with_user:
        payload["user"] = user(of.user)
    if granted is not None:
        payload["permissions"] = str(int(granted))
    return payload


def role(of: Role) -> Json:
    payload: Json = {
        "id": str(of.id), "name": of.name, "permissions": str(int(of.permissions)), "position": of.position, "color": of.color,
        "colors": {"primary_color": of.color, "secondary_color": None, "tertiary_color": None}, "hoist": False, "icon": None,
        "managed": of.managed_by_bot is not None, "mentionable": of.mentionable, "unicode_emoji": None, "flags": 0,
    }  # fmt: skip
    if of.managed_by_bot is not None:
        payload["tags"] = {"bot_id": str(of.managed_by_bot)}
    return payload


def _last_message(channel: Channel) -> str | None:
    regular = [message.id for message in channel.messages.values() if not message.ephemeral]
    return str(max(regular)) if regular else None


def channel(of: Channel, *, viewer: int | None = None) -> Json:
    """`viewer` is the bot: threads carry its own membership, DMs leave it out of the recipients."""
    payload: Json = {
        "id": str(of.id),
        "type": int(of.kind),
        "flags": 0,
        "last_message_id": _last_message(of),
        "last_pin_timestamp": None,
    }
    if of.guild is None:
        payload["recipients"] = [user(who) for who in of.recipients.values() if who.id != viewer]
        if of.kind == ChannelKind.GROUP_DM:
            payload |= {"name": of.name or None, "icon": None, "owner_id": str(next(iter(of.recipients)))}
        return payload
    payload |= {"guild_id": str(of.guild.id), "name": of.name, "rate_limit_per_user": of.slow_mode, "parent_id": None}
    if of.thread is None:
        payload |= {
            "position": of.position, "topic": of.topic, "nsfw": False, "default_thread_rate_limit_per_user": 0,
            "permission_overwrites": [
                {"id": str(target), "type": 0 if entry.is_role else 1, "allow": str(int(entry.allow)), "deny": str(int(entry.deny))}
                for target, entry in of.overwrites.items()
            ],
        }  # fmt: skip
        if of.kind in VOCAL:
            payload |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None, "video_quality_mode": 1}
        if of.kind in POSTS:
            payload |= {"available_tags": [], "default_reaction_emoji": None, "default_sort_order": None, "default_forum_layout": 0}
        return payload
    state = of.thread
    assert of.parent is not None
    metadata: Json = {
        "archived": state.archived, "archive_timestamp": state.archive_at.isoformat(), "locked": state.locked,
        "auto_archive_duration": state.auto_archive_minutes, "create_timestamp": state.archive_at.isoformat(),
    }  # fmt: skip
    if of.is_private_thread:
        metadata["invitable"] = state.invitable
    payload |= {
        "parent_id": str(of.parent.id), "owner_id": str(state.owner_id), "thread_metadata": metadata,
        "message_count": len([m for m in of.messages.values() if not m.ephemeral]), "member_count": min(50, len(state.members)),
        "total_message_sent": state.total_messages,
    }  # fmt: skip
    if viewer is not None and viewer in state.members:
        payload["member"] = thread_member(of, viewer)
    return payload


def interaction_channel(of: Channel, granted: Permission, viewer: int) -> Json:
    """The channel inside an interaction, with what the person who acted may do there."""
    payload = channel(of, viewer=viewer)
    payload.pop("permission_overwrites", None)
    return payload | {"permissions": str(int(granted))}


def thread_member(of: Channel, user_id: int) -> Json:
    assert of.thread is not None
    return {"id": str(of.id), "user_id": str(user_id), "join_timestamp": of.thread.members[user_id].isoformat(), "flags": 0}


def guild(of: Guild) -> Json:
    """What REST returns; the gateway's is larger."""
    return {
        "id": str(of.id), "name": of.name, "icon": None, "description": None, "home_header": None, "splash": None,
        "discovery_splash": None, "features": [], "banner": None, "owner_id": str(of.owner_id), "application_id": None,
        "region": "deprecated",
        "afk_channel_id": None, "afk_timeout": 300, "system_channel_id": None, "system_channel_flags": 0, "widget_enabled": False,
        "widget_channel_id": None, "verification_level": 0, "roles": [role(each) for each in of.roles.values()],
        "default_message_notifications": 1, "mfa_level": 0, "explicit_content_filter": 0, "max_presences": None, "max_members": 500000,
        "max_stage_video_channel_users": 50, "max_video_channel_users": 25, "vanity_url_code": None, "premium_tier": 0,
        "premium_subscription_count": 0, "preferred_locale": of.locale, "rules_channel_id": None, "safety_alerts_channel_id": None,
        "public_updates_channel_id": None, "premium_progress_bar_enabled": False, "nsfw": False, "nsfw_level": 0,
        "emojis": [], "stickers": [], "incidents_data": None,
    }  # fmt: skip


def gateway_guild(of: Guild, bot_id: int) -> Json:
    """GUILD_CREATE. Without the members intent only the bot itself is among the members, and only threads that it can see are listed."""
    visible = [each for each in of.threads if each.thread and not each.thread.archived and permissions.may_see(each, bot_id)]
    return guild(of) | {
        "joined_at": of.members[bot_id].joined_at.isoformat(), "large": len(of.members) > 250, "unavailable": False,
        "member_count": len(of.members), "voice_states": [], "members": [member(of.members[bot_id])], "presences": [],
        "channels": [channel(each) for each in of.channels.values() if each.thread is None],
        "threads": [channel(each, viewer=bot_id) for each in visible], "stage_instances": [], "guild_scheduled_events": [],
        "soundboard_sounds": [], "version": 1,
    }  # fmt: skip


def attachment(of: Attachment) -> Json:
    payload: Json = {
        "id": str(of.id), "filename": of.filename, "size": len(of.data), "url": of.url, "proxy_url": of.url,
        "content_type": of.content_type,
    }  # fmt: skip
    if of.description is not None:
        payload["description"] = of.description
    if of.ephemeral:
        payload["ephemeral"] = True
    size = image_size(of)
    if size:
        payload["width"], payload["height"] = size
    return payload


def image_size(of: Attachment) -> tuple[int, int] | None:
    """A PNG says its size in its header; other kinds are not measured."""
    if of.data[:8] != b"\x89PNG\r\n\x1a\n":
        return None
    return int.from_bytes(of.data[16:20], "big"), int.from_bytes(of.data[20:24], "big")


def message(of: Message, *, application_id: int, withheld: bool = False, referenced: bool = True) -> Json:
    """`withheld` empties what the message content intent guards."""
    people = {who: found for who in of.mentions if (found := _person(of.channel, who))}
    payload: Json = {
        "id": str(of.id), "channel_id": str(of.channel.id), "type": int(of.kind), "author": user(of.author), "content": of.content,
        "timestamp": of.created_at.isoformat(), "edited_timestamp": of.edited_at.isoformat() if of.edited_at else None, "tts": of.tts,
        "mention_everyone": of.mention_everyone, "mentions": [user(each) for each in people.values()],
        "mention_roles": [str(each) for each in of.mention_roles], "attachments": [attachment(each) for each in of.attachments],
        "embeds": of.embeds, "components": of.components, "pinned": of.pinned, "flags": int(of.flags),
    }  # fmt: skip
    if of.nonce is not None:
        payload["nonce"] = of.nonce
    if of.reactions:
        payload["reactions"] = [reaction(emoji, who, application_id) for emoji, who in of.reactions.items()]
    if of.interaction is not None:
        payload |= {
            "interaction_metadata": of.interaction,
            "application_id": str(application_id),
            "webhook_id": str(application_id),
        }
    elif of.author.bot:
        payload["application_id"] = str(application_id)
    if of.kind == MessageKind.REPLY and of.reply_to is not None:
        payload["message_reference"] = reference(of.reply_to)
        if referenced:
            gone = of.reply_to.deleted
            hidden = withheld and not of.reply_to.author.bot
            payload["referenced_message"] = (
                None if gone else message(of.reply_to, application_id=application_id, withheld=hidden, referenced=False)
            )
    if of.forwards is not None:
        payload["message_reference"] = reference(of.forwards) | {"type": 1}
        payload["message_snapshots"] = [snapshot(of.forwards, application_id, withheld=withheld)]
    if of.flags & MessageFlag.HAS_THREAD and of.channel.guild and of.id in of.channel.guild.channels:
        payload["thread"] = channel(of.channel.guild.channels[of.id])
    if withheld:
        payload |= {"content": "", "embeds": [], "attachments": [], "components": []}
    return payload


def snapshot(of: Message, application_id: int, *, withheld: bool) -> Json:
    """What a forward carries of a message: what it says, and not who said it."""
    kept = ("type", "content", "embeds", "attachments", "components", "timestamp", "edited_timestamp", "flags", "mentions", "mention_roles")
    whole = message(of, application_id=application_id, withheld=withheld)
    return {"message": {key: whole[key] for key in kept}}


def reference(to: Message) -> Json:
    payload: Json = {"type": 0, "channel_id": str(to.channel.id), "message_id": str(to.id)}
    if to.channel.guild is not None:
        payload["guild_id"] = str(to.channel.guild.id)
    return payload


def reaction(emoji: str, who: list[int], bot_id: int) -> Json:
    return {
        "count": len(who), "count_details": {"burst": 0, "normal": len(who)}, "me": bot_id in who, "me_burst": False,
        "emoji": {"id": None, "name": emoji}, "burst_colors": [],
    }  # fmt: skip


def _person(place: Channel, user_id: int) -> User | None:
    if place.guild is None:
        return place.recipients.get(user_id)
    found = place.guild.members.get(user_id)
    return found.user if found else None
