"""A message's body, whichever way it comes: posted to a channel, answered to an interaction, followed up, edited."""

from __future__ import annotations

from collections.abc import Sequence

from ..components import walk
from ..errors import empty_message
from ..jsontypes import Json
from ..model import Message, MessageFlag
from .components import check_components
from .embeds import check_embeds
from .form import Form

MOST_CONTENT = 2000
MOST_FILE_BYTES = 10 * 1024 * 1024
LEGACY = ("content", "embeds", "poll", "sticker_ids")


def check_message(body: Json, filenames: Sequence[str], sizes: Sequence[int], *, edits: Message | None = None) -> None:
    """Raises what Discord would answer. `filenames` are all the files that the message will carry, `sizes` those of the new ones."""
    form = Form()
    flags = MessageFlag(body.get("flags") or 0)
    v2 = bool(flags & MessageFlag.COMPONENTS_V2) or (edits is not None and edits.uses_components_v2)
    if edits is not None and edits.uses_components_v2 and body.get("flags") is not None and not flags & MessageFlag.COMPONENTS_V2:
        form.wrong(("flags",), "MESSAGE_FLAG_CANNOT_BE_REMOVED", "The flag IS_COMPONENTS_V2 cannot be removed")
    if v2:
        _check_no_legacy(form, body, edits)
    form.text(body, "content", (), MOST_CONTENT)
    nonce = body.get("nonce")
    if isinstance(nonce, str) and len(nonce) > 25:
        form.wrong(("nonce",), "NONCE_TYPE_TOO_LONG", "Must be 25 or fewer in length.")
    check_embeds(form, body.get("embeds") or [], set(filenames))
    form.count(filenames, ("attachments",), 10)
    for index, attachment in enumerate(body.get("attachments") or []):
        form.text(attachment, "description", ("attachments", index), 1024)
    for index, size in enumerate(sizes):
        if size > MOST_FILE_BYTES:
            form.wrong(("attachments", index), "ATTACHMENT_TOO_LARGE", f"{size} bytes; at most {MOST_FILE_BYTES}")
    components = body.get("components")
    if components is not None:
        check_components(form, components, v2=v2, filenames=filenames)
    form.finish()
    if _is_empty(body, filenames, edits):
        raise empty_message()


def _check_no_legacy(form: Form, body: Json, edits: Message | None) -> None:
    for key in LEGACY:
        if body.get(key):
            form.wrong(
                (key,),
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{key}' field cannot be used when using IS_COMPONENTS_V2",
            )
    if edits is None or edits.uses_components_v2:
        return
    for key, held in (("content", bool(edits.content)), ("embeds", bool(edits.embeds))):
        if held and key not in body:
            form.wrong(
                (key,),
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{key}' field must be reset when IS_COMPONENTS_V2 is set",
            )


def _is_empty(body: Json, filenames: Sequence[str], edits: Message | None) -> bool:
    def after(key: str, held: object) -> object:
        return body.get(key, held)

    content = after("content", edits.content if edits else "")
    shown = (isinstance(content, str) and content.strip()) or after("embeds", edits.embeds if edits else []) or filenames
    return not shown and not after("components", edits.components if edits else []) and not body.get("sticker_ids") and not body.get("poll")


def unseen_files(components: list[Json], filenames: Sequence[str]) -> list[str]:
    """With Components V2, a file that no component shows is invisible: sent for nothing."""
    shown = set()
    for part in walk(components):
        media = [part.get("media"), part.get("file"), *(item.get("media") for item in part.get("items") or [])]
        shown |= {str(each["url"]).rsplit("/", 1)[-1] for each in media if each}
    return [name for name in filenames if name not in shown]
