"""How a server's daily question is set."""

from __future__ import annotations

import re

from bot.core.frozen import dataclass
from bot.wording.blocks import Block, Note, Paragraph, Text, moment, named
from bot.wording.catalogue import Texts, load_texts
from bot.wording.findings import heading
from bot.wording.names import listed
from bot.wording.typed import folded

_ALL = "1234567"
# Days that are named at once.
_AT_ONCE = {"all": _ALL, "week": "12345", "weekend": "67"}
_TIME = re.compile(r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?\s?(am|pm|h|uhr)?")


@dataclass(frozen=True, slots=True)
class DailyView:
    """`minute` counts from midnight; `weekdays` such as "12345" (Monday is 1); `off` is None (it is on), "off" or "off_gone",
    and these with "_ask" for whoever cannot turn it on."""

    channel: int
    minute: int
    zone: str
    weekdays: str
    role: int | None
    next_at: int | None
    off: str | None


def daily(view: DailyView, texts: Texts) -> tuple[Block, ...]:
    blocks: list[Block] = [heading("quiz.daily.heading", texts, 2)]
    if view.off is not None:
        return (*blocks, Paragraph(texts.text(f"quiz.daily.{view.off}")))
    blocks.append(Paragraph(how(view, texts)))
    if view.role is not None:
        blocks.append(Paragraph(texts.text("quiz.daily.role", role=named("role", view.role))))
    if view.next_at is not None:
        blocks.append(Paragraph(texts.text("quiz.daily.next", next=moment(view.next_at))))
    blocks.append(Note(texts.text("quiz.daily.policy")))
    return tuple(blocks)


def how(view: DailyView, texts: Texts, key: str = "quiz.daily.on") -> Text:
    """Where, on which days and when, in the sentence of that key."""
    days = days_of(view.weekdays, texts)
    return texts.text(key, channel=named("channel", view.channel), days=days, time=clock(view.minute), zone=view.zone)


def clock(minute: int) -> str:
    """A time of day, from minutes since midnight."""
    return f"{minute // 60}:{minute % 60:02d}"


def days_of(weekdays: str, texts: Texts) -> str:
    """`every day`, `Monday to Friday`, `Monday, Wednesday and Friday`."""
    if weekdays == _ALL:
        return texts("quiz.daily.every_day")
    names = [texts(f"quiz.daily.day.{day}") for day in weekdays]
    if len(weekdays) > 2 and weekdays in _ALL:
        return texts("quiz.daily.to", first=names[0], last=names[-1])
    return listed(names, texts)


def understood(typed: str, texts: Texts) -> str | None:
    """Weekdays as a person types them, to digits: "mon-fri", "weekdays", "Monday and Friday". None for what is no choice of days.

    In the reader's language or in English, with accents or without; three letters of a name are enough."""
    line = " ".join(folded(typed).replace(",", " ").replace("–", "-").split())
    for key, days in _AT_ONCE.items():
        if line in _words(key, texts):
            return days
    between = {"-", *_words("to", texts)}
    line = " ".join("-" if word in between else word for word in line.split()).replace(" - ", "-")
    chosen: set[int] = set()
    for word in line.split():
        if word in _words("beside", texts):
            continue
        first, dash, last = word.partition("-")
        begin, end = _day(first, texts), _day(last, texts) if dash else None
        if begin is None or (dash and end is None):
            return None
        end = begin if end is None else end
        # Over the weekend it goes round: fri-mon.
        chosen |= {(begin + ahead) % 7 for ahead in range((end - begin) % 7 + 1)}
    return "".join(str(day + 1) for day in sorted(chosen)) or None


def _day(word: str, texts: Texts) -> int | None:
    if len(word) < 3:
        return None
    # The s makes its plural: "los sábados".
    names = [f"{folded(spoken(f'quiz.daily.day.{day}'))}s" for spoken in (texts, load_texts()) for day in range(1, 8)]
    return next((number % 7 for number, name in enumerate(names) if name.startswith(word)), None)


def _words(key: str, texts: Texts) -> list[str]:
    """What may be typed in place of a choice, between two days or beside one, in the reader's language and in English."""
    return [folded(word.strip()) for spoken in (texts, load_texts()) for word in spoken(f"quiz.daily.typed.{key}").split(",")]


def minute_of(typed: str) -> int | None:
    """A time as people write it (9:00, 17.30, 9, 5pm, 12:15 am) in minutes since midnight; None for what is none."""
    found = _TIME.fullmatch(typed.strip().casefold().replace("a.m.", "am").replace("p.m.", "pm"))
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None
