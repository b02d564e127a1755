"""Two attempts at the same question, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.advice import ADVICE
from bot.core.compare import Attempt, Comparison
from bot.core.judgement import Finding
from bot.core.replies import Inconsistency
from bot.core.vocabulary import STAGES
from bot.wording.blocks import Block, Bullets, Note, Paragraph, Quote, Table, Text, plain, said, strong
from bot.wording.catalogue import Texts
from bot.wording.dates import day_of
from bot.wording.findings import heading, quoted, vote_name
from bot.wording.names import clock, name_of, names_of


def comparison_page(found: Comparison, of: int, texts: Texts) -> tuple[Block, ...]:
    """What was gained and lost, quoted, then the two answers whole. `of` is how many attempts there are."""
    before, after = found.before, found.after
    blocks: list[Block] = [
        heading("compare.heading", texts, 1),
        Quote((said(after.question),), texts("compare.question")),
        Paragraph(_votes(found, texts)),
        _table(found, texts),
    ]
    gained = [*_lines("compare.finding", found.change.gained, texts), *_lines("compare.mended", found.change.mended, texts)]
    lost = [*_lines("compare.finding", found.change.lost, texts), *_lines("compare.new", found.change.new, texts)]
    blocks += [heading("compare.gained", texts), Bullets(tuple(gained)) if gained else Paragraph(texts.text("compare.nothing_gained"))]
    blocks += [heading("compare.lost", texts), Bullets(tuple(lost)) if lost else Paragraph(texts.text("compare.nothing_lost"))]
    kept = _lines("compare.still", found.still, texts)
    if found.kept:
        kept.append(texts.text("compare.stayed", names=names_of("id", tuple(one.id for one in found.kept), texts)))
    if kept:
        blocks += [heading("compare.kept", texts), Bullets(tuple(kept))]
    blocks += facts_blocks(found.facts, texts)
    first = next((flaw.id for flaw in (*found.still, *found.change.new)), None)
    if first is not None:
        blocks.append(Paragraph(texts.text("compare.next", do=ADVICE[first].do)))
    blocks.append(heading("compare.words", texts))
    blocks += [Quote((said(one.text),), _named(one, texts)) for one in (before, after)]
    blocks.append(Note(texts.text("compare.which", before=before.number, after=after.number, of=of)))
    return tuple(blocks)


def facts_blocks(facts: Sequence[Inconsistency], texts: Texts) -> tuple[Block, ...]:
    """What two tellings of one story tell differently: both quotes, and what an interviewer would make of it."""
    lines = tuple(texts.text("compare.fact", before=quoted(one.before), after=quoted(one.after)) for one in facts)
    return (heading("compare.facts", texts), Bullets(lines)) if lines else ()


def _votes(found: Comparison, texts: Texts) -> Text:
    one, two = found.before.judgement, found.after.judgement
    before, after = vote_name(one.verdict, one.score, texts), vote_name(two.verdict, two.score, texts)
    return texts.text("compare.same" if before == after else "compare.vote", before=before, after=after)


def _table(found: Comparison, texts: Texts) -> Table:
    """Stage by stage, how long each would take to say."""
    rows = [
        (
            plain(name_of("stage", stage, texts)),
            *(plain(_spoken(attempt, stage)) for attempt in (found.before, found.after)),
        )
        for stage in STAGES
    ]
    rows.append((plain(texts("compare.total")), *(plain(clock(seconds)) for seconds in found.seconds)))
    headers = (texts("time.header.stage"), *(texts("compare.header", number=one.number) for one in (found.before, found.after)))
    return Table(headers, tuple(rows))


def _spoken(attempt: Attempt, stage: str) -> str:
    time = attempt.judgement.stages.get(stage)
    return clock(time.seconds) if time is not None else "0:00"


def _lines(key: str, findings: Sequence[Finding], texts: Texts) -> list[Text]:
    return [texts.text(key, name=strong(name_of("id", finding.id, texts)), quote=tail(finding)) for finding in findings]


def tail(finding: Finding) -> Text:
    """A finding's own words behind its name, where it has any."""
    return () if finding.quote is None else (*plain(": "), *quoted(finding.quote))


def _named(attempt: Attempt, texts: Texts) -> str:
    return texts("compare.attempt", number=attempt.number, day=day_of(attempt.at))
