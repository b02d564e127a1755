"""Drills: made of what comes back, spaced, graded once, cleared when they are mastered."""

import asyncio

import pytest

from bot.core.drills import MOST_WORDS, Add, Probe, Quiz, Rewrite, Spot
from bot.core.quiz import shown_order
from bot.store import drills
from bot.store.database import Database
from bot.store.drills import AnswerRow
from bot.usecases.past_refusals import DrillOutdated, NoSuchDrill, TooManySentences
from bot.usecases.quiz import Quizzes
from bot.usecases.quiz_refusals import NoSuchOption
from bot.usecases.refusals import Empty
from bot.usecases.review import Posed, Review
from tests.usecases.histories import DAY, EXPORT, EXPORT_WEAKLY, PRINTERS, REPLY, WEAK_REPLY, Past
from tests.usecases.interviews import ADA, BO

MENDED = "I rebuilt the importer in two weeks and wrote a check that stops a file with a missing column."


@pytest.fixture
def review(past: Past) -> Review:
    return Review(past.tellings)


async def poor(past: Past) -> None:
    """Two interviews with the same faults."""
    await past.told(ADA, EXPORT_WEAKLY, WEAK_REPLY)
    await past.told(ADA, PRINTERS, WEAK_REPLY, principle="dive_deep")


async def drill_on(review: Review, kind: type, flaw: str = "") -> Posed:
    """The next drill of a kind, those before it answered wrongly or not at all."""
    posed = await review.next(ADA)
    seen = set()
    while posed is not None and posed.id not in seen:
        if isinstance(posed.drill.task, kind) and flaw in ("", posed.drill.task.flaw):
            return posed
        seen.add(posed.id)
        if isinstance(posed.drill.task, Spot | Quiz):
            await review.choose(ADA, posed.id, posed.number, 0)
        else:
            await review.write(ADA, posed.id, posed.number, "We did it.")
        posed = await review.next(ADA)
    raise AssertionError(f"no drill of that kind: {kind.__name__} {flaw}")


async def test_what_came_once_is_not_drilled(past: Past, review: Review) -> None:
    assert (await review.standing(ADA)).tellings == 0
    await past.told(ADA, EXPORT_WEAKLY, WEAK_REPLY)
    standing = await review.standing(ADA)
    assert (standing.recurring, standing.counts.due) == ((), 0)
    assert await review.next(ADA) is None


async def test_what_came_back_is_drilled_on_ones_own_words(past: Past, review: Review) -> None:
    await poor(past)
    standing = await review.standing(ADA)
    assert "collective_voice" in standing.recurring
    assert standing.counts.due > 2
    assert (await review.standing(ADA)).counts == standing.counts, "nothing is made twice"
    posed = await drill_on(review, Rewrite, "collective_voice")
    task = posed.drill.task
    assert isinstance(task, Rewrite)
    assert task.answer == PRINTERS, "the latest"
    assert task.answer[task.start : task.end].startswith("We")
    assert await review.standing(BO) != standing


async def test_three_good_answers_at_growing_times_clear_it(past: Past, review: Review) -> None:
    await poor(past)
    await review.standing(ADA)
    posed = await drill_on(review, Rewrite, "collective_voice")
    waits = []
    for streak in (1, 2, 3):
        graded = await review.write(ADA, posed.id, posed.number, MENDED)
        assert (graded.grade.rating, graded.streak) == ("good", streak)
        if graded.due_at is None:
            break
        waits.append(graded.due_at - past.clock.now)
        with pytest.raises(DrillOutdated):
            await review.at(ADA, posed.id, posed.number)
        past.clock.now = graded.due_at
        posed = await review.at(ADA, posed.id, posed.number + 1)
    assert graded.due_at is None
    assert waits[0] >= DAY
    assert waits[1] > waits[0]
    assert (await review.standing(ADA)).counts.cleared == 1
    with pytest.raises(DrillOutdated):
        await review.write(ADA, posed.id, posed.number + 1, "More.")


async def test_a_poor_answer_starts_it_again(past: Past, review: Review) -> None:
    await poor(past)
    await review.standing(ADA)
    posed = await drill_on(review, Rewrite, "collective_voice")
    task = posed.drill.task
    assert isinstance(task, Rewrite)
    good = await review.write(ADA, posed.id, posed.number, MENDED)
    past.clock.now = good.due_at or 0
    graded = await review.write(ADA, posed.id, posed.number + 1, task.answer[task.start : task.end])
    assert (graded.grade.rating, graded.grade.why, graded.streak) == ("again", "still", 0)
    assert graded.due_at == past.clock.now + DAY
    assert graded.grade.enough


async def test_a_whole_story_is_no_sentence_that_was_missing(past: Past, review: Review) -> None:
    await poor(past)
    await review.standing(ADA)
    posed = await drill_on(review, Add)
    for text in (EXPORT, " ".join(["and then the number fell by half"] * 20)):
        with pytest.raises(TooManySentences) as refused:
            await review.write(ADA, posed.id, posed.number, text)
        assert refused.value.values["most"] == 100
    again = await review.at(ADA, posed.id, posed.number)
    assert again.drill == posed.drill, "nothing was graded, and it still stands open"


async def test_a_follow_up_that_was_left_open_is_asked_again(past: Past, review: Review) -> None:
    await poor(past)
    await review.standing(ADA)
    posed = await drill_on(review, Probe)
    task = posed.drill.task
    assert isinstance(task, Probe)
    assert task.reply == WEAK_REPLY
    assert (await review.write(ADA, posed.id, posed.number, REPLY)).grade.why == "strong"


async def test_a_choice_is_right_or_wrong(past: Past, review: Review) -> None:
    await poor(past)
    await review.standing(ADA)
    posed = await drill_on(review, Spot)
    task = posed.drill.task
    assert isinstance(task, Spot)
    with pytest.raises(NoSuchOption):
        await review.choose(ADA, posed.id, posed.number, 9)
    graded = await review.choose(ADA, posed.id, posed.number, task.options.index(task.flaw))
    assert (graded.grade.rating, graded.grade.why) == ("good", "right")


async def test_a_quiz_question_that_went_wrong_comes_back_until_it_is_mastered(past: Past, review: Review) -> None:
    quizzes = Quizzes(past.means)
    solo = await quizzes.start(ADA, count=1)
    item = solo.reply.posed.item  # type: ignore[union-attr]
    options = [place for _letter, place, _option in solo.reply.posed.options]  # type: ignore[union-attr]
    await quizzes.pick(ADA, solo.quiz_id, 0, next(letter for letter, place in enumerate(options) if place != item.right))
    assert (await review.standing(ADA)).counts.due == 1
    posed = await review.next(ADA)
    assert posed is not None
    task = posed.drill.task
    assert isinstance(task, Quiz)
    right = shown_order(task.item, task.seed).index(item.right)
    for number in range(3):
        assert len(await quizzes.missed(ADA)) == 1
        graded = await review.choose(ADA, posed.id, number, right)
        past.clock.now = graded.due_at or past.clock.now
    assert graded.due_at is None
    assert await quizzes.missed(ADA) == ()


async def test_two_clicks_are_one_answer(past: Past, review: Review) -> None:
    await poor(past)
    await review.standing(ADA)
    posed = await drill_on(review, Rewrite)
    both = await asyncio.gather(review.write(ADA, posed.id, posed.number, MENDED), review.write(ADA, posed.id, posed.number, "We did it."))
    assert sorted(one.fresh for one in both) == [False, True]
    assert both[0].grade == both[1].grade
    assert both[0].text == both[1].text


async def test_an_answer_that_was_cut_off_is_graded_later(past: Past, review: Review, database: Database) -> None:
    await poor(past)
    await review.standing(ADA)
    posed = await drill_on(review, Rewrite, "collective_voice")
    async with database.writing() as connection:
        await drills.receive(connection, AnswerRow(posed.id, posed.number, MENDED, None, past.clock.now, None))
    await review.standing(ADA)
    graded = await review.write(ADA, posed.id, posed.number, "Something else.")
    assert (graded.text, graded.grade.rating, graded.fresh) == (MENDED, "good", False)


async def test_it_comes_back_with_the_flaw(past: Past, review: Review) -> None:
    await poor(past)
    await review.standing(ADA)
    posed = await drill_on(review, Rewrite, "collective_voice")
    for number in range(3):
        graded = await review.write(ADA, posed.id, number, MENDED)
        past.clock.now = graded.due_at or past.clock.now
    await past.told(ADA, EXPORT, REPLY)
    before = (await review.standing(ADA)).counts
    assert before.cleared == 1
    await past.told(ADA, EXPORT_WEAKLY, WEAK_REPLY, principle="frugality")
    after = (await review.standing(ADA)).counts
    assert after.due + after.waiting >= before.due + before.waiting


async def test_nobody_answers_another_members_drill(past: Past, review: Review) -> None:
    await poor(past)
    await review.standing(ADA)
    posed = await review.next(ADA)
    assert posed is not None
    await past.told(BO)
    with pytest.raises(NoSuchDrill):
        await review.write(BO, posed.id, posed.number, "We.")
    mine = await drill_on(review, Rewrite)
    with pytest.raises(Empty):
        await review.write(ADA, mine.id, mine.number, "  ")


async def test_what_was_one_long_sentence_may_stay_as_long(past: Past, review: Review) -> None:
    short = "We talked about the printers a lot"
    long = short + ", the one in the first hall and the one in the second hall and the one in the yard" * 6 + "."
    for principle in ("ownership", "dive_deep"):
        await past.told(ADA, PRINTERS.replace(f"{short}.", long), WEAK_REPLY, principle=principle)
    await review.standing(ADA)
    task = (posed := await drill_on(review, Rewrite, "collective_voice")).drill.task
    assert isinstance(task, Rewrite)
    assert task.answer[task.start : task.end] == long
    assert len(long.split()) > MOST_WORDS
    with pytest.raises(TooManySentences):
        await review.write(ADA, posed.id, posed.number, f"{long[:-1]} and in the cellar.")
    assert (await review.write(ADA, posed.id, posed.number, long)).fresh
