"""The application itself: who it is, how it connects, and its commands."""

from __future__ import annotations

import copy

from .. import errors, payloads
from ..jsontypes import Json
from ..rules.commands import check_commands, kind
from .calls import Call, Reply, Routes

MOST_CREATES_A_DAY = 200


def gateway(call: Call) -> Reply:
    return Reply(200, {"url": call.world.gateway_url(call.process)})


def gateway_bot(call: Call) -> Reply:
    limit = {"total": 1000, "remaining": max(0, 1000 - call.gateway.identified), "reset_after": 14400000, "max_concurrency": 1}
    return Reply(200, {"url": call.world.gateway_url(call.process), "shards": call.gateway.shards, "session_start_limit": limit})


def me(call: Call) -> Reply:
    own = {"verified": True, "mfa_enabled": False, "email": None, "locale": "en-US", "premium_type": 0}
    return Reply(200, payloads.user(call.world.bot) | own)


def application(call: Call) -> Reply:
    world = call.world
    body: Json = {
        "id": str(world.application_id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": payloads.user(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "integration_types_config": {"0": {}, "1": {}},
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": payloads.user(world.owner),
        "approximate_guild_count": len(world.bot_guilds()),
        "approximate_user_install_count": sum(user.installed for user in world.users.values()),
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "summary": "",
        "rpc_origins": [],
        "eligible_oauth2_scopes": [],
    }
    return Reply(200, body)


# --- commands


def _scope(call: Call) -> int | None:
    if call.id("application_id") != call.world.application_id:
        raise errors.DiscordError(403, 20012, "You are not authorized to perform this action on this application", violation="auth")
    if "guild_id" not in call.params:
        return None
    guild_id = call.id("guild_id")
    if call.world.guild_of_bot(guild_id) is None:
        raise errors.missing_access()
    return guild_id


def commands(call: Call) -> Reply:
    return Reply(200, copy.deepcopy(call.world.commands.get(_scope(call), [])))


def overwrite(call: Call) -> Reply:
    """Replaces the whole list. What is there under the same name and kind keeps its id and does not count as created."""
    scope = _scope(call)
    wanted: list[Json] = call.body or []
    check_commands(wanted)
    present = {(kind(each), each["name"]): each for each in call.world.commands.get(scope, [])}
    _count(call, scope, [each for each in wanted if (kind(each), each["name"]) not in present])
    stored = [_store(call, scope, each, present.get((kind(each), each["name"]))) for each in wanted]
    call.world.commands[scope] = stored
    call.world.command_syncs += 1
    call.world.pulse.beat()
    return Reply(200, copy.deepcopy(stored))


def create(call: Call) -> Reply:
    scope, wanted = _scope(call), call.json()
    present = call.world.commands.setdefault(scope, [])
    same = next((each for each in present if (kind(each), each["name"]) == (kind(wanted), wanted.get("name"))), None)
    check_commands([each for each in present if each is not same] + [wanted])
    if same is None:
        _count(call, scope, [wanted])
    stored = _store(call, scope, wanted, same)
    if same is None:
        present.append(stored)
    else:
        present[present.index(same)] = stored
    call.world.pulse.beat()
    return Reply(200 if same else 201, copy.deepcopy(stored))


def _find(call: Call) -> tuple[list[Json], Json]:
    present = call.world.commands.get(_scope(call), [])
    found = next((each for each in present if each["id"] == call.params["command_id"]), None)
    if found is None:
        raise errors.unknown(10063, "application command")
    return present, found


def command(call: Call) -> Reply:
    return Reply(200, copy.deepcopy(_find(call)[1]))


def edit(call: Call) -> Reply:
    present, found = _find(call)
    changed = found | call.json()
    check_commands([changed])
    present[present.index(found)] = changed
    call.world.pulse.beat()
    return Reply(200, copy.deepcopy(changed))


def delete(call: Call) -> Reply:
    present, found = _find(call)
    present.remove(found)
    call.world.pulse.beat()
    return Reply(204)


def _count(call: Call, scope: int | None, fresh: list[Json]) -> None:
    made = call.world.commands_created.get(scope, 0) + len(fresh)
    if made > MOST_CREATES_A_DAY:
        raise errors.DiscordError(400, 30034, "Max number of daily application command creates has been reached (200)", violation="limit")
    call.world.commands_created[scope] = made


def _store(call: Call, scope: int | None, wanted: Json, present: Json | None) -> Json:
    world = call.world
    stored: Json = {
        **copy.deepcopy(wanted),
        "id": present["id"] if present else str(world.ids.next()),
        "application_id": str(world.application_id),
        "version": str(world.ids.next()),
        "type": kind(wanted),
        "description": wanted.get("description") or "",
        "nsfw": bool(wanted.get("nsfw")),
    }
    needed = wanted.get("default_member_permissions")
    stored["default_member_permissions"] = None if needed is None else str(needed)
    if scope is None:
        stored["integration_types"] = wanted.get("integration_types") or [0]
        stored["contexts"] = wanted.get("contexts")
        stored["dm_permission"] = wanted.get("dm_permission") is not False
    else:
        stored["guild_id"] = str(scope)
    for key in ("name_localizations", "description_localizations"):
        stored[key] = wanted.get(key) or None
    if not stored.get("options"):
        stored.pop("options", None)
    return stored


_GLOBAL = "/applications/{application_id}/commands"
_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
ROUTES: Routes = {
    ("GET", "/gateway"): gateway,
    ("GET", "/gateway/bot"): gateway_bot,
    ("GET", "/users/@me"): me,
    ("GET", "/oauth2/applications/@me"): application,
    ("GET", "/applications/@me"): application,
    **{
        (method, scope + tail): handler
        for scope in (_GLOBAL, _GUILD)
        for method, tail, handler in (
            ("GET", "", commands),
            ("PUT", "", overwrite),
            ("POST", "", create),
            ("GET", "/{command_id}", command),
            ("PATCH", "/{command_id}", edit),
            ("DELETE", "/{command_id}", delete),
        )
    },
}
