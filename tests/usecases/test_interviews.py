"""Holding an interview against a real database: committed before judged, one result a step, nothing lost."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from bot.content.library import Library, load_library
from bot.content.rubric import load_rubric
from bot.core.events import Answered, Ended, HintAsked, Skipped, TriedAgain, Voted, WentOn
from bot.core.replies import Asks, Debrief, Feedback
from bot.core.vote.rubric import Rubric
from bot.store import drafts, turns
from bot.store.database import Database
from bot.usecases import refusals
from bot.usecases.exchange import Shown, Who, Wish
from bot.usecases.interviews import Interviews
from bot.usecases.reviving import expire_idle
from bot.usecases.showing import own_sessions

ADA, BO = Who("terminal", "ada"), Who("terminal", "bo")
ANSWER = (
    "The label printer at our depot jammed forty times a day and everybody had got used to it. Nobody had asked me, I plan the tours. "
    "I stood beside it for two shifts, wrote down every jam, and saw that 31 of 40 came with one roll of paper. I measured the rolls: "
    "the new supplier's were two millimetres wider. I showed the buyer my list, she changed the order back, and I put a gauge on "
    "the shelf. Jams went from forty a day to three, which gave the shift fifty minutes back. I now ask what changed before I ask "
    "who is to blame."
)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric()


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000

    def __call__(self) -> int:
        return self.now


Open = Callable[[], Interviews]


@pytest.fixture
async def house(database_url: str, library: Library, rubric: Rubric) -> AsyncIterator[tuple[Open, Clock]]:
    """Opens the interviews as a fresh process would, on one and the same database."""
    clock, opened, ids = Clock(), [], iter(f"session{number}" for number in range(1000))

    def open_again() -> Interviews:
        database = Database.open(database_url)
        opened.append(database)
        return Interviews(database, lambda: library, rubric, now=clock, new_id=lambda: next(ids), new_seed=lambda: 7)

    yield open_again, clock
    for database in opened:
        await database.close()


async def answered(interviews: Interviews, who: Who, shown: Shown, text: str = ANSWER) -> Shown:
    return await interviews.take(who, shown.session.id, shown.session.step, Answered(text))


async def test_a_whole_practice_interview_ends_in_a_debrief_that_history_keeps(house: tuple[Open, Clock]) -> None:
    interviews = house[0]()
    shown = await interviews.start(ADA, Wish(principle="ownership"))
    asked = 0
    while shown.session.is_open:
        if shown.state.phase == "feedback":
            shown = await interviews.take(ADA, shown.session.id, shown.session.step, WentOn())
        else:
            asked += 1
            shown = await answered(interviews, ADA, shown)
    assert asked >= 4
    debrief = next(reply for reply in shown.replies if isinstance(reply, Debrief))
    assert debrief.answer == ANSWER
    assert shown.session.verdict == debrief.final_vote.verdict
    listed = await own_sessions(interviews, ADA, limit=10)
    assert listed.total == 1
    opened, turns = await interviews.opened(ADA, listed.sessions[0].id)
    assert debrief in opened.replies
    assert [turn.answer for turn in turns if turn.answer] == [ANSWER] * asked
    with pytest.raises(refusals.NotYours):
        await interviews.opened(BO, listed.sessions[0].id)


async def test_a_second_submit_gets_the_first_result_and_a_different_text_is_kept(house: tuple[Open, Clock]) -> None:
    interviews = house[0]()
    start = await interviews.start(ADA, Wish(principle="ownership"))
    results = await asyncio.gather(*(answered(interviews, ADA, start) for _ in range(6)))
    assert len({result.session.step for result in results}) == 1
    assert sum(result.fresh for result in results) == 1
    assert all(result.replies == results[0].replies for result in results)
    with pytest.raises(refusals.AlreadyAnswered):
        await answered(interviews, ADA, start, "Another text, typed on the phone at the same time.")
    with pytest.raises(refusals.AlreadyAnswered):
        await answered(interviews, ADA, start, "A third text, typed at the desk.")
    kept = (await interviews.drafts.of(ADA, start.session.id, start.session.step)).values()
    assert sorted(text[:12] for text in kept) == ["A third text", "Another text"]


async def test_an_answer_cut_off_before_it_was_judged_is_judged_by_the_next_process(house: tuple[Open, Clock]) -> None:
    open_again, clock = house
    before = open_again()
    start = await before.start(ADA, Wish(principle="ownership"))
    # What a process that dies between its two commits leaves behind: the turn as received, and nothing after it.
    async with before.database.writing() as connection:
        payload = {"is": "Answered", "text": ANSWER, "stages": {}, "writing_seconds": 12}
        turn = await turns.receive(connection, start.session, event="answer", payload=payload, answer=ANSWER, question="?", now=clock())
    assert turn is not None
    after = open_again()
    assert await after.recover() == 1
    shown = await after.resume(ADA)
    assert any(isinstance(reply, Feedback) for reply in shown.replies)
    assert (await answered(after, ADA, start)).replies == shown.replies


async def test_resume_shows_what_stood_there_and_hints_do_not_change_it(house: tuple[Open, Clock]) -> None:
    open_again, _ = house
    interviews = open_again()
    with pytest.raises(refusals.NothingOpen):
        await interviews.resume(ADA)
    shown = await interviews.start(ADA, Wish(principle="dive_deep", mode="interview"))
    hint = await interviews.take(ADA, shown.session.id, shown.session.step, HintAsked())
    assert hint.session.step == shown.session.step
    again = await open_again().resume(ADA)
    assert again.session.id == shown.session.id
    assert any(isinstance(reply, Asks) for reply in again.replies)


async def test_refusals_change_nothing_and_lose_nothing(house: tuple[Open, Clock]) -> None:
    interviews = house[0]()
    shown = await interviews.start(ADA, Wish(principle="ownership"))
    id, step = shown.session.id, shown.session.step
    with pytest.raises(refusals.NoSuchSession):
        await interviews.take(ADA, "nowhere", 0, WentOn())
    with pytest.raises(refusals.NotYours):
        await interviews.take(BO, id, step, Answered(ANSWER))
    with pytest.raises(refusals.OutOfTurn, match="out_of_turn"):
        await interviews.take(ADA, id, step, Skipped())
    with pytest.raises(refusals.Empty):
        await interviews.take(ADA, id, step, Answered("  \n "))
    with pytest.raises(refusals.Outdated):
        await interviews.take(ADA, id, step + 5, Answered("from the future"))
    with pytest.raises(refusals.TooLong):
        await interviews.take(ADA, id, step, Answered("long " * 5000))
    assert (await interviews.drafts.of(ADA, id, step))["one"] == "long " * 5000
    assert (await interviews.drafts.of(ADA, id, step + 5))["one"] == "from the future"
    with pytest.raises(refusals.TooLong):
        await interviews.take(ADA, id, step, Answered("longer " * 5000))
    assert set((await interviews.drafts.of(ADA, id, step)).values()) == {"long " * 5000, "longer " * 5000}
    after = await interviews.resume(ADA)
    assert after.session == shown.session


async def test_another_question_is_never_one_of_those_passed_over(house: tuple[Open, Clock]) -> None:
    interviews = house[0]()
    shown = await interviews.start(ADA, Wish(principle="earn_trust"))
    seen = [shown.state.setup.question]
    for _ in range(5):
        shown = await interviews.another(ADA, shown.session.id, shown.session.step)
        seen.append(shown.state.setup.question)
    assert len(set(seen)) == len(seen)


async def test_a_second_try_keeps_the_first_and_shows_what_changed(house: tuple[Open, Clock]) -> None:
    interviews = house[0]()
    shown = await interviews.start(ADA, Wish(principle="ownership"))
    shown = await answered(interviews, ADA, shown, "We looked into it and things got better. I learned that teamwork matters. " * 3)
    shown = await interviews.take(ADA, shown.session.id, shown.session.step, TriedAgain())
    shown = await answered(interviews, ADA, shown)
    feedback = next(reply for reply in shown.replies if isinstance(reply, Feedback))
    assert feedback.change is not None
    assert (feedback.change.score_after or 0) > (feedback.change.score_before or 0)
    _, turns = await interviews.opened(ADA, shown.session.id)
    assert [bool(turn.answer) for turn in turns] == [True, False, True]


async def test_the_bar_raisers_chair_shows_the_rubric_after_both_votes(house: tuple[Open, Clock]) -> None:
    interviews = house[0]()
    shown = await interviews.start(ADA, Wish(mode="evaluate"))
    for _ in range(2):
        assert not any(hasattr(reply, "judgement") for reply in shown.replies)
        shown = await interviews.take(ADA, shown.session.id, shown.session.step, Voted("hire"))
    assert sum(hasattr(reply, "judgement") for reply in shown.replies) == 2
    assert not shown.session.is_open


async def test_drafts_leave_with_the_answer_that_holds_them(house: tuple[Open, Clock]) -> None:
    interviews = house[0]()
    shown = await interviews.start(ADA, Wish(principle="ownership"))
    id, step = shown.session.id, shown.session.step
    await interviews.drafts.keep(ADA, id, step, {"one": ANSWER, "task": "a thought that is not in the answer"})
    await answered(interviews, ADA, shown)
    async with interviews.database.reading() as connection:
        left = await drafts.kept(connection, id, step)
    assert left == {"task": "a thought that is not in the answer"}


async def test_idle_sessions_end_politely_and_a_day_has_a_limit(house: tuple[Open, Clock]) -> None:
    open_again, clock = house
    interviews = open_again()
    shown = await interviews.start(ADA, Wish(principle="ownership"))
    clock.now += 10_000
    assert await expire_idle(interviews, 5_000) == 1
    with pytest.raises(refusals.NothingOpen):
        await interviews.resume(ADA)
    with pytest.raises(refusals.Closed):
        await interviews.take(ADA, shown.session.id, shown.session.step, Ended())


async def test_unknown_scenarios_and_modes_without_one_are_refused(house: tuple[Open, Clock]) -> None:
    interviews = house[0]()
    with pytest.raises(refusals.NoSuchScenario):
        await interviews.start(ADA, Wish(scenario_id="nowhere"))


async def test_a_question_comes_back_once_the_others_were_asked_and_the_longest_ago_first(house: tuple[Open, Clock]) -> None:
    open_again, clock = house
    interviews, asked = open_again(), []
    for _interview in range(24):
        clock.now += 60
        asked.append((await interviews.start(ADA, Wish(principle="ownership"))).session.question)
    once = list(dict.fromkeys(asked))
    assert len(once) > 6
    assert asked == [once[place % len(once)] for place in range(len(asked))]


@pytest.mark.parametrize(("minutes", "told"), [(30, 1800), (107, None)])
async def test_who_was_called_away_is_not_told_that_they_wrote_all_the_while(
    house: tuple[Open, Clock], minutes: int, told: int | None
) -> None:
    open_again, clock = house
    interviews = open_again()
    shown = await interviews.start(ADA, Wish(principle="ownership", mode="interview"))
    clock.now += minutes * 60
    await interviews.take(ADA, shown.session.id, 0, Answered(ANSWER))
    ended = await interviews.end(ADA, shown.session.id)
    assert [reply.writing_seconds for reply in ended.replies if isinstance(reply, Debrief)] == [told]
