"""Solo quizzes on a real database: nothing twice before the pool is through, the first answer stands, what went wrong comes back."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.quiz_replies import QuizAsks, QuizEnds, QuizExplains
from bot.store.database import Database
from bot.usecases.exchange import Who
from bot.usecases.quiz import Quizzes, Solo
from bot.usecases.quiz_refusals import NoOpenQuiz, NoQuestions, NoSuchOption, NoSuchQuiz, QuizNotYours, QuizOver
from tests.usecases.interviews import ADA, BO, Clock
from tests.usecases.quizzes import letter_of, means_on

POOL = 9


@pytest.fixture
def quizzes(database: Database, clock: Clock) -> Quizzes:
    return Quizzes(means_on(database, clock))


async def through(quizzes: Quizzes, who: Who, solo: Solo, right: tuple[bool, ...]) -> QuizEnds:
    """Answers one question after the other, rightly or wrongly, to the result."""
    for is_right in right:
        assert isinstance(solo.reply, QuizAsks)
        explained = await quizzes.pick(who, solo.quiz_id, solo.place, letter_of(solo.reply.posed, right=is_right))
        assert isinstance(explained.reply, QuizExplains)
        assert (explained.reply.choice == explained.reply.posed.item.right) is is_right
        solo = await quizzes.at(who, solo.quiz_id, solo.place + 1)
    assert isinstance(solo.reply, QuizEnds)
    return solo.reply


async def keys_of(quizzes: Quizzes, who: Who, count: int) -> list[str]:
    """The questions of a whole quiz, all answered."""
    solo = await quizzes.start(who, count=count)
    keys = []
    for _question in range(solo.of):
        assert isinstance(solo.reply, QuizAsks)
        keys.append(solo.reply.posed.item.key)
        await quizzes.pick(who, solo.quiz_id, solo.place, 0)
        solo = await quizzes.at(who, solo.quiz_id, solo.place + 1)
    return keys


async def test_no_question_comes_twice_before_the_pool_is_through(quizzes: Quizzes) -> None:
    first = await keys_of(quizzes, ADA, 4)
    second = await keys_of(quizzes, ADA, 5)
    assert sorted(first + second) == sorted(set(first + second))
    assert len(first + second) == POOL
    assert len(set(await keys_of(quizzes, ADA, 20))) == POOL
    assert len(await keys_of(quizzes, BO, 4)) == 4


async def test_the_score_and_what_was_missed(quizzes: Quizzes) -> None:
    solo = await quizzes.start(ADA, count=4)
    end = await through(quizzes, ADA, solo, (True, False, True, False))
    assert (end.of, end.answered, end.right, len(end.missed)) == (4, 4, 2, 2)
    assert set(end.about) <= {id for item in end.missed for id in item.about}
    missed = await quizzes.missed(ADA)
    assert {each.item.key for each in missed} == {item.key for item in end.missed}
    assert all(each.choice != each.item.right and each.misses == 1 for each in missed)
    assert await quizzes.missed(BO) == ()
    assert await quizzes.mastered(ADA, missed[0].item.key)
    assert not await quizzes.mastered(ADA, missed[0].item.key)
    assert [each.item.key for each in await quizzes.missed(ADA)] == [missed[1].item.key]


async def test_a_right_answer_later_takes_nothing_out_of_the_review(quizzes: Quizzes, clock: Clock) -> None:
    solo = await quizzes.start(ADA, count=POOL)
    await through(quizzes, ADA, solo, (False,) * POOL)
    since = clock.now
    clock.now += 100
    await through(quizzes, ADA, await quizzes.start(ADA, count=POOL), (True,) * 4 + (False,) * 5)
    missed = await quizzes.missed(ADA)
    assert len(missed) == POOL
    assert {each.missed_at for each in missed} == {since}
    assert sorted(each.misses for each in missed) == [1] * 4 + [2] * 5


async def test_the_first_of_many_clicks_stands(quizzes: Quizzes) -> None:
    solo = await quizzes.start(ADA, count=3)
    shown = await asyncio.gather(*(quizzes.pick(ADA, solo.quiz_id, 0, letter) for letter in (0, 1, 2, 3, 0, 1)))
    assert sum(each.fresh for each in shown) == 1
    assert len({each.reply.choice for each in shown if isinstance(each.reply, QuizExplains)}) == 1
    again = await quizzes.pick(ADA, solo.quiz_id, 0, 3)
    assert again.reply == shown[0].reply


async def test_an_unfinished_quiz_goes_on_where_it_stood(quizzes: Quizzes) -> None:
    with pytest.raises(NoOpenQuiz):
        await quizzes.resume(ADA)
    solo = await quizzes.start(ADA, count=3)
    await quizzes.pick(ADA, solo.quiz_id, 0, 0)
    resumed = await quizzes.resume(ADA)
    assert (resumed.quiz_id, resumed.place) == (solo.quiz_id, 1)
    with pytest.raises(QuizOver):
        await quizzes.pick(ADA, solo.quiz_id, 2, 0)
    skipped = await quizzes.at(ADA, solo.quiz_id, 2)
    assert skipped.place == 1, "no question is shown before those ahead of it are answered"


async def test_a_new_quiz_closes_the_old_one_and_keeps_its_answers(quizzes: Quizzes) -> None:
    old = await quizzes.start(ADA, count=3)
    await quizzes.pick(ADA, old.quiz_id, 0, 0)
    new = await quizzes.start(ADA, count=POOL - 1)
    with pytest.raises(QuizOver):
        await quizzes.pick(ADA, old.quiz_id, 1, 0)
    assert isinstance((await quizzes.at(ADA, old.quiz_id, 0)).reply, QuizExplains)
    end = await quizzes.end(ADA, old.quiz_id)
    assert isinstance(end.reply, QuizEnds)
    assert (end.reply.answered, end.reply.of) == (1, 3)
    assert (await quizzes.resume(ADA)).quiz_id == new.quiz_id


async def test_a_level_is_told_with_its_bar(quizzes: Quizzes) -> None:
    solo = await quizzes.start(ADA, count=1, level="senior")
    explained = await quizzes.pick(ADA, solo.quiz_id, 0, 0)
    assert isinstance(explained.reply, QuizExplains)
    assert explained.reply.bar == explained.reply.posed.item.bars["senior"]


async def test_what_is_not_there_or_not_ones_own_is_refused(quizzes: Quizzes) -> None:
    with pytest.raises(NoQuestions):
        await quizzes.start(ADA, principle="frugality")
    with pytest.raises(NoSuchQuiz):
        await quizzes.at(ADA, "nowhere", 0)
    solo = await quizzes.start(ADA)
    with pytest.raises(QuizNotYours):
        await quizzes.pick(BO, solo.quiz_id, 0, 0)
    with pytest.raises(NoSuchOption):
        await quizzes.pick(ADA, solo.quiz_id, 0, 7)
