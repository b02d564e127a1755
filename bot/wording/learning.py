"""The walk-through's pages. bot/core/learn.py lists the keys of each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.core.replies import LearnPage
from bot.core.vocabulary import LEVELS
from bot.wording.asking import SCENARIO_LANGUAGE
from bot.wording.blocks import Block, Bullets, Note, Paragraph, Quote, Span, Table, Text, plain, strong
from bot.wording.catalogue import Texts
from bot.wording.findings import heading
from bot.wording.names import clock, listed, name_of, span_of_time

Data = Mapping[str, Any]


def page(reply: LearnPage, texts: Texts) -> tuple[Block, ...]:
    place = Note(texts.text("learn.page", number=reply.number, of=reply.of))
    return (*_KINDS[reply.kind](reply.data, texts), place)


def _overview(data: Data, texts: Texts) -> list[Block]:
    return [
        heading("learn.overview.heading", texts, 1, title=data["title"]),
        Note(
            texts.text(
                "learn.overview.about",
                principle=name_of("principle", data["principle"], texts),
                level=name_of("level", data["level"], texts),
                domain=data["domain"],
            )
        ),
        Quote(plain(data["question"]), texts("ask.opening")),
        Paragraph(plain(data["overview"])),
        heading("learn.overview.takeaways", texts, 3),
        _bullets(data["takeaways"]),
        heading("learn.overview.variants", texts, 3),
        _bullets(data["variants"]),
        *((Note(texts.text("language.english")),) if texts.language != SCENARIO_LANGUAGE else ()),
    ]


def _stage(data: Data, texts: Texts) -> list[Block]:
    phrases = listed([f"“{phrase}”" for phrase in data["signal_phrases"]], texts)
    return [
        heading("learn.stage.heading", texts, 2, stage=name_of("stage", data["stage"], texts), target=clock(data["target_seconds"])),
        Quote(highlighted(data["strong"], data["signal_phrases"]), texts("learn.stage.strong")),
        *([Paragraph(texts.text("learn.stage.signals", phrases=phrases))] if phrases else []),
        Paragraph(texts.text("learn.stage.coaching", text=data["coaching"])),
        Paragraph(texts.text("learn.stage.mistake", text=data["common_mistake"])),
    ]


def _reflections(data: Data, texts: Texts) -> list[Block]:
    blocks: list[Block] = [heading("learn.reflections.heading", texts)]
    for level, text in data["by_level"].items():
        blocks.append(Quote(highlighted(text, data.get("signal_phrases", ())), name_of("level", level, texts)))
    return blocks


def _probe(data: Data, texts: Texts) -> list[Block]:
    return [
        heading("learn.probe.heading", texts),
        Quote(plain(data["ask"]), texts("learn.probe.ask")),
        Paragraph(texts.text("learn.probe.tests", tests=data["tests"])),
        Quote(plain(data["weak"]), texts("contrast.weak")),
        Paragraph(texts.text("contrast.weak_why", why=data["weak_why"])),
        Quote(plain(data["strong"]), texts("contrast.strong")),
        Paragraph(texts.text("contrast.signature", line=data["signature"])),
    ]


def _weak_answer(data: Data, texts: Texts) -> list[Block]:
    lines = []
    for flaw in data["flaws"]:
        name = strong(name_of("id", flaw["id"], texts))
        if flaw["quote"]:
            quote: Text = (Span(f"“{flaw['quote']}”"),)
            lines.append(texts.text("finding.quoted", name=name, quote=quote, why=flaw["why"]))
        else:
            lines.append(texts.text("finding.absent", name=name, why=flaw["why"]))
    return [
        heading(f"learn.weak.heading_{'fluent' if data['fluent'] else 'plain'}", texts),
        Quote(plain(data["text"]), texts("learn.weak.answer")),
        heading("learn.weak.flaws", texts, 3),
        Bullets(tuple(lines)),
        Quote(plain(data["bar_raiser_thinks"]), texts("learn.weak.thinks")),
        Paragraph(texts.text("learn.weak.verdict", verdict=name_of("verdict", data["verdict"], texts))),
    ]


def _quiz(data: Data, texts: Texts) -> list[Block]:
    blocks: list[Block] = [heading("learn.quiz.heading", texts), Paragraph(plain(data["ask"]))]
    lines: list[Text] = []
    for letter, option in zip("ABCDEFGH", data["options"], strict=False):
        if data["revealed"]:
            key = "learn.quiz.right" if option["right"] else "learn.quiz.wrong"
            lines.append(texts.text(key, letter=letter, text=option["text"], why=option["why"]))
        else:
            lines.append(texts.text("learn.quiz.option", letter=letter, text=option["text"]))
    blocks += [Bullets(tuple(lines))]
    if not data["revealed"]:
        blocks.append(Note(texts.text("learn.quiz.think")))
    return blocks


def _angles(data: Data, texts: Texts) -> list[Block]:
    blocks: list[Block] = [heading("learn.angles.heading", texts)]
    for angle in data["angles"]:
        blocks += [
            heading("learn.angles.principle", texts, 3, principle=name_of("principle", angle["principle"], texts)),
            Quote(plain(angle["opening_line"]), texts("learn.angles.opening")),
            Bullets(
                (
                    texts.text("learn.angles.emphasise", text=angle["emphasise"]),
                    texts.text("learn.angles.downplay", text=angle["downplay"]),
                )
            ),
        ]
    return blocks


def _calibration(data: Data, texts: Texts) -> list[Block]:
    rows = tuple(
        (
            plain(LEVELS[level].name),
            plain(view["bar"]),
            plain(view["focus"]),
            plain(span_of_time((view["from"], view["to"]), texts)),
        )
        for level, view in data["by_level"].items()
    )
    headers = tuple(texts(f"learn.calibration.{column}") for column in ("level", "bar", "focus", "time"))
    return [heading("learn.calibration.heading", texts), Table(headers, rows)]


_KINDS: Mapping[str, Callable[[Data, Texts], list[Block]]] = {
    "overview": _overview,
    "stage": _stage,
    "reflections": _reflections,
    "probe": _probe,
    "weak_answer": _weak_answer,
    "quiz": _quiz,
    "angles": _angles,
    "calibration": _calibration,
}


def highlighted(text: str, phrases: Iterable[str]) -> Text:
    """The text with the first occurrence of each phrase made strong, whatever its case."""
    lower = text.lower()
    places = sorted((lower.find(phrase.lower()), len(phrase)) for phrase in phrases if phrase.lower() in lower)
    spans: list[Span] = []
    done = 0
    for start, length in places:
        if start < done:
            continue
        spans += [Span(text[done:start]), strong(text[start : start + length])]
        done = start + length
    spans.append(Span(text[done:]))
    return tuple(span for span in spans if span.text)


def _bullets(items: Iterable[str]) -> Bullets:
    return Bullets(tuple(plain(item) for item in items))
