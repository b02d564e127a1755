"""Files of messages: what was uploaded, what is kept on an edit, and how components and embeds come to show them."""

from __future__ import annotations

import mimetypes
from typing import Any

from .. import payloads
from ..components import Kind, walk
from ..jsontypes import Json
from ..model import Attachment, Message
from .calls import Call, Upload


def planned(body: Json, uploads: list[Upload], edits: Message | None) -> tuple[list[Attachment], list[tuple[Upload, Json]]]:
    """Which of the present files stay, and which come, with what is said of them.

    From API v10 on, `attachments` in an edit lists all that shall be there afterwards; without it everything stays and files are added.
    """
    listed: list[Json] | None = body.get("attachments")
    present = edits.attachments if edits else []
    by_index = {str(entry["id"]): entry for entry in listed or []}
    coming = [(upload, by_index.get(str(upload.index), {})) for upload in uploads]
    staying = present if listed is None else [each for each in present if str(each.id) in by_index]
    return list(staying), coming


def names(staying: list[Attachment], coming: list[tuple[Upload, Json]]) -> list[str]:
    return [each.filename for each in staying] + [str(said.get("filename") or upload.filename) for upload, said in coming]


def store(call: Call, channel_id: int, upload: Upload, said: Json, *, ephemeral: bool) -> Attachment:
    filename = str(said.get("filename") or upload.filename)
    attachment_id = call.world.ids.next()
    return Attachment(
        id=attachment_id,
        filename=filename,
        data=upload.data,
        content_type=content_type(filename),
        description=said.get("description"),
        spoiler=filename.startswith("SPOILER_"),
        ephemeral=ephemeral,
        url=f"{call.world.base_url}/cdn/{'ephemeral-attachments' if ephemeral else 'attachments'}/{channel_id}/{attachment_id}/{filename}",
    )


def content_type(filename: str) -> str:
    known = {".md": "text/markdown; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".json": "application/json; charset=utf-8"}
    ending = filename[filename.rfind(".") :] if "." in filename else ""
    return known.get(ending) or mimetypes.guess_type(filename)[0] or "application/octet-stream"


def resolve(call: Call, components: list[Json], embeds: list[Json], attachments: list[Attachment]) -> None:
    """Put the real address where the body said `attachment://name`."""
    by_name = {each.filename: each for each in attachments}
    for part in walk(components):
        for holder in (part, *(part.get("items") or [])):
            for key in ("media", "file"):
                if holder.get(key):
                    holder[key] = {"id": str(call.world.ids.next()), **_media(holder[key], by_name)}
        if part["type"] == Kind.FILE:
            found = by_name.get(part["file"]["url"].rsplit("/", 1)[-1])
            part |= {"name": found.filename if found else "", "size": len(found.data) if found else 0, "spoiler": bool(part.get("spoiler"))}
    for embed in embeds:
        for key in ("image", "thumbnail"):
            if embed.get(key):
                embed[key] = _media(embed[key], by_name)


def _media(media: Json, by_name: dict[str, Attachment]) -> Json:
    if "proxy_url" in media:
        return media  # resolved when it came
    url = str(media["url"])
    found = by_name.get(url.removeprefix("attachment://")) if url.startswith("attachment://") else None
    resolved: dict[str, Any] = {"url": url, "proxy_url": url}
    if found is not None:
        resolved |= {"url": found.url, "proxy_url": found.url, "content_type": found.content_type, "attachment_id": str(found.id)}
        size = payloads.image_size(found)
        if size:
            resolved |= {"width": size[0], "height": size[1]}
    return resolved
