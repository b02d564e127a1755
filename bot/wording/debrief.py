"""The debrief: what a bar raiser would say at the end, in the order a candidate needs it.

First the vote and what to do about it; then how the vote moved; then the detail, stage by stage. `summary` is what fits a screen,
`details` what it leaves out, `debrief` all of it in its own order (a report, a terminal), `kept` the same as a file that stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.judgement import Finding
from bot.core.replies import Contrast, Debrief, Revotes, StageView
from bot.wording.blocks import Block, Bullets, Heading, Note, Paragraph, Quote, Text, plain, said
from bot.wording.catalogue import Texts
from bot.wording.feedback import contrast, enough, shared
from bot.wording.findings import (
    finding_lines,
    heading,
    inconsistency_blocks,
    level_table,
    overlong_line,
    quoted,
    reasons,
    time_table,
    vote_line,
    vote_name,
)
from bot.wording.guard import guard_lines
from bot.wording.names import clock, name_of, span_of_time


def summary(reply: Debrief, texts: Texts) -> tuple[Block, ...]:
    """The vote, how it moved, three things to do first, the levels, and a warning where one is due."""
    return (
        *_vote(reply, texts),
        *_todos(reply, texts),
        *_moves(reply, texts, most_quotes=1),
        *_levels(reply, texts),
        *_warnings(reply, texts),
    )


def details(reply: Debrief, texts: Texts) -> tuple[Block, ...]:
    """What the summary leaves out: every stage, every reply beside its exemplars, the times, where else the story could serve."""
    return (
        *_stages(reply, texts),
        *_moves(reply, texts),
        *inconsistency_blocks(reply.inconsistencies, texts),
        *_contrasts(reply, texts),
        *_time(reply, texts),
        *_elsewhere(reply, texts),
    )


def debrief(reply: Debrief, texts: Texts) -> tuple[Block, ...]:
    """All of it."""
    return (
        *_vote(reply, texts),
        *_todos(reply, texts),
        *_moves(reply, texts),
        *_stages(reply, texts),
        *inconsistency_blocks(reply.inconsistencies, texts),
        *_contrasts(reply, texts),
        *_levels(reply, texts),
        *_time(reply, texts),
        *_elsewhere(reply, texts),
        *_warnings(reply, texts),
    )


def kept(reply: Debrief, texts: Texts) -> tuple[Block, ...]:
    """All of it with the question and the answer, which nothing else in the file would tell."""
    title, *rest = debrief(reply, texts)
    return (
        title,
        Quote((said(reply.question),), texts("report.asked")),
        Quote((said(reply.answer),), texts("contrast.yours")),
        *rest,
    )


def _vote(reply: Debrief, texts: Texts) -> list[Block]:
    principle, level = name_of("principle", reply.principle, texts), name_of("level", reply.level, texts)
    blocks: list[Block] = [heading("debrief.heading", texts, 1, principle=principle, level=level)]
    blocks.append(Paragraph(texts.text("debrief.vote", vote=vote_name(reply.final_vote.verdict, reply.final_vote.score, texts))))
    blocks += reasons(reply.opening, texts, reply.final_vote.verdict)
    if reply.attempts > 1:
        blocks.append(Note(texts.text("debrief.attempts_two" if reply.attempts == 2 else "debrief.attempts", n=reply.attempts)))
    if reply.early:
        blocks.append(Note(texts.text("debrief.early")))
    return blocks


def _todos(reply: Debrief, texts: Texts) -> list[Block]:
    if not reply.todos:
        return []
    lines: list[Text] = []
    for todo in reply.todos:
        line = plain(todo.what)
        lines.append(line if todo.quote is None else (*line, *plain(" "), *texts.text("debrief.todo_about", quote=quoted(todo.quote))))
    return [heading("debrief.todos", texts, 2, n=len(lines)), Bullets(tuple(lines), numbered=True)]


def _moves(reply: Debrief, texts: Texts, most_quotes: int | None = None) -> list[Block]:
    blocks: list[Block] = [heading("debrief.votes", texts), Paragraph(vote_line(reply.first_vote, None, texts))]
    for revote in reply.revotes:
        blocks += _revote(revote, texts, short=most_quotes is not None)
    return blocks


def _revote(revote: Revotes, texts: Texts, short: bool) -> list[Block]:
    key = "debrief.deeper" if revote.deeper else "debrief.probe"
    blocks: list[Block] = [Heading(texts.text(key, number=revote.number, target=name_of("id", revote.target, texts)), 3)]
    if not short:
        blocks += [Paragraph((said(revote.question),)), Note(texts.text("debrief.probe_why", reason=said(revote.reason)))]
        if revote.reply is not None:
            blocks.append(Quote((said(revote.reply),), texts("contrast.yours")))
    if revote.reply is None:
        blocks.append(Paragraph(texts.text("debrief.skipped")))
    else:
        blocks.append(Paragraph(vote_line(revote.after, revote.before, texts)))
        if revote.enough and not short:
            blocks.append(enough(revote.enough, revote.leans == "strong", texts))
    return blocks


def _stages(reply: Debrief, texts: Texts) -> list[Block]:
    if reply.opening.unread:
        return []
    blocks: list[Block] = [heading("debrief.stages", texts)]
    for view in reply.stages:
        blocks += _stage(view, texts)
    loose = _without_stage(reply)
    if loose:
        blocks += [heading("debrief.whole", texts, 3), *finding_lines(loose, texts)]
    return blocks


def _stage(view: StageView, texts: Texts) -> list[Block]:
    spoken, target = clock(view.time.seconds), clock(view.time.target_seconds)
    blocks: list[Block] = [Heading(texts.text("debrief.stage", stage=name_of("stage", view.stage, texts), spoken=spoken, target=target), 3)]
    if view.stood:
        blocks += [Paragraph(texts.text("debrief.stood")), *finding_lines(view.stood, texts)]
    if view.missing:
        blocks += [Paragraph(texts.text("debrief.missing")), *finding_lines(view.missing, texts)]
    if not view.stood and not view.missing:
        silent = "task_within" if view.stage == "task" else "nothing_said"
        blocks.append(Paragraph(texts.text("debrief.nothing_found" if view.time.words else f"debrief.{silent}")))
    if view.said:
        blocks.append(Quote((said(view.said),), texts("contrast.yours")))
    if view.strong:
        blocks.append(Quote(plain(view.strong), texts("debrief.strong_stage")))
    if view.coaching:
        blocks.append(Note(texts.text("debrief.coaching", text=view.coaching)))
    return blocks


def _without_stage(reply: Debrief) -> tuple[Finding, ...]:
    """Findings about the answer as a whole, which no stage shows."""
    shown = {finding for view in reply.stages for finding in (*view.stood, *view.missing)}
    return tuple(finding for finding in (*reply.opening.signals, *reply.opening.flaws) if finding not in shown)


def _contrasts(reply: Debrief, texts: Texts) -> list[Block]:
    blocks: list[Block] = []
    for one in reply.contrasts:
        if one.question == reply.question:
            blocks += _beside_opening(one, reply.stages, texts)
        else:
            title, *rest = contrast(one, texts)
            # There may be several: each says which question it is about.
            blocks += [title, Paragraph((said(one.question),)), *rest]
    return blocks


def _beside_opening(one: Contrast, stages: Sequence[StageView], texts: Texts) -> list[Block]:
    """The strong exemplar is told stage by stage already, and the answer itself is on the page: only the weak one is new."""
    blocks: list[Block] = [heading("contrast.heading_opening", texts, 3), Quote(plain(one.weak), texts("contrast.weak_opening"))]
    blocks.append(Paragraph(texts.text("contrast.weak_why", why=one.weak_why)))
    if any(view.strong for view in stages):
        blocks.append(Note(texts.text("contrast.strong_above", stages=texts("debrief.stages"))))
    return [*blocks, *shared(one, texts)]


def _levels(reply: Debrief, texts: Texts) -> list[Block]:
    return [heading("levels.heading", texts), *level_table(reply.levels, texts)] if reply.levels else []


def _time(reply: Debrief, texts: Texts) -> list[Block]:
    table = time_table(reply.opening.stages, texts)
    if not table:
        return []
    blocks: list[Block] = [heading("debrief.time", texts), *table, *overlong_line(reply.opening, texts)]
    low, high = reply.spoken_range
    spoken = texts.text("debrief.spoken", low=clock(low), high=clock(high), target=span_of_time(reply.seconds, texts))
    blocks.append(Paragraph(spoken))
    if reply.writing_seconds:
        blocks.append(Paragraph(texts.text("debrief.writing", writing=clock(reply.writing_seconds))))
    blocks.append(Note(texts.text("time.estimate")))
    return blocks


def _elsewhere(reply: Debrief, texts: Texts) -> list[Block]:
    if not reply.other_principles:
        return []
    lines = tuple(
        texts.text("debrief.other", principle=name_of("principle", principle, texts), why=why) for principle, why in reply.other_principles
    )
    return [heading("debrief.others", texts), Bullets(lines)]


def _warnings(reply: Debrief, texts: Texts) -> list[Block]:
    if reply.guarded:
        return [heading("debrief.warnings", texts), guard_lines(reply.guarded, texts)]
    if reply.warnings:
        return [heading("debrief.warnings", texts), Bullets(tuple((said(warning),) for warning in reply.warnings))]
    return []
