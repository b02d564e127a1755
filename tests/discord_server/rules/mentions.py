"""Who a message would ping."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..components import shown_texts
from ..jsontypes import Json
from ..model import Channel, Message, User
from ..permissions import Permission, in_channel

USER = re.compile(r"<@!?(\d{15,20})>")
ROLE = re.compile(r"<@&(\d{15,20})>")
EVERYONE = re.compile(r"@(everyone|here)\b")
CODE = re.compile(r"```.*?```|``.+?``|`[^`\n]+`", re.DOTALL)

#: What is parsed when a body says nothing: all of it in ordinary messages, only users in answers to interactions.
DEFAULT = frozenset({"users", "roles", "everyone"})
DEFAULT_OF_INTERACTIONS = frozenset({"users"})


@dataclass
class Mentions:
    users: list[int] = field(default_factory=list)
    roles: list[int] = field(default_factory=list)
    everyone: bool = False
    pings: list[str] = field(default_factory=list)


def find_mentions(
    text: str,
    components: list[Json],
    place: Channel,
    author: User,
    allowed: Json | None,
    *,
    is_interaction: bool = False,
    reply_to: Message | None = None,
) -> Mentions:
    """`allowed` is the body's `allowed_mentions`, None when it had none."""
    shown = "\n".join([text, *shown_texts(components)])
    shown = CODE.sub("", shown)
    granted = in_channel(place, author.id)
    parse = frozenset(allowed.get("parse") or []) if allowed is not None else DEFAULT_OF_INTERACTIONS if is_interaction else DEFAULT
    found = Mentions()

    def listed(kind: str, target: int) -> bool:
        return kind in parse or str(target) in {str(each) for each in (allowed or {}).get(kind) or []}

    for user_id in map(int, dict.fromkeys(USER.findall(shown))):
        if listed("users", user_id) and _is_here(place, user_id):
            found.users.append(user_id)
    guild = place.guild
    if guild is not None:
        for role_id in map(int, dict.fromkeys(ROLE.findall(shown))):
            role = guild.roles.get(role_id)
            if role and listed("roles", role_id):
                found.roles.append(role_id)
                if role.mentionable or granted & Permission.MENTION_EVERYONE or is_interaction:
                    found.pings.append(f"role {role.name}")
        if EVERYONE.search(shown) and "everyone" in parse and granted & Permission.MENTION_EVERYONE:
            found.everyone = True
            found.pings.append("everyone")
    if reply_to is not None and _reply_pings(allowed) and reply_to.author.id not in found.users and not _is_response(reply_to):
        found.users.append(reply_to.author.id)
    found.pings = [name for user_id in found.users if (name := _ping(place, user_id, author))] + found.pings
    return found


def _reply_pings(allowed: Json | None) -> bool:
    """A reply pings unless the body says which mentions are allowed and does not name this one."""
    return True if allowed is None else bool(allowed.get("replied_user"))


def _is_response(message: Message) -> bool:
    """Answers to interactions are posted by a webhook: a reply to one does not mention the bot's user."""
    return message.interaction is not None


def _is_here(place: Channel, user_id: int) -> bool:
    return user_id in (place.recipients if place.guild is None else place.guild.members)


def _ping(place: Channel, user_id: int, author: User) -> str | None:
    """The name of who is notified. Nobody notifies themselves; in a DM every message notifies anyway, so it is not a ping."""
    if user_id == author.id or place.guild is None:
        return None
    member = place.guild.members.get(user_id)
    return member.user.name if member else None
