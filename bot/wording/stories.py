"""A member's stories against the principles: the shelf, the matrix as text, gaps, what carries too much, what to rehearse next."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.coverage import Cell, Coverage, Next, Row, Story
from bot.core.telling import Telling
from bot.core.vocabulary import PRINCIPLES, VERDICTS
from bot.wording.blocks import Block, Bullets, Heading, Note, Paragraph, Span, Table, Text, plain, said, strong
from bot.wording.catalogue import Texts
from bot.wording.dates import day_of
from bot.wording.findings import heading, vote_name
from bot.wording.names import name_of, names_of

_ORDER = tuple(VERDICTS)
# A picture has columns for so many stories, those told last; the text below it has all.
STORIES_DRAWN = 8


def stories_page(coverage: Coverage, borrowed: int, texts: Texts) -> tuple[Block, ...]:
    """Everything on one page. `borrowed` interviews told a scenario's story."""
    blocks: list[Block] = [heading("stories.heading", texts, 1, level=name_of("level", coverage.level, texts))]
    if not coverage.rows:
        blocks.append(Paragraph(texts.text("stories.empty")))
    else:
        blocks.append(Paragraph(texts.text("stories.covered", n=len(coverage.covered))))
        blocks += _next(coverage.next, texts)
        blocks += [heading("stories.shelf", texts), Bullets(tuple(_line(row, texts) for row in coverage.rows), numbered=True)]
        blocks += [heading("stories.matrix", texts), _matrix(coverage, texts)]
        blocks.append(Note(texts.text("stories.numbers", level=name_of("level", coverage.level, texts))))
        blocks += _gaps(coverage, texts)
        blocks += _overused(coverage, texts)
    if borrowed:
        blocks.append(Note(texts.text("stories.borrowed", n=borrowed)))
    return tuple(blocks)


def matrix_alternative(coverage: Coverage, texts: Texts) -> str:
    stories = len(coverage.rows)
    table = texts("stories.matrix_table" if stories <= STORIES_DRAWN else "stories.matrix_table_last", n=stories, drawn=STORIES_DRAWN)
    return texts("stories.matrix_alt", table=table, covered=texts("stories.covered", n=len(coverage.covered)))


def story_page(story: Story, texts: Texts) -> tuple[Block, ...]:
    """One story and each of its tellings."""
    blocks: list[Block] = [Heading(texts.text("stories.story.heading", name=_name(story, texts)), 1)]
    if _is_suggested(story):
        blocks.append(Note(texts.text("stories.suggested")))
    blocks.append(Bullets(tuple(_told(telling, texts) for telling in reversed(story.tellings))))
    blocks.append(Paragraph(texts.text("stories.story.question", question=said(story.tellings[-1].question))))
    return tuple(blocks)


def story_name(story: Story, texts: Texts) -> str:
    """What a story is called where there is room for plain words only."""
    return story.name or texts("stories.unnamed")


def _name(story: Story, texts: Texts) -> Span:
    """The member's words, or words of their telling: theirs either way."""
    return said(story_name(story, texts))


def _line(row: Row, texts: Texts) -> Text:
    story = row.story
    told = names_of("principle", tuple(row.cells), texts)
    line = texts.text("stories.line", n=len(story.tellings), name=_name(story, texts), principles=told)
    if row.could:
        line = (*line, *plain(" "), *texts.text("stories.could", principles=names_of("principle", row.could, texts)))
    return (*line, *plain(" "), *texts.text("stories.suggested")) if _is_suggested(story) else line


def _is_suggested(story: Story) -> bool:
    """Whether its name is ours; one without a name has none to be suggested."""
    return bool(story.name) and not story.named


def _matrix(coverage: Coverage, texts: Texts) -> Table:
    """The principles that something was told for; those without stand among the gaps."""
    rows = []
    for principle in PRINCIPLES:
        held = [(number, row.cells[principle]) for number, row in enumerate(coverage.rows, 1) if principle in row.cells]
        if not held:
            continue
        held.sort(key=lambda one: -one[1].score)
        best = name_of("verdict", held[0][1].verdict, texts)
        cells = ", ".join(_cell(number, cell, texts) for number, cell in held)
        rows.append((plain(name_of("principle", principle, texts)), plain(best), plain(cells)))
    return Table(tuple(texts(f"stories.header.{column}") for column in ("principle", "best", "stories")), tuple(rows))


def _cell(number: int, cell: Cell, texts: Texts) -> str:
    vote = texts(f"stories.short.{cell.verdict}")
    told = texts("stories.cell", number=number, vote=vote)
    return f"{told} ({texts('stories.retold')})" if cell.retold else told


def _gaps(coverage: Coverage, texts: Texts) -> list[Block]:
    near = [gap for gap in coverage.gaps if gap.best is not None]
    blank = tuple(gap.principle for gap in coverage.gaps if gap.best is None)
    lines = [
        texts.text(
            "stories.gap_near",
            principle=strong(name_of("principle", gap.principle, texts)),
            vote=vote_name(gap.best.verdict, gap.best.score, texts),
        )
        for gap in near
        if gap.best is not None
    ]
    if blank:
        lines.append(texts.text("stories.gap_blank", principles=names_of("principle", blank, texts)))
    return [heading("stories.gaps", texts), Bullets(tuple(lines))] if lines else []


def _overused(coverage: Coverage, texts: Texts) -> list[Block]:
    lines = tuple(
        texts.text("stories.overused_line", name=_name(story, texts), principles=names_of("principle", alone, texts))
        for story, alone in coverage.overused
    )
    return [heading("stories.overused", texts), Bullets(lines)] if lines else []


def _next(found: Sequence[Next], texts: Texts) -> list[Block]:
    if not found:
        return []
    lines = tuple(
        texts.text(
            f"stories.next_step.{one.key}",
            principle=strong(name_of("principle", one.principle, texts)),
            **({} if one.story is None else {"name": _name(one.story, texts)}),
        )
        for one in found
    )
    return [heading("stories.next", texts, 2, n=len(lines)), Bullets(lines)]


def _told(telling: Telling, texts: Texts) -> Text:
    mark = telling.told.mark
    line = texts.text(
        "stories.story.told",
        principle=name_of("principle", telling.principle, texts),
        level=name_of("level", telling.level, texts),
        day=day_of(telling.told_at),
        vote=vote_name(mark.verdict, mark.score, texts),
    )
    return (*line, *plain(f" ({texts('stories.retold')})")) if telling.retold else line
