"""What to ask next: the target that is weakest or least proven, worded for any story and quoting the candidate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from math import fsum, inf, log
from operator import mul
from zlib import crc32

from bot.core.judgement import Asked, Finding, Judgement, NextProbe
from bot.core.vocabulary import SIGNALS
from bot.core.vote.rubric import Line, ProbeWorth, Rubric

FEATURES = ("always", "there", "score", "there_by_score", "odds", "there_by_odds", "senior", "sde1", "length")
_SURE = 4.0  # log-odds beyond which surer makes no difference
_USUAL = 3.0  # the log-odds of what was found, or the other way of what was not, where only that is known
_USUAL_WORDS = 150
_HOW_MANY = 5
_QUOTE_WORDS, _LEAST_QUOTED, _A_FEW = 14, 5, 2
_JOINS = frozenset({"and", "but", "so", "or", "because", "then", "which", "while", "when"})


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
    odds: Mapping[str, float] | None = None,
) -> tuple[NextProbe, ...]:
    """The probes worth asking for these findings and this score: a flaw that is there, a signal that is missing or thin, or a shown one to
    go deeper on. `odds` are the log-odds of every id, where somebody has them: what is found or missing by a hair is the more in doubt."""
    there = {finding.id for finding in (*flaws, *signals)}
    side, size = _side(score), length(text)
    ranked: list[tuple[float, str]] = []
    lines = _lines(rubric.probing, asked.level)
    added = rubric.probing.missing.get(asked.principle, {}), rubric.probing.there.get(asked.principle, {})
    for id in askable(there):
        if id in already:
            continue
        found, (missing, present) = id in there, lines[id]
        sure = (_USUAL if found else -_USUAL) if odds is None else odds[id]
        start, by_side, by_sure, by_size = present if found else missing
        worth = start + added[found].get(id, 0.0) + by_side * side + by_sure * _sure(sure) + by_size * size
        ranked.append((-inf if id == "no_story" else -worth, id))  # who told no story is asked for one before anything else
    ranked.sort()
    findings = (*flaws, *signals)
    pick = crc32(text.encode("utf-8", "surrogatepass"))
    return tuple(_probe(rubric, id, findings, pick) for _, id in ranked[:_HOW_MANY])


def askable(there: Set[str]) -> tuple[str, ...]:
    """What a probe can aim at, after what was found: any signal, the flaws that are there, of an answer without a story that alone."""
    return *SIGNALS, *(("no_story",) if "no_story" in there else there - SIGNALS.keys())


def length(text: str) -> float:
    """How long an answer is, as the worth of a probe takes it."""
    return log(len(text.split()) / _USUAL_WORDS + 0.1)


def features(there: bool, odds: float, score: float, level: str, size: float) -> tuple[float, ...]:
    """What the worth of probing an id is linear in: one number for each of FEATURES. `size` is what `length` gives."""
    side, sure = _side(score), _sure(odds)
    return (
        1.0,
        float(there),
        side,
        side if there else 0.0,
        sure,
        sure if there else 0.0,
        float(level == "senior"),
        float(level == "sde1"),
        size,
    )


def _side(score: float) -> float:
    return score / 50 - 1


def _sure(odds: float) -> float:
    return max(-_SURE, min(_SURE, odds)) / 2


def _lines(worth: ProbeWorth, level: str) -> Mapping[str, tuple[Line, Line]]:
    """For each id what probing it is worth where it is missing and where it is there at this level, before what the principle adds."""
    lines = worth.lines.get(level)
    if lines is None:
        lines = worth.lines[level] = {id: (_line(weights, False, level), _line(weights, True, level)) for id, weights in worth.ids.items()}
    return lines


def _line(weights: Sequence[float], there: bool, level: str) -> Line:
    """The worth as a start and what a step of side, sureness and length adds, read off `features`, in which they are linear."""

    def at(side: float = 0.0, sure: float = 0.0, size: float = 0.0) -> float:
        return fsum(map(mul, weights, features(there, 2 * sure, 50 * (side + 1), level, size)))

    start = at()
    return start, at(side=1.0) - start, at(sure=1.0) - start, at(size=1.0) - start


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
    """Of what a person said, up to where something ends: neither a block of code that it runs into, nor half of what comes next."""
    words = text.partition("```")[0].split()
    if len(words) > 1 and words[0].lower() in _JOINS:
        del words[0]
    if len(words) <= _QUOTE_WORDS + _A_FEW:
        return " ".join(words).rstrip(",;:.")
    ends = (at for at in range(_QUOTE_WORDS, _LEAST_QUOTED - 1, -1) if words[at - 1][-1] in ",;:." or words[at].lower() in _JOINS)
    return " ".join(words[: next(ends, _QUOTE_WORDS)]).rstrip(",;:.") + " ..."


def _worded(texts: Sequence[str], quote: str, pick: int) -> str:
    """One of the wordings: those that quote where there is something to quote, else those that do not."""
    fitting = [text for text in texts if ("{quote}" in text) == bool(quote)] or [text for text in texts if "{quote}" not in text]
    return fitting[pick % len(fitting)].replace("{quote}", quote)
