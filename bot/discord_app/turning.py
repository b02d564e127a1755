"""A page of something longer, with the buttons that turn it: nothing is kept between two pages but what the buttons carry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from discord import MediaGalleryItem, ui

from bot.discord_app.ids import CustomId
from bot.discord_app.paginate import sheets
from bot.discord_app.render import PLAIN_ACCENT, Look, Outgoing, Press, layout
from bot.wording.blocks import Block
from bot.wording.catalogue import Texts


def leaf(
    blocks: tuple[Block, ...],
    page: int,
    turn: Callable[[int], CustomId] | None,
    texts: Texts,
    *,
    rows: Sequence[Sequence[Press]] = (),
    menus: Sequence[ui.Select[Any]] = (),
    accent: int = PLAIN_ACCENT,
) -> Outgoing:
    """The page (from 0) of these blocks; `turn` names the id of another one, which stands in no row: Discord takes no id twice. It is None
    for what always fits on one page. `rows` and `menus` stand under every page."""
    found = sheets(blocks)
    page = min(max(page, 0), len(found) - 1)
    turns: list[Press] = []
    if turn is not None and page > 0:
        turns.append(Press(texts("discord.page.back", number=page), turn(page - 1)))
    if turn is not None and page + 1 < len(found):
        turns.append(Press(texts("discord.page.on", number=page + 2, of=len(found)), turn(page + 1)))
    below = texts("discord.page.place", number=page + 1, of=len(found)) if len(found) > 1 else ""
    framed = (tuple(turns), *(tuple(row) for row in rows)) if turns else tuple(tuple(row) for row in rows)
    view = layout(found[page], Look(accent, framed), below=below)
    for menu in menus:
        view.add_item(ui.ActionRow(menu))
    # A picture belongs to one page.
    return Outgoing(view=view, bare=True)


def pictured(message: Outgoing, name: str, picture: bytes, alt: str) -> Outgoing:
    """The framed page with a picture above it; `alt` says what it shows."""
    view = message.view
    assert isinstance(view, ui.LayoutView)
    below = list(view.children)
    for item in below:
        view.remove_item(item)
    view.add_item(ui.MediaGallery(MediaGalleryItem(f"attachment://{name}", description=alt)))
    for item in below:
        view.add_item(item)
    return Outgoing(view=view, files=(*message.files, (name, picture)))
