"""Discord's permission bits, and what a member may do in a channel."""

from __future__ import annotations

from enum import IntFlag
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Channel, Guild


class Permission(IntFlag):
    CREATE_INSTANT_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    CONNECT = 1 << 20
    CHANGE_NICKNAME = 1 << 26
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51


P = Permission
ALL = P((1 << 53) - 1)
NONE = P(0)

#: What @everyone may do in a new server.
EVERYONE = (
    P.CREATE_INSTANT_INVITE | P.ADD_REACTIONS | P.VIEW_CHANNEL | P.SEND_MESSAGES | P.EMBED_LINKS | P.ATTACH_FILES
    | P.READ_MESSAGE_HISTORY | P.USE_EXTERNAL_EMOJIS | P.CHANGE_NICKNAME | P.USE_APPLICATION_COMMANDS
    | P.CREATE_PUBLIC_THREADS | P.CREATE_PRIVATE_THREADS | P.SEND_MESSAGES_IN_THREADS | P.USE_EXTERNAL_APPS | P.CONNECT
)  # fmt: skip
#: What an invite link of ordinary modesty gives the bot's own role.
BOT = (
    P.VIEW_CHANNEL | P.SEND_MESSAGES | P.EMBED_LINKS | P.ATTACH_FILES | P.READ_MESSAGE_HISTORY
    | P.CREATE_PRIVATE_THREADS | P.SEND_MESSAGES_IN_THREADS | P.CREATE_PUBLIC_THREADS | P.ADD_REACTIONS
)  # fmt: skip
#: What a member under a time-out keeps.
TIMED_OUT = P.VIEW_CHANNEL | P.READ_MESSAGE_HISTORY
#: `app_permissions` outside servers: the first with other people, the second in the bot's own DM.
PRIVATE_CHANNEL = P.ATTACH_FILES | P.EMBED_LINKS | P.MENTION_EVERYONE
BOT_DM = PRIVATE_CHANNEL | P.USE_EXTERNAL_EMOJIS


def in_guild(guild: Guild, user_id: int) -> Permission:
    """Permissions by roles alone."""
    member = guild.members.get(user_id)
    if member is None:
        return NONE
    if user_id == guild.owner_id:
        return ALL
    granted = guild.roles[guild.id].permissions
    for role_id in member.roles:
        granted |= guild.roles[role_id].permissions
    return ALL if granted & P.ADMINISTRATOR else granted


def in_channel(channel: Channel, user_id: int, *, timed_out: bool = False) -> Permission:
    """Permissions with the channel's overwrites; a thread takes its parent's.

    Discord's implicit rules are applied: without VIEW_CHANNEL nothing else counts, and a member under a time-out only looks on.
    """
    guild = channel.guild
    if guild is None:
        return BOT_DM if user_id in channel.recipients else NONE
    base = in_guild(guild, user_id)
    if base & P.ADMINISTRATOR:
        return ALL
    member = guild.members.get(user_id)
    if member is None:
        return NONE
    overwrites = (channel.parent or channel).overwrites

    def apply(base: Permission, allow: Permission, deny: Permission) -> Permission:
        return (base & ~deny) | allow

    if guild.id in overwrites:
        base = apply(base, overwrites[guild.id].allow, overwrites[guild.id].deny)
    allow = deny = NONE
    for role_id in member.roles:
        if role_id in overwrites:
            allow |= overwrites[role_id].allow
            deny |= overwrites[role_id].deny
    base = apply(base, allow, deny)
    if user_id in overwrites:
        base = apply(base, overwrites[user_id].allow, overwrites[user_id].deny)
    if not base & P.VIEW_CHANNEL:
        return NONE
    return base & TIMED_OUT if timed_out else base


def may_see(channel: Channel, user_id: int) -> bool:
    """Whether a person sees a channel at all; a private thread only its members and MANAGE_THREADS."""
    if channel.guild is None:
        return user_id in channel.recipients
    granted = in_channel(channel, user_id)
    if not granted & P.VIEW_CHANNEL:
        return False
    if channel.thread is not None and channel.is_private_thread:
        return user_id in channel.thread.members or bool(granted & P.MANAGE_THREADS)
    return True
