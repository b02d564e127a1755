"""What the guard found in a text that others are about to read: what each thing looks like, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.confidential import Exposure, masked
from bot.wording.blocks import Bullets, Text, plain, said
from bot.wording.catalogue import Texts


def guarded(found: Iterable[Exposure], texts: Texts) -> Bullets:
    """A line for each thing, the same thing once. Credentials are not repeated in full."""
    shown = dict.fromkeys((one.kind, masked(one)) for one in found)
    return Bullets(tuple(_line(kind, quote, texts) for kind, quote in shown))


def _line(kind: str, quote: str, texts: Texts) -> Text:
    looks = texts.text("study.guard.looks", quote=said(quote), what=texts(f"study.names.{kind}"))
    return (*looks, *plain(" "), *texts.text("study.guard.credential" if kind == "credential" else "study.guard.name"))
