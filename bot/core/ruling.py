"""What the interview asks of the judge: an opening, a reply, the running vote. The only place that calls it.

An answer is judged with the question it was given to. Beyond JUDGED characters an answer is kept whole and judged by its
beginning, so that every offset still refers to the text as given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.core.answer import MAX_CHARACTERS
from bot.core.judge import judge
from bot.core.judgement import Asked, Judgement
from bot.core.replies import Vote
from bot.core.state import Interview, Materials, Question, Setup, Turn
from bot.core.text.view import view_of
from bot.core.vocabulary import Level
from bot.core.vote.voting import revote

_AGAIN = "This was told before, word for word: it did not move the vote."
_WORD = re.compile(r"\w+")

JUDGED = MAX_CHARACTERS
"""Characters of an answer that are judged (the limit of the judge's contract)."""


def asked(setup: Setup, question: Question, opening: str | None, level: Level | None = None) -> Asked:
    """What the judge is told was asked, at the setup's level or another one."""
    level = level or setup.level
    if question.kind == "opening":
        return Asked(setup.principle, level, question.text)
    return Asked(setup.principle, level, setup.question, question.text, question.tests, (opening or "")[:JUDGED])


def ruling(state: Interview, question: Question, text: str, stages: Mapping[str, str], materials: Materials) -> tuple[Judgement, Vote]:
    """The judgement on an answer to `question`, and the running vote with it. The turns in `state` are those before."""
    opening = state.opening
    told = opening.answer if opening is not None else None
    put = asked(state.setup, question, told)
    fits = stages if len(text) <= JUDGED else {}
    judgement = judge(materials.rubric, put, text[:JUDGED], fits or None)
    if question.kind == "opening" or opening is None or opening.judgement is None:
        return judgement, first_vote(judgement)
    earlier = [turn for turn in state.probe_turns if turn.question != question]
    replies = replies_of(state.setup, told, earlier)
    if _is_told(text, (told, *(turn.answer for turn in earlier))):
        return judgement, replace(
            vote_with(state.setup, opening.question, opening.judgement, replies, materials), moved_by=None, why=_AGAIN
        )
    return judgement, vote_with(state.setup, opening.question, opening.judgement, [*replies, (put, judgement)], materials)


def replies_of(setup: Setup, opening: str | None, turns: Sequence[Turn], level: Level | None = None) -> list[tuple[Asked, Judgement]]:
    """The replies as the vote reads them. A skipped probe is not among them: not proven, never weak. Nor is one that was told before, word
    for word: it proves nothing a second time."""
    told = [opening]
    out: list[tuple[Asked, Judgement]] = []
    for turn in turns:
        if turn.judgement is not None and not _is_told(turn.answer or "", told):
            out.append((asked(setup, turn.question, opening, level), turn.judgement))
        told.append(turn.answer)
    return out


def _is_told(text: str, before: Iterable[str | None]) -> bool:
    """Whether these words are one of those texts, however they were typed."""
    words = _words(text)
    return any(one is not None and _words(one) == words for one in before)


def _words(text: str) -> list[str]:
    return _WORD.findall(view_of(text).plain)


def first_vote(judgement: Judgement) -> Vote:
    """The vote on the opening alone; its reason is the weightiest one."""
    why = judgement.because[0] if judgement.because else ""
    return Vote(judgement.verdict, judgement.score, None, why)


def vote_with(
    setup: Setup,
    question: Question,
    opening: Judgement,
    replies: Sequence[tuple[Asked, Judgement]],
    materials: Materials,
    level: Level | None = None,
) -> Vote:
    """The vote on the opening and these replies together."""
    if not replies:
        return first_vote(opening)
    verdict, score, why, quote = revote(materials.rubric, asked(setup, question, None, level), opening, replies)
    return Vote(verdict, score, quote, why)
