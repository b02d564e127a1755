"""Solo quizzes: draw, ask, explain, add up. What both front ends call; and what a member got wrong, for /review."""

from __future__ import annotations

from collections import Counter
from typing import cast

from bot.core.frozen import dataclass
from bot.core.quiz import Item, by_story, draw
from bot.core.quiz_replies import Posed, QuizAsks, QuizEnds, QuizExplains, SoloReply
from bot.core.vocabulary import PRINCIPLES, Level
from bot.store import members, quiz, quiz_items
from bot.store.quiz import Pick, Quiz
from bot.store.quiz_items import Answer, Missed
from bot.usecases.exchange import Who
from bot.usecases.means import Means
from bot.usecases.quiz_pool import pool_of
from bot.usecases.quiz_refusals import NoOpenQuiz, NoQuestions, NoSuchOption, NoSuchQuiz, QuizNotYours, QuizOver

__all__ = ["Missed", "Quizzes", "Solo"]

USUAL_COUNT, MOST_COUNT = 10, 30
# Of the words that the missed questions are about, so many are named.
_MOST_ABOUT = 5


@dataclass(frozen=True, slots=True)
class Solo:
    """What a solo quiz shows: the open question, the explanation of an answer, or the result. `place` counts the questions from 0;
    `fresh` is False where a stored answer is shown once more."""

    quiz_id: str
    place: int
    of: int
    reply: SoloReply
    level: str | None = None
    fresh: bool = True


class Quizzes:
    def __init__(self, means: Means) -> None:
        self._means = means

    # Taking a quiz --------------------------------------------------------------------------------------------------------

    async def start(
        self, who: Who, *, count: int = USUAL_COUNT, principle: str | None = None, level: str | None = None, server_id: int | None = None
    ) -> Solo:
        """A new quiz, its first question open; one that was open is closed with what was answered. In a server its own scenarios are asked
        about too. Raises NoQuestions."""
        means, now = self._means, self._means.now()
        pool = await pool_of(means, server_id, principle)
        if not pool:
            raise NoQuestions(principle=principle or next(iter(PRINCIPLES)))
        seed = means.new_seed()
        async with means.database.writing() as connection:
            member = await members.ensure_member(connection, who.platform, who.external_id, now)
            await means.limits.spend(connection, who, member, "sessions", now)
            seen = await quiz_items.seen_by(connection, member)
            drawn = by_story(draw(pool, seen, seed, max(1, min(count, MOST_COUNT)), cast("Level | None", level)))
            digests = await quiz_items.keep(connection, drawn)
            row = Quiz(means.new_id(), member, principle, level, seed, digests, "open", now, now)
            await quiz.create(connection, row)
        return Solo(row.id, 0, len(drawn), QuizAsks(_posed(row, drawn[0], 0)), level)

    async def again(self, who: Who, quiz_id: str, server_id: int | None = None) -> Solo:
        """A new quiz with the wishes of an old one. Raises NoSuchQuiz, QuizNotYours, NoQuestions."""
        row, _picks = await self._owned(who, quiz_id)
        return await self.start(who, count=len(row.items), principle=row.principle, level=row.level, server_id=server_id)

    async def resume(self, who: Who) -> Solo:
        """The member's unfinished quiz, at the question that stands open. Raises NoOpenQuiz."""
        async with self._means.database.reading() as connection:
            member = await members.find_member(connection, who.platform, who.external_id)
            found = None if member is None else await quiz.latest_open(connection, member)
            picks = [] if found is None else await quiz.picks_of(connection, found.id)
        if found is None:
            raise NoOpenQuiz
        return await self.at(who, found.id, len(picks))

    async def at(self, who: Who, quiz_id: str, place: int) -> Solo:
        """The question at a place, or its explanation where it was answered; beyond the last one the quiz ends.

        Raises NoSuchQuiz, QuizNotYours, QuizOver (closed before that place was reached)."""
        row, picks = await self._owned(who, quiz_id)
        if place >= len(row.items):
            return await self._ended(row, picks)
        pick = next((pick for pick in picks if pick.place == place), None)
        if pick is not None:
            return await self._explained(row, picks, pick, fresh=False)
        if not row.is_open:
            raise QuizOver
        # No question is shown before those ahead of it are answered.
        place = min(place, len(picks))
        async with self._means.database.reading() as connection:
            item = await quiz_items.one(connection, row.items[place])
        return Solo(row.id, place, len(row.items), QuizAsks(_posed(row, item, place)), row.level)

    async def pick(self, who: Who, quiz_id: str, place: int, letter: int) -> Solo:
        """Answers the question at a place with the option shown as that letter (0 is A). A second answer gets the first one's explanation.

        Raises NoSuchQuiz, QuizNotYours, QuizOver, NoSuchOption."""
        row, picks = await self._owned(who, quiz_id)
        earlier = next((pick for pick in picks if pick.place == place), None)
        if earlier is not None:
            return await self._explained(row, picks, earlier, fresh=False)
        if not row.is_open or place != len(picks):
            raise QuizOver
        now = self._means.now()
        async with self._means.database.writing() as connection:
            item = await quiz_items.one(connection, row.items[place])
            options = _posed(row, item, place).options
            if not 0 <= letter < len(options):
                raise NoSuchOption
            choice = options[letter][1]
            pick = Pick(place, choice, choice == item.right)
            taken = await quiz.pick(connection, quiz_id, pick, now)
            if taken:
                await quiz_items.note(connection, [Answer(row.member_id, item.key, row.items[place], choice, pick.right)], now)
            picks = await quiz.picks_of(connection, quiz_id)
        stands = next(each for each in picks if each.place == place)
        return await self._explained(row, picks, stands, fresh=taken)

    async def end(self, who: Who, quiz_id: str) -> Solo:
        """The result with what was answered; the quiz is closed. Raises NoSuchQuiz, QuizNotYours."""
        row, picks = await self._owned(who, quiz_id)
        return await self._ended(row, picks)

    # What went wrong ------------------------------------------------------------------------------------------------------

    async def missed(self, who: Who) -> tuple[Missed, ...]:
        """The questions that the member got wrong, in whichever quiz, and has not mastered since: the longest waiting first."""
        async with self._means.database.reading() as connection:
            member = await members.find_member(connection, who.platform, who.external_id)
            return () if member is None else tuple(await quiz_items.missed(connection, member))

    async def mastered(self, who: Who, key: str) -> bool:
        """Takes a question (Item.key) out of the member's review. False where it was not in it."""
        async with self._means.database.writing() as connection:
            member = await members.find_member(connection, who.platform, who.external_id)
            return member is not None and await quiz_items.mastered(connection, member, key)

    # Inside ---------------------------------------------------------------------------------------------------------------

    async def _owned(self, who: Who, quiz_id: str) -> tuple[Quiz, list[Pick]]:
        async with self._means.database.reading() as connection:
            row = await quiz.load(connection, quiz_id)
            member = await members.find_member(connection, who.platform, who.external_id)
            picks = await quiz.picks_of(connection, quiz_id)
        if row is None:
            raise NoSuchQuiz
        if row.member_id != member:
            raise QuizNotYours
        return row, picks

    async def _explained(self, row: Quiz, picks: list[Pick], pick: Pick, *, fresh: bool) -> Solo:
        async with self._means.database.reading() as connection:
            item = await quiz_items.one(connection, row.items[pick.place])
        so_far = [each for each in picks if each.place <= pick.place]
        reply = QuizExplains(
            posed=_posed(row, item, pick.place),
            choice=pick.choice,
            right=sum(each.right for each in so_far),
            answered=len(so_far),
            bar=item.bars.get(row.level or "", ""),
        )
        return Solo(row.id, pick.place, len(row.items), reply, row.level, fresh)

    async def _ended(self, row: Quiz, picks: list[Pick]) -> Solo:
        async with self._means.database.writing() as connection:
            if row.is_open:
                await quiz.close(connection, row.id, self._means.now())
            kept = await quiz_items.kept(connection, row.items)
        wrong = tuple(kept[row.items[pick.place]] for pick in picks if not pick.right)
        about = Counter(id for item in wrong for id in item.about)
        reply = QuizEnds(
            of=len(row.items),
            answered=len(picks),
            right=sum(pick.right for pick in picks),
            missed=wrong,
            about=tuple(id for id, _count in about.most_common(_MOST_ABOUT)),
        )
        return Solo(row.id, len(row.items), len(row.items), reply, row.level)


def _posed(row: Quiz, item: Item, place: int) -> Posed:
    return Posed(item, row.seed, place + 1, len(row.items))
