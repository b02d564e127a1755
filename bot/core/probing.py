"""What to ask next: the target that is weakest or least proven, worded for any story and quoting the candidate."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from bot.core.judgement import Asked, Finding, Judgement, NextProbe
from bot.core.vocabulary import FLAWS, SIGNALS
from bot.core.vote.rubric import Rubric

_HOW_MANY = 5
_QUOTE_WORDS = 14


def rank(rubric: Rubric, asked: Asked, judgement: Judgement, text: str, already: frozenset[str] = frozenset()) -> tuple[NextProbe, ...]:
    """The next probes for a judged answer, best first: what is in doubt or unproven, and only then what was shown and could be followed
    deeper. `already` holds targets not to ask again."""
    shown = frozenset(finding.id for finding in judgement.signals)
    probes = next_probes(rubric, asked, judgement.flaws, judgement.signals, judgement.score, text, already | shown)
    if len(probes) < _HOW_MANY:
        others = already | {probe.target for probe in probes}
        probes += next_probes(rubric, asked, judgement.flaws, judgement.signals, judgement.score, text, frozenset(others))
    return probes[:_HOW_MANY]


def deeper(rubric: Rubric, target: str, asked: Asked, reply: Judgement, text: str, number: int = 0) -> NextProbe:
    """A second, deeper probe for the same target after a weak reply ("peel the onion"); `number` varies the wording.

    Raises KeyError where `target` is no id that can be probed."""
    texts = rubric.probes[target].deeper
    quote = _quote((*reply.flaws, *reply.signals), target) or _first_words(text)
    question = _worded(texts, quote, number)
    return NextProbe(target, question, f"The reply left it open: {_within(rubric.sought[target])}")


def next_probes(
    rubric: Rubric,
    asked: Asked,
    flaws: Sequence[Finding],
    signals: Sequence[Finding],
    score: float,
    text: str,
    already: frozenset[str] = frozenset(),
) -> tuple[NextProbe, ...]:
    """The probes worth asking for these findings and this score: a flaw that is there, a signal that is missing, or a shown one to go
    deeper on."""
    there = {finding.id for finding in (*flaws, *signals)}
    wanted, missing = rubric.wanted.get(asked.principle, {}), rubric.probing.missing.get(asked.principle, {})
    side = score / 50 - 1
    ranked: list[tuple[float, str]] = []
    for id, (base, present, by_score, both) in rubric.probing.ids.items():
        if id in already or (id in FLAWS and id not in there) or ("no_story" in there and id in FLAWS and id != "no_story"):
            continue
        worth = (
            base
            + by_score * side
            + (present + both * side if id in there else missing.get(id, 0.0))
            + rubric.probing.principle * wanted.get(id, 0.0)
        )
        ranked.append((-worth, id))
    ranked.sort()
    findings = (*flaws, *signals)
    pick = crc32(text.encode("utf-8", "surrogatepass"))
    return tuple(_probe(rubric, id, findings, pick) for _, id in ranked[:_HOW_MANY])


def _probe(rubric: Rubric, id: str, findings: Sequence[Finding], pick: int) -> NextProbe:
    """The probe for one target. A signal that was shown is followed deeper; anything else begins at the surface."""
    found = next((finding for finding in findings if finding.id == id), None)
    texts = rubric.probes[id]
    if id in SIGNALS and found is not None:
        return NextProbe(id, _worded(texts.deeper, "", pick), f"This tests how far it holds: {_within(rubric.reasons[id])}")
    return NextProbe(id, _worded(texts.first, _quote(findings, id), pick), found.why if found is not None else rubric.sought[id])


def _within(text: str) -> str:
    """A sentence as it goes on after a colon."""
    return text[:1].lower() + text[1:]


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
