"""A quiz question: asked, explained, added up."""

from __future__ import annotations

from bot.core.quiz_replies import Posed, QuizAsks, QuizEnds, QuizExplains, SoloReply
from bot.wording.blocks import Block, Bullets, Heading, Note, Paragraph, Quote, plain, strong
from bot.wording.catalogue import Texts
from bot.wording.findings import heading
from bot.wording.names import name_of, names_of

# A result lists so many questions that went wrong; all of them come back in the review.
MOST_MISSED = 6


def solo(reply: SoloReply, level: str | None, texts: Texts) -> tuple[Block, ...]:
    """`level` is the one that was chosen for the quiz, if any."""
    match reply:
        case QuizAsks(posed):
            return (_title(posed, texts), *put(posed, texts))
        case QuizExplains():
            return _explained(reply, level, texts)
        case QuizEnds():
            return _ended(reply, texts)


def put(posed: Posed, texts: Texts, *, story: bool = True) -> tuple[Block, ...]:
    """The story, the question and its options, without a heading."""
    blocks: list[Block] = [told(posed, texts)] if story else []
    options = tuple(texts.text("quiz.option.open", letter=letter, text=option.text) for letter, _place, option in posed.options)
    return (*blocks, Paragraph((strong(posed.item.ask),)), Bullets(options))


def told(posed: Posed, texts: Texts) -> Quote:
    return Quote(plain(posed.item.story), texts("quiz.story", title=posed.item.title))


def _title(posed: Posed, texts: Texts) -> Heading:
    principle = name_of("principle", posed.item.principle, texts)
    return heading("quiz.heading", texts, 2, number=posed.number, of=posed.of, principle=principle)


def _explained(reply: QuizExplains, level: str | None, texts: Texts) -> tuple[Block, ...]:
    posed = reply.posed
    was = "right" if reply.choice == posed.item.right else "wrong"
    blocks: list[Block] = [
        heading(f"quiz.explained.{was}", texts, 2, number=posed.number, of=posed.of),
        Paragraph((strong(posed.item.ask),)),
    ]
    for letter, place, option in posed.options:
        key = f"quiz.option.{'right' if option.right else 'wrong'}{'_yours' if place == reply.choice else ''}"
        blocks.append(Paragraph(texts.text(key, letter=letter, text=option.text, why=option.why)))
    if reply.bar and level is not None:
        blocks.append(Paragraph(texts.text("quiz.bar", level=name_of("level", level, texts), bar=reply.bar)))
    blocks.append(Note(texts.text("quiz.so_far", right=reply.right, answered=reply.answered)))
    return tuple(blocks)


def _ended(reply: QuizEnds, texts: Texts) -> tuple[Block, ...]:
    if not reply.answered:
        return (Paragraph(texts.text("quiz.end.none")),)
    blocks: list[Block] = [heading("quiz.end.heading", texts, 1, right=reply.right, answered=reply.answered)]
    if reply.answered < reply.of:
        blocks.append(Paragraph(texts.text("quiz.end.early", answered=reply.answered, of=reply.of)))
    if not reply.missed:
        return (*blocks, Paragraph(texts.text("quiz.end.all_right")))
    blocks.append(heading("quiz.end.missed", texts, 3))
    blocks += [
        Paragraph(texts.text("quiz.end.missed_item", ask=item.ask, text=item.options[item.right].text))
        for item in reply.missed[:MOST_MISSED]
    ]
    if len(reply.missed) > MOST_MISSED:
        blocks.append(Paragraph(texts.text("quiz.end.more", n=len(reply.missed) - MOST_MISSED)))
    if reply.about:
        blocks.append(Paragraph(texts.text("quiz.end.about", names=names_of("id", reply.about, texts))))
    blocks.append(Note(texts.text("quiz.end.back")))
    return tuple(blocks)
