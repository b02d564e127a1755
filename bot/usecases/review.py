"""What keeps coming back, gone over again: drills made, asked when they are due, graded, cleared when they are mastered.

An answer is written down before it is graded; a grade moves the drill on once, whoever writes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.answer import MAX_CHARACTERS
from bot.core.drills import (
    MASTERED,
    MOST_SENTENCES,
    MOST_WORDS,
    Add,
    Drill,
    Probe,
    Quiz,
    Rewrite,
    Spot,
    drills_for,
    quiz_drill,
    recurring,
    sentences_in,
)
from bot.core.frozen import dataclass
from bot.core.grading import Grade, grade_choice, grade_text
from bot.core.plain import from_data, to_data
from bot.core.telling import Telling
from bot.core.timing import words_in
from bot.store import drills, quiz_items
from bot.store.drills import AnswerRow, Counts, DrillRow
from bot.store.texts import storable
from bot.usecases.exchange import Who
from bot.usecases.occurrences import occurrences
from bot.usecases.past_refusals import DrillOutdated, NoSuchDrill, TooManySentences
from bot.usecases.quiz_refusals import NoSuchOption
from bot.usecases.refusals import Empty, TooLong
from bot.usecases.spacing import new_card, reviewed
from bot.usecases.tellings import Tellings

# So many quiz questions wait at once: more would be a quiz, and there is one.
_MOST_QUIZ = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the member's review stands. `recurring` are the flaws that came back lately; `tellings` how many interviews there are to go
    by."""

    counts: Counts
    recurring: tuple[str, ...]
    tellings: int


@dataclass(frozen=True, slots=True)
class Posed:
    """A drill to be answered. `number` is this asking of it: an answer names it. `streak` good answers in a row stand behind it; `left`
    drills are due, this one among them."""

    id: str
    number: int
    drill: Drill
    streak: int
    left: int


@dataclass(frozen=True, slots=True)
class Graded:
    """An answer and what it was worth. `number` is the asking that it answered; `due_at` is when the drill comes back (UTC seconds), None
    where it is mastered. `fresh` is False where a stored grade is shown once more."""

    id: str
    number: int
    drill: Drill
    text: str | None
    choice: int | None
    grade: Grade
    streak: int
    due_at: int | None
    left: int
    fresh: bool = True


class Review:
    def __init__(self, told: Tellings) -> None:
        self._told = told
        self._means = told.means
        self._database = told.means.database

    async def standing(self, who: Who, server_id: int | None = None) -> Standing:
        """Makes the drills that are called for, with scenarios of the place, and says what is due."""
        member = await self._told.member(who)
        if member is None:
            return Standing(Counts(0, 0, 0, None), (), 0)
        await self._finish(member)
        told = await self._told.of_member(member)
        await self._make(member, told, server_id)
        async with self._database.reading() as connection:
            return Standing(await drills.counts(connection, member, self._means.now()), recurring(told), len(told))

    async def next(self, who: Who) -> Posed | None:
        """The drill that has waited longest; None where none is due. To be asked after `standing`."""
        member = await self._told.member(who)
        if member is None:
            return None
        async with self._database.reading() as connection:
            due = await drills.due(connection, member, self._means.now(), 100)
        return _posed(due[0], len(due)) if due else None

    async def at(self, who: Who, drill_id: str, number: int) -> Posed:
        """The drill as it stands open. Raises NoSuchDrill, DrillOutdated."""
        row = await self._own(who, drill_id)
        if row.number != number or row.cleared_at is not None:
            raise DrillOutdated
        return _posed(row, await self._left(row.member_id))

    async def write(self, who: Who, drill_id: str, number: int, text: str) -> Graded:
        """Answers a drill in words. The same asking twice gets the first one's grade. Raises NoSuchDrill, DrillOutdated, Empty, TooLong,
        TooManySentences, TooMany."""
        text = storable(text)
        if not text.strip():
            raise Empty
        if len(text) > MAX_CHARACTERS:
            raise TooLong(characters=len(text), limit=MAX_CHARACTERS)
        return await self._take(who, drill_id, number, text, None)

    async def choose(self, who: Who, drill_id: str, number: int, choice: int) -> Graded:
        """Answers a drill by an option, counted from 0 as they are shown. Raises NoSuchDrill, DrillOutdated, NoSuchOption."""
        return await self._take(who, drill_id, number, None, choice)

    async def graded(self, who: Who, drill_id: str, number: int) -> Graded:
        """What the answer to this asking was worth, for whoever reads on in it. Raises NoSuchDrill, DrillOutdated."""
        return replace(await self._again(await self._own(who, drill_id), number), fresh=True)

    # Inside ---------------------------------------------------------------------------------------------------------------

    async def _own(self, who: Who, drill_id: str) -> DrillRow:
        member = await self._told.member(who)
        async with self._database.reading() as connection:
            row = await drills.load(connection, drill_id)
        if row is None or row.member_id != member:
            raise NoSuchDrill
        return row

    async def _left(self, member: int) -> int:
        async with self._database.reading() as connection:
            return (await drills.counts(connection, member, self._means.now())).due

    async def _take(self, who: Who, drill_id: str, number: int, text: str | None, choice: int | None) -> Graded:
        row = await self._own(who, drill_id)
        if number != row.number or row.cleared_at is not None:
            return await self._again(row, number)
        task = _drill(row).task
        if isinstance(task, Spot | Quiz) != (choice is not None):
            raise DrillOutdated
        if isinstance(task, Spot | Quiz) and (choice is None or not 0 <= choice < _options(task)):
            raise NoSuchOption
        if text is not None and isinstance(task, Rewrite | Add):
            _refuse_too_long(task, text)
        answer = AnswerRow(drill_id, number, text, choice, self._means.now(), None)
        async with self._database.writing() as connection:
            await self._means.limits.spend(connection, who, row.member_id, "answers", answer.answered_at)
            taken = await drills.receive(connection, answer)
        graded = await self._follow_up(row)
        # It is fresh where this answer was taken, whichever process has graded it.
        return replace(graded, fresh=taken)

    async def _again(self, row: DrillRow, number: int) -> Graded:
        """An asking that was answered before: its grade, once more."""
        async with self._database.reading() as connection:
            answer = await drills.answer_at(connection, row.id, number)
        if answer is None or answer.grade is None:
            raise DrillOutdated
        return await self._graded(row, answer, from_data(Grade, answer.grade), fresh=False)

    async def _follow_up(self, row: DrillRow) -> Graded:
        """Grades the answer that is written down for the drill's present asking, and moves the drill on."""
        async with self._database.reading() as connection:
            answer = await drills.answer_at(connection, row.id, row.number)
        if answer is None:
            raise DrillOutdated
        task = _drill(row).task
        grade = self._grade(task, answer)
        card, due_at = reviewed(row.card, grade.rating, answer.answered_at)
        streak = {"good": row.streak + 1, "hard": row.streak, "again": 0}[grade.rating]
        cleared = answer.answered_at if streak >= MASTERED else None
        after = replace(row, card=card, due_at=due_at, number=row.number + 1, streak=streak, cleared_at=cleared)
        async with self._database.writing() as connection:
            written = await drills.grade(connection, row, after, to_data(grade))
            if written and cleared is not None and isinstance(task, Quiz):
                await quiz_items.mastered(connection, row.member_id, task.item.key)
            current = after if written else await drills.load(connection, row.id) or after
        return await self._graded(current, answer, grade, fresh=written)

    def _grade(self, task: Rewrite | Add | Probe | Spot | Quiz, answer: AnswerRow) -> Grade:
        if isinstance(task, Spot | Quiz):
            return grade_choice(task, answer.choice or 0)
        return grade_text(task, answer.text or "", self._told.rubric)

    async def _graded(self, row: DrillRow, answer: AnswerRow, grade: Grade, *, fresh: bool) -> Graded:
        due_at = None if row.cleared_at is not None else row.due_at
        left = await self._left(row.member_id)
        return Graded(row.id, answer.number, _drill(row), answer.text, answer.choice, grade, row.streak, due_at, left, fresh)

    async def _finish(self, member: int) -> None:
        """Grades what was written down and cut off."""
        async with self._database.reading() as connection:
            rows = [await drills.load(connection, id) for id in await drills.ungraded(connection, member)]
        for row in rows:
            if row is not None:
                await self._follow_up(row)

    async def _make(self, member: int, told: Sequence[Telling], server_id: int | None) -> None:
        """Makes the drills that are not there yet: for flaws that came back, and for quiz questions that went wrong."""
        async with self._database.reading() as connection:
            known = await drills.keys_of(connection, member)
            missed = await quiz_items.missed(connection, member)
        wanted: list[tuple[Drill, str | None]] = []
        flaws = [flaw for flaw in recurring(told) if _called_for(flaw, told, known)]
        if flaws:
            seen, left_open = await occurrences(self._database, member, [one.session for one in reversed(told)])
            scenarios = tuple((await self._means.shelf(server_id)).scenarios.values())
            for flaw in flaws:
                made = drills_for(flaw, seen, left_open, scenarios, seed=member)
                wanted += [(drill, _session_of(drill)) for drill in made if not _stands(drill.key, known)]
        quizzes = [quiz_drill(one.item, one.missed_at) for one in missed[:_MOST_QUIZ]]
        wanted += [(drill, None) for drill in quizzes if drill.key not in known or known[drill.key][1] is not None]
        if not wanted:
            return
        now = self._means.now()
        async with self._database.writing() as connection:
            for drill, session in wanted:
                if drill.key in known:
                    await drills.reopen(connection, member, drill.key, new_card(now), now)
                    continue
                fresh = DrillRow(
                    self._means.new_id(),
                    member,
                    drill.key,
                    drill.task.flaw,
                    to_data(drill),
                    session,
                    new_card(now),
                    now,
                    0,
                    0,
                    now,
                    None,
                )
                await drills.add(connection, fresh)


def _called_for(flaw: str, told: Sequence[Telling], known: dict[str, tuple[str, int | None]]) -> bool:
    """Whether a flaw needs drills: it has none, or it came back after they were mastered."""
    own = [cleared for key, (about, cleared) in known.items() if about == flaw and not key.startswith("quiz:")]
    if any(cleared is None for cleared in own):
        return False
    last = max((one.told_at for one in told if flaw in one.told.flaws or flaw in one.told.weak), default=0)
    return all(cleared is not None and cleared < last for cleared in own)


def _stands(key: str, known: dict[str, tuple[str, int | None]]) -> bool:
    """Whether that very drill is open."""
    return key in known and known[key][1] is None


def _session_of(drill: Drill) -> str | None:
    """The interview whose words the drill holds: its key names it."""
    return None if isinstance(drill.task, Spot | Quiz) else drill.key.split(":")[2]


def _options(task: Spot | Quiz) -> int:
    return len(task.options) if isinstance(task, Spot) else len(task.item.options)


def _drill(row: DrillRow) -> Drill:
    return from_data(Drill, row.data)


def _posed(row: DrillRow, left: int) -> Posed:
    return Posed(row.id, row.number, _drill(row), row.streak, left)


def _refuse_too_long(task: Rewrite | Add, text: str) -> None:
    """A few sentences are asked for: a whole story would bring, among all else, whatever was missing. What was one long sentence may stay
    as long."""
    sentences, words = sentences_in(text), words_in(text)
    most = max(MOST_WORDS, words_in(task.answer[task.start : task.end]) if isinstance(task, Rewrite) else 0)
    if sentences > MOST_SENTENCES or words > most:
        raise TooManySentences(n=sentences, words=words, most=most)
