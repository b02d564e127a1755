"""What the bot may do in a server: the least with which every feature works, and why each is asked for. Nothing here moderates
anybody. Charts need none: they come as answers to commands, and those may always carry pictures."""

from __future__ import annotations

import discord

# permission -> what needs it
REASONS = {
    "view_channel": "to see where it was called",
    "send_messages": "quiz questions, study rooms and daily posts in a channel",
    "send_messages_in_threads": "interviews in private threads",
    "create_private_threads": "interviews in private threads",
    "attach_files": "debriefs as files",
    "read_message_history": "to find what the bot itself posted: to delete it when asked, and to post nothing twice",
}


def rights() -> discord.Permissions:
    return discord.Permissions(**dict.fromkeys(REASONS, True))


def missing(granted: discord.Permissions) -> tuple[str, ...]:
    """The permissions that are not there, as Discord's own settings name them."""
    if granted.administrator:
        return ()
    return tuple(shown(name) for name in REASONS if not getattr(granted, name))


def shown(permission: str) -> str:
    """create_private_threads -> Create Private Threads; "in" stays small, as in Discord."""
    return permission.replace("_", " ").title().replace(" In ", " in ")


def invite(application_id: int) -> str:
    """The link of least privilege."""
    return discord.utils.oauth_url(application_id, permissions=rights(), scopes=("bot", "applications.commands"))
