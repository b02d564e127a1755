"""Parties on a real database: fair to fifty at once, in one channel and not in the next, and never twice at the same step."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.core.quiz_party import LOBBY_SECONDS
from bot.core.quiz_replies import AnswerTold, LobbyClosed, LobbyOpen, QuestionDropped, QuestionOpen, Scores, StoryTold
from bot.store import due
from bot.store.database import Database
from bot.store.quiz_parties import StoredParty
from bot.usecases.quiz import Quizzes
from bot.usecases.quiz_answers import QuizAnswers
from bot.usecases.quiz_parties import DUE, Parties, Pressed
from bot.usecases.quiz_refusals import (
    ChangeUsed,
    NoSuchOption,
    NoSuchQuiz,
    NotTheHost,
    PartyBegun,
    PartyOver,
    PartyRunning,
    QuestionClosed,
    StillAnswering,
)
from bot.usecases.quiz_stage import Stage, Stages
from tests.usecases.interviews import Clock
from tests.usecases.quizzes import CHANNEL, OTHER_CHANNEL, SERVER, letter_of, means_on, person

HOST = person(0)


class Table:
    """A party as a front end leads it: what is due is shown, and said to be shown."""

    def __init__(self, database: Database, clock: Clock, process: str = "pa") -> None:
        means = means_on(database, clock, process)
        self.clock = clock
        self.parties, self.stages, self.answers = Parties(means), Stages(means), QuizAnswers(means)
        self.quizzes = Quizzes(means)
        self.id = ""

    async def open(self, questions: int = 5, channel: int = CHANNEL) -> StoredParty:
        party = await self.parties.open(HOST, SERVER, channel, questions=questions, window=20)
        self.id = party.id
        return party

    async def party(self) -> StoredParty:
        party = await self.parties.load(self.id)
        assert party is not None
        return party

    async def show(self) -> Stage:
        stage = await self.stages.of(await self.party())
        assert await self.parties.shown(stage.party, 1, stage.ends_at)
        return stage

    async def go_on(self) -> Stage:
        """The time of the present step is over."""
        await self.parties.proceed(await self.party())
        return await self.show()

    async def asked(self) -> tuple[str, QuestionOpen]:
        """From the lobby to the first question, or from one question to the next."""
        if (await self.party()).state.phase == "lobby":
            await self.show()
            await self.parties.start(HOST, self.id, moderator=False)
            await self.show()
        stage = await self.go_on()
        assert isinstance(stage.now, QuestionOpen)
        assert stage.asked_id is not None
        return stage.asked_id, stage.now


@pytest.fixture
def table(database: Database, clock: Clock) -> Table:
    return Table(database, clock)


@pytest.fixture
async def beside(database: Database, database_url: str, clock: Clock) -> AsyncIterator[Table]:
    """The same party, led by another process."""
    opened = Database.open(database_url)
    yield Table(opened, clock, "pb")
    await opened.close()


async def test_a_party_from_the_lobby_to_the_scores(table: Table) -> None:
    await table.open()
    stage = await table.show()
    assert isinstance(stage.now, LobbyOpen)
    assert (stage.now.host, stage.now.players, stage.now.questions) == (HOST.external_id, 1, 5)
    await table.parties.start(HOST, table.id, moderator=False)
    stage = await table.show()
    assert stage.over == LobbyClosed(1, None)
    assert isinstance(stage.now, StoryTold)
    for number in range(1, 6):
        stage = await table.go_on()
        assert isinstance(stage.now, QuestionOpen)
        assert stage.now.posed.number == number
        assert stage.now.closes_at == table.clock.now + 21
        assert stage.asked_id is not None
        for member in range(3):
            right = member == 0 or (member == 1 and number < 4)
            await table.answers.give(person(member), stage.asked_id, letter_of(stage.now.posed, right=right), (table.clock.now + 3) * 1000)
        stage = await table.go_on()
        assert isinstance(stage.over, AnswerTold)
        assert sum(stage.over.spread) == 3
        assert stage.over.spread[stage.over.posed.item.right] == (2 if number < 4 else 1)
    assert isinstance(stage.now, Scores)
    assert (stage.now.ending, stage.now.questions, stage.now.players) == ("finished", 5, 3)
    assert [(each.place, each.member, each.points) for each in stage.now.places] == [
        (1, person(0).external_id, 5),
        (2, person(1).external_id, 3),
    ], "who has no point is not named"
    own = await table.stages.own(person(2), table.id)
    assert (own.points, len(own.answers)) == (0, 5)
    assert all(chosen != right for _ask, chosen, right in own.answers)
    assert len(await table.quizzes.missed(person(2))) == 5
    assert await table.quizzes.missed(person(0)) == ()


async def test_fifty_at_once_are_each_counted_once(table: Table, beside: Table) -> None:
    await table.open()
    asked_id, question = await table.asked()
    clicks = [(member, member % 4) for member in range(50)] * 2
    results = await asyncio.gather(
        *(
            (table if member % 2 else beside).answers.give(person(member), asked_id, letter, table.clock.now * 1000 + member)
            for member, letter in clicks
        )
    )
    assert sorted(result.news for result in results) == ["same"] * 50 + ["taken"] * 50
    stage = await table.go_on()
    assert isinstance(stage.over, AnswerTold)
    expected = [0] * len(question.posed.item.options)
    for member in range(50):
        expected[question.posed.options[member % 4][1]] += 1
    assert list(stage.over.spread) == expected
    assert len(stage.over.leaders) == 3


async def test_what_was_acknowledged_counts_even_as_the_window_closes(table: Table, beside: Table) -> None:
    await table.open()
    asked_id, question = await table.asked()

    one_is_in = asyncio.Event()

    async def answers(member: int) -> bool:
        try:
            await beside.answers.give(person(member), asked_id, letter_of(question.posed), table.clock.now * 1000)
        except QuestionClosed:
            return False
        one_is_in.set()
        return True

    async def closes() -> None:
        await one_is_in.wait()
        await table.parties.proceed(await table.party())

    *taken, _closed = await asyncio.gather(*(answers(member) for member in range(30)), closes())
    stage = await table.show()
    assert isinstance(stage.over, AnswerTold)
    assert sum(stage.over.spread) == sum(map(bool, taken))


@pytest.mark.parametrize(("after", "silent"), [(6, 1), (7, 0)])
async def test_a_question_that_the_bot_was_away_for_was_not_left_unanswered(table: Table, after: int, silent: int) -> None:
    await table.open()
    await table.asked()
    party = await table.party()
    assert party.ends_at is not None
    table.clock.now = party.ends_at + after
    await table.parties.proceed(party)
    assert (await table.party()).state.silent == silent


async def test_one_change_and_the_same_again_is_none(table: Table) -> None:
    await table.open()
    asked_id, question = await table.asked()
    give = table.answers.give
    first = await give(HOST, asked_id, 0, 0)
    assert (first.news, first.changes_left) == ("taken", 1)
    assert (await give(HOST, asked_id, 0, 0)).news == "same"
    second = await give(HOST, asked_id, 1, 0)
    assert (second.news, second.changes_left) == ("changed", 0)
    with pytest.raises(ChangeUsed) as refused:
        await give(HOST, asked_id, 2, 0)
    assert refused.value.values == {"letter": "B"}
    stage = await table.go_on()
    assert isinstance(stage.over, AnswerTold)
    assert stage.over.spread[question.posed.options[1][1]] == 1
    with pytest.raises(QuestionClosed):
        await give(HOST, asked_id, 1, 0)


async def test_the_time_that_counts_is_that_of_the_answer_that_stands(table: Table) -> None:
    await table.open()
    asked_id, question = await table.asked()
    opened = table.clock.now * 1000
    await table.answers.give(person(1), asked_id, letter_of(question.posed, right=False), opened + 500)
    await table.answers.give(person(1), asked_id, letter_of(question.posed), opened + 9_000)
    await table.answers.give(person(2), asked_id, letter_of(question.posed), opened + 4_000)
    for _step in range(9):
        stage = await table.go_on()
        if isinstance(stage.now, Scores):
            break
    assert isinstance(stage.now, Scores)
    assert [(each.member, each.seconds) for each in stage.now.places] == [(person(2).external_id, 4.0), (person(1).external_id, 9.0)]
    assert stage.now.ending == "silent"
    own = [await table.stages.own(person(number), table.id) for number in range(3)]
    assert [(each.place, each.seconds) for each in own] == [(3, None), (2, 9.0), (1, 4.0)]


async def test_a_late_joiner_plays_from_where_the_party_is(table: Table) -> None:
    await table.open()
    await table.asked()
    await table.go_on()
    asked_id, question = await table.asked()
    await table.answers.give(person(7), asked_id, letter_of(question.posed), 0)
    own = await table.stages.own(person(7), table.id)
    assert own.players == 2
    _party, new = await table.parties.join(person(7), table.id)
    assert not new


async def test_one_party_a_channel_and_two_channels_do_not_touch(database: Database, clock: Clock) -> None:
    first, second = Table(database, clock, "pa"), Table(database, clock, "pb")
    await first.open(channel=CHANNEL)
    with pytest.raises(PartyRunning):
        await Table(database, clock, "pc").open(channel=CHANNEL)
    await second.open(channel=OTHER_CHANNEL)
    asked_id, question = await first.asked()
    other_id, _question = await second.asked()
    await first.answers.give(HOST, asked_id, letter_of(question.posed), 0)
    await first.parties.stop(HOST, first.id, moderator=False)
    assert (await second.party()).state.is_open
    stage = await second.go_on()
    assert isinstance(stage.over, AnswerTold)
    assert sum(stage.over.spread) == 0
    assert other_id != asked_id
    await Table(database, clock, "pd").open(channel=CHANNEL)


async def test_of_many_who_open_one_at_once_one_does(database: Database, clock: Clock) -> None:
    tables = [Table(database, clock, f"p{letter}") for letter in "abcdef"]
    results = await asyncio.gather(*(table.open() for table in tables), return_exceptions=True)
    assert sum(isinstance(result, StoredParty) for result in results) == 1
    assert sum(isinstance(result, PartyRunning) for result in results) == 5


async def test_two_processes_that_find_the_time_over_move_it_once(table: Table, beside: Table) -> None:
    await table.open()
    beside.id = table.id
    await table.asked()
    party = await table.party()
    await asyncio.gather(*(each.parties.proceed(party) for each in (table, beside) for _time in range(4)))
    assert (await table.party()).state.step == party.state.step + 1


async def test_a_question_is_over_early_once_everybody_has_answered(table: Table) -> None:
    await table.open()
    await table.parties.join(person(1), table.id)
    asked_id, _question = await table.asked()
    step = (await table.party()).state.step
    await table.answers.give(HOST, asked_id, 0, 0)
    with pytest.raises(StillAnswering) as refused:
        await table.parties.go_on(HOST, table.id, step, moderator=False)
    assert refused.value.values == {"n": 1}
    await table.answers.give(person(1), asked_id, 0, 0)
    with pytest.raises(NotTheHost):
        await table.parties.go_on(person(1), table.id, step, moderator=False)
    await table.parties.go_on(HOST, table.id, step, moderator=False)
    with pytest.raises(QuestionClosed):
        await table.parties.go_on(HOST, table.id, step, moderator=False)
    assert isinstance((await table.show()).over, AnswerTold)


async def test_only_the_host_or_a_moderator_leads(table: Table) -> None:
    await table.open()
    await table.show()
    for call in (table.parties.start, table.parties.stop):
        with pytest.raises(NotTheHost):
            await call(person(3), table.id, moderator=False)
    await table.parties.start(person(3), table.id, moderator=True)
    with pytest.raises(PartyBegun):
        await table.parties.start(HOST, table.id, moderator=False)
    await table.parties.stop(person(4), table.id, moderator=True)
    with pytest.raises(PartyOver):
        await table.parties.stop(HOST, table.id, moderator=False)
    with pytest.raises(PartyOver):
        await table.parties.join(person(5), table.id)
    with pytest.raises(NoSuchQuiz):
        await table.parties.join(person(5), "nowhere")


async def test_a_question_that_was_broken_off_counts_for_nobody(table: Table) -> None:
    await table.open()
    asked_id, question = await table.asked()
    await table.answers.give(HOST, asked_id, letter_of(question.posed, right=False), 0)
    await table.parties.stop(HOST, table.id, moderator=False)
    stage = await table.show()
    assert isinstance(stage.over, QuestionDropped)
    assert isinstance(stage.now, Scores)
    assert (stage.now.places, stage.now.questions) == ((), 0)
    assert await table.quizzes.missed(HOST) == ()
    with pytest.raises(QuestionClosed):
        await table.answers.give(HOST, asked_id, 0, 0)


async def test_a_story_whose_poster_died_before_noting_it_is_known_by_the_button_on_it(table: Table) -> None:
    """Otherwise the question would be put into the message before it."""
    await table.open()
    await table.asked()
    await table.parties.proceed(await table.party())
    party = await table.party()
    assert not party.is_shown
    await table.parties.go_on(HOST, table.id, party.state.step, moderator=False, pressed=Pressed(77, party.state.step))
    after = await table.party()
    assert (after.state.phase, after.message_id) == ("asking", 77)


async def test_a_lobby_that_nobody_starts_is_closed(table: Table) -> None:
    await table.open()
    stage = await table.show()
    assert stage.ends_at == table.clock.now + LOBBY_SECONDS
    stage = await table.go_on()
    assert stage.over == LobbyClosed(1, "unopened")
    assert stage.now is None


async def test_a_channel_that_is_gone_ends_it(table: Table) -> None:
    await table.open()
    await table.asked()
    await table.parties.lost(await table.party())
    party = await table.party()
    assert (party.state.ending, party.is_shown) == ("gone", True)


async def test_a_bot_that_was_away_does_not_count_its_silence(table: Table) -> None:
    await table.open()
    for _question in range(2):
        await table.asked()
        table.clock.now += 600
        await table.go_on()
    assert (await table.party()).state.is_open


async def test_whatever_people_do_is_due_to_be_shown_at_once(table: Table, database: Database) -> None:
    async def is_due() -> int | None:
        async with database.reading() as connection:
            return await due.when(connection, DUE, table.id)

    await table.open()
    assert await is_due() == table.clock.now
    for act in (table.parties.start, table.parties.stop):
        table.clock.now += 30
        await act(HOST, table.id, moderator=False)
        assert await is_due() == table.clock.now


async def test_the_channels_questions_come_round_before_any_comes_twice(table: Table) -> None:
    keys: list[str] = []
    for _party in range(2):
        await table.open(questions=4)
        for _question in range(4):
            asked_id, question = await table.asked()
            keys.append(question.posed.item.key)
            await table.answers.give(HOST, asked_id, 0, 0)
            await table.go_on()
    assert len(set(keys)) == 8


async def test_what_is_no_option_is_refused(table: Table) -> None:
    await table.open()
    asked_id, _question = await table.asked()
    with pytest.raises(NoSuchOption):
        await table.answers.give(HOST, asked_id, 9, 0)
    with pytest.raises(NoSuchQuiz):
        await table.answers.give(HOST, "nowhere", 0, 0)
