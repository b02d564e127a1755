"""A peer panel as a document: each round from the reader's seat, the two votes side by side, and everything that was asked and said."""

from __future__ import annotations

from bot.core.peer_report import PanelReport, RoundReport
from bot.core.scorecard import Compared, Heard, Scorecard
from bot.wording.blocks import Block, Bullets, Heading, Note, Paragraph, Quote, Text, moment, plain, said
from bot.wording.catalogue import Texts
from bot.wording.debrief import debrief
from bot.wording.document import Document
from bot.wording.findings import heading, vote_name
from bot.wording.names import name_of, names_of
from bot.wording.peer import apart, compared, named_by_one, notes
from bot.wording.report import lowered


def document(report: PanelReport, texts: Texts) -> Document:
    title = texts(
        "peer.report.title", principles=names_of("principle", report.principles, texts), level=name_of("level", report.level, texts)
    )
    return Document(f"panel-{report.id}", title, (Heading(plain(title), 1), *_body(report, texts)))


def _body(report: PanelReport, texts: Texts) -> tuple[Block, ...]:
    blocks: list[Block] = [Bullets(_facts(report, texts))]
    if report.ending != "finished":
        blocks.append(Note(texts.text("peer.report.unfinished" if report.ending is None else "peer.report.ended_early")))
    for one in report.rounds:
        blocks += _round(one, texts)
    return (*blocks, Note(texts.text("report.how")))


def _facts(report: PanelReport, texts: Texts) -> tuple[Text, ...]:
    rounds = [_fact(one, texts) for one in report.rounds]
    time = texts.text("peer.report.fact.time", began=moment(report.began_at), touched=moment(report.touched_at))
    return (*rounds, time, texts.text("peer.report.fact.panel", id=report.id))


def _fact(one: RoundReport, texts: Texts) -> Text:
    principle = name_of("principle", one.principle, texts)
    return texts.text(f"peer.report.fact.{_seat(one)}", round=one.number, principle=principle, votes=_votes(one, texts))


def _round(one: RoundReport, texts: Texts) -> list[Block]:
    principle = name_of("principle", one.principle, texts)
    blocks: list[Block] = [heading(f"peer.report.{_seat(one)}", texts, round=one.number, principle=principle)]
    if one.compared is None:
        blocks.append(Paragraph(_votes(one, texts)))
    elif one.asks:
        blocks += [*_card(one.compared.card, "yours", texts), *lowered(compared(one.compared, texts, most=None), 1)]
        if one.compared.judged is not None:
            blocks.append(Note(texts.text("peer.report.calibration")))
    else:
        blocks += [*_card(one.compared.card, "theirs", texts), *_beside(one, one.compared, texts)]
    return [*blocks, *_heard(one, texts)]


def _card(card: Scorecard, whose: str, texts: Texts) -> list[Block]:
    vote = texts.text("peer.report.card.vote", verdict=name_of("verdict", card.verdict, texts), reasons=names_of("id", card.reasons, texts))
    return [heading(f"peer.report.card.{whose}", texts, 3), Paragraph(vote), *notes(card, texts)]


def _beside(one: RoundReport, told: Compared, texts: Texts) -> list[Block]:
    """For the candidate: where the interviewer and the judge are apart, and on what; then all that the judge made of it."""
    blocks: list[Block] = [heading("peer.report.beside", texts, 3), Paragraph(_votes(one, texts))]
    if told.debrief is None or told.apart is None:
        return blocks
    blocks.append(Paragraph(apart(told.apart, "peer.report", texts)))
    lines = named_by_one(told, "peer.report", texts)
    if told.shared:
        lines = (texts.text("peer.report.shared", names=names_of("id", told.shared, texts)), *lines)
    if lines:
        blocks.append(Bullets(lines))
    return [*blocks, heading("peer.report.debrief", texts, 3), *lowered(debrief(told.debrief, texts)[1:], 2)]


def _votes(one: RoundReport, texts: Texts) -> Text:
    """The two votes in one line, as far as there are any."""
    if one.compared is None:
        return texts.text("peer.report.unscored")
    yours = name_of("verdict", one.compared.card.verdict, texts)
    key = "peer.report.votes.asked" if one.asks else "peer.report.votes.answered"
    if one.compared.debrief is None:
        return texts.text(f"{key}_alone", vote=yours)
    vote = one.compared.debrief.final_vote
    return texts.text(key, vote=yours, judged=vote_name(vote.verdict, vote.score, texts))


def _heard(one: RoundReport, texts: Texts) -> list[Block]:
    blocks: list[Block] = [heading("peer.report.heard", texts, 3)]
    if all(each.answer is None for each in one.heard):
        blocks.append(Paragraph(texts.text("peer.report.nothing_said")))
    elif not one.asks:
        blocks.append(Note(texts.text("peer.report.spoken")))
    for number, each in enumerate(one.heard, 1):
        blocks += _step(number, each, one.asks, texts)
    return blocks


def _step(number: int, each: Heard, asks: bool, texts: Texts) -> list[Block]:
    blocks: list[Block] = [
        Heading(texts.text("report.step", number=number), 4),
        # A follow-up may quote the candidate: it is escaped like their own words.
        Quote((said(each.question),), texts("report.asked")),
    ]
    if each.answer is None:
        return [*blocks, Paragraph(texts.text("peer.report.passed"))]
    return [*blocks, Quote((said(each.answer),), texts("peer.report.answer" if asks else "report.answered"))]


def _seat(one: RoundReport) -> str:
    return "asked" if one.asks else "answered"
