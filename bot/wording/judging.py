"""One answer judged by itself: the vote, what it rests on, what would be asked next. No interview stands around it."""

from __future__ import annotations

from bot.core.judgement import Asked, Finding, Judgement
from bot.wording.blocks import Block, Bullets, Note, Paragraph, Quote, Text, said
from bot.wording.catalogue import Texts
from bot.wording.findings import (
    finding_lines,
    heading,
    level_table,
    next_asked,
    overlong_line,
    reason_to_ask,
    time_table,
    vote_name,
    weightiest,
    weightiest_line,
)
from bot.wording.names import name_of

_MOST_FINDINGS = 4


def judged(asked: Asked, judgement: Judgement, texts: Texts) -> tuple[Block, ...]:
    """What fits a screen: the vote, its reasons, the weightiest findings with their quotes, the next question."""
    blocks = [*_vote(asked, judgement, texts), *_found(judgement, texts, _MOST_FINDINGS)]
    if judgement.probes:
        probe = judgement.probes[0]
        why = Note(texts.text("ask.why", reason=reason_to_ask(probe, _shown(judgement, _MOST_FINDINGS), texts)))
        blocks += [heading("judged.next", texts, 3), Paragraph((said(probe.question),)), why]
    return tuple(blocks)


def judged_whole(asked: Asked, judgement: Judgement, answer: str, texts: Texts) -> tuple[Block, ...]:
    """All of it, with the answer it is about: a file."""
    blocks = [*_vote(asked, judgement, texts), *_found(judgement, texts, None)]
    if judgement.probes:
        above = _shown(judgement, None)
        lines: tuple[Text, ...] = tuple(
            texts.text("judged.probe", question=said(probe.question), reason=reason_to_ask(probe, above, texts))
            for probe in next_asked(judgement)
        )
        blocks += [heading("judged.next", texts), Bullets(lines, numbered=True)]
    if judgement.levels:
        blocks += [heading("levels.heading", texts), *level_table(judgement.levels, texts)]
    if table := time_table(judgement.stages, texts):
        blocks += [heading("feedback.time", texts), *table, *overlong_line(judgement, texts), Note(texts.text("time.estimate"))]
    return (*blocks, heading("judged.answer", texts), Quote((said(answer),)))


def _vote(asked: Asked, judgement: Judgement, texts: Texts) -> list[Block]:
    principle, level = name_of("principle", asked.principle, texts), name_of("level", asked.level, texts)
    vote = texts.text("debrief.vote", vote=vote_name(judgement.verdict, judgement.score, texts))
    return [heading("judged.heading", texts, 1, principle=principle, level=level), Paragraph(vote), *weightiest_line(judgement, texts)]


def _shown(judgement: Judgement, most: int | None) -> tuple[Finding, ...]:
    return (*judgement.signals[:most], *judgement.flaws[:most])


def _found(judgement: Judgement, texts: Texts, most: int | None) -> list[Block]:
    blocks: list[Block] = []
    for key, findings in (("feedback.stood", judgement.signals), ("feedback.missing", judgement.flaws)):
        if findings:
            blocks += [heading(key, texts, 3), *finding_lines(findings, texts, most, weightiest(judgement))]
    return blocks
