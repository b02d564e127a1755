"""An answer -> a Judgement. Pure and deterministic: the same answer gets the same vote tomorrow, and the vote can say why.

view.py, tokens.py      the text as given, and the words in it
lexicon.py, inflect.py  what each word can be; phrases.py finds the set phrases
clauses.py              who does what, when, denied or supposed (clause_bits.py: what a clause is; clause_walk.py: one sentence's walk;
                        clause_sight.py: what stands around a verb)
quantities.py           the figures, and whether something changed
stages.py               which stage of the story each sentence belongs to
reading.py              all of that for one answer, as bits
traits.py, trained.py   the trained layer; grams.py what single sentences speak for, told.py what they tell together, asks.py what was asked
evidence.py, rules.py   how likely each flaw and signal is; the rules say why and where it shows (bare.py: whether anything was named)
lanes.py, layers.py     the arithmetic of both: whole numbers, many in one integer
scoring.py              the rubric sum, caps and verdicts; levels.py the vote at each level, and what would lift it
reply.py                what a probe reply shows of what was asked, and which way it leans
findings.py             exact quotes and full sentences
probing.py              what to ask next, and why; voting.py how replies move the vote
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.answer import answer_of
from bot.core.asks import plain_question
from bot.core.evidence import Evidence, located, weigh
from bot.core.findings import findings, sentence
from bot.core.judgement import Asked, Judgement
from bot.core.levels import level_views
from bot.core.probing import next_probes
from bot.core.reply import reply_evidence, reply_score
from bot.core.rubric import Rubric
from bot.core.scoring import applies, decide, points, reached, verdict_of
from bot.core.stages import stage_times
from bot.core.vocabulary import DISAGREEMENT_PRINCIPLE

_MOST_REASONS = 6


def judge(rubric: Rubric, asked: Asked, text: str, stages: Mapping[str, str] | None = None) -> Judgement:
    """The vote on one answer, or on a probe reply where `asked.probe` is set.

    `text` is the answer exactly as typed; offsets in the findings are code points of it. With `stages` the text must be
    `bot.core.answer.join_stages(stages)`. Raises ValueError where it is not, or where principle or level are no vocabulary ids.
    """
    if asked.level not in rubric.bars or asked.principle not in rubric.principle_weights:
        raise ValueError(f"no bar for principle {asked.principle!r} at level {asked.level!r}")
    reading = rubric.reader.read(answer_of(text, stages))
    sentences = None if rubric.model is None else rubric.model.sentences
    scores = None if sentences is None else sentences.model.scores(reading.tokens, rubric.traits.seen(reading))
    row = None if sentences is None or scores is None else sentences.row(scores, reading.tokens, asked)
    told = None if sentences is None or row is None else sentences.votes(row)
    evidence = weigh(rubric, reading, asked, about_disagreement(rubric, asked), told)
    ids = frozenset(id for id, found in evidence.items() if found.odds > 0)
    leans = None
    if asked.probe is None:
        at_levels = reached(rubric, asked.principle, evidence)
        score, verdict = decide(rubric, asked.principle, asked.level, evidence, reading, asked, at_levels)
        levels = level_views(rubric, asked, reading, evidence, at_levels=at_levels)
    else:
        evidence = reply_evidence(rubric, reading, asked, evidence, row=row)
        ids = frozenset(id for id, found in evidence.items() if found.odds > 0)
        score, leans = reply_score(rubric, reading, asked, evidence, row=row)
        verdict = verdict_of(rubric, score)
        levels = level_views(rubric, asked, reading, evidence, score)
    flaws, signals = findings(rubric, reading, located(rubric, reading, asked, evidence, scores))
    score = round(score, 1)
    return Judgement(
        verdict=verdict,
        score=score,
        leans=leans,
        flaws=flaws,
        signals=signals,
        stages=stage_times(reading.tokens, reading.stage_of, rubric.targets),
        probes=next_probes(rubric, asked, flaws, signals, score, text),
        levels=levels,
        because=_because(rubric, asked, evidence, ids),
    )


def about_disagreement(rubric: Rubric, asked: Asked) -> bool:
    """Whether the question asks for a disagreement, so that silence about it is a fault."""
    if asked.principle == DISAGREEMENT_PRINCIPLE:
        return True
    question = plain_question(asked.question)
    return any(word in question for word in rubric.disagreement_words)


def _because(rubric: Rubric, asked: Asked, evidence: Mapping[str, Evidence], ids: frozenset[str]) -> tuple[str, ...]:
    """The reasons for the vote, heaviest first: caps that held, then what added or took most."""
    held = [cap for cap in rubric.caps if cap.id in ids and evidence[cap.id].likely > cap.since and applies(cap, asked.principle, ids)]
    others = ids - {cap.id for cap in held}
    weighed = [(100.0 - cap.score, sentence(cap.why)) for cap in held]
    weighed += [(abs(points(rubric, asked.principle, asked.level, id)), sentence(rubric.reasons[id])) for id in others]
    weighed.sort(key=lambda item: (-item[0], item[1]))
    return tuple(dict.fromkeys(text for _, text in weighed))[:_MOST_REASONS]
