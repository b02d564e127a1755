"""Components of messages: the old rows of buttons, and Components V2."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..components import SELECTS, Kind, walk
from ..errors import DiscordError
from ..jsontypes import Json
from .form import Form
from .interactive import Path, check_button, check_select

MOST_COMPONENTS = 40
MOST_SHOWN = 4000
#: Beyond this, the real API answers 500 (discord-api-docs #8554): UTF-8 bytes of all text displays, plus 12 for each.
MOST_PROCESSED_BYTES = 10170
MOST_ROWS = 5
TOP_LEVEL = frozenset({Kind.ROW, Kind.SECTION, Kind.TEXT, Kind.GALLERY, Kind.FILE, Kind.SEPARATOR, Kind.CONTAINER})


def check_components(form: Form, components: list[Json], *, v2: bool, filenames: Iterable[str] = ()) -> None:
    """`filenames`: what the message will carry; `attachment://name` must name one of them."""
    known = set(filenames)
    if not v2:
        form.count(components, ("components",), MOST_ROWS)
    for index, component in enumerate(components):
        allowed = TOP_LEVEL if v2 else {Kind.ROW}
        _check(form, component, ("components", index), allowed, known)
    check_unique(form, components)
    if v2:
        _check_totals(form, components)


def _check(form: Form, part: Json, path: Path, allowed: Iterable[int], files: set[str]) -> None:
    kind = int(part.get("type") or 0)
    if kind not in set(allowed):
        form.wrong(
            (*path, "type"),
            "UNION_TYPE_CHOICES",
            f'Value of field "type" must be one of {sorted(int(each) for each in allowed)}, not {kind}.',
        )
        return
    _CHECKS[Kind(kind)](form, part, path, files)


def _row(form: Form, row: Json, path: Path, files: set[str]) -> None:
    parts = row.get("components") or []
    form.count(parts, (*path, "components"), 5, least=1)
    selects = [part for part in parts if part.get("type") in SELECTS]
    if selects and len(parts) > 1:
        form.wrong((*path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A select fills its row: nothing else may stand in it")
    for index, part in enumerate(parts):
        _check(form, part, (*path, "components", index), {Kind.BUTTON, *SELECTS}, files)


def _section(form: Form, section: Json, path: Path, files: set[str]) -> None:
    texts = section.get("components") or []
    form.count(texts, (*path, "components"), 3, least=1)
    for index, part in enumerate(texts):
        _check(form, part, (*path, "components", index), {Kind.TEXT}, files)
    if not section.get("accessory"):
        form.wrong((*path, "accessory"), "BASE_TYPE_REQUIRED", "This field is required")
    else:
        _check(form, section["accessory"], (*path, "accessory"), {Kind.BUTTON, Kind.THUMBNAIL}, files)


def _container(form: Form, container: Json, path: Path, files: set[str]) -> None:
    parts = container.get("components") or []
    form.count(parts, (*path, "components"), MOST_COMPONENTS, least=1)
    form.number(container, "accent_color", path, 0, 0xFFFFFF)
    for index, part in enumerate(parts):
        _check(form, part, (*path, "components", index), TOP_LEVEL - {Kind.CONTAINER}, files)


def _text(form: Form, part: Json, path: Path, files: set[str]) -> None:
    form.text(part, "content", path, MOST_SHOWN, least=1, required=True)


def _media(form: Form, media: Json | None, path: Path, files: set[str], *, only_attached: bool = False) -> None:
    url = (media or {}).get("url") or ""
    if not url:
        form.wrong((*path, "url"), "BASE_TYPE_REQUIRED", "This field is required")
    elif url.startswith("attachment://"):
        if url.removeprefix("attachment://") not in files:
            form.wrong((*path, "url"), "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", f"{url} was not sent with the message")
    elif only_attached and "/attachments/" not in url:
        form.wrong((*path, "url"), "FILE_COMPONENT_ONLY_ATTACHMENTS", "A file component shows only an attachment")
    elif not url.startswith(("http://", "https://")):
        form.wrong((*path, "url"), "URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('http', 'https', 'attachment').")


def _thumbnail(form: Form, part: Json, path: Path, files: set[str]) -> None:
    _media(form, part.get("media"), (*path, "media"), files)
    form.text(part, "description", path, 1024)


def _gallery(form: Form, part: Json, path: Path, files: set[str]) -> None:
    items = part.get("items") or []
    form.count(items, (*path, "items"), 10, least=1)
    for index, item in enumerate(items):
        _media(form, item.get("media"), (*path, "items", index, "media"), files)
        form.text(item, "description", (*path, "items", index), 1024)


def _file(form: Form, part: Json, path: Path, files: set[str]) -> None:
    _media(form, part.get("file"), (*path, "file"), files, only_attached=True)


def _separator(form: Form, part: Json, path: Path, files: set[str]) -> None:
    if part.get("spacing") not in (None, 1, 2):
        form.wrong((*path, "spacing"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")


_CHECKS: dict[Kind, Callable[[Form, Json, Path, set[str]], None]] = {
    Kind.ROW: _row,
    Kind.BUTTON: lambda form, part, path, _: check_button(form, part, path),
    Kind.SECTION: _section,
    Kind.CONTAINER: _container,
    Kind.TEXT: _text,
    Kind.THUMBNAIL: _thumbnail,
    Kind.GALLERY: _gallery,
    Kind.FILE: _file,
    Kind.SEPARATOR: _separator,
    **{kind: lambda form, part, path, _: check_select(form, part, path) for kind in SELECTS},
}


def check_unique(form: Form, components: list[Json]) -> None:
    seen: set[str] = set()
    ids: set[int] = set()
    for part in walk(components):
        custom_id = part.get("custom_id")
        if custom_id:
            if custom_id in seen:
                form.wrong(("components",), "COMPONENT_CUSTOM_ID_DUPLICATED", f"Component custom id cannot be duplicated: {custom_id}")
            seen.add(custom_id)
        if part.get("id"):
            if part["id"] in ids:
                form.wrong(("components",), "COMPONENT_ID_DUPLICATED", f"Component id cannot be duplicated: {part['id']}")
            ids.add(part["id"])


def _check_totals(form: Form, components: list[Json]) -> None:
    everything = list(walk(components))
    if len(everything) > MOST_COMPONENTS:
        form.wrong(("components",), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", f"{len(everything)} components; at most {MOST_COMPONENTS}")
    texts = [str(part.get("content") or "") for part in everything if part.get("type") == Kind.TEXT]
    shown = sum(len(text) for text in texts)
    if shown > MOST_SHOWN:
        form.wrong(("components",), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", f"{shown} displayable characters; at most {MOST_SHOWN}")
    processed = sum(len(text.encode("utf-8", "surrogatepass")) + 12 for text in texts)
    if not form.problems and processed > MOST_PROCESSED_BYTES:
        raise DiscordError(500, 0, f"500: Internal Server Error ({processed} processed bytes)", violation="limit")
