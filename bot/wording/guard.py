"""What the guard found in a text that others are about to read: what each thing looks like, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.confidential import Exposure, masked
from bot.wording.blocks import Bullets, Text, plain, said
from bot.wording.catalogue import Texts


def guarded(found: Iterable[Exposure], texts: Texts) -> Bullets:
    """A line for each thing, the same thing once. Credentials are not repeated in full."""
    return guard_lines(((one.kind, masked(one)) for one in found), texts)


def guard_lines(found: Iterable[tuple[str, str]], texts: Texts) -> Bullets:
    """The same for what is kept as its kind and its words."""
    return Bullets(tuple(_line(kind, quote, texts) for kind, quote in dict.fromkeys(found)))


def _line(kind: str, quote: str, texts: Texts) -> Text:
    looks = texts.text("study.guard.looks", quote=said(quote), what=texts(f"study.names.{kind}"))
    return (*looks, *plain(" "), *texts.text("study.guard.credential" if kind == "credential" else "study.guard.name"))
