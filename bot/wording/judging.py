"""One answer judged by itself: the vote, what it rests on, what would be asked next. No interview stands around it."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from bot.core.judgement import Asked, Judgement
from bot.wording.blocks import Block, Note, Paragraph, Quote, said
from bot.wording.catalogue import Texts
from bot.wording.findings import (
    found_blocks,
    heading,
    level_table,
    overlong_line,
    probe_lines,
    reason_to_ask,
    shown_findings,
    time_table,
    vote_name,
    weightiest_line,
)
from bot.wording.names import name_of

_MOST_FINDINGS = 4


def judged(asked: Asked, judgement: Judgement, grounds: Collection[str], texts: Texts) -> tuple[Block, ...]:
    """What fits a screen: the vote, its reasons, the findings that are its `grounds` with their quotes, the next question."""
    shown = [shown_findings(found, _MOST_FINDINGS, grounds) for found in (judgement.signals, judgement.flaws)]
    blocks = [*_vote(asked, judgement, texts), *found_blocks(judgement, texts, _MOST_FINDINGS, grounds)]
    if judgement.probes:
        probe = judgement.probes[0]
        why = Note(texts.text("ask.why", reason=reason_to_ask(probe, chain(*shown), texts)))
        blocks += [heading("judged.next", texts, 3), Paragraph((said(probe.question),)), why]
    return tuple(blocks)


def judged_whole(asked: Asked, judgement: Judgement, answer: str, texts: Texts) -> tuple[Block, ...]:
    """All of it, with the answer it is about: a file."""
    blocks = [*_vote(asked, judgement, texts), *found_blocks(judgement, texts)]
    if judgement.probes:
        blocks += [heading("judged.next", texts), probe_lines(judgement, texts)]
    if judgement.levels:
        blocks += [heading("levels.heading", texts), *level_table(judgement.levels, texts)]
    if table := time_table(judgement.stages, texts):
        blocks += [heading("feedback.time", texts), *table, *overlong_line(judgement, texts), Note(texts.text("time.estimate"))]
    return (*blocks, heading("judged.answer", texts), Quote((said(answer),)))


def _vote(asked: Asked, judgement: Judgement, texts: Texts) -> list[Block]:
    principle, level = name_of("principle", asked.principle, texts), name_of("level", asked.level, texts)
    vote = texts.text("debrief.vote", vote=vote_name(judgement.verdict, judgement.score, texts))
    return [heading("judged.heading", texts, 1, principle=principle, level=level), Paragraph(vote), *weightiest_line(judgement, texts)]
