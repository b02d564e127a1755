"""Answers to a question that stands open to a channel: one a member, one change, a receipt for each, and none of it known to anybody before
the question is closed."""

from __future__ import annotations

from typing import Literal

from bot.core.quiz import Item
from bot.core.quiz_points import streak
from bot.core.quiz_replies import Posed, Receipt
from bot.store import members, quiz_asked, quiz_items, quiz_parties
from bot.store.connection import Connection
from bot.store.quiz_asked import Answer
from bot.usecases.interviews import Who
from bot.usecases.means import Means
from bot.usecases.refusals import ChangeUsed, NoSuchOption, NoSuchQuiz, QuestionClosed

MOST_CHANGES = 1
# How far back a streak is counted.
_LONGEST_STREAK = 366
# Questions that are kept at hand.
_MOST_ITEMS = 200


class QuizAnswers:
    def __init__(self, means: Means) -> None:
        self._means = means
        self._items: dict[str, Item] = {}

    async def give(self, who: Who, asked_id: str, letter: int, at_millis: int) -> Receipt:
        """Takes a member's answer: the option that is shown as that letter (0 is A). `at_millis` is when they clicked, in UTC
        milliseconds. Once this returns, the answer is stored and counts.

        Raises NoSuchQuiz, QuestionClosed, ChangeUsed (another answer stands and may not be changed again), NoSuchOption."""
        now = self._means.now()
        async with self._means.database.writing() as connection:
            found = await quiz_asked.held(connection, asked_id)
            if found is None:
                raise NoSuchQuiz
            asked, closes_at = found
            if asked.closed_at is not None:
                raise QuestionClosed
            posed = Posed(await self._item(connection, asked.digest), asked.seed)
            if not 0 <= letter < len(posed.options):
                raise NoSuchOption
            choice = posed.options[letter][1]
            member = await members.ensure_member(connection, who.platform, who.external_id, now)
            millis = max(0, at_millis - asked.opened_at * 1000)
            changes = await quiz_asked.answer(connection, Answer(asked_id, member, choice, 0, millis, now, None), MOST_CHANGES)
            news: Literal["taken", "changed", "same"] = "changed" if changes else "taken"
            if changes is None:
                stands = await quiz_asked.answer_of(connection, asked_id, member)
                assert stands is not None
                if stands.choice != choice:
                    raise ChangeUsed(letter=posed.letter(stands.choice))
                news, changes = "same", stands.changes
            run = None
            if asked.party_id is None:
                run = streak(await quiz_asked.answered_days(connection, asked.server_id, member, _LONGEST_STREAK), open_now=True)
            elif news == "taken":
                await quiz_parties.join(connection, asked.party_id, member, now)
        return Receipt(posed, choice, news, MOST_CHANGES - changes, closes_at, run)

    async def _item(self, connection: Connection, digest: str) -> Item:
        """The question, read once: hundreds answer it within seconds, and what a digest names never changes."""
        item = self._items.get(digest)
        if item is None:
            if len(self._items) >= _MOST_ITEMS:
                self._items.clear()
            item = self._items[digest] = await quiz_items.one(connection, digest)
        return item
