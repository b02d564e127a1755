"""The review: what is due, a drill to answer, what an answer was worth."""

from __future__ import annotations

from bot.core.drills import Add, Drill, Probe, Quiz, Rewrite, Spot
from bot.core.frozen import dataclass
from bot.core.grading import Grade
from bot.core.quiz import LETTERS, letter_of, shown_order
from bot.wording.blocks import Block, Bullets, Heading, Note, Paragraph, Quote, Text, dated, plain, said, strong
from bot.wording.catalogue import Texts
from bot.wording.findings import heading, quoted
from bot.wording.names import name_of, names_of


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What is due, what waits, what is done with; `next_at` in UTC seconds. `tellings` is how many interviews there are to go by."""

    due: int
    waiting: int
    cleared: int
    next_at: int | None
    recurring: tuple[str, ...]
    tellings: int


def standing_page(view: ReviewView, texts: Texts) -> tuple[Block, ...]:
    blocks: list[Block] = [heading("review.heading", texts, 1)]
    if view.due:
        blocks.append(Paragraph(texts.text("review.due", n=view.due)))
    else:
        blocks.append(Paragraph(texts.text("review.none")))
        if view.next_at is not None:
            blocks.append(Paragraph(texts.text("review.next", day=dated(view.next_at))))
    if view.recurring:
        blocks.append(Paragraph(texts.text("review.recurring", names=names_of("id", view.recurring, texts))))
    elif not view.due and not view.waiting:
        blocks.append(Paragraph(texts.text("review.first" if view.tellings < 2 else "review.nothing_back")))
    counts = [texts.text(f"review.{key}", n=n) for key, n in (("waiting", view.waiting), ("cleared", view.cleared)) if n]
    if counts:
        blocks.append(Bullets(tuple(counts)))
    if view.due or view.waiting:
        blocks.append(Note(texts.text("review.how")))
    return tuple(blocks)


def drill_page(drill: Drill, left: int, texts: Texts) -> tuple[Block, ...]:
    """A drill to be answered; `left` are due, this one among them."""
    blocks = _asked(drill, texts)
    if left > 1:
        blocks.append(Note(texts.text("review.left", n=left - 1)))
    return tuple(blocks)


def grade_page(
    drill: Drill, text: str | None, choice: int | None, grade: Grade, streak: int, due_at: int | None, texts: Texts, *, fresh: bool = True
) -> tuple[Block, ...]:
    """What an answer was worth, why, and when the drill comes back (`due_at`, None where it is mastered)."""
    task = drill.task
    blocks: list[Block] = [Heading((strong(texts(f"review.grade.{grade.rating}")),), 2)]
    if not fresh:
        blocks.append(Note(texts.text("review.grade.stored")))
    if isinstance(task, Spot):
        blocks.append(Paragraph(_spotted(task, choice or 0, texts)))
    elif isinstance(task, Quiz):
        blocks.append(Bullets(tuple(_options(task, texts, explained=True))))
    else:
        blocks.append(Paragraph(_why(grade, texts)))
        if isinstance(task, Rewrite):
            blocks.append(Quote((said(task.answer[task.start : task.end]),), texts("review.grade.before")))
        blocks.append(Quote((said(text or ""),), texts("review.grade.now")))
    if grade.enough:
        blocks.append(Paragraph(texts.text("review.grade.enough", enough=grade.enough)))
    if due_at is None:
        blocks.append(Paragraph(texts.text("review.grade.mastered")))
    elif streak:
        blocks.append(Note(texts.text("review.grade.back_streak", n=streak, day=dated(due_at))))
    else:
        blocks.append(Note(texts.text("review.grade.back", day=dated(due_at))))
    return tuple(blocks)


def options_of(drill: Drill, texts: Texts) -> tuple[str, ...]:
    """What can be chosen, in the order in which it is shown; () for a drill that is answered in words."""
    task = drill.task
    if isinstance(task, Spot):
        return tuple(name_of("id", id, texts) for id in task.options)
    if isinstance(task, Quiz):
        return tuple(LETTERS[number] for number in range(len(task.item.options)))
    return ()


def title_of(drill: Drill, texts: Texts) -> str:
    return texts(f"review.ask.{_kind(drill)}.heading")


def _kind(drill: Drill) -> str:
    return type(drill.task).__name__.lower()


def _asked(drill: Drill, texts: Texts) -> list[Block]:
    task = drill.task
    kind = f"review.ask.{_kind(drill)}"
    blocks: list[Block] = [heading(f"{kind}.heading", texts, 2)]
    match task:
        case Rewrite():
            blocks.append(Quote((said(task.answer[task.start : task.end]),)))
            blocks.append(Paragraph(texts.text(f"{kind}.do", flaw=name_of("id", task.flaw, texts), why=task.why)))
            blocks.append(Quote((said(task.question),), texts(f"{kind}.about")))
        case Add():
            blocks.append(Paragraph(texts.text(f"{kind}.do", stage=name_of("stage", task.stage, texts).lower(), why=task.why)))
            blocks.append(Quote((said(f"{task.question}\n\n{task.answer}"),), texts(f"{kind}.about")))
        case Probe():
            blocks.append(Paragraph((said(task.probe),)))
            blocks.append(Note(texts.text(f"{kind}.do")))
            blocks.append(Quote((said(f"{task.question}\n\n{task.opening}"),), texts(f"{kind}.about")))
            if task.reply:
                blocks.append(Quote((said(task.reply),), texts(f"{kind}.yours")))
        case Spot():
            blocks.append(Quote(plain(task.quote), texts(f"{kind}.says")))
            blocks.append(Paragraph(texts.text(f"{kind}.do")))
            blocks.append(Quote(plain(task.question), texts(f"{kind}.about")))
        case Quiz():
            blocks.append(Quote(plain(task.item.story), texts(f"{kind}.story")))
            blocks.append(Paragraph(plain(task.item.ask)))
            blocks.append(Bullets(tuple(_options(task, texts, explained=False))))
    return blocks


def _options(task: Quiz, texts: Texts, *, explained: bool) -> list[Text]:
    lines = []
    for place in shown_order(task.item, task.seed):
        option, letter = task.item.options[place], letter_of(task.item, task.seed, place)
        if explained:
            key = "review.grade.quiz_right" if option.right else "review.grade.quiz_wrong"
            lines.append(texts.text(key, letter=letter, text=option.text, why=option.why))
        else:
            lines.append(texts.text("review.ask.quiz.option", letter=letter, text=option.text))
    return lines


def _spotted(task: Spot, choice: int, texts: Texts) -> Text:
    flaw, chosen = name_of("id", task.flaw, texts), task.options[choice]
    if chosen == task.flaw:
        return texts.text("review.grade.right", flaw=flaw, why=task.why)
    return texts.text("review.grade.wrong", flaw=flaw, chosen=name_of("id", chosen, texts), why=task.why)


def _why(grade: Grade, texts: Texts) -> Text:
    shown = grade.shown
    if shown is None or grade.why == "gone":
        return texts.text("review.grade.there" if grade.why == "mended" else f"review.grade.{grade.why}", why="")
    name = name_of("id", shown.id, texts)
    if shown.quote is None:
        key = {"mended": "mended_plain"}.get(grade.why, grade.why)
        return texts.text(f"review.grade.{key}", name=name, why=shown.why)
    key = grade.why if grade.why in ("mended", "elsewhere") else f"{grade.why}_quoted"
    return texts.text(f"review.grade.{key}", name=name, quote=quoted(shown.quote), why=shown.why)
