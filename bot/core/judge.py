"""An answer -> a Judgement. Pure and deterministic: the same answer gets the same vote tomorrow, and the vote can say why.

It walks through three rooms, each of which knows those before it, and none a feature (tests/test_layers.py):

text/       the answer as given -> a reading: its words, clauses, figures and stages
trained/    what was learned from labelled answers: how much each sentence speaks for each flaw and signal
vote/       evidence, score, verdict, findings; what a reply shows, and how it moves the vote

answer.py is the text with its positions, judgement.py what comes out; rules.py shows why and where; probing.py says what to ask next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.core.answer import answer_of
from bot.core.judgement import Asked, Finding, Judgement, Leaning, NextProbe
from bot.core.probing import next_probes
from bot.core.text.reading import Reading
from bot.core.text.stages import stage_times
from bot.core.trained.asks import plain_question
from bot.core.trained.grams import Floats, Said
from bot.core.trained.stages import stage_of
from bot.core.vocabulary import DISAGREEMENT_PRINCIPLE, FLAWS, PRINCIPLES, SIGNALS, Level, Verdict
from bot.core.vote.evidence import Evidence, located, weigh
from bot.core.vote.findings import findings, sentence
from bot.core.vote.levels import level_views
from bot.core.vote.reply import learned_leaning, reply_evidence, reply_score, sought_ids
from bot.core.vote.rubric import Beside, Cap, Rubric
from bot.core.vote.scoring import Reached, applies, decide, holding, moves_most, reached, verdict_of

_MOST_REASONS = 6
_A_HAIR = 1.0  # the log-odds within which a reader may well see what is not found


@dataclass(slots=True)
class Heard:
    """One answer, read: what is the same whatever was asked, and at whatever level. `said` is what its sentences say; None where
    nothing was trained. `stage_of` is each sentence's stage."""

    reading: Reading
    said: Said | None
    stage_of: Sequence[str]


class _Weighed(NamedTuple):
    """What the vote rests on. `ids` are those found, `at_levels` what the answer reaches at each level (not for a reply)."""

    evidence: Mapping[str, Evidence]
    ids: frozenset[str]
    score: float
    verdict: Verdict
    leans: Leaning | None
    at_levels: Mapping[str, Reached] | None


def judge(rubric: Rubric, asked: Asked, text: str, stages: Mapping[str, str] | None = None) -> Judgement:
    """The vote on one answer, or on a probe reply where `asked.probe` is set.

    `text` is the answer exactly as typed; offsets in the findings are code points of it. With `stages` the text must be
    `bot.core.answer.join_stages(stages)`. Raises ValueError where it is not, or where principle or level are no vocabulary ids.
    """
    if asked.level not in rubric.bars or asked.principle not in rubric.principle_weights:
        raise ValueError(f"no bar for principle {asked.principle!r} at level {asked.level!r}")
    heard = hear(rubric, text, stages)
    reading, scores = heard.reading, None if heard.said is None else heard.said.scores
    weighed = _weighed(rubric, asked, heard, _row(rubric, asked, heard))
    evidence, ids, score = weighed.evidence, weighed.ids, weighed.score
    if asked.probe is None:
        levels = level_views(rubric, asked, reading, evidence, at_levels=weighed.at_levels)
    else:
        levels = level_views(rubric, asked, reading, evidence, score)
    flaws, signals = findings(rubric, reading, heard.stage_of, located(rubric, reading, asked, evidence, scores))
    score, because = round(score, 1), _because(rubric, asked, evidence, ids)
    judgement = Judgement(
        verdict=weighed.verdict,
        score=score,
        leans=weighed.leans,
        flaws=flaws,
        signals=signals,
        stages=stage_times(reading.tokens, heard.stage_of, rubric.targets),
        probes=next_probes(rubric, asked, flaws, signals, score, text, odds={id: found.odds for id, found in evidence.items()}),
        levels=levels,
        because=because,
        merits=merits_of(rubric, because),
        near=tuple(id for id in SIGNALS if -_A_HAIR < evidence[id].odds <= 0),
    )
    if rubric.unread.holds(reading):
        return _unread(rubric, judgement)
    if "off_question" not in judgement.ids or (asked.question.strip() and asked.probe is None):
        return judgement
    return _beside(rubric, asked, judgement, rubric.unasked if asked.probe is None else rubric.unreplied)


def _beside(rubric: Rubric, asked: Asked, judgement: Judgement, said_of_it: Beside) -> Judgement:
    """The judgement of what answers something else, where no story stands against a question: nobody said what was asked, so that it was
    held against its principle and is called so; or it is a reply to a follow-up."""
    off, principle = "off_question", PRINCIPLES[asked.principle].name
    why, ask, lift = (text.format(principle=principle) for text in (said_of_it.why, said_of_it.ask, said_of_it.lift))
    said = {rubric.reasons[off], *(sentence(cap.why) for cap in rubric.caps if cap.id == off)}
    return replace(
        judgement,
        flaws=tuple(replace(found, why=why) if found.id == off else found for found in judgement.flaws),
        because=tuple(dict.fromkeys(why if reason in said else reason for reason in judgement.because)),
        probes=tuple(NextProbe(off, ask, why) if probe.target == off else probe for probe in judgement.probes),
        levels={id: replace(view, lift=lift) if view.lift == rubric.lifts[off] else view for id, view in judgement.levels.items()},
    )


def _unread(rubric: Rubric, judgement: Judgement) -> Judgement:
    """The judgement of what is not in English, for a person: it speaks of the language, and of no event that is missing."""
    why, lift = rubric.unread.why, rubric.unread.lift
    flaws = tuple(Finding(found.id, None, None, None, None, why) for found in judgement.flaws)
    levels = {id: replace(view, lift=lift) for id, view in judgement.levels.items()}
    probes = (NextProbe("no_story", rubric.unread.ask, why),)
    return replace(judgement, flaws=flaws, stages={}, because=(why,), probes=probes, levels=levels, near=(), unread=True)


def hear(rubric: Rubric, text: str, stages: Mapping[str, str] | None = None) -> Heard:
    """Reads an answer. Raises ValueError as `judge` does for stages that are not the text."""
    reading = rubric.reader.read(answer_of(text, stages))
    sentences = None if rubric.model is None else rubric.model.sentences
    said = None if sentences is None else sentences.model.said(reading.tokens, rubric.traits.seen(reading))
    return Heard(reading, said, reading.stage_of if said is None else stage_of(reading, said.scores))


def is_unread(rubric: Rubric, text: str) -> bool:
    """Whether an answer is in words that cannot be judged (text/unread.py), for whoever can still write it in others."""
    return rubric.unread.holds(rubric.reader.read(answer_of(text)))


def bare_judgements(rubric: Rubric, asked: Asked, heard: Heard, levels: Iterable[Level]) -> dict[Level, Judgement]:
    """What `judge` says of the same answer at each of these levels, as far as a running vote counts it (vote/voting.py): vote, leaning and
    ids. The ids come without the words that show them, and there are neither times nor probes nor advice: those are most of the work."""
    row = _row(rubric, asked, heard)
    leaning = None if row is None or asked.probe is None else learned_leaning(rubric, row, sought_ids(rubric, asked))
    out: dict[Level, Judgement] = {}
    for level in levels:
        weighed = _weighed(rubric, replace(asked, level=level), heard, row, leaning)
        flaws, signals = (tuple(Finding(id, None, None, None, None, "") for id in known if id in weighed.ids) for known in (FLAWS, SIGNALS))
        found = Judgement(weighed.verdict, round(weighed.score, 1), weighed.leans, flaws, signals, {}, (), {})
        out[level] = _unread(rubric, found) if rubric.unread.holds(heard.reading) else found
    return out


def _row(rubric: Rubric, asked: Asked, heard: Heard) -> Floats | None:
    """What the sentences tell together of what was asked; None where nothing was trained."""
    if rubric.model is None or rubric.model.sentences is None or heard.said is None:
        return None
    return rubric.model.sentences.row(heard.said, heard.reading.tokens, asked)


def _weighed(rubric: Rubric, asked: Asked, heard: Heard, row: Floats | None, leaning: float | None = None) -> _Weighed:
    """`leaning` is what `learned_leaning` gives, where somebody has it already."""
    reading = heard.reading
    sentences = None if rubric.model is None else rubric.model.sentences
    told = None if sentences is None or row is None else sentences.votes(row)
    evidence = weigh(rubric, reading, asked, about_disagreement(rubric, asked), told)
    if asked.probe is None:
        at_levels = reached(rubric, asked.principle, evidence)
        score, verdict = decide(rubric, asked.principle, asked.level, evidence, reading, asked, at_levels)
        return _Weighed(evidence, _found(evidence), score, verdict, None, at_levels)
    sought = sought_ids(rubric, asked)
    evidence = reply_evidence(rubric, reading, asked, evidence, row=row, sought=sought)
    score, leans = reply_score(rubric, reading, asked, evidence, leaning, row, sought)
    return _Weighed(evidence, _found(evidence), score, verdict_of(rubric, score), leans, None)


def _found(evidence: Mapping[str, Evidence]) -> frozenset[str]:
    return frozenset(id for id, found in evidence.items() if found.odds > 0)


def about_disagreement(rubric: Rubric, asked: Asked) -> bool:
    """Whether the question asks for a disagreement, so that silence about it is a fault."""
    if asked.principle == DISAGREEMENT_PRINCIPLE:
        return True
    question = plain_question(asked.question)
    return any(word in question for word in rubric.disagreement_words)


def _because(rubric: Rubric, asked: Asked, evidence: Mapping[str, Evidence], ids: frozenset[str]) -> tuple[str, ...]:
    """The reasons for the vote on an answer."""
    return _weightiest(rubric, asked, ids, holding(rubric, asked.principle, evidence, ids))


def reasons_of(rubric: Rubric, asked: Asked, ids: frozenset[str]) -> tuple[str, ...]:
    """The reasons for a vote that rests on these findings, each as certain."""
    return _weightiest(rubric, asked, ids, [cap for cap in rubric.caps if cap.id in ids and applies(cap, asked.principle, ids)])


def merits_of(rubric: Rubric, because: Sequence[str]) -> tuple[str, ...]:
    """Those of these reasons that speak for the answer."""
    good = {sentence(rubric.reasons[id]) for id in SIGNALS}
    return tuple(reason for reason in because if reason in good)


def grounds_of(rubric: Rubric, because: Sequence[str], ids: frozenset[str]) -> tuple[str, ...]:
    """Those of these findings that the reasons name."""
    named = [*rubric.reasons.items(), *((cap.id, cap.why) for cap in rubric.caps)]
    return tuple(dict.fromkeys(id for id, reason in named if id in ids and sentence(reason) in because))


def _weightiest(rubric: Rubric, asked: Asked, ids: frozenset[str], held: Sequence[Cap]) -> tuple[str, ...]:
    """Sentences: caps that held, then what moves the vote most. Of the merits what most hires lack comes first: that nearly every hire has
    acts of its own is true, and tells nobody what sets this one apart."""
    others = ids - {cap.id for cap in held}
    moves = {id: moves_most(rubric, asked.principle, asked.level, id) for id in others}
    capped = [cap.why for cap in sorted(held, key=lambda cap: (cap.score, cap.why))]
    most = sorted(others, key=lambda id: (-moves[id], id))[: max(0, _MOST_REASONS - len(capped))]
    most.sort(key=lambda id: (-moves[id] * (1 - rubric.usual.get(id, 0.0)), id))
    return tuple(dict.fromkeys(map(sentence, (*capped, *(rubric.reasons[id] for id in most)))))
