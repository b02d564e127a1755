"""What to ask next: the target that is weakest or least proven, worded for any story and quoting the candidate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zlib import crc32

from bot.core.judgement import Asked, Finding, Judgement, NextProbe
from bot.core.rubric import Rubric
from bot.core.vocabulary import FLAWS, FLAWS_AND_SIGNALS, SIGNALS

_HOW_MANY = 5
_QUOTE_WORDS = 14


def rank(
    rubric: Rubric, asked: Asked, judgement: Judgement, text: str, already: frozenset[str] = frozenset()
) -> tuple[NextProbe, ...]:
    """The next probes for a judged answer, best first. `already` holds targets not to ask again."""
    return next_probes(rubric, asked, judgement.flaws, judgement.signals, {}, text, already)


def deeper(rubric: Rubric, target: str, asked: Asked, reply: Judgement, text: str, number: int = 0) -> NextProbe:
    """A second, deeper probe for the same target after a weak reply ("peel the onion"); `number` varies the wording.

    Raises KeyError where `target` is no id that can be probed."""
    texts = rubric.probes[target].deeper
    quote = _quote((*reply.flaws, *reply.signals), target) or _first_words(text)
    question = _worded(texts, quote, number)
    return NextProbe(target, question, f"The reply left it open: {rubric.sought[target][:1].lower()}{rubric.sought[target][1:]}")


def next_probes(
    rubric: Rubric,
    asked: Asked,
    flaws: Sequence[Finding],
    signals: Sequence[Finding],
    likely: Mapping[str, float],
    text: str,
    already: frozenset[str] = frozenset(),
) -> tuple[NextProbe, ...]:
    """The probes worth asking for these findings. `likely` sharpens the order where it is known."""
    shown = {finding.id for finding in signals}
    faults = {finding.id for finding in flaws}
    if "no_story" in faults:
        faults = {"no_story"}
    wanted = rubric.wanted.get(asked.principle, {})
    ranked: list[tuple[float, str]] = []
    for id in FLAWS_AND_SIGNALS:
        if id in already or id not in rubric.probes:
            continue
        base = rubric.probe_order.get(id, 0.0)
        if id in FLAWS:
            if id not in faults:
                continue
            worth = base + 2.0 * likely.get(id, 1.0)
        else:
            if id in shown:
                continue
            worth = base + wanted.get(id, 0.0) - likely.get(id, 0.0)
            if "no_story" in faults:
                worth -= 5.0
        ranked.append((-worth, id))
    ranked.sort()
    findings = (*flaws, *signals)
    pick = crc32(text.encode("utf-8", "surrogatepass"))
    return tuple(
        NextProbe(id, _worded(rubric.probes[id].first, _quote(findings, id), pick), _reason(rubric, id, findings))
        for _, id in ranked[:_HOW_MANY]
    )


def _reason(rubric: Rubric, id: str, findings: Sequence[Finding]) -> str:
    if id in SIGNALS:
        return rubric.sought[id]
    found = next((finding for finding in findings if finding.id == id), None)
    return found.why if found is not None else rubric.sought[id]


def _quote(findings: Sequence[Finding], id: str) -> str:
    for finding in findings:
        if finding.id == id and finding.quote:
            return _first_words(finding.quote)
    return ""


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:_QUOTE_WORDS]) + (" ..." if len(words) > _QUOTE_WORDS else "")


def _worded(texts: Sequence[str], quote: str, pick: int) -> str:
    """One of the wordings: those that quote where there is something to quote, else those that do not."""
    fitting = [text for text in texts if ("{quote}" in text) == bool(quote)] or [text for text in texts if "{quote}" not in text]
    return fitting[pick % len(fitting)].replace("{quote}", quote)
