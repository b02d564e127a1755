"""Answers to a question that stands open to a channel: one a member, one change, a receipt for each, and none of it known to anybody before
the question is closed."""

from __future__ import annotations

from typing import Literal

from bot.core.quiz_points import streak
from bot.core.quiz_replies import Posed, Receipt
from bot.store import members, quiz_asked, quiz_items, quiz_parties
from bot.store.quiz_asked import Answer
from bot.usecases.interviews import Who
from bot.usecases.means import Means
from bot.usecases.refusals import ChangeUsed, NoSuchOption, NoSuchQuiz, QuestionClosed

MOST_CHANGES = 1
# How far back a streak is counted.
_LONGEST_STREAK = 366


class QuizAnswers:
    def __init__(self, means: Means) -> None:
        self._means = means

    async def give(self, who: Who, asked_id: str, letter: int, at_millis: int) -> Receipt:
        """Takes a member's answer: the option that is shown as that letter (0 is A). `at_millis` is when they clicked, in UTC
        milliseconds. Once this returns, the answer is stored and counts.

        Raises NoSuchQuiz, QuestionClosed, ChangeUsed (another answer stands and may not be changed again), NoSuchOption."""
        now = self._means.now()
        async with self._means.database.writing() as connection:
            asked = await quiz_asked.held(connection, asked_id)
            if asked is None:
                raise NoSuchQuiz
            if asked.closed_at is not None:
                raise QuestionClosed
            posed = Posed(await quiz_items.one(connection, asked.digest), asked.seed)
            if not 0 <= letter < len(posed.options):
                raise NoSuchOption
            choice = posed.options[letter][1]
            member = await members.ensure_member(connection, who.platform, who.external_id, now)
            before = await quiz_asked.answer_of(connection, asked_id, member)
            millis = max(0, at_millis - asked.opened_at * 1000)
            wanted = Answer(asked_id, member, choice, 0, millis, now, None)
            written = await quiz_asked.answer(connection, wanted, MOST_CHANGES)
            stands = await quiz_asked.answer_of(connection, asked_id, member)
            assert stands is not None
            if not written and stands.choice != choice:
                raise ChangeUsed(letter=posed.letter(stands.choice))
            closes_at, run = None, None
            if asked.party_id is not None:
                await quiz_parties.join(connection, asked.party_id, member, now)
                party = await quiz_parties.load(connection, asked.party_id)
                closes_at = None if party is None else party.ends_at
            else:
                run = streak(await quiz_asked.answered_days(connection, asked.server_id, member, _LONGEST_STREAK), open_now=True)
        news: Literal["taken", "changed", "same"] = "same" if not written else "taken" if before is None else "changed"
        return Receipt(posed, choice, news, MOST_CHANGES - stands.changes, closes_at, run)
