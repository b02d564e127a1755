"""Interviews that several processes hold on one database: nothing lost, nothing taken twice."""

import asyncio
from dataclasses import replace

import pytest

from bot.core.allowance import Allowance, Allowances
from bot.core.events import Answered, Ended, Event, Skipped, TriedAgain, Voted, WentBack, WentOn
from bot.core.transitions import NotNow
from bot.store import sessions
from bot.store.history import HistoryFilter
from bot.usecases.exchange import Shown
from bot.usecases.interviews import Interviews
from bot.usecases.limits import Limits
from bot.usecases.refusals import AlreadyAnswered, Outdated, OutOfTurn, TooLong, TooMany
from bot.usecases.reviving import expire_idle
from bot.usecases.showing import own_sessions
from tests.core.held import STRONG, STRONG_REPLY, WEAK, WEAK_REPLY
from tests.usecases.interviews import ADA, BO, WISH, Clock

SCRIPTS: dict[str, list[Event]] = {
    "practice": [Answered(WEAK), TriedAgain(), Answered(STRONG), WentOn(), Answered(WEAK_REPLY), WentOn(), Skipped(), Ended()],
    "interview": [Answered(STRONG), Answered(STRONG_REPLY), Skipped(), Ended()],
    "learn": [WentOn(), WentOn(), WentBack(), Ended()],
    "evaluate": [Voted("hire", ("metric_delta",)), Voted("no_hire", ("collective_voice",))],
}


async def take(interviews: Interviews, shown: Shown, event: Event) -> Shown:
    return await interviews.take(ADA, shown.session.id, shown.session.step, event)


@pytest.mark.parametrize("mode", SCRIPTS)
async def test_every_step_may_come_to_another_process(interviews: Interviews, elsewhere: Interviews, clock: Clock, mode: str) -> None:
    shown = await interviews.start(ADA, replace(WISH, mode=mode))
    for number, event in enumerate(SCRIPTS[mode]):
        clock.now += 60
        shown = await take((elsewhere, interviews)[number % 2], shown, event)
    assert shown.session.status == "closed"
    again, turns = await elsewhere.opened(ADA, shown.session.id)
    assert again.state == shown.state
    assert again.replies == shown.replies
    assert [turn.event for turn in turns] == [event.name for event in SCRIPTS[mode]]
    typed = [event.text for event in SCRIPTS[mode] if isinstance(event, Answered)]
    answers = [turn for turn in turns if turn.answer is not None]
    assert [turn.answer for turn in answers] == typed
    assert all(turn.judgement["verdict"] == turn.verdict for turn in answers)


async def test_an_answer_that_comes_to_two_processes_at_once_is_taken_once(interviews: Interviews, elsewhere: Interviews) -> None:
    shown = await interviews.start(ADA, WISH)
    results = await asyncio.gather(*(take(one, shown, Answered(WEAK)) for one in (interviews, elsewhere) for _ in range(4)))
    assert all(result.replies == results[0].replies for result in results)
    assert {result.session.step for result in results} == {1}
    _, turns = await interviews.opened(ADA, shown.session.id)
    assert [turn.answer for turn in turns] == [WEAK]


async def test_of_two_different_answers_one_is_taken_and_the_other_kept(interviews: Interviews, elsewhere: Interviews) -> None:
    shown = await interviews.start(ADA, WISH)
    both = (take(interviews, shown, Answered(WEAK)), take(elsewhere, shown, Answered(STRONG)))
    results = await asyncio.gather(*both, return_exceptions=True)
    assert sum(isinstance(one, AlreadyAnswered) for one in results) == 1
    _, (turn,) = await interviews.opened(ADA, shown.session.id)
    kept = await interviews.drafts.of(ADA, shown.session.id, 0)
    assert {turn.answer, *kept.values()} == {WEAK, STRONG}


async def test_a_message_that_is_delivered_to_both_is_taken_once(interviews: Interviews, elsewhere: Interviews) -> None:
    shown = await interviews.start(ADA, replace(WISH, mode="interview"))
    first = await interviews.take(ADA, shown.session.id, 0, Answered(STRONG), source="m1")
    again = await elsewhere.take(ADA, shown.session.id, 1, Answered(STRONG), source="m1")
    assert (again.session.step, again.fresh, again.replies) == (1, False, first.replies)


class Died(BaseException):
    """As kill -9 between the two commits."""


async def test_what_one_process_left_another_finishes_and_two_do_not_finish_twice(interviews: Interviews, elsewhere: Interviews) -> None:
    shown = await interviews.start(ADA, WISH)

    async def die() -> None:
        raise Died

    with pytest.raises(Died):
        await interviews.take(ADA, shown.session.id, 0, Answered(WEAK), received=die)
    await asyncio.gather(elsewhere.recover(), interviews.recover(), elsewhere.resume(ADA))
    resumed = await elsewhere.resume(ADA)
    assert resumed.session.step == 1
    _, (turn,) = await interviews.opened(ADA, shown.session.id)
    assert (turn.answer, turn.verdict is not None) == (WEAK, True)


@pytest.mark.parametrize(
    "text", ["I kept\x00 the \ud800 log.", "שלום \u202e I counted \x00 12 rows 🙂", "\x00"], ids=["one", "two", "three"]
)
async def test_characters_that_no_database_holds_leave_every_quote_where_it_was(interviews: Interviews, text: str) -> None:
    shown = await interviews.start(ADA, WISH)
    after = await take(interviews, shown, Answered(text))
    again = await take(interviews, shown, Answered(text))
    assert again.replies == after.replies
    _, (turn,) = await interviews.opened(ADA, shown.session.id)
    assert turn.answer == text.replace("\x00", "�").replace("\ud800", "�")


async def test_a_text_that_is_not_taken_is_kept_whole(interviews: Interviews, elsewhere: Interviews) -> None:
    shown = await interviews.start(ADA, WISH)
    long = "é🙂\x00x" * 6_000
    for step, text, refusal in ((0, long, TooLong), (3, "too early", Outdated)):
        with pytest.raises(refusal):
            await interviews.take(ADA, shown.session.id, step, Answered(text))
    with pytest.raises(OutOfTurn) as raised:
        await take(elsewhere, shown, WentOn())
    assert isinstance(raised.value.__cause__, NotNow)
    assert await elsewhere.drafts.of(ADA, shown.session.id, 0) == {"one": long.replace("\x00", "�")}
    assert await elsewhere.drafts.of(ADA, shown.session.id, 3) == {"one": "too early"}


async def test_idle_interviews_expire_once_and_stay_in_the_history(interviews: Interviews, elsewhere: Interviews, clock: Clock) -> None:
    shown = await interviews.start(ADA, WISH)
    await take(interviews, shown, Answered(WEAK))
    clock.now += 1_000
    assert max(await asyncio.gather(expire_idle(interviews, 500), expire_idle(elsewhere, 500))) == 1
    assert await expire_idle(interviews, 500) == 0
    listed = await own_sessions(elsewhere, ADA, 10, wanted=HistoryFilter(status="expired"))
    assert (listed.total, listed.sessions[0].id) == (1, shown.session.id)


async def test_the_limit_for_a_day_counts_what_every_process_started(interviews: Interviews, elsewhere: Interviews) -> None:
    limit = 4
    for one in (interviews, elsewhere):
        # As the configuration sets it for each process.
        object.__setattr__(one.means, "limits", Limits(Allowances({"sessions": Allowance(day=limit)})))
    for number in range(limit):
        await (interviews, elsewhere)[number % 2].start(ADA, WISH)
    for one in (interviews, elsewhere):
        with pytest.raises(TooMany):
            await one.start(ADA, WISH)
    await elsewhere.start(BO, WISH)


async def test_a_member_who_starts_in_two_processes_at_once_is_one_member(interviews: Interviews, elsewhere: Interviews) -> None:
    started = await asyncio.gather(*(one.start(ADA, WISH, server_id=77) for one in (interviews, elsewhere) for _ in range(3)))
    assert len({shown.session.member_id for shown in started}) == 1
    async with interviews.database.reading() as connection:
        assert len(await sessions.open_sessions(connection, started[0].session.member_id)) == 6
