"""Findings, votes and times as lines: the pieces that feedback, debrief and reports share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from bot.core.judgement import Finding, Judgement, LevelView, NextProbe, StageTime
from bot.core.replies import Change, Inconsistency, Vote
from bot.core.timing import overlong
from bot.core.vocabulary import HIRE_SIDE, STAGES, UNTOLD, Verdict
from bot.wording.blocks import Block, Bullets, Heading, Note, Paragraph, Table, Text, plain, said, strong
from bot.wording.catalogue import Texts
from bot.wording.names import clock, name_of, names_of, told_score

# A quote longer than this is cut in the middle of a screen; the stored finding keeps it whole.
QUOTE_LENGTH = 160
# Where nothing is to be done: the vote is the highest, or no one thing is enough.
_NO_LIFT = ("highest", "nothing")
_MOST_PROBES = 3


def heading(key: str, texts: Texts, depth: int = 2, **values: str | int) -> Heading:
    return Heading(texts.text(key, **values), 1 if depth == 1 else 2 if depth == 2 else 3)


def shortened(quote: str, length: int = QUOTE_LENGTH) -> str:
    """The quote on one line, cut at a word with an ellipsis where it is longer than `length`."""
    line = " ".join(quote.split())
    if len(line) <= length:
        return line
    return line[: length + 1].rsplit(" ", 1)[0][:length].rstrip(" ,;:.") + " …"


def quoted(quote: str, length: int = QUOTE_LENGTH) -> Text:
    return (*plain("“"), said(shortened(quote, length)), *plain("”"))


def finding_line(finding: Finding, texts: Texts, told: Collection[str] = ()) -> Text:
    """`*No metric.* "the team was happy": no number measures the outcome.` Why it is one is left out where the page has `told` it."""
    name, again = strong(name_of("id", finding.id, texts)), "_told" if finding.why in told else ""
    if finding.quote is None:
        return texts.text(f"finding.absent{again}", name=name, why=finding.why)
    return texts.text(f"finding.quoted{again}", name=name, quote=quoted(finding.quote), why=finding.why)


def shown_findings(findings: Iterable[Finding], most: int | None, grounds: Collection[str]) -> list[Finding]:
    """Those that `finding_lines` has room for, in their own order."""
    found = list(findings)
    first = sorted(found, key=lambda finding: finding.id not in grounds)
    room = len(found) if most is None else max(most, sum(finding.id in grounds for finding in found))
    kept = first[:room]
    return [finding for finding in found if finding in kept]


def finding_lines(
    findings: Iterable[Finding], texts: Texts, most: int | None = None, told: Collection[str] = (), grounds: Collection[str] = ()
) -> tuple[Block, ...]:
    """The findings as bullets, the first `most` of them; what was left out is said. `told` are the sentences that stand above. Those whose
    ids are `grounds` of the vote are left out last, and all of them are shown: a reason is to be seen in what was said."""
    found = list(findings)
    shown = shown_findings(found, most, grounds)
    blocks: list[Block] = []
    if shown:
        blocks.append(Bullets(tuple(finding_line(finding, texts, told) for finding in shown)))
    if len(shown) < len(found):
        blocks.append(Note(texts.text("finding.more", n=len(found) - len(shown))))
    return tuple(blocks)


def vote_name(verdict: str, score: float, texts: Texts) -> Text:
    """`*Leaning No Hire* (47 of 100)`. Not enough evidence carries no number: there is nothing to count."""
    name = strong(name_of("verdict", verdict, texts))
    if verdict == "insufficient_evidence":
        return (name,)
    return texts.text("vote.scored", verdict=name, score=told_score(score))


def vote_line(vote: Vote, before: Vote | None, texts: Texts) -> Text:
    """The running vote, and what moved it."""
    if before is None:
        return texts.text("vote.first", vote=vote_name(vote.verdict, vote.score, texts))
    was, now = vote_name(before.verdict, before.score, texts), vote_name(vote.verdict, vote.score, texts)
    # A move that the two names do not show is none for whoever reads them.
    key = "vote.same" if was == now else "vote.up" if vote.score > before.score else "vote.down"
    moved_from = told_score(before.score) if before.verdict == vote.verdict else was  # the same word twice would tell of no move
    line = texts.text(key, before=moved_from, after=now, why=vote.why)
    return line if vote.moved_by is None or was == now else (*line, *plain(" "), *texts.text("vote.moved_by", quote=quoted(vote.moved_by)))


def reasons(judgement: Judgement, texts: Texts, verdict: Verdict | None = None) -> tuple[Block, ...]:
    """Those that the vote follows come first; each says whether it speaks for the answer or against it, unless all of them go with the
    vote. `verdict` is the vote where it is not the judgement's own."""
    hired = _favours(judgement) if verdict is None else verdict in HIRE_SIDE
    with_it, others = _sides(judgement, hired)
    if not others:
        return (Bullets(tuple(map(plain, with_it))),) if with_it else ()
    sides = (("for", with_it), ("against", others)) if hired else (("against", with_it), ("for", others))
    told = Bullets(tuple(texts.text(f"vote.{side}", reason=reason) for side, those in sides for reason in those))
    # Merits alone do not say why it is a no: what is told falls short of the bar.
    if hired or with_it:
        return (told,)
    return told, Paragraph(texts.text("vote.falls_short" if judgement.flaws else "vote.not_enough"))


def weightiest(judgement: Judgement) -> tuple[str, ...]:
    """The first reason that the vote follows, where there is one: for a page that lists every finding below it."""
    with_it, _others = _sides(judgement, _favours(judgement))
    return with_it[:1]


def weightiest_line(judgement: Judgement, texts: Texts) -> tuple[Block, ...]:
    key = "judged.stands_out" if _favours(judgement) else "judged.weightiest"
    return tuple(Paragraph(texts.text(key, reason=reason)) for reason in weightiest(judgement))


def _favours(judgement: Judgement) -> bool:
    return judgement.hire_side if judgement.leans is None else judgement.leans == "strong"


def _sides(judgement: Judgement, hired: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The reasons that go with a vote on the hire side (or on the other), and those that do not, the weightier first in each."""
    good = tuple(reason for reason in judgement.because if reason in judgement.merits)
    bad = tuple(reason for reason in judgement.because if reason not in judgement.merits)
    return (good, bad) if hired else (bad, good)


def next_asked(judgement: Judgement) -> tuple[NextProbe, ...]:
    """What an interviewer would ask next, as far as a page names it. Where nothing was told that happened that is asked for, and nothing
    about it."""
    asked_for = judgement.probes[:1] and judgement.probes[0].target in UNTOLD
    return judgement.probes[: 1 if asked_for else _MOST_PROBES]


def found_blocks(
    judgement: Judgement, texts: Texts, most: int | None = None, grounds: Collection[str] = (), told: Collection[str] | None = None
) -> list[Block]:
    """What was there, then what was missing, each as `finding_lines` has it; nothing of what there is none, or of what was not read.
    `told` are the sentences that stand above: where nobody says, the weightiest alone."""
    told = weightiest(judgement) if told is None else told
    blocks: list[Block] = []
    for key, findings in (("feedback.stood", judgement.signals), ("feedback.missing", judgement.flaws)):
        if findings and not judgement.unread:
            blocks += [heading(key, texts, 3), *finding_lines(findings, texts, most, told, grounds)]
    return blocks


def probe_lines(judgement: Judgement, texts: Texts) -> Bullets:
    """What would be asked next, each with why, below all that was found."""
    above = (*judgement.signals, *judgement.flaws)
    return Bullets(
        tuple(
            texts.text("judged.probe", question=said(probe.question), reason=reason_to_ask(probe, above, texts))
            for probe in next_asked(judgement)
        ),
        numbered=True,
    )


def reason_to_ask(probe: NextProbe, above: Iterable[Finding], texts: Texts) -> Text:
    """Why a follow-up is asked; where a finding `above` says the same, its name."""
    if any(finding.why == probe.reason for finding in above):
        return texts.text("judged.above", name=name_of("id", probe.target, texts))
    return (said(probe.reason),)


def time_table(stages: Mapping[str, StageTime], texts: Texts) -> tuple[Block, ...]:
    """Stage by stage: words, estimated speaking time, share, target; nothing where no stage takes a second. A share is of all words."""
    if not any(time.seconds for time in stages.values()):
        return ()
    rows = []
    for stage in STAGES:
        if stage not in stages:
            continue
        time = stages[stage]
        cells = (str(time.words), clock(time.seconds), f"{round(time.share * 100)}%", clock(time.target_seconds))
        rows.append((plain(name_of("stage", stage, texts)), *(plain(cell) for cell in cells)))
    headers = tuple(texts(f"time.header.{column}") for column in ("stage", "words", "spoken", "share", "target"))
    return (Table(headers, tuple(rows)),)


def overlong_line(judgement: Judgement, texts: Texts) -> tuple[Block, ...]:
    """The one stage that takes far longer than it should, and what is enough of it."""
    stage = overlong(judgement)
    if stage is None:
        return ()
    time = judgement.stages[stage]
    return (Paragraph(texts.text(f"time.over.{stage}", spoken=clock(time.seconds), target=clock(time.target_seconds))),)


def level_table(levels: Mapping[str, LevelView], texts: Texts) -> tuple[Block, ...]:
    """The vote at each level and what would raise it, which is said once where it is the same at all of them."""
    told = {level: (name_of("level", level, texts), name_of("verdict", view.verdict, texts)) for level, view in levels.items()}
    lifts = {level: "highest" if view.verdict == "strong_hire" else view.lift or "nothing" for level, view in levels.items()}
    header = tuple(texts(f"levels.header.{column}") for column in ("level", "vote", "lift"))
    (lift, *others) = set(lifts.values())
    if len(levels) > 1 and not others:
        once = texts.text(f"levels.{lift}_all") if lift in _NO_LIFT else texts.text("levels.lift_all", lift=lift)
        return Table(header[:2], tuple(tuple(map(plain, cells)) for cells in told.values())), Paragraph(once)
    rows = ((*told[level], texts(f"levels.{lift}") if lift in _NO_LIFT else lift) for level, lift in lifts.items())
    return (Table(header, tuple(tuple(map(plain, cells)) for cells in rows)),)


def change_blocks(change: Change, texts: Texts) -> tuple[Block, ...]:
    """What this attempt gained and lost against the one before. What was lost is quoted: the person has to find it again."""
    lines = [
        texts.text(f"change.{key}", names=names_of("id", tuple(finding.id for finding in findings), texts))
        for key, findings in (("gained", change.gained), ("mended", change.mended))
        if findings
    ]
    for key, findings in (("lost", change.lost), ("new", change.new)):
        lines += [texts.text(f"change.{key}", name=strong(name_of("id", finding.id, texts)), quote=_tail(finding)) for finding in findings]
    moved = tuple(map(Paragraph, _moved(change, texts)))
    return (heading("change.heading", texts, 3), *moved, Bullets(tuple(lines) or (texts.text("change.nothing"),)))


def _moved(change: Change, texts: Texts) -> tuple[Text, ...]:
    """Both scores, as far as there was evidence for one."""
    before, after = change.score_before, change.score_after
    if before is None:
        return () if after is None else (texts.text("change.score_first", after=told_score(after)),)
    if after is None:
        return (texts.text("change.score_gone", before=told_score(before)),)
    return (texts.text("change.score", before=told_score(before), after=told_score(after)),)


def inconsistency_blocks(found: Iterable[Inconsistency], texts: Texts) -> tuple[Block, ...]:
    lines = tuple(texts.text("inconsistency.line", before=quoted(one.before), after=quoted(one.after), why=one.why) for one in found)
    return (heading("inconsistency.heading", texts, 3), Bullets(lines)) if lines else ()


def _tail(finding: Finding) -> Text:
    return () if finding.quote is None else (*plain(": "), *quoted(finding.quote))
