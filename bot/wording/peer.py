"""What a peer panel shows: the invitation, the rounds, the interviewer's desk, the scorecards, the judge's vote beside them."""

from __future__ import annotations

from bot.core.confidential import Exposure
from bot.core.peer import PeerEnding
from bot.core.scorecard import NOTES, Compared, Desk, Scorecard
from bot.wording.blocks import Block, Bullets, Heading, Note, Paragraph, Quote, Text, named, plain, said
from bot.wording.catalogue import Texts
from bot.wording.findings import heading, reasons, shortened, vote_name
from bot.wording.guard import guarded
from bot.wording.names import name_of, names_of

# On the desk an earlier answer is a reminder; the last one stands there whole.
_REMINDER = 140
# Of what was named by one alone, so many are told.
_MOST_NAMED = 4


def invitation(host: str, partner: str, texts: Texts) -> tuple[Block, ...]:
    seats = {"host": named("member", host), "partner": named("member", partner)}
    return (
        heading("peer.invite.heading", texts, 1),
        Paragraph(texts.text("peer.invite.what", **seats)),
        Paragraph(texts.text("peer.invite.first", **seats)),
        Paragraph(texts.text("peer.invite.how")),
        Note(texts.text("peer.invite.private")),
        Note(texts.text("peer.invite.waits", **seats)),
    )


def round_begins(round: int, principle: str, level: str, interviewer: str, candidate: str, texts: Texts) -> tuple[Block, ...]:
    seats = {"interviewer": named("member", interviewer), "candidate": named("member", candidate)}
    title = heading(
        "peer.round.heading", texts, 1, round=round, principle=name_of("principle", principle, texts), level=name_of("level", level, texts)
    )
    lines = tuple(texts.text(f"peer.round.{key}", **seats) for key in ("interviewer", "candidate"))
    return title, Paragraph(texts.text("peer.round.seats", **seats)), Bullets(lines)


def desk(reply: Desk, texts: Texts) -> tuple[Block, ...]:
    candidate = named("member", reply.candidate)
    title = heading(
        "peer.desk.heading",
        texts,
        2,
        round=reply.round,
        principle=name_of("principle", reply.principle, texts),
        level=name_of("level", reply.level, texts),
    )
    blocks: list[Block] = [title, Note(texts.text("peer.desk.you", candidate=candidate))]
    if reply.question is None:
        blocks.append(Paragraph(texts.text("peer.desk.nothing")))
    else:
        # A follow-up may quote the candidate: it is escaped like their own words.
        blocks.append(Quote((said(reply.question),), texts("peer.desk.ask" if reply.opening else "peer.desk.next")))
        if reply.reason:
            blocks.append(Note(texts.text("ask.why", reason=said(reply.reason))))
        blocks.append(Note(texts.text("peer.desk.how", candidate=candidate)))
    answered = [one for one in reply.heard if one.answer is not None]
    if answered:
        blocks.append(Quote((said(answered[-1].answer or ""),), texts("peer.desk.last")))
    if len(reply.heard) > 1:
        blocks += [heading("peer.desk.heard", texts, 3), Bullets(tuple(_heard(one.question, one.answer, texts) for one in reply.heard))]
    return (*blocks, Note(texts.text("peer.desk.score", candidate=candidate)))


def asked(interviewer: str, question: str, texts: Texts) -> tuple[Block, ...]:
    return Paragraph(texts.text("peer.heard.asked", interviewer=named("member", interviewer))), Quote((said(question),))


def scorecard(card: Scorecard, texts: Texts) -> tuple[Block, ...]:
    seats = {"interviewer": named("member", card.interviewer), "candidate": named("member", card.candidate)}
    who = texts.text("peer.card.who", verdict=name_of("verdict", card.verdict, texts), reasons=names_of("id", card.reasons, texts), **seats)
    title = heading("peer.card.title", texts, 2, round=card.round, principle=name_of("principle", card.principle, texts))
    told = Note(texts.text("peer.card.judge" if card.judged else "peer.card.unjudged", **seats))
    return (title, Paragraph(who), *notes(card, texts), told)


def notes(card: Scorecard, texts: Texts) -> tuple[Block, ...]:
    """What the interviewer wrote beside the vote; both of them read it."""
    return tuple(Quote((said(card.notes[box]),), texts(f"peer.card.{box}")) for box in NOTES if card.notes.get(box))


def compared(reply: Compared, texts: Texts, most: int | None = _MOST_NAMED) -> tuple[Block, ...]:
    """For the interviewer: the scorecard beside the judge's vote. Of what was named by one alone, `most` are told."""
    title: Heading = heading("peer.compared.heading", texts, 2)
    if reply.debrief is None or reply.apart is None:
        return title, Paragraph(texts.text("peer.compared.nothing"))
    vote = reply.debrief.final_vote
    yours = name_of("verdict", reply.card.verdict, texts)
    blocks: list[Block] = [
        title,
        Paragraph(texts.text("peer.compared.votes", yours=yours, judged=vote_name(vote.verdict, vote.score, texts))),
        Paragraph(apart(reply.apart, "peer.compared", texts)),
        *((Note(texts.text("peer.compared.not_enough")),) if reply.judged == "insufficient_evidence" else ()),
    ]
    lines = named_by_one(reply, "peer.compared", texts, most)
    if lines:
        blocks.append(Bullets(lines))
    return (*blocks, heading("peer.compared.why", texts, 3), *reasons(reply.debrief.opening, texts, vote.verdict))


def apart(steps: int, told: str, texts: Texts) -> Text:
    """How far the interviewer's vote is from the judge's. `told` are the sentences to whom it is said."""
    key = "same" if steps == 0 else "kinder" if steps > 0 else "harder"
    return texts.text(f"{told}.{key}", n=abs(steps))


def named_by_one(reply: Compared, told: str, texts: Texts, most: int | None = None) -> tuple[Text, ...]:
    """What the judge alone found, and what the interviewer alone named."""
    each = (("missed", reply.missed), ("doubtful", reply.doubtful))
    return tuple(texts.text(f"{told}.{key}", names=names_of("id", ids[:most], texts)) for key, ids in each if ids)


def ending(why: PeerEnding, texts: Texts) -> tuple[Block, ...]:
    return (Paragraph(texts.text(f"peer.end.{why}")),)


def warned(found: tuple[Exposure, ...], interviewer: str, texts: Texts) -> tuple[Block, ...]:
    name = named("member", interviewer)
    return (
        Paragraph(texts.text("peer.kept.warned", interviewer=name)),
        Paragraph(texts.text("peer.kept.warned_what")),
        guarded(found, texts),
        Paragraph(texts.text("peer.kept.warned_how")),
    )


def _heard(question: str, answer: str | None, texts: Texts) -> Text:
    told: Text = plain(texts("peer.desk.passed")) if answer is None else (said(shortened(answer, _REMINDER)),)
    return (said(question), *plain("\n"), *told)
