"""Feedback after an answer in practice mode: the vote, what it rests on, the exemplars beside it."""

from __future__ import annotations

from bot.core.replies import Contrast, Feedback
from bot.wording.blocks import Block, Bullets, Note, Paragraph, Quote, plain, said
from bot.wording.catalogue import Texts
from bot.wording.findings import (
    change_blocks,
    found_blocks,
    heading,
    inconsistency_blocks,
    overlong_line,
    reasons,
    shortened,
    time_table,
    vote_line,
    vote_name,
)
from bot.wording.names import names_of

# On a screen so many findings are enough, with those that the vote rests on among them; the debrief's file holds them all.
MOST_FINDINGS = 5
REPLY_LENGTH = 420
# Of what an exemplar shows beyond an answer, so much is something to work on; a dozen names are none.
_MOST_MISSING = 2


def feedback(reply: Feedback, texts: Texts) -> tuple[Block, ...]:
    judgement = reply.judgement
    blocks: list[Block] = []
    if reply.kind == "opening":
        blocks += [heading("feedback.vote", texts, 2), Paragraph(vote_name(judgement.verdict, judgement.score, texts))]
        blocks += reasons(judgement, texts)
    else:
        blocks += [heading("feedback.reply", texts, 2), Paragraph(texts.text(f"feedback.leans_{judgement.leans}"))]
        blocks += reasons(judgement, texts)
        blocks.append(Paragraph(vote_line(reply.vote, reply.before, texts)))
    blocks += found_blocks(judgement, texts, MOST_FINDINGS, reply.grounds, told=judgement.because)
    blocks += inconsistency_blocks(reply.inconsistencies, texts)
    if reply.change is not None:
        blocks += change_blocks(reply.change, texts)
    if reply.contrast is not None and reply.kind == "probe":
        blocks += contrast(reply.contrast, texts)
    elif reply.contrast is not None:
        blocks += [heading("contrast.heading_opening", texts, 3), *shared(reply.contrast, texts)]
        if reply.contrast.enough:
            blocks.append(Paragraph(texts.text("feedback.lift", lift=reply.contrast.enough)))
    elif reply.enough:
        blocks.append(enough(reply.enough, judgement.leans == "strong", texts))
    if reply.kind == "opening" and (table := time_table(judgement.stages, texts)):
        blocks += [heading("feedback.time", texts, 3), *table, *overlong_line(judgement, texts), Note(texts.text("time.estimate"))]
    return tuple(blocks)


def contrast(reply: Contrast, texts: Texts) -> tuple[Block, ...]:
    """A probe's reply beside the weak and the strong exemplar."""
    blocks: list[Block] = [heading("contrast.heading", texts, 3)]
    blocks.append(Quote((said(shortened(reply.reply, REPLY_LENGTH)),), texts("contrast.yours")))
    if reply.example:
        blocks.append(Paragraph(texts.text("contrast.example", question=reply.example)))
    blocks.append(Quote(plain(reply.weak), texts("contrast.weak")))
    blocks.append(Paragraph(texts.text("contrast.weak_why", why=reply.weak_why)))
    blocks.append(Quote(plain(reply.strong), texts("contrast.strong")))
    if reply.signature:
        blocks.append(Paragraph(texts.text("contrast.signature", line=reply.signature)))
    blocks += shared(reply, texts)
    if reply.enough:
        blocks.append(enough(reply.enough, reply.leans == "strong", texts))
    return tuple(blocks)


def shared(reply: Contrast, texts: Texts) -> tuple[Block, ...]:
    """What an answer has in common with each exemplar, and what is missing. Enough beside an opening: the exemplars of a whole answer
    are a page long, and the debrief shows them stage by stage."""
    lines = [
        texts.text(f"contrast.{key}", names=names_of("id", ids, texts))
        for key, ids in (
            ("shared_strong", reply.shared_strong),
            ("shared_weak", reply.shared_weak),
            ("missing", reply.missing[:_MOST_MISSING]),
        )
        if ids
    ]
    return (Bullets(tuple(lines)),) if lines else ()


def enough(sentence: str, was_enough: bool, texts: Texts) -> Paragraph:
    """What would have been enough; of a strong reply the sentence says itself that it was."""
    return Paragraph(plain(sentence) if was_enough else texts.text("contrast.enough", enough=sentence))
