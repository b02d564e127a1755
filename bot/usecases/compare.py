"""Attempts at the same question, two at a time."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.compare import Attempt, Comparison, compared
from bot.core.frozen import dataclass
from bot.core.judgement import Judgement
from bot.store import attempts, members
from bot.store.attempts import AttemptRow
from bot.usecases.exchange import Who
from bot.usecases.means import Means
from bot.usecases.past_refusals import NoSuchAttempt, NothingToCompare


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was attempted more than once; `session` is the one of its latest attempt, which names it on a button."""

    text: str
    session: str
    attempts: int
    last_at: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Two attempts side by side, and how many there are at this question. `session` names the question."""

    comparison: Comparison
    session: str
    of: int


class Comparing:
    def __init__(self, means: Means) -> None:
        self._means = means

    async def questions(self, who: Who) -> tuple[Question, ...]:
        """What the member attempted at least twice, the latest first."""
        async with self._means.database.reading() as connection:
            member = await members.find_member(connection, who.platform, who.external_id)
            rows = [] if member is None else await attempts.asked_by(connection, member)
        last: Mapping[str, tuple[str, int]] = {question: (session, at) for question, session, at in rows}
        counts: dict[str, int] = {}
        for question, _session, _at in rows:
            counts[question] = counts.get(question, 0) + 1
        found = [Question(text, *last[text][:1], counts[text], last[text][1]) for text in last if counts[text] > 1]
        return tuple(sorted(found, key=lambda question: (-question.last_at, question.session)))

    async def pair(self, who: Who, session: str | None = None, before: int | None = None, after: int | None = None) -> Compared:
        """Two attempts (by their numbers, from 1; without them the last two) at the question that a session asked; without one, at the
        question that was attempted last. Raises NothingToCompare, NoSuchAttempt."""
        if session is None:
            asked = await self.questions(who)
            if not asked:
                raise NothingToCompare
            session = asked[0].session
        tries = await self._attempts(who, session)
        if len(tries) < 2:
            raise NothingToCompare
        after = len(tries) if after is None else after
        before = after - 1 if before is None else before
        if not (1 <= before <= len(tries) and 1 <= after <= len(tries)) or before == after:
            raise NoSuchAttempt
        return Compared(compared(tries[before - 1], tries[after - 1]), session, len(tries))

    async def attempts(self, who: Who, session: str) -> int:
        """How many attempts there are at the question that a session asked."""
        return len(await self._attempts(who, session))

    async def _attempts(self, who: Who, session: str) -> list[Attempt]:
        async with self._means.database.reading() as connection:
            member = await members.find_member(connection, who.platform, who.external_id)
            if member is None:
                return []
            question = next((text for text, id, _at in await attempts.asked_by(connection, member) if id == session), None)
            rows = [] if question is None else await attempts.at_question(connection, member, question)
        return [_attempt(row, number) for number, row in enumerate(rows, 1)]


def _attempt(row: AttemptRow, number: int) -> Attempt:
    return Attempt(
        session=row.session_id,
        step=row.step,
        at=row.received_at,
        principle=row.principle,
        level=row.level,  # type: ignore[arg-type]  # only levels are stored
        mode=row.mode,
        question=row.question,
        text=row.answer,
        judgement=Judgement.from_data(row.judgement),
        number=number,
    )
