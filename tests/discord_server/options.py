"""From what a person types after the slash to the data of an interaction, as strict as the real client is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import payloads
from .interacting import context_of, owners_of_command
from .jsontypes import Json
from .model import Attachment, Channel, Member, Role, User
from .permissions import Permission, in_guild
from .rest.attachments import content_type
from .rules import commands as kinds
from .world import World


class CannotDo(Exception):
    """The real client would not let a person do this."""


@dataclass
class Chosen:
    """A command as picked: the registered JSON, the path of sub-commands, the options of the last of them."""

    command: Json
    path: list[Json]
    options: list[Json]
    owners: dict[str, str]


def available(world: World, user: User, channel: Channel, kind: int) -> list[tuple[Json, dict[str, str]]]:
    """The commands that the client shows this person here, with the installations they come through."""
    found: list[tuple[Json, dict[str, str]]] = []
    guild = channel.guild
    if guild is not None and world.bot.id in guild.members:
        found += [(each, {"0": str(guild.id)}) for each in world.commands.get(guild.id, []) if kinds.kind(each) == kind]
    for each in world.commands[None]:
        if kinds.kind(each) != kind:
            continue
        contexts = each.get("contexts")
        if contexts is None:
            contexts = [0, 1] if each.get("dm_permission", True) else [0]
        if context_of(world, channel) not in contexts:
            continue
        owners = owners_of_command(world, user, channel, each.get("integration_types") or [0])
        if owners:
            found.append((each, owners))
    return [(each, owners) for each, owners in found if _permitted(each, user, channel)]


def _permitted(command: Json, user: User, channel: Channel) -> bool:
    """`default_member_permissions` hides a command from members without them; "0" from all but administrators."""
    needed = command.get("default_member_permissions")
    if channel.guild is None or needed is None:
        return True
    granted = in_guild(channel.guild, user.id)
    if granted & Permission.ADMINISTRATOR:
        return True
    return int(needed) != 0 and granted & Permission(int(needed)) == int(needed)


def choose(world: World, user: User, channel: Channel, typed: str) -> Chosen:
    """The command for `interview start`."""
    name, *rest = typed.split()
    shown = available(world, user, channel, 1)
    picked = next(((each, owners) for each, owners in shown if each["name"] == name), None)
    if picked is None:
        raise CannotDo(f"{user.name} sees no /{name} here; what shows: {sorted(each['name'] for each, _ in shown)}")
    command, owners = picked
    path: list[Json] = []
    options = command.get("options") or []
    for step in rest:
        part = next((each for each in options if each["name"] == step and each["type"] in (kinds.SUBCOMMAND, kinds.GROUP)), None)
        if part is None:
            raise CannotDo(f"/{typed}: no {step!r}; there is {[each['name'] for each in options]}")
        path.append(part)
        options = part.get("options") or []
    if any(each["type"] in (kinds.SUBCOMMAND, kinds.GROUP) for each in options):
        raise CannotDo(f"/{typed} has sub-commands: {[each['name'] for each in options]}")
    return Chosen(command, path, options, owners)


def fill(
    world: World, channel: Channel, chosen: Chosen, given: Mapping[str, Any], *, focused: str | None = None, strict: bool = True
) -> Json:
    """The `data` of the interaction. `focused` names the option being typed, for autocomplete."""
    known = {each["name"]: each for each in chosen.options}
    unknown = set(given) - set(known)
    if unknown:
        raise CannotDo(f"no option {sorted(unknown)}; there is {sorted(known)}")
    missing = [name for name, each in known.items() if each.get("required") and given.get(name) is None]
    if missing and strict and focused is None:
        raise CannotDo(f"required: {missing}")
    resolved: Json = {}
    filled = []
    for name, value in given.items():
        if value is None:
            continue
        option: Json = {"name": name, "type": known[name]["type"]}
        option["value"] = value if name == focused else _value(world, channel, known[name], value, resolved, strict=strict)
        if name == focused:
            option["focused"] = True
        filled.append(option)
    for step in reversed(chosen.path):
        filled = [{"name": step["name"], "type": step["type"], "options": filled}]
    data: Json = {"id": chosen.command["id"], "name": chosen.command["name"], "type": 1, "options": filled}
    if chosen.command.get("guild_id"):
        data["guild_id"] = chosen.command["guild_id"]
    if resolved:
        data["resolved"] = resolved
    return data


def _value(world: World, channel: Channel, option: Json, given: Any, resolved: Json, *, strict: bool) -> Any:
    kind = option["type"]
    if kind in (kinds.STRING, kinds.INTEGER, kinds.NUMBER):
        return _plain(option, given, strict=strict)
    if kind == kinds.BOOLEAN:
        if not isinstance(given, bool):
            raise CannotDo(f"{option['name']} is yes or no")
        return given
    if kind == kinds.ATTACHMENT:
        filename, data = given
        attachment = Attachment(world.ids.next(), filename, data, content_type(filename), ephemeral=True)
        attachment.url = f"{world.base_url}/cdn/ephemeral-attachments/{channel.id}/{attachment.id}/{filename}"
        world.uploads.append(attachment)
        resolved.setdefault("attachments", {})[str(attachment.id)] = payloads.attachment(attachment)
        return str(attachment.id)
    target = getattr(given, "user", given)
    resolve(channel, target, resolved)
    return str(target.id)


def resolve(channel: Channel, target: User | Role | Channel, resolved: Json) -> None:
    """Add what a picked person, role or channel is, for the `resolved` of an interaction."""
    key = str(target.id)
    if isinstance(target, User):
        resolved.setdefault("users", {})[key] = payloads.user(target)
        member: Member | None = channel.guild.members.get(target.id) if channel.guild else None
        if member is not None and channel.guild is not None:
            granted = in_guild(channel.guild, target.id)
            resolved.setdefault("members", {})[key] = payloads.member(member, with_user=False, granted=granted)
    elif isinstance(target, Role):
        resolved.setdefault("roles", {})[key] = payloads.role(target)
    else:
        resolved.setdefault("channels", {})[key] = payloads.channel(target) | {"permissions": "0"}


def _plain(option: Json, given: Any, *, strict: bool) -> Any:
    choices = {each["name"]: each["value"] for each in option.get("choices") or []}
    value = choices.get(given, given) if isinstance(given, str) else given
    if not strict:
        return value
    if choices and value not in choices.values():
        raise CannotDo(f"{option['name']} offers {sorted(map(str, choices.values()))}, not {value!r}")
    wanted: tuple[type, ...] = {kinds.STRING: (str,), kinds.INTEGER: (int,), kinds.NUMBER: (int, float)}[option["type"]]
    if not isinstance(value, wanted) or isinstance(value, bool):
        raise CannotDo(f"{option['name']} wants {wanted[0].__name__}, not {value!r}")
    size = float(len(value) if isinstance(value, str) else value)  # type: ignore[arg-type]
    low, high = ("min_length", "max_length") if isinstance(value, str) else ("min_value", "max_value")
    least, most = option.get(low), option.get(high) or (6000 if isinstance(value, str) else None)
    if (least is not None and size < least) or (most is not None and size > most):
        raise CannotDo(f"{option['name']}: {size} is not between {least} and {most}")
    return value
