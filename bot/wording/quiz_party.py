"""A party and a daily question, as the channel sees them; receipts and results, as one member does."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.quiz_party import HOST_MINUTES
from bot.core.quiz_replies import (
    AnswerTold,
    LobbyClosed,
    LobbyOpen,
    OwnAnswer,
    OwnScore,
    PartyReply,
    Place,
    Posed,
    QuestionDropped,
    QuestionOpen,
    Receipt,
    Scores,
    StoryTold,
)
from bot.wording.blocks import Block, Bullets, Heading, Note, Paragraph, Text, moment, named, plain, said, strong
from bot.wording.catalogue import Texts
from bot.wording.findings import heading
from bot.wording.names import decimal, name_of
from bot.wording.quiz import put, told


def party(reply: PartyReply, texts: Texts) -> tuple[Block, ...]:
    """What the channel sees."""
    match reply:
        case LobbyOpen():
            return _lobby(reply, texts)
        case LobbyClosed(players, ending):
            key = "begun" if ending is None else ending if ending in ("unopened", "gone") else "called_off"
            return (heading("quiz.party.lobby", texts, 1), Paragraph(texts.text(f"quiz.party.{key}", n=players)))
        case StoryTold():
            return _story(reply, texts)
        case QuestionOpen():
            return _open(reply, texts)
        case AnswerTold():
            return _answer(reply, texts)
        case QuestionDropped(posed):
            return (_numbered("quiz.party.dropped", posed, texts), Paragraph(texts.text("quiz.party.dropped_why")))
        case Scores():
            return _scores(reply, texts)


def receipt(reply: Receipt, texts: Texts) -> Text:
    """A line for whoever answered, and for nobody else."""
    letter, text = reply.posed.letter(reply.choice), reply.posed.item.options[reply.choice].text
    line = texts.text(f"quiz.receipt.{reply.news}", letter=strong(letter), text=text)
    parts = [texts.text("quiz.receipt.may_change" if reply.changes_left else "quiz.receipt.no_change")]
    if reply.closes_at is not None:
        parts.append(texts.text("quiz.receipt.closes", closes=moment(reply.closes_at)))
    elif reply.streak is not None:
        parts += [texts.text("quiz.receipt.until_next"), texts.text("quiz.receipt.streak", n=reply.streak)]
    for number, part in enumerate(parts):
        line = (*line, *plain(" " if number else "\n"), *part)
    return line


def own_score(reply: OwnScore, texts: Texts) -> tuple[Block, ...]:
    """One player's result, for them alone."""
    if reply.place is None:
        return (Paragraph(texts.text("quiz.own.not_played")),)
    blocks: list[Block] = [
        heading("quiz.own.heading", texts, 2),
        Paragraph(texts.text("quiz.own.place", n=reply.points, place=reply.place, players=reply.players)),
    ]
    if reply.seconds is not None:
        blocks.append(Paragraph(texts.text("quiz.own.time", seconds=decimal(reply.seconds, 3, texts))))
    if reply.answers:
        blocks.append(Bullets(tuple(_answered(each, texts) for each in reply.answers), numbered=True))
    return (*blocks, *_back(reply.answers, texts))


def own_answer(reply: OwnAnswer, texts: Texts) -> tuple[Block, ...]:
    """What one member answered to a daily question, for them alone."""
    return (Paragraph(_answered(reply, texts)), *_back((reply,), texts))


def _answered(reply: OwnAnswer, texts: Texts) -> Text:
    ask, chosen, right = reply
    key = "none" if chosen is None else "right" if chosen == right else "wrong"
    return texts.text(f"quiz.own.{key}", ask=ask, chosen=chosen or "", right=right)


def _back(answers: Iterable[OwnAnswer], texts: Texts) -> tuple[Block, ...]:
    wrong = any(chosen is not None and chosen != right for _ask, chosen, right in answers)
    return (Note(texts.text("quiz.own.back")),) if wrong else ()


def scoreboard(places: tuple[Place, ...], texts: Texts) -> Bullets:
    """Places with their members; the time stands beside those whose place it decided."""
    lines = []
    for each in places:
        points = texts("quiz.scores.points", n=each.points)
        place, member = each.place, named("member", each.member) if each.member else said(texts("quiz.scores.left"))
        if each.seconds is None:
            lines.append(texts.text("quiz.scores.line", place=place, member=member, points=points))
        else:
            lines.append(
                texts.text("quiz.scores.line_timed", place=place, member=member, points=points, seconds=decimal(each.seconds, 3, texts))
            )
    return Bullets(tuple(lines))


def _lobby(reply: LobbyOpen, texts: Texts) -> tuple[Block, ...]:
    principle = name_of("principle", reply.principle, texts) if reply.principle else texts("quiz.party.any_principle")
    invited = texts.text("quiz.party.no_host", n=reply.questions, principle=principle)
    if reply.host:
        invited = texts.text("quiz.party.host", host=named("member", reply.host), n=reply.questions, principle=principle)
    return (
        heading("quiz.party.lobby", texts, 1),
        Paragraph(invited),
        Paragraph(texts.text("quiz.party.window", window=reply.window)),
        Paragraph(texts.text("quiz.party.points")),
        Paragraph(texts.text("quiz.party.joined", n=reply.players)),
        Note(texts.text("quiz.party.until", minutes=HOST_MINUTES, until=moment(reply.until))),
    )


def _story(reply: StoryTold, texts: Texts) -> tuple[Block, ...]:
    again = Paragraph(texts.text("quiz.party.story_again"))
    opens = Note(texts.text("quiz.party.opens", opens=moment(reply.opens_at)))
    return (_numbered("quiz.party.story", reply.posed, texts), again if reply.again else told(reply.posed, texts), opens)


def _open(reply: QuestionOpen, texts: Texts) -> tuple[Block, ...]:
    title = _numbered("quiz.heading" if reply.posed.of else "quiz.heading_daily", reply.posed, texts)
    closes = (
        texts.text("quiz.party.daily_open") if reply.closes_at is None else texts.text("quiz.party.closes", closes=moment(reply.closes_at))
    )
    return (title, *put(reply.posed, texts), Note(closes))


def _answer(reply: AnswerTold, texts: Texts) -> tuple[Block, ...]:
    posed = reply.posed
    blocks: list[Block] = [
        _numbered("quiz.party.answer" if posed.of else "quiz.party.answer_daily", posed, texts),
        Paragraph((strong(posed.item.ask),)),
    ]
    for letter, place, option in posed.options:
        key = "right_counted" if option.right else "wrong_counted"
        count = reply.spread[place]
        how_many = texts("quiz.count", n=count) if count else texts("quiz.count.none")
        blocks.append(Paragraph(texts.text(f"quiz.option.{key}", letter=letter, count=how_many, text=option.text, why=option.why)))
    blocks.append(Note(texts.text("quiz.party.answered", n=sum(reply.spread))))
    if reply.leaders:
        names: Text = ()
        for member, points in reply.leaders:
            leader = texts.text("quiz.party.leader", n=points, member=named("member", member))
            names = (*names, *(plain(", ") if names else ()), *leader)
        blocks.append(Paragraph(texts.text("quiz.party.leaders", names=names)))
    return tuple(blocks)


def _scores(reply: Scores, texts: Texts) -> tuple[Block, ...]:
    blocks: list[Block] = [heading("quiz.scores.heading", texts, 1)]
    if reply.ending in ("silent", "stopped"):
        blocks.append(Paragraph(texts.text(f"quiz.scores.{reply.ending}")))
    blocks.append(scoreboard(reply.places, texts) if reply.places else Paragraph(texts.text("quiz.scores.nobody")))
    if any(each.seconds is not None for each in reply.places):
        blocks.append(Note(texts.text("quiz.scores.time")))
    players = texts("quiz.scores.players", n=reply.players)
    blocks.append(Note(texts.text("quiz.scores.played", players=players, n=reply.questions)))
    blocks.append(Note(texts.text("quiz.scores.board")))
    return tuple(blocks)


def _numbered(key: str, posed: Posed, texts: Texts) -> Heading:
    principle = name_of("principle", posed.item.principle, texts)
    return heading(key, texts, 2, number=posed.number, of=posed.of, principle=principle)
