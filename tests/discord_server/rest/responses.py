"""Answers to interactions: the first response, and what the token still allows for 15 minutes."""

from __future__ import annotations

from .. import components as tree
from .. import errors
from ..errors import DiscordError, InvalidForm, Problem
from ..interaction import MOST_FOLLOWUPS_OF_USER_APPS, TOKEN_SECONDS, Callback, Interaction, InteractionKind
from ..jsontypes import Json
from ..modal import Modal
from ..model import Message, MessageFlag, MessageKind
from ..rules.commands import check_autocomplete
from ..rules.modal import check_modal
from . import writing
from .calls import Call, Reply, Routes

ALLOWED = {
    InteractionKind.COMMAND: {Callback.MESSAGE, Callback.DEFERRED_MESSAGE, Callback.MODAL},
    InteractionKind.COMPONENT: {
        Callback.MESSAGE,
        Callback.DEFERRED_MESSAGE,
        Callback.DEFERRED_UPDATE,
        Callback.UPDATE,
        Callback.MODAL,
    },
    InteractionKind.AUTOCOMPLETE: {Callback.CHOICES},
    InteractionKind.MODAL_SUBMIT: {Callback.MESSAGE, Callback.DEFERRED_MESSAGE},
}
OF_FORMS_FROM_MESSAGES = {Callback.DEFERRED_UPDATE, Callback.UPDATE}


def callback(call: Call) -> Reply:
    """The one first response."""
    interaction = call.world.interactions.get(call.params["interaction_token"])
    if interaction is None or str(interaction.id) != call.params["interaction_id"]:
        raise DiscordError(404, 10062, "Unknown interaction", violation="late")
    if interaction.failed:
        raise DiscordError(404, 10062, "Unknown interaction", violation="late")
    if interaction.callback is not None:
        raise DiscordError(400, 40060, "Interaction has already been acknowledged.", violation="double")
    body = call.json()
    chosen = _chosen(interaction, body)
    message = _RESPOND[chosen](call, interaction, body.get("data") or {})
    interaction.callback = chosen
    call.world.pulse.beat()
    if call.query.get("with_response") not in ("1", "true", "True"):
        return Reply(204)
    return Reply(200, _described(call, interaction, chosen, message))


def _chosen(interaction: Interaction, body: Json) -> Callback:
    allowed = set(ALLOWED[interaction.kind])
    if interaction.kind == InteractionKind.MODAL_SUBMIT and interaction.message is not None:
        allowed |= OF_FORMS_FROM_MESSAGES
    if body.get("type") not in allowed:
        choices = ", ".join(str(int(each)) for each in sorted(allowed))
        problem = Problem(("type",), "BASE_TYPE_CHOICES", f"Value must be one of {{{choices}}}.")
        raise InvalidForm([problem], violation="wrong_response")
    return Callback(body["type"])


def _described(call: Call, interaction: Interaction, chosen: Callback, message: Message | None) -> Json:
    described: Json = {"id": str(interaction.id), "type": int(interaction.kind)}
    if chosen in (Callback.MESSAGE, Callback.DEFERRED_MESSAGE):
        assert message is not None
        described |= {"response_message_id": str(message.id), "response_message_ephemeral": message.ephemeral}
        described["response_message_loading"] = message.loading
    body: Json = {"interaction": described}
    if message is not None and chosen in (Callback.MESSAGE, Callback.UPDATE):
        body["resource"] = {"type": int(chosen), "message": call.events.message_payload(message)}
    return body


def _place(interaction: Interaction, data: Json) -> writing.Place:
    """A response to a command carries the command's name above it; one to a component is a reply to its message."""
    hidden = bool(MessageFlag(data.get("flags") or 0) & MessageFlag.EPHEMERAL) or interaction.forced_ephemeral
    kind = MessageKind.REPLY
    if interaction.message is None:
        kind = MessageKind.CONTEXT_MENU_COMMAND if "target_id" in interaction.data else MessageKind.SLASH_COMMAND
    return writing.Place(
        interaction.channel,
        reply_to=interaction.message,
        interaction=interaction,
        ephemeral_to=interaction.user.id if hidden else None,
        kind=kind,
    )


def _message(call: Call, interaction: Interaction, data: Json) -> Message:
    interaction.original = writing.create(call, data, _place(interaction, data))
    return interaction.original


def _deferred_message(call: Call, interaction: Interaction, data: Json) -> Message:
    extra = MessageFlag(data.get("flags") or 0) & ~MessageFlag.EPHEMERAL
    if extra:
        raise InvalidForm([Problem(("data", "flags"), "INTERACTION_DEFERRED_FLAGS", f"Only EPHEMERAL may be set, not {extra!r}")])
    interaction.original = writing.loading(call, _place(interaction, data))
    interaction.deferred = "message"
    return interaction.original


def _deferred_update(call: Call, interaction: Interaction, data: Json) -> None:
    interaction.deferred = "update"
    interaction.original = interaction.message


def _update(call: Call, interaction: Interaction, data: Json) -> Message:
    message = _alive(interaction.message)
    interaction.original = writing.edit(call, message, data)
    interaction.edits += 1
    return message


def _choices(call: Call, interaction: Interaction, data: Json) -> None:
    check_autocomplete(data)
    interaction.choices = list(data.get("choices") or [])


def _modal(call: Call, interaction: Interaction, data: Json) -> None:
    check_modal(data)
    tree.number(data["components"])
    interaction.modal = Modal(data, interaction.id, interaction.message.id if interaction.message else None)


_RESPOND = {
    Callback.MESSAGE: _message,
    Callback.DEFERRED_MESSAGE: _deferred_message,
    Callback.DEFERRED_UPDATE: _deferred_update,
    Callback.UPDATE: _update,
    Callback.CHOICES: _choices,
    Callback.MODAL: _modal,
}


def _alive(message: Message | None) -> Message:
    if message is None or message.deleted or message.channel.deleted:
        raise errors.unknown_message()
    return message


# --- what the token allows afterwards


def _interaction(call: Call) -> Interaction:
    interaction = call.world.interactions.get(call.params["webhook_token"])
    if interaction is None or call.params["webhook_id"] != str(call.world.application_id):
        raise errors.unknown(10015, "Webhook")
    if call.world.clock.seconds() - interaction.began > TOKEN_SECONDS:
        raise DiscordError(401, 50027, "Invalid Webhook Token", violation="dead_token")
    if interaction.callback is None:
        raise DiscordError(404, 10015, "Unknown Webhook", violation="late" if interaction.failed else "wrong_response")
    return interaction


def _one(call: Call, interaction: Interaction) -> Message:
    """The original or one of the follow-ups."""
    wanted = call.params.get("message_id", "@original")
    if wanted == "@original":
        return _alive(interaction.original)
    known = [*interaction.followups, *([interaction.original] if interaction.original else [])]
    found = next((each for each in known if str(each.id) == wanted), None)
    return _alive(found)


def get(call: Call) -> Reply:
    return Reply(200, call.events.message_payload(_one(call, _interaction(call))))


def edit(call: Call) -> Reply:
    interaction = _interaction(call)
    message = _one(call, interaction)
    writing.edit(call, message, call.json())
    _note_filled(interaction, message)
    call.world.pulse.beat()
    return Reply(200, call.events.message_payload(message))


def _note_filled(interaction: Interaction, message: Message) -> None:
    if message is interaction.original:
        interaction.edits += 1
        if interaction.deferred == "message":
            interaction.deferred = "filled"


def delete(call: Call) -> Reply:
    interaction = _interaction(call)
    message = _one(call, interaction)
    writing.delete(call, message)
    _note_filled(interaction, message)
    call.world.pulse.beat()
    return Reply(204)


def follow_up(call: Call) -> Reply:
    """Right after a deferred reply it fills the reply in, and the reply's own privacy stays; otherwise a new message."""
    interaction = _interaction(call)
    body = call.json()
    if interaction.deferred == "message" and interaction.original is not None and not interaction.original.deleted:
        allowed = {key: value for key, value in body.items() if key != "flags"}
        if body.get("flags"):
            allowed["flags"] = body["flags"] & ~MessageFlag.EPHEMERAL
        message = writing.edit(call, interaction.original, allowed)
        _note_filled(interaction, message)
    else:
        if interaction.is_user_install_only and interaction.followups_made >= MOST_FOLLOWUPS_OF_USER_APPS:
            raise DiscordError(400, 40094, "This interaction has hit the maximum number of follow up messages", violation="limit")
        place = _place(interaction, body)
        if interaction.original is not None and not interaction.original.deleted:
            place.kind, place.reply_to = MessageKind.REPLY, interaction.original
        message = writing.create(call, body, place)
        interaction.followups.append(message)
        interaction.followups_made += 1
    call.world.pulse.beat()
    return Reply(200, call.events.message_payload(message))


_HOOK = "/webhooks/{webhook_id}/{webhook_token}"
ROUTES: Routes = {
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback"): callback,
    ("POST", _HOOK): follow_up,
    ("GET", _HOOK + "/messages/@original"): get,
    ("PATCH", _HOOK + "/messages/@original"): edit,
    ("DELETE", _HOOK + "/messages/@original"): delete,
    ("GET", _HOOK + "/messages/{message_id}"): get,
    ("PATCH", _HOOK + "/messages/{message_id}"): edit,
    ("DELETE", _HOOK + "/messages/{message_id}"): delete,
}
