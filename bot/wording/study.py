"""What a study room shows: its card, the answers, the judge's vote beside the room's, the tally. Authors are named nowhere."""

from __future__ import annotations

from bot.core.study import SCALE, Count, RoomKind
from bot.core.study_replies import AnswerKept, AnswerShown, AnswerVoted, JudgeShown, Revoted, RoomCard, RoomEnds, VoteKept
from bot.core.vocabulary import Verdict
from bot.wording.blocks import Block, Bullets, Note, Paragraph, Quote, Table, Text, moment, named, plain, said, strong
from bot.wording.catalogue import Texts
from bot.wording.feedback import MOST_FINDINGS
from bot.wording.findings import found_blocks, heading, reasons, vote_name
from bot.wording.guard import guarded
from bot.wording.names import listed, name_of, names_of

LABELS = "AB"
# Of the reasons that a room named, so many are told.
_MOST_REASONS = 4


def room(reply: RoomCard | AnswerShown | JudgeShown | RoomEnds, texts: Texts) -> tuple[Block, ...]:
    """One part of a room."""
    match reply:
        case RoomCard():
            return _card(reply, texts)
        case AnswerShown():
            return _answer(reply, texts)
        case JudgeShown():
            return _judge(reply, texts)
        case RoomEnds():
            return _ends(reply, texts)


def closing(reply: AnswerVoted | Revoted, texts: Texts) -> str:
    """How a vote ended: one line below its answer."""
    if isinstance(reply, AnswerVoted):
        chair = "chair_" if reply.kind == "evaluate" else ""
        return texts(f"study.voted.{chair}{'one' if reply.votes == 1 else 'other'}", n=reply.votes)
    spread = _line(reply.tally.last, texts)
    if reply.judged in (None, "insufficient_evidence"):
        # Where the judge found no story there is no vote of theirs on the scale that one could come nearer to.
        return texts("study.revoted.plain", spread=spread)
    key = "moved" if reply.tally.nearer or reply.tally.farther else "same"
    return texts(f"study.revoted.{key}", spread=spread, nearer=reply.tally.nearer, farther=reply.tally.farther)


def kept(reply: AnswerKept, texts: Texts, *, unread: bool = False) -> tuple[Block, ...]:
    """The receipt for an answer, or what the guard found in it. `unread`: the judge will not understand it."""
    if reply.warnings:
        found = guarded(reply.warnings, texts)
        how = Paragraph(texts.text("study.kept.warned_how"))
        return heading("study.kept.warned", texts, 2), Paragraph(texts.text("study.kept.warned_what")), found, how
    blocks: list[Block] = [
        Paragraph(texts.text(f"study.kept.{reply.news}", n=reply.words)),
        *((Paragraph(texts.text("study.kept.unread")),) if unread else ()),
        Paragraph(texts.text("study.kept.few", n=reply.answers)),
    ]
    if reply.until is not None:
        blocks.append(Note(texts.text("study.kept.until", until=moment(reply.until))))
    return tuple(blocks)


def vote_kept(reply: VoteKept, texts: Texts) -> Text:
    key = "changed" if reply.changed else "again" if reply.again else "in"
    line = texts.text(
        f"study.vote.{key}",
        name=_named(reply.kind, reply.number, texts, "study.vote"),
        vote=name_of("verdict", reply.verdict, texts),
        reasons=names_of("id", reply.reasons, texts),
    )
    return (*line, *plain(" "), *texts.text("study.vote.own" if reply.own else "study.vote.may_change"))


def _card(reply: RoomCard, texts: Texts) -> tuple[Block, ...]:
    principle, level = name_of("principle", reply.principle, texts), name_of("level", reply.level, texts)
    asks = texts.text("study.card.asks", host=named("member", reply.host)) if reply.host else texts.text("study.card.asks_nobody")
    blocks: list[Block] = [
        heading("study.card.heading", texts, 1, principle=principle, level=level),
        Paragraph(asks),
        Quote((said(reply.question),), texts("study.card.question")),
    ]
    if reply.ending is not None:
        key = reply.ending if reply.ending in ("empty", "stopped", "gone") else "gone"
        return (*blocks, Paragraph(texts.text(f"study.card.{key}")))
    if reply.revealed:
        return (*blocks, Paragraph(texts.text("study.card.revealed", n=reply.answers)))
    blocks += [
        Paragraph(texts.text("study.card.how")),
        Paragraph(texts.text("study.card.answers", n=reply.answers) if reply.answers else texts.text("study.card.none")),
    ]
    if reply.until is not None:
        blocks.append(Note(texts.text("study.card.waiting" if reply.waiting else "study.card.until", until=moment(reply.until))))
    if not reply.waiting:
        blocks.append(Note(texts.text("study.card.few")))
    return tuple(blocks)


def _answer(reply: AnswerShown, texts: Texts) -> tuple[Block, ...]:
    chair = reply.kind == "evaluate"
    label = LABELS[(reply.number - 1) % len(LABELS)]
    title = (
        heading("study.shown.heading_chair", texts, 2, label=label)
        if chair
        else heading("study.shown.heading", texts, 2, number=reply.number, of=reply.of)
    )
    if reply.text is None:
        return title, Paragraph(texts.text("study.shown.left"))
    by = texts("study.shown.candidate", label=label) if chair else texts("study.shown.answer")
    blocks: list[Block] = [title]
    if reply.number == 1 or chair:
        blocks.append(Quote((said(reply.question),), texts("study.shown.question")))
    blocks += [Quote((said(reply.text),), by), Paragraph(texts.text("study.shown.vote_chair" if chair else "study.shown.vote"))]
    if reply.few and not chair:
        blocks.append(Note(texts.text("study.shown.few")))
    return tuple(blocks)


def _judge(reply: JudgeShown, texts: Texts) -> tuple[Block, ...]:
    label = LABELS[(reply.number - 1) % len(LABELS)]
    title = (
        heading("study.judge.heading_chair", texts, 2, label=label)
        if reply.kind == "evaluate"
        else heading("study.judge.heading", texts, 2, number=reply.number, of=reply.of)
    )
    judgement = reply.judgement
    if judgement is None:
        return title, Paragraph(texts.text("study.shown.left")), _spread(reply.spread, None, texts)
    blocks: list[Block] = [
        title,
        Paragraph(texts.text("study.judge.vote", vote=vote_name(judgement.verdict, judgement.score, texts))),
        *reasons(judgement, texts),
        _spread(reply.spread, judgement.verdict, texts),
    ]
    if judgement.verdict == "insufficient_evidence" and not judgement.unread:
        blocks.append(Note(texts.text("study.judge.not_enough")))
    if reply.spread.reasons:
        names = [texts("study.judge.reason", name=name_of("id", id, texts), n=n) for id, n in reply.spread.reasons[:_MOST_REASONS]]
        blocks.append(Paragraph(texts.text("study.judge.reasons", names=listed(names, texts))))
    blocks += found_blocks(judgement, texts, MOST_FINDINGS, reply.grounds, judgement.because)
    if reply.thinks:
        blocks.append(Quote(plain(reply.thinks), texts("study.judge.thinks")))
    return (*blocks, Paragraph(texts.text("study.judge.discuss")))


def _ends(reply: RoomEnds, texts: Texts) -> tuple[Block, ...]:
    chair = reply.kind == "evaluate"
    blocks: list[Block] = [heading("study.ends.heading_chair" if chair else "study.ends.heading", texts, 1)]
    if reply.ending in ("stopped", "gone"):
        blocks.append(Paragraph(texts.text(f"study.ends.{reply.ending}")))
    lines = []
    for told, judged, score in reply.lines:
        name = strong(_named(reply.kind, told.place + 1, texts, "study.ends"))
        first, last = _line(told.first, texts), _line(told.last, texts)
        if judged is None:
            lines.append(texts.text("study.ends.line_plain", name=name, first=first, last=last))
        else:
            lines.append(texts.text("study.ends.line", name=name, judged=vote_name(judged, score, texts), first=first, last=last))
    if lines:
        blocks.append(Bullets(tuple(lines)))
    if reply.voters:
        blocks.append(Note(texts.text("study.ends.voters", n=reply.voters)))
    if not chair:
        blocks.append(Paragraph(texts.text("study.ends.own")))
    return (*blocks, Note(texts.text("study.ends.calibration")))


def _spread(spread: Count, judged: Verdict | None, texts: Texts) -> Block:
    """How many voted for each step, and where the judge stands; not enough evidence is on none of the four."""
    if not spread.total:
        return Paragraph(texts.text("study.judge.nobody"))
    rows = tuple(
        (plain(name_of("verdict", step, texts)), plain(str(n)), plain(texts("study.judge.here") if step == judged else ""))
        for step, n in zip(SCALE, spread.votes, strict=True)
    )
    return Table(tuple(texts(f"study.judge.column_{column}") for column in ("vote", "room", "judge")), rows)


def _line(spread: Count, texts: Texts) -> str:
    told = [
        texts("study.revoted.step", vote=name_of("verdict", step, texts), n=n) for step, n in zip(SCALE, spread.votes, strict=True) if n
    ]
    return ", ".join(told) or texts("study.ends.no_vote")


def _named(kind: RoomKind, number: int, texts: Texts, section: str) -> str:
    if kind == "evaluate":
        return texts(f"{section}.candidate", label=LABELS[(number - 1) % len(LABELS)])
    return texts(f"{section}.answer", number=number)
