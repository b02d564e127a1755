"""A server's own scenarios in everything that is held there, and in nothing that is held elsewhere."""

from __future__ import annotations

from functools import cache

import pytest

from bot.content.library import Library, load_library
from bot.core.drills import Drill, Spot
from bot.core.plain import from_data
from bot.core.quiz_replies import QuizAsks
from bot.store import drills, quiz_items
from bot.store.database import Database
from bot.usecases.due import Due
from bot.usecases.exchange import Who
from bot.usecases.keeping import DAY, PURGE_DAYS, Keeping
from bot.usecases.loop import Days
from bot.usecases.packs import Packs
from bot.usecases.past_refusals import NoQuestionFor, TooFewQuestions
from bot.usecases.peer import Peers
from bot.usecases.quiz import Quizzes
from bot.usecases.quiz_daily import Dailies, Plan
from bot.usecases.quiz_parties import Parties
from bot.usecases.quiz_pool import pool_of
from bot.usecases.quiz_refusals import NoQuestions
from bot.usecases.refusals import NoScenarioFor, NoSuchScenario
from bot.usecases.retell import Retellings
from bot.usecases.review import Review
from bot.usecases.shelves import Shelves
from bot.usecases.study_opening import StudyOpening
from tests.usecases.histories import EXPORT_WEAKLY, PRINTERS, WEAK_REPLY, Past
from tests.usecases.interviews import ADA, BO, ROOT, Clock
from tests.usecases.quizzes import thread

HERE, THERE = 5 << 22, 6 << 22
ELSEWHERE = (THERE, None)
FILE = ROOT / "scenarios" / "dive_deep" / "cold-chain-alarm.yaml"
ID = FILE.stem
BEN = Who("discord", "82")


@cache
def bare() -> Library:
    """General questions and no scenario, and for dive_deep not even a question: whatever there is of it is the server's own."""
    library = load_library([ROOT / "scenarios" / "questions.yaml"])
    return Library({}, {principle: () if principle == "dive_deep" else asked for principle, asked in library.questions.items()}, "bare")


@pytest.fixture
async def past(database: Database, clock: Clock) -> Past:
    built = Past(database, clock, bare())
    came = await Packs(built.means, built.interviews.rubric).add(ADA, HERE, FILE.name, FILE.read_bytes())
    assert came.scenario is not None
    return built


async def test_scenarios_that_are_read_anew_stand_beside_a_server_s_own_at_once(past: Past) -> None:
    anew = load_library([ROOT / "scenarios" / "have_backbone_disagree_and_commit"])
    in_use = [bare()]
    shelves = Shelves(past.means.database, lambda: in_use[0])
    assert set((await shelves.of(HERE)).scenarios) == {ID}
    in_use[0] = anew
    assert set((await shelves.of(HERE)).scenarios) == {ID, *anew.scenarios}


async def test_a_solo_quiz_asks_about_them_there_alone(past: Past) -> None:
    quizzes = Quizzes(past.means)
    solo = await quizzes.start(ADA, principle="dive_deep", server_id=HERE)
    assert isinstance(solo.reply, QuizAsks)
    assert solo.reply.posed.item.key.startswith(f"{HERE}.{ID}/")
    for place in ELSEWHERE:
        with pytest.raises(NoQuestions):
            await quizzes.start(ADA, principle="dive_deep", server_id=place)
        with pytest.raises(NoQuestions):
            await quizzes.again(ADA, solo.quiz_id, place)
    assert (await quizzes.again(ADA, solo.quiz_id, HERE)).of == solo.of


async def test_what_was_answered_in_one_server_counts_for_no_other_that_has_the_same_id(past: Past) -> None:
    await Packs(past.means, past.interviews.rubric).add(ADA, THERE, FILE.name, FILE.read_bytes())
    here, there = [{item.key for item in await pool_of(past.means, place)} for place in (HERE, THERE)]
    assert here
    assert not here & there


async def test_a_party_and_the_daily_question_draw_from_their_server_s(past: Past, clock: Clock) -> None:
    party = await Parties(past.means).open(ADA, HERE, 1, questions=3, window=20)
    async with past.means.database.reading() as connection:
        assert all(item.scenario == f"{HERE}.{ID}" for item in (await quiz_items.kept(connection, party.items)).values())
    with pytest.raises(NoQuestions):
        await Parties(past.means).open(ADA, THERE, 2, questions=3, window=20)
    dailies = Dailies(past.means)
    for server in (HERE, THERE):
        await dailies.set(ADA, server, Plan(server + 1, 0, "UTC", "1234567"))
    clock.now += 2 * DAY
    posted = (await dailies.work(HERE)).post
    assert posted is not None
    assert posted[1].item.scenario == f"{HERE}.{ID}"
    assert (await dailies.work(THERE)).post is None, "that server has no question to ask"


async def test_a_study_room_and_the_chair(past: Past) -> None:
    opening = StudyOpening(past.means, past.interviews.rubric)
    room = await opening.open(ADA, HERE, 11, level="sde2", minutes=60, scenario_id=ID)
    assert room.scenario_id == ID
    assert (await opening.open_chair(ADA, HERE, 12, level="sde2", scenario_id=ID)).scenario_id == ID
    with pytest.raises(NoSuchScenario):
        await opening.open(ADA, THERE, 13, level="sde2", minutes=60, scenario_id=ID)
    with pytest.raises(NoScenarioFor):
        await opening.open_chair(ADA, THERE, 14, level="sde2", principle="dive_deep")


async def test_a_peer_panel(past: Past) -> None:
    peers = Peers(past.means, past.interviews.rubric)
    panel = await peers.open(ADA, BEN, HERE, thread(21), level="sde2", principle="dive_deep")
    await peers.accept(BEN, panel.id)
    desk, step = await peers.desk(ADA, panel.id)
    await peers.answer(BEN, panel.id, step, "I counted the minutes above eight degrees in the raw readings of all 612 trips.", sure=True)
    desk, _step = await peers.desk(ADA, panel.id)
    assert len(desk.heard) == 1
    with pytest.raises(NoQuestionFor):
        await peers.open(ADA, BEN, THERE, thread(22), level="sde2", principle="dive_deep")


async def test_an_interview_day_asks_what_its_server_can_ask(database: Database, clock: Clock) -> None:
    three = ("ownership", "earn_trust", "frugality")
    asked = {principle: questions if principle in three else () for principle, questions in bare().questions.items()}
    past = Past(database, clock, Library({}, asked, "three"))
    await Packs(past.means, past.interviews.rubric).add(ADA, HERE, FILE.name, FILE.read_bytes())
    days = Days(past.interviews, past.tellings)
    for place in ELSEWHERE:
        with pytest.raises(TooFewQuestions):
            await days.start(ADA, "sde2", place)
    day = await days.start(ADA, "sde2", HERE)
    assert "dive_deep" in [one.principle for one in day.day.rounds]
    while (day := await days.standing(ADA)).day.rounds and any(not one.over for one in day.day.rounds):
        shown = await days.begin(ADA, day.id, 3, server_id=HERE)
        if shown.session.principle == "dive_deep":
            assert shown.session.scenario_id == ID
        await past.to_the_end(ADA, shown)
    done = await days.finish(ADA, day.id)
    assert done.panel is not None


async def test_a_retelling_takes_question_and_example_from_where_it_is_asked_for(past: Past) -> None:
    told = await past.told(BO)
    retellings = Retellings(past.tellings)
    assert (await retellings.plan(BO, told.session.id, "dive_deep", HERE)).question in FILE.read_text()
    example = (await retellings.plan(BO, told.session.id, "earn_trust", HERE)).plan.example
    assert example is not None
    assert example.title in FILE.read_text()
    for place in ELSEWHERE:
        assert (await retellings.plan(BO, told.session.id, "earn_trust", place)).plan.example is None
        with pytest.raises(NoQuestionFor):
            await retellings.plan(BO, told.session.id, "dive_deep", place)


async def test_a_drill_to_spot_a_flaw_takes_its_words_from_where_it_is_asked_for(past: Past) -> None:
    for opening, principle in ((EXPORT_WEAKLY, "ownership"), (PRINTERS, "earn_trust")):
        for who in (BO, BEN):
            await past.told(who, opening, WEAK_REPLY, principle=principle)
    review = Review(past.tellings)
    spots = {}
    for who, place in ((BO, HERE), (BEN, THERE)):
        await review.standing(who, place)
        member = await past.tellings.member(who)
        assert member is not None
        async with past.means.database.reading() as connection:
            rows = await drills.due(connection, member, past.clock.now, 100)
        spots[place] = [task for row in rows if isinstance(task := from_data(Drill, row.data).task, Spot)]
        assert rows
    assert spots[HERE]
    assert spots[THERE] == []


async def test_a_purged_server_leaves_no_question_that_nobody_answered(past: Past, clock: Clock) -> None:
    quizzes = Quizzes(past.means)
    solo = await quizzes.start(ADA, principle="dive_deep", server_id=HERE, count=1)
    await quizzes.pick(ADA, solo.quiz_id, 0, 0)
    await Parties(past.means).open(BO, HERE, 1, questions=20, window=20)
    keeping = Keeping(past.means, 365)
    await keeping.left(HERE)
    clock.now += PURGE_DAYS * DAY
    await keeping.purge(Due("purge server", str(HERE), clock.now, 1, 0))
    async with past.means.database.reading() as connection:
        kept = await quiz_items.keys(connection)
    assert isinstance(solo.reply, QuizAsks)
    assert kept == [solo.reply.posed.item.key], "what a member was asked is part of their own past"
    assert await past.means.shelf(HERE) is past.means.library()
