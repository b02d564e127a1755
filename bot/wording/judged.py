"""A judgement as a bar raiser's note: the vote, what it rests on, what to ask next. The text form of `judge`, and of Judge this answer."""

from __future__ import annotations

from bot.core.judgement import Judgement
from bot.wording.blocks import Block, Heading, Note, Paragraph
from bot.wording.catalogue import Texts
from bot.wording.findings import found_blocks, heading, level_table, overlong_line, probe_lines, vote_name, weightiest_line
from bot.wording.names import clock


def note(judgement: Judgement, texts: Texts) -> tuple[Block, ...]:
    """The whole note. A reply to a probe says which way it leans; an opening says what it would get at each level."""
    blocks: list[Block] = [Heading(texts.text("judged.vote", vote=vote_name(judgement.verdict, judgement.score, texts)), 2)]
    if judgement.leans is not None:
        blocks.append(Paragraph(texts.text(f"feedback.leans_{judgement.leans}")))
    blocks += weightiest_line(judgement, texts)
    blocks += found_blocks(judgement, texts)
    if judgement.probes:
        blocks += [heading("judged.probes", texts, 3), probe_lines(judgement, texts)]
    if judgement.leans is None:
        blocks += [heading("levels.heading", texts, 3), *level_table(judgement.levels, texts)]
    spoken = sum(time.seconds for time in judgement.stages.values())
    words = sum(time.words for time in judgement.stages.values())
    if words:
        blocks.append(Note(texts.text("judged.length", n=words, spoken=clock(spoken))))
    if judgement.leans is None:
        blocks += overlong_line(judgement, texts)
    return tuple(blocks)
