"""A session as a document: what it was, the debrief, and everything that was said in its order."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from bot.core.replies import Asks, Briefs, Debrief, Feedback, Reply
from bot.core.report import Exchange, Report
from bot.wording import debrief as debriefing
from bot.wording.blocks import Block, Bullets, Depth, Heading, Note, Paragraph, Quote, Text, moment, plain, said
from bot.wording.catalogue import Texts
from bot.wording.document import Document
from bot.wording.findings import heading, vote_name
from bot.wording.names import name_of
from bot.wording.pages import blocks_of

# What was shown beside the questions and answers, which the document tells by itself.
_TOLD_OTHERWISE = (Asks, Briefs, Debrief)
DEEPEST = 5


def document(found: Report, texts: Texts) -> Document:
    return Document(file_name(found), title_of(found, texts), report(found, texts))


def title_of(report: Report, texts: Texts) -> str:
    """In one line, for a window's title."""
    return texts(
        "report.title",
        principle=name_of("principle", report.principle, texts),
        level=name_of("level", report.level, texts),
        mode=texts(f"mode.{report.mode}.name"),
    )


def file_name(report: Report) -> str:
    """Without its ending; two sessions never share it."""
    return f"{report.principle.replace('_', '-')}-{report.level}-{report.id}"


def report(report: Report, texts: Texts) -> tuple[Block, ...]:
    """The whole document. Every word of a person is marked as theirs."""
    blocks: list[Block] = [Heading(plain(title_of(report, texts)), 1), Bullets(_facts(report, texts))]
    if report.debrief is not None:
        # The document has a title of its own.
        told = debriefing.debrief(report.debrief, texts)[1:]
        blocks += [heading("report.debrief", texts, 2), *lowered(told, 1)]
    blocks.append(heading("report.transcript", texts, 2))
    for reply in report.opening:
        blocks += lowered(blocks_of(reply, texts), 2)
    if not report.exchanges:
        blocks.append(Paragraph(texts.text("report.nothing_said")))
    for number, exchange in enumerate(report.exchanges, 1):
        blocks += _exchange(number, exchange, report, texts)
    if report.status == "open":
        blocks += [*_open_question(report, texts), Note(texts.text("report.unfinished"))]
    blocks.append(Note(texts.text("report.how")))
    return tuple(blocks)


def lowered(blocks: tuple[Block, ...], by: int) -> tuple[Block, ...]:
    """The same blocks as part of something larger: every heading that many levels further down."""
    return tuple(replace(block, level=_deeper(block.level + by)) if isinstance(block, Heading) else block for block in blocks)


def _deeper(level: int) -> Depth:
    return cast(Depth, min(level, DEEPEST))


def _facts(report: Report, texts: Texts) -> tuple[Text, ...]:
    if report.verdict is not None:
        vote = vote_name(report.verdict, report.score or 0.0, texts)
    else:
        vote = texts.text(f"history.status.{report.status}")
    lines = [
        texts.text("report.fact.question", question=said(report.question)),
        texts.text("report.fact.vote", vote=vote),
        texts.text("report.fact.time", began=moment(report.began_at), touched=moment(report.touched_at)),
    ]
    if report.scenario_id is not None:
        version = report.scenario_version or "-"
        lines.append(texts.text("report.fact.scenario", scenario=said(report.scenario_id), version=version))
    lines.append(texts.text("report.fact.rubric", version=report.rubric_version, id=report.id))
    return tuple(lines)


def _exchange(number: int, exchange: Exchange, report: Report, texts: Texts) -> list[Block]:
    blocks: list[Block] = [heading("report.step", texts, 3, number=number)]
    if exchange.question and exchange.event not in ("next", "back") and report.mode != "learn":
        blocks.append(Quote((said(exchange.question),), texts("report.asked")))
    if exchange.answer is not None:
        blocks.append(Quote((said(exchange.answer),), texts("report.answered")))
    elif exchange.vote:
        blocks.append(Paragraph(texts.text("report.voted", vote=name_of("verdict", exchange.vote, texts))))
    elif f"report.event.{exchange.event}" in texts:
        blocks.append(Paragraph(texts.text(f"report.event.{exchange.event}")))
    for reply in exchange.replies:
        if not isinstance(reply, _TOLD_OTHERWISE):
            blocks += lowered(blocks_of(reply, texts), 2 if isinstance(reply, Feedback) else 3)
    return blocks


def _open_question(report: Report, texts: Texts) -> list[Block]:
    asked: Reply | None = next((reply for reply in report.showing if isinstance(reply, Asks)), None)
    if not isinstance(asked, Asks):
        return []
    return [Quote((said(asked.question),), texts("report.standing_open"))]
