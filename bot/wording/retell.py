"""A retelling: the plan to tell by, and the telling held against it."""

from __future__ import annotations

from bot.core.retell import EARLY, Check, Example, Part, Placed, Plan
from bot.wording.blocks import Block, Bullets, Heading, Note, Paragraph, Quote, Text, plain, said, strong
from bot.wording.catalogue import Texts
from bot.wording.compare import facts_blocks, tail
from bot.wording.findings import finding_lines, heading, quoted, reasons, vote_name
from bot.wording.names import name_of


def plan_page(plan: Plan, story: str, question: str, first: str, texts: Texts) -> tuple[Block, ...]:
    """What to put first, what to add, what to leave small. `story` is the story's name, `first` its first telling."""
    target, before = name_of("principle", plan.target, texts), name_of("principle", plan.principle, texts)
    vote = vote_name(plan.mark.verdict, plan.mark.score, texts)
    blocks: list[Block] = [
        Heading(texts.text("retell.heading", story=said(story), principle=target), 1),
        Quote((said(question),), texts("retell.question")),
        Paragraph(texts.text("retell.was", before=before, principle=target, vote=vote)),
    ]
    if plan.emphasise:
        blocks += [heading("retell.emphasise", texts), Bullets(tuple(_first(part, texts) for part in plan.emphasise), numbered=True)]
    else:
        blocks.append(Paragraph(texts.text("retell.nothing_yet", principle=target)))
    if plan.add:
        lines = tuple(texts.text("retell.add_line", name=strong(name_of("id", lack.id, texts)), do=lack.do) for lack in plan.add)
        blocks += [heading("retell.add", texts), Bullets(lines)]
    if plan.downplay:
        lines = tuple(_named("retell.downplay_line", part, texts) for part in plan.downplay)
        blocks += [heading("retell.downplay", texts), Bullets(lines), Note(texts.text("retell.downplay_why", before=before))]
    blocks.append(Paragraph(texts.text("retell.facts")))
    if plan.example is not None:
        blocks += [heading("retell.example", texts), *_example(plan.example, texts)]
    return tuple(blocks)


def check_page(plan: Plan, check: Check, story: str, text: str, texts: Texts) -> tuple[Block, ...]:
    """The vote, whether emphasis and order moved, whether the facts stayed, the scenario's angle beside it."""
    target = name_of("principle", plan.target, texts)
    judgement = check.judgement
    before = vote_name(check.before.verdict, check.before.score, texts)
    after = vote_name(judgement.verdict, judgement.score, texts)
    blocks: list[Block] = [Heading(texts.text("retell.check.heading", story=said(story), principle=target), 1)]
    blocks.append(
        Paragraph(texts.text(f"retell.check.{'same' if before == after else 'vote'}", principle=target, before=before, after=after))
    )
    blocks += reasons(judgement, texts)
    blocks += [heading("retell.check.order", texts), Paragraph(texts.text(f"retell.check.{_verdict(check)}", principle=target))]
    lines = [_placed(one, texts) for one in check.placed]
    lines += [
        texts.text("retell.check.added", name=strong(name_of("id", one.id, texts)), quote=quoted(one.quote or "")) for one in check.added
    ]
    lines += [_named("retell.check.still", part, texts) for part in check.still]
    lines += [texts.text("retell.check.lacking", name=strong(name_of("id", one.id, texts)), do=one.do) for one in check.lacking]
    if lines:
        blocks.append(Bullets(tuple(lines)))
    blocks += _besides(plan, check, texts)
    if judgement.flaws:
        blocks += [heading("feedback.missing", texts, 3), *finding_lines(judgement.flaws, texts, 4, judgement.because, check.grounds)]
    blocks += facts_blocks(check.facts, texts) or _figures(check, texts)
    if plan.example is not None:
        blocks += [heading("retell.check.example", texts), *_example(plan.example, texts)]
    return (*blocks, Quote((said(text),), texts("contrast.yours")))


def _figures(check: Check, texts: Texts) -> tuple[Block, ...]:
    """Where no figure contradicts the first telling: whether there are any that it does not hold."""
    if check.unheard:
        return (Paragraph(texts.text("retell.check.facts_new", figures=said(", ".join(check.unheard)))),)
    return (Note(texts.text("retell.check.facts_same")),) if check.repeats else ()


def _verdict(check: Check) -> str:
    if check.opens:
        return "opens"
    heard = any(one.order != "absent" for one in check.placed) or bool(check.added)
    return "late" if heard else "missing"


def _besides(plan: Plan, check: Check, texts: Texts) -> list[Block]:
    """What else the retelling gained or lost: not what it was to add, nor what it was to leave small."""
    meant = {part.id for part in plan.downplay} | {finding.id for finding in check.added} | {one.id for one in check.placed}
    kinds = (
        ("compare.gained_line", check.change.gained),
        ("compare.lost_line", check.change.lost),
        ("compare.mended", check.change.mended),
    )
    lines = tuple(
        texts.text(key, name=strong(name_of("id", finding.id, texts)), quote=tail(finding))
        for key, findings in kinds
        for finding in findings
        if finding.id not in meant
    )
    return [heading("retell.check.besides", texts, 3), Bullets(lines)] if lines else []


def _first(part: Part, texts: Texts) -> Text:
    line = _named("retell.emphasise_line", part, texts)
    return line if part.place <= EARLY else (*line, *plain(". "), *texts.text("retell.late"))


def _named(key: str, part: Part, texts: Texts) -> Text:
    return texts.text(key, name=strong(name_of("id", part.id, texts)), quote=quoted(part.quote))


def _placed(one: Placed, texts: Texts) -> Text:
    key = {"first": "first", "early": "early", "late": "behind", "absent": "absent"}[one.order]
    name = strong(name_of("id", one.id, texts))
    return texts.text(f"retell.check.{key}", name=name, quote=quoted(one.quote or ""))


def _example(example: Example, texts: Texts) -> tuple[Block, ...]:
    angle = example.angle
    return (
        Paragraph((*texts.text("retell.example_title", title=example.title), *plain(f" · {name_of('principle', angle.principle, texts)}"))),
        Bullets(
            (
                texts.text("retell.example_emphasise", text=angle.emphasise),
                texts.text("retell.example_downplay", text=angle.downplay),
            )
        ),
        Quote(plain(angle.opening_line), texts("retell.example_opening")),
    )
