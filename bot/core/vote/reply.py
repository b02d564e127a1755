"""A probe reply: whether it brings the specific thing that was asked for.

A reply is short, so that an absence counts only where the probe asked for just that; what it shows of the asked-for ids counts most.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

from bot.core.judgement import Asked, Leaning
from bot.core.text.reading import Reading
from bot.core.trained.asks import plain_question
from bot.core.trained.grams import IDS, Floats
from bot.core.trained.reply_words import reply_words
from bot.core.vocabulary import FLAWS_AND_SIGNALS
from bot.core.vote.evidence import NEVER, Evidence, agree, squeeze
from bot.core.vote.rubric import Rubric

ABSENCES = (
    "no_metric", "no_data", "no_reflection", "no_pushback", "vague_outcome", "generic_reflection", "context_overload", "off_question",
)  # fmt: skip


_NOTHING_SAID = 5.0  # the log-odds that a reply without a word holds no story
_LEAST_WORDS = 3  # of a reply that shows anything
_BARE = 0.2  # how likely a reply that has fewer leans strong, at most
_LEARNED = 0.65  # the trained layer's share in the leaning; the named features have the rest


def sought_ids(rubric: Rubric, asked: Asked) -> frozenset[str]:
    """The ids that the probe asks for: those that its competency names, and those that the words of both point to, however they were typed.
    A part of the competency names ids only where it holds nothing else: "passive sensors" are a few words."""
    named: set[str] = set()
    texts = [asked.probe or ""]
    for part in ",".join(asked.competency).split(","):
        words = part.lower().split()
        if FLAWS_AND_SIGNALS.keys() >= set(words):
            named |= set(words)
        else:
            texts.append(part)
    pointing = " ".join(["", *map(plain_question, texts), ""])
    named.update([id for id, cues in rubric.probe_cues.items() for cue in cues if f" {cue}" in pointing])
    named.update(partner for id in tuple(named) for partner in rubric.partners.get(id, ()))
    return frozenset(named)


def reply_evidence(
    rubric: Rubric,
    reading: Reading,
    asked: Asked,
    evidence: Mapping[str, Evidence],
    learned: Mapping[str, float] | None = None,
    row: Floats | None = None,
    sought: frozenset[str] | None = None,
) -> dict[str, Evidence]:
    """The evidence as a reply gives it: by the second look of the trained layer, and without an absence that was not asked about.

    `learned` is that second look, where somebody has it already (training); `row` what the reply's sentences tell (Sentences.row);
    `sought` what `sought_ids` gives, where somebody has it already."""
    sought = sought_ids(rubric, asked) if sought is None else sought
    sentences = None if rubric.model is None else rubric.model.sentences
    if learned is None and row is not None and sentences is not None:
        squeezed = {id: squeeze(evidence[id].odds - evidence[id].shift) for id in IDS}
        learned = sentences.reply_ids.odds(row, sought, squeezed, reply_words(reading.tokens, asked))
    odds = {id: found.odds for id, found in evidence.items()} | dict(learned or {})
    if learned is None:
        odds |= {id: NEVER for id in ABSENCES if id not in sought}
    if _says_nothing(rubric, reading):
        odds |= dict.fromkeys(odds, NEVER) | {"no_story": _NOTHING_SAID}
    elif _is_bare(reading):
        odds |= dict.fromkeys(odds, NEVER)
    agree(rubric, odds)
    return {id: Evidence(id, odds[id], found.why, found.where) for id, found in evidence.items()}


def _says_nothing(rubric: Rubric, reading: Reading) -> bool:
    """A reply without a word, or without one that can be read."""
    return not reading.tokens.sentences or rubric.unread.holds(reading)


def _is_bare(reading: Reading) -> bool:
    """A word or two ("42", "No."): whatever they answer, they show nothing that could be held against anybody, or for them."""
    return reading.words < _LEAST_WORDS


def reply_features(
    rubric: Rubric, reading: Reading, asked: Asked, evidence: Mapping[str, Evidence], sought: frozenset[str] | None = None
) -> dict[str, float]:
    """What the leaning rests on, each 0..1 or so: the rubric weighs these by name. `sought` as above."""
    sought = sought_ids(rubric, asked) if sought is None else sought
    out: dict[str, float] = {}
    odds = {id: found.odds for id, found in evidence.items()}
    for rule in rubric.reply_rules:
        out[rule.name] = rule.kind.run(reading, asked, odds).strength
    positive = rubric.bars[asked.level].weights
    good = [found.likely for id, found in evidence.items() if id in sought and positive.get(id, 0.0) > 0]
    bad = [found.likely for id, found in evidence.items() if id in sought and positive.get(id, 0.0) < 0]
    out["asked_for"] = max(good, default=0.0)
    out["confirms"] = max(bad, default=0.0)
    out["signals"] = min(1.0, sum(found.likely for id, found in evidence.items() if positive.get(id, 0.0) > 0) / 5)
    out["flaws"] = min(1.0, sum(found.likely for id, found in evidence.items() if positive.get(id, 0.0) < 0 and id not in ABSENCES) / 2)
    return out


def learned_leaning(rubric: Rubric, row: Floats, sought: frozenset[str]) -> float | None:
    """The trained layer's log-odds that a reply leans strong, whatever the level; None where nothing was trained."""
    sentences = None if rubric.model is None else rubric.model.sentences
    return None if sentences is None else sentences.leaner.odds(row, sought)


def reply_score(
    rubric: Rubric,
    reading: Reading,
    asked: Asked,
    evidence: Mapping[str, Evidence],
    learned: float | None = None,
    row: Floats | None = None,
    sought: frozenset[str] | None = None,
) -> tuple[float, Leaning]:
    """The reply's score, 0 to 100, and its leaning: strong from the hire band on.

    `learned` is the trained layer's log-odds, where somebody has them already; `row` what the reply's sentences tell; `sought` as above."""
    sought = sought_ids(rubric, asked) if sought is None else sought
    odds = rubric.reply_weights["bias"]
    for name, value in reply_features(rubric, reading, asked, evidence, sought).items():
        odds += rubric.reply_weights.get(name, 0.0) * value
    if learned is None and row is not None:
        learned = learned_leaning(rubric, row, sought)
    if learned is not None:
        odds = (1 - _LEARNED) * odds + _LEARNED * learned
    likely = 1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds))))
    if _is_bare(reading):
        likely = min(likely, _BARE)
    bands = rubric.verdict_scores
    nothing = bands["no_hire"]
    if _says_nothing(rubric, reading):
        return 0.0, "weak"
    if likely >= 0.5:
        return round(bands["hire"] + (likely - 0.5) * 2 * (96.0 - bands["hire"]), 1), "strong"
    empty = evidence["no_story"].odds > 0 and likely < 0.1
    return round(nothing * likely * 5 if empty else nothing + likely * 2 * (bands["hire"] - 0.2 - nothing), 1), "weak"
