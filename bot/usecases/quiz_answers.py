"""Answers to a question that stands open to a channel: one a member, one change, a receipt for each, and none of it known to anybody before
the question is closed. Answers that come at the same moment are stored together: a room of hundreds costs a few transactions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.core.frozen import dataclass
from bot.core.quiz import Item
from bot.core.quiz_points import streak
from bot.core.quiz_replies import OwnAnswer, Posed, Receipt
from bot.store import members, quiz_asked, quiz_items, quiz_parties
from bot.store.connection import Connection
from bot.store.quiz_asked import Answer, Asked
from bot.usecases.exchange import Who
from bot.usecases.means import Means
from bot.usecases.quiz_refusals import ChangeUsed, NoSuchOption, NoSuchQuiz, QuestionClosed
from bot.usecases.refusals import Refusal
from bot.usecases.together import Together

MOST_CHANGES = 1
# How far back a streak is counted.
_LONGEST_STREAK = 366
# Questions that are kept at hand.
_MOST_ITEMS = 200


@dataclass(frozen=True, slots=True)
class _Click:
    who: Who
    asked_id: str
    letter: int
    at_millis: int


@dataclass(frozen=True, slots=True)
class _Given:
    """A click on an option that is there, of a question that is open."""

    asked: Asked
    posed: Posed
    choice: int
    member: int
    closes_at: int | None

    @property
    def key(self) -> tuple[str, int]:
        return self.asked.id, self.member


class QuizAnswers:
    def __init__(self, means: Means) -> None:
        self._means = means
        self._items: dict[str, Item] = {}
        self._together: Together[_Click, Receipt] = Together(self._serve)

    async def give(self, who: Who, asked_id: str, letter: int, at_millis: int) -> Receipt:
        """Takes a member's answer: the option that is shown as that letter (0 is A). `at_millis` is when they clicked, in UTC
        milliseconds. Once this returns, the answer is stored and counts.

        Raises NoSuchQuiz, QuestionClosed, ChangeUsed (another answer stands and may not be changed again), NoSuchOption."""
        return await self._together(_Click(who, asked_id, letter, at_millis))

    async def server_of(self, asked_id: str) -> int | None:
        """The server that a question was put to."""
        async with self._means.database.reading() as connection:
            asked = await quiz_asked.load(connection, asked_id)
            return None if asked is None else asked.server_id

    async def own(self, who: Who, asked_id: str) -> OwnAnswer:
        """What a member answered to a question that is closed. Raises NoSuchQuiz."""
        async with self._means.database.reading() as connection:
            asked = await quiz_asked.load(connection, asked_id)
            if asked is None or asked.closed_at is None:
                raise NoSuchQuiz
            posed = Posed(await self._item(connection, asked.digest), asked.seed)
            member = await members.find_member(connection, who.platform, who.external_id)
            stands = {} if member is None else await quiz_asked.answers_of(connection, [(asked_id, member)])
        chosen = next((posed.letter(answer.choice) for answer in stands.values()), None)
        return posed.item.ask, chosen, posed.letter(posed.item.right)

    async def _serve(self, clicks: Sequence[_Click]) -> list[Receipt | Exception]:
        """Each in its turn; two clicks of one member on one question are two turns of the same batch."""
        results: dict[int, Receipt | Exception] = {}
        left = list(enumerate(clicks))
        async with self._means.database.writing() as connection:
            while left:
                turn: dict[tuple[Who, str], tuple[int, _Click]] = {}
                for number, click in left:
                    turn.setdefault((click.who, click.asked_id), (number, click))
                results |= await self._turn(connection, list(turn.values()))
                left = [(number, click) for number, click in left if number not in results]
        return [results[number] for number in range(len(clicks))]

    async def _turn(self, connection: Connection, clicks: Sequence[tuple[int, _Click]]) -> dict[int, Receipt | Exception]:
        now = self._means.now()
        questions = await quiz_asked.held(connection, {click.asked_id for _number, click in clicks})
        ids = await self._members(connection, clicks, now)
        results: dict[int, Receipt | Exception] = {}
        given: dict[int, _Given] = {}
        answers = []
        for number, click in clicks:
            try:
                one = given[number] = await self._understood(connection, click, questions.get(click.asked_id), ids[click.who])
            except Refusal as refusal:
                results[number] = refusal
                continue
            millis = max(0, click.at_millis - one.asked.opened_at * 1000)
            answers.append(Answer(*one.key, one.choice, 0, millis, now, None))
        written = await quiz_asked.answer(connection, answers, MOST_CHANGES) if answers else {}
        others = [one.key for one in given.values() if one.key not in written]
        stand = await quiz_asked.answers_of(connection, others) if others else {}
        joining = [(one.asked.party_id, one.member) for one in given.values() if one.asked.party_id and written.get(one.key) == 0]
        await quiz_parties.join_all(connection, joining, now)
        for number, one in given.items():
            results[number] = await self._receipt(connection, one, written.get(one.key), stand.get(one.key))
        return results

    async def _members(self, connection: Connection, clicks: Sequence[tuple[int, _Click]], now: int) -> dict[Who, int]:
        found: dict[Who, int] = {}
        for platform in {click.who.platform for _number, click in clicks}:
            names = {click.who.external_id for _number, click in clicks if click.who.platform == platform}
            for external_id, id in (await members.ensure_members(connection, platform, names, now)).items():
                found[Who(platform, external_id)] = id
        return found

    async def _understood(self, connection: Connection, click: _Click, found: tuple[Asked, int | None] | None, member: int) -> _Given:
        if found is None:
            raise NoSuchQuiz
        asked, closes_at = found
        if asked.closed_at is not None:
            raise QuestionClosed
        posed = Posed(await self._item(connection, asked.digest), asked.seed)
        if not 0 <= click.letter < len(posed.options):
            raise NoSuchOption
        return _Given(asked, posed, posed.options[click.letter][1], member, closes_at)

    async def _receipt(self, connection: Connection, one: _Given, changes: int | None, stands: Answer | None) -> Receipt | Exception:
        """`changes` is None where nothing was written: then the answer that `stands` says why."""
        news: Literal["taken", "changed", "same"] = "changed" if changes else "taken"
        if changes is None:
            assert stands is not None
            if stands.choice != one.choice:
                return ChangeUsed(letter=one.posed.letter(stands.choice))
            news, changes = "same", stands.changes
        run = None
        if one.asked.party_id is None:
            days = await quiz_asked.answered_days(connection, one.asked.server_id, one.member, _LONGEST_STREAK)
            run = streak(days, open_now=True)
        return Receipt(one.posed, one.choice, news, MOST_CHANGES - changes, one.closes_at, run)

    async def _item(self, connection: Connection, digest: str) -> Item:
        """The question, read once: what a digest names never changes."""
        item = self._items.get(digest)
        if item is None:
            if len(self._items) >= _MOST_ITEMS:
                self._items.clear()
            item = self._items[digest] = await quiz_items.one(connection, digest)
        return item
