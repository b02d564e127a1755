"""Blocks: what both front ends draw. Plain data without markup of any front end.

Text is a tuple of spans. A span says whether the words are ours or a person's: a front end must escape a person's words (`said`) and may
never let them ping, format or hide anything.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from bot.core.frozen import dataclass

SpanKind = Literal["plain", "strong", "said", "moment", "date", "member", "channel", "role"]


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    kind: SpanKind = "plain"


Text = tuple[Span, ...]


def plain(text: str) -> Text:
    return (Span(text),)


def strong(text: str) -> Span:
    return Span(text, "strong")


def said(text: str) -> Span:
    """Words that a person (candidate, member, pack author) typed."""
    return Span(text, "said")


def moment(at: int) -> Span:
    """A moment in UTC seconds. Discord shows how far away it is and counts on by itself; a terminal shows the time."""
    return Span(str(at), "moment")


def dated(at: int) -> Span:
    """A moment in UTC seconds that is days away: the day and the time on the reader's own clock, where what shows it knows that."""
    return Span(str(at), "date")


def named(kind: Literal["member", "channel", "role"], id: int | str) -> Span:
    """Somebody or something by the id that the platform knows it by: it is shown under its name there, and nobody is pinged by it."""
    return Span(str(id), kind)


# Screens show three depths; a document may go two further.
Depth = Literal[1, 2, 3, 4, 5]


@dataclass(frozen=True, slots=True)
class Heading:
    text: Text
    level: Depth = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text


@dataclass(frozen=True, slots=True)
class Quote:
    """A longer quotation: an exemplar, or the candidate's own words. `by` says whose ("You", "Strong reply")."""

    text: Text
    by: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Every cell is text; the first column names the row."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A short aside in small print: an estimate's caveat, what was kept, what to do next."""

    text: Text


@dataclass(frozen=True, slots=True)
class Rule:
    """A break between two parts."""


Block = Heading | Paragraph | Quote | Bullets | Table | Note | Rule


@dataclass(frozen=True, slots=True)
class Action:
    """Something the person can do next. `name` is the event it sends (bot/core/events.py), `value` what goes with it (a vote's verdict);
    `needs_text` opens an answer box: "one" box, the "five" stages at once, or one "stage" after the other."""

    name: str
    label: str
    value: str = ""
    style: Literal["primary", "secondary", "danger"] = "secondary"
    needs_text: Literal["", "one", "five", "stage"] = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown at once: blocks, then the actions under them. `title` names the page where a front end needs a name (a file,
    a modal, a screen reader)."""

    title: str
    blocks: tuple[Block, ...]
    actions: tuple[Action, ...] = field(default=())
