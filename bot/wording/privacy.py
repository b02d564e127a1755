"""What a person is told before something of theirs is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bot.wording.blocks import Block, Note, Paragraph
from bot.wording.catalogue import Texts
from bot.wording.findings import heading
from bot.wording.names import listed, name_of

# What a person knows as a thing of its own. The other rows hang on these, or are told of in words beside them.
_NAMED = ("sessions", "drafts", "quizzes", "stories", "drills")
# What others have a part in, and lose with it.
_SHARED = ("peer_panels", "study_rooms")


def counted(counts: Mapping[str, int], texts: Texts) -> str:
    """`3 interviews and one draft`: rows by table, in words. "" where there is nothing that a person knows by a name."""
    told = [texts(f"privacy.count.{name}", n=counts[name]) for name in _NAMED if counts.get(name)]
    return listed(told, texts) if told else ""


def is_shared(counts: Mapping[str, int]) -> bool:
    """Whether others lose something as well."""
    return any(counts.get(name) for name in _SHARED)


def question(
    kind: Literal["all", "session"], counts: Mapping[str, int], minutes: int, texts: Texts, about: tuple[str, str, str, str] | None = None
) -> tuple[Block, ...]:
    """The question before anything is deleted. `about` is (principle, level, mode, day) of the one session."""
    blocks: list[Block] = [heading(f"privacy.forget.{kind}_heading", texts, 2)]
    if about is not None:
        principle, level, mode, day = about
        told = {"principle": name_of("principle", principle, texts), "level": name_of("level", level, texts), "day": day}
        blocks.append(Paragraph(texts.text("privacy.forget.session_about", mode=texts(f"mode.{mode}.name"), **told)))
    elif what := counted(counts, texts):
        blocks += [Paragraph(texts.text("privacy.forget.what", what=what)), Paragraph(texts.text("privacy.forget.rest"))]
    else:
        blocks.append(Paragraph(texts.text("privacy.forget.everything")))
    shared = ("shared",) if is_shared(counts) else ()
    blocks += [Paragraph(texts.text(f"privacy.forget.{key}")) for key in (*shared, "messages", "backups", "undo")]
    return (*blocks, Note(texts.text("privacy.forget.valid", minutes=minutes)))
