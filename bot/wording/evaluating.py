"""The bar raiser's chair: a candidate to vote on, then your vote beside the judge's."""

from __future__ import annotations

from bot.core.replies import Calibration, Candidate
from bot.wording.blocks import Block, Bullets, Note, Paragraph, Quote, plain
from bot.wording.catalogue import Texts
from bot.wording.feedback import MOST_FINDINGS
from bot.wording.findings import finding_lines, heading, reasons, vote_name
from bot.wording.names import name_of, names_of


def candidate(reply: Candidate, texts: Texts) -> tuple[Block, ...]:
    return (
        heading("evaluate.candidate", texts, 2, label=reply.label),
        Quote(plain(reply.question), texts("ask.opening")),
        Quote(plain(reply.answer), texts("evaluate.says", label=reply.label)),
        Paragraph(texts.text("evaluate.vote")),
    )


def calibration(reply: Calibration, texts: Texts) -> tuple[Block, ...]:
    yours = name_of("verdict", reply.yours, texts)
    judgement = reply.judgement
    apart = "same" if reply.apart == 0 else "kinder" if reply.apart > 0 else "harder"
    blocks: list[Block] = [
        heading("evaluate.calibration", texts, 2, label=reply.label),
        Paragraph(texts.text("evaluate.votes", yours=yours, judged=vote_name(judgement.verdict, judgement.score, texts))),
        Paragraph(texts.text(f"evaluate.{apart}", n=abs(reply.apart))),
        *reasons(judgement, texts),
    ]
    lines = [
        texts.text(f"evaluate.{key}", names=names_of("id", ids, texts))
        for key, ids in (("shared", reply.shared), ("missed", reply.missed), ("doubtful", reply.doubtful))
        if ids
    ]
    if lines and reply.your_reasons:
        blocks.append(Bullets(tuple(lines)))
    shown = judgement.signals if judgement.hire_side else judgement.flaws
    if shown:
        key = "feedback.stood" if judgement.hire_side else "feedback.missing"
        blocks += [heading(key, texts, 3), *finding_lines(shown, texts, MOST_FINDINGS, judgement.because, reply.grounds)]
    if reply.bar_raiser_votes is not None and reply.bar_raiser_votes != judgement.verdict:
        blocks.append(Note(texts.text("evaluate.differ", vote=name_of("verdict", reply.bar_raiser_votes, texts))))
    blocks.append(Quote(plain(reply.bar_raiser_thinks), texts("learn.weak.thinks")))
    return tuple(blocks)
