"""Study rooms on a real database: fair to fifty at once, silent about authors, and moved on by time where nobody does."""

from __future__ import annotations

import asyncio
from typing import get_args

import pytest

from bot.content.rubric import load_rubric
from bot.core.confidential import Kind
from bot.core.study import SCALE, STALE_SECONDS
from bot.core.study_replies import AnswerShown, JudgeShown, RoomCard, RoomEnds
from bot.store import due, members, privacy
from bot.store.connection import Connection
from bot.store.database import Database
from bot.store.study import StoredRoom
from bot.usecases.calibrating import calibration_of
from bot.usecases.exchange import Who
from bot.usecases.refusals import Empty
from bot.usecases.study import DUE, LETTERS, FewAnswers, Studies
from bot.usecases.study_opening import StudyOpening
from bot.usecases.study_refusals import (
    AnswersClosed,
    NoAnswerOfYours,
    NoSuchRoom,
    NotAVote,
    NotJudgedYet,
    NotTheRoomsHost,
    RoomMoved,
    RoomRunning,
)
from bot.usecases.study_stage import RoomStage, RoomStages
from bot.wording.judging import judged
from bot.wording.names import name_of
from bot.wording.study import room
from tests.core.judged import STRONG
from tests.usecases.interviews import Clock
from tests.usecases.quizzes import CHANNEL, OTHER_CHANNEL, SERVER, means_on
from tests.wording.test_judged import ENGLISH, words


def person(number: int) -> Who:
    """Known by a word, which can be looked for inside whatever is shown."""
    return Who("discord", f"outside-{number}-name")


HOST = person(0)
ANSWER = (
    "I noticed that number {n} was losing orders, which nobody had asked me to look at. I measured it for a week and cut it from 9 to 0."
)


class Den:
    """A room as a front end leads it."""

    def __init__(self, database: Database, clock: Clock, process: str = "pa") -> None:
        self.means, self.clock = means_on(database, clock, process), clock
        rubric = load_rubric()
        self.studies, self.opening = Studies(self.means), StudyOpening(self.means, rubric)
        self.stages = RoomStages(self.means, rubric, self.studies)
        self.id = ""

    async def open(self, channel: int = CHANNEL, minutes: int = 60) -> StoredRoom:
        room = await self.opening.open(HOST, SERVER, channel, level="sde2", minutes=minutes)
        self.id = room.id
        return room

    async def room(self) -> StoredRoom:
        room = await self.studies.load(self.id)
        assert room is not None
        return room

    async def show(self) -> RoomStage:
        stage = await self.stages.of(await self.room())
        assert await self.studies.shown(stage.room, 1)
        return stage

    async def answered(self, n: int) -> None:
        for number in range(1, n + 1):
            await self.studies.answer(person(number), self.id, ANSWER.format(n=number))

    async def go_on(self) -> None:
        await self.show()
        await self.studies.go_on(HOST, self.id, (await self.room()).state.step, moderator=False, sure=True)

    async def vote(self, who: Who, verdict: str = "hire", reason: str = "metric_delta") -> None:
        await self.studies.vote(who, self.id, (await self.room()).state.step, verdict, (reason,))


@pytest.fixture
def den(database: Database, clock: Clock) -> Den:
    return Den(database, clock)


async def test_fifty_answer_and_vote_at_once(den: Den) -> None:
    await den.open()
    people = [person(number) for number in range(1, 51)]
    await asyncio.gather(*(den.studies.answer(who, den.id, ANSWER.format(n=number)) for number, who in enumerate(people)))
    await den.studies.reveal(HOST, den.id, moderator=False)
    step = (await den.room()).state.step
    votes = [den.studies.vote(who, den.id, step, SCALE[number % 4], ("blame",)) for number, who in enumerate(people)]
    again = [den.studies.vote(who, den.id, step, SCALE[number % 4], ("blame",)) for number, who in enumerate(people)]
    await asyncio.gather(*votes, *again)
    await den.go_on()
    shown = (await den.show()).now
    assert isinstance(shown, JudgeShown)
    assert shown.of == 50
    assert shown.spread.votes == (13, 13, 12, 12)
    assert shown.spread.reasons == (("blame", 50),)


async def test_a_vote_and_the_end_of_the_vote_at_once(den: Den) -> None:
    """Whichever comes first: a vote that was taken is counted, one that was refused is not."""
    await den.open()
    await den.answered(3)
    await den.studies.reveal(HOST, den.id, moderator=False)
    step = (await den.room()).state.step
    people = [person(number) for number in range(1, 21)]
    votes = [den.studies.vote(who, den.id, step, "hire", ("blame",)) for who in people]
    done = await asyncio.gather(
        *votes[:10], den.studies.go_on(HOST, den.id, step, moderator=False, sure=True), *votes[10:], return_exceptions=True
    )
    refused = [one for one in done if isinstance(one, Exception)]
    assert all(isinstance(one, RoomMoved) for one in refused)
    shown = (await den.stages.of(await den.room())).now
    assert isinstance(shown, JudgeShown)
    assert shown.spread.total == 20 - len(refused)


async def test_the_time_reveals_enough_answers(den: Den, clock: Clock) -> None:
    room = await den.open(minutes=5)
    await den.answered(3)
    clock.now += 300
    await den.studies.proceed(room)
    stage = await den.show()
    assert isinstance(stage.now, AnswerShown)
    assert stage.now.of == 3
    assert isinstance(stage.over, RoomCard)
    assert stage.over.revealed


async def test_the_time_does_not_give_two_authors_away(den: Den, clock: Clock) -> None:
    room = await den.open(minutes=5)
    await den.answered(2)
    clock.now += 300
    await den.studies.proceed(room)
    waiting = await den.room()
    assert waiting.state.phase == "collecting"
    assert waiting.waiting
    assert waiting.ends_at == clock.now + STALE_SECONDS
    with pytest.raises(FewAnswers):
        await den.studies.reveal(HOST, den.id, moderator=False)
    clock.now += STALE_SECONDS
    await den.studies.proceed(waiting)
    ended = await den.stages.of(await den.room())
    assert (await den.room()).state.ending == "stopped"
    assert isinstance(ended.now, RoomEnds)
    assert ended.now.lines == ()
    assert [letter.own.text for letter in await den.stages.letters(den.id)] != []


async def test_two_processes_reveal_once(den: Den, database_url: str, clock: Clock) -> None:
    room = await den.open(minutes=5)
    await den.answered(4)
    opened = Database.open(database_url)
    other = Den(opened, clock, "pb")
    clock.now += 300
    leads = [den.studies.reveal(HOST, room.id, moderator=False), other.studies.reveal(HOST, room.id, moderator=False)]
    done = await asyncio.gather(den.studies.proceed(room), other.studies.proceed(room), *leads, return_exceptions=True)
    await opened.close()
    assert all(one is None or isinstance(one, RoomMoved) for one in done)
    state = (await den.room()).state
    assert (state.step, state.stage, state.total) == (1, 0, 4)


async def test_nobody_answers(den: Den, clock: Clock) -> None:
    room = await den.open(minutes=5)
    clock.now += 300
    await den.studies.proceed(room)
    assert (await den.room()).state.ending == "empty"
    assert (await den.opening.open(HOST, SERVER, CHANNEL, level="sde2", minutes=5)).id != den.id


async def test_a_room_whose_host_has_gone_moves_on(den: Den, clock: Clock) -> None:
    await den.open()
    await den.answered(3)
    await den.studies.reveal(HOST, den.id, moderator=False)
    steps = 0
    while (room := await den.room()).state.is_open:
        assert room.ends_at == clock.now + STALE_SECONDS
        clock.now += STALE_SECONDS
        await den.studies.proceed(room)
        await den.studies.proceed(room)
        steps += 1
    assert steps == 6
    assert room.state.ending == "finished"


async def test_one_room_a_channel(den: Den) -> None:
    await den.open()
    with pytest.raises(RoomRunning):
        await den.open()
    await den.open(OTHER_CHANNEL)


async def test_only_the_host_or_a_moderator_leads(den: Den) -> None:
    await den.open()
    await den.answered(3)
    for lead in (den.studies.reveal, den.studies.stop):
        with pytest.raises(NotTheRoomsHost):
            await lead(person(1), den.id, moderator=False)
    await den.studies.reveal(person(1), den.id, moderator=True)
    with pytest.raises(RoomMoved):
        await den.studies.go_on(HOST, den.id, 0, moderator=False)


async def test_the_guard_holds_back_and_lets_through(den: Den) -> None:
    await den.open()
    text = "At our customer Globex Inc I led Project Falcon and wrote to jane@globex.example."
    held = await den.studies.answer(person(1), den.id, text)
    assert held.news == "warned"
    assert len(held.warnings) >= 2
    assert held.answers == 0
    assert await den.studies.draft(person(1), den.id) == text
    names: dict[Kind, str] = {kind: kind for kind in get_args(Kind)}
    assert (await den.studies.send_draft(person(1), den.id, names)).news == "in"
    sent = await den.studies.draft(person(1), den.id)
    assert "Globex" not in sent
    assert "Falcon" not in sent
    assert "jane" not in sent
    assert (await den.studies.answer(person(2), den.id, text)).news == "warned"
    assert (await den.studies.send_draft(person(2), den.id, None)).answers == 2
    assert await den.studies.draft(person(2), den.id) == text


async def test_an_answer_is_changed_taken_back_and_kept_when_it_comes_late(den: Den) -> None:
    await den.open()
    await den.answered(3)
    assert (await den.studies.answer(person(1), den.id, "I changed my mind about it, and wrote it again.")).news == "changed"
    await den.studies.withdraw(person(1), den.id)
    assert await den.studies.draft(person(1), den.id) == "I changed my mind about it, and wrote it again."
    with pytest.raises(NoAnswerOfYours):
        await den.studies.withdraw(person(1), den.id)
    with pytest.raises(Empty):
        await den.studies.answer(person(1), den.id, " \n")
    await den.studies.reveal(HOST, den.id, moderator=False, sure=True)
    with pytest.raises(AnswersClosed):
        await den.studies.answer(person(9), den.id, "Too late, alas.")
    shown = (await den.stages.of(await den.room())).now
    assert isinstance(shown, AnswerShown)
    assert shown.of == 2
    assert shown.few


async def test_a_broken_vote_is_refused(den: Den) -> None:
    await den.open()
    await den.answered(3)
    await den.studies.reveal(HOST, den.id, moderator=False)
    for verdict, reasons in (("insufficient_evidence", ("blame",)), ("hire", ()), ("hire", ("nonsense",)), ("perfect", ("blame",))):
        with pytest.raises(NotAVote):
            await den.studies.vote(person(1), den.id, 1, verdict, reasons)


async def test_each_author_gets_their_own_judgement_in_its_turn(den: Den) -> None:
    await den.open()
    await den.answered(3)
    with pytest.raises(NotJudgedYet):
        await den.stages.own(person(1), den.id)
    await den.studies.reveal(HOST, den.id, moderator=False)
    while (await den.room()).state.is_open:
        await den.go_on()
    for number in (1, 2, 3):
        assert f"number {number} was" in (await den.stages.own(person(number), den.id)).text
    with pytest.raises(NoAnswerOfYours):
        await den.stages.own(HOST, den.id)
    letters = await den.stages.letters(den.id)
    assert {(letter.external_id, letter.own.text) for letter in letters} == {(person(n).external_id, ANSWER.format(n=n)) for n in (1, 2, 3)}
    await den.stages.sent(letters[0])
    assert len(await den.stages.letters(den.id)) == 2


async def test_what_the_judges_vote_rests_on_is_quoted_in_the_room_and_to_its_author(den: Den) -> None:
    """A screen has no room for all that stood, and the first of the vocabulary are not the weightiest."""
    await den.open()
    await den.studies.answer(person(1), den.id, STRONG)
    await den.studies.reveal(HOST, den.id, moderator=False, sure=True)
    await den.go_on()
    shown = (await den.show()).now
    assert isinstance(shown, JudgeShown)
    assert shown.judgement is not None
    mine = await den.stages.own(person(1), den.id)
    for page in (words(*room(shown, ENGLISH)), words(*judged(mine.asked, mine.judgement, mine.grounds, ENGLISH))):
        assert "more were found." in page
        for signal in shown.judgement.signals:
            quoted = f"{name_of('id', signal.id, ENGLISH)}: “" in page
            assert quoted or signal.why not in shown.judgement.because, signal.id


async def test_nothing_that_is_shown_names_an_author(den: Den) -> None:
    await den.open()
    await den.answered(5)
    await den.studies.reveal(HOST, den.id, moderator=False)
    names = [person(n).external_id for n in range(1, 6)]
    while True:
        stage = await den.show()
        told = repr((stage.over, stage.closing, stage.now))
        assert not [hint for hint in (*names, "member_id", "author", "external_id") if hint in told]
        if not (await den.room()).state.is_open:
            break
        await den.vote(person(3))
        await den.go_on()


async def test_calibration_counts_votes_on_others_once_they_are_judged(den: Den) -> None:
    await den.open()
    await den.answered(3)
    await den.studies.reveal(HOST, den.id, moderator=False)
    await den.vote(person(1))
    await den.vote(HOST)
    assert (await calibration_of(den.means, HOST)).votes == 0
    await den.go_on()
    await den.vote(HOST, "no_hire", "no_metric")
    assert (await calibration_of(den.means, HOST)).votes == 1
    while (await den.room()).state.is_open:
        if (await den.room()).state.phase == "voting":
            await den.vote(person(1))
        await den.go_on()
    assert (await calibration_of(den.means, person(1))).votes == 2
    assert (await calibration_of(den.means, person(9))).votes == 0


async def test_a_member_who_is_forgotten_leaves_no_word_behind(den: Den, database: Database) -> None:
    await den.open()
    await den.answered(3)
    await den.studies.reveal(HOST, den.id, moderator=False)
    async with database.writing() as connection:
        for number in (1, 2, 3):
            member = await members.find_member(connection, "discord", person(number).external_id)
            assert member is not None
            await privacy.forget(connection, member)
    while (await den.room()).state.is_open:
        shown = (await den.show()).now
        assert isinstance(shown, AnswerShown | JudgeShown)
        assert shown.text is None
        await den.go_on()
    assert await den.stages.letters(den.id) == []


async def test_a_question_of_the_hosts_own_goes_with_the_host(den: Den, database: Database) -> None:
    own = await den.opening.open(HOST, SERVER, CHANNEL, level="sde2", minutes=5, principle="ownership", question="What did Falcon cost?")
    other = await den.opening.open(HOST, SERVER, OTHER_CHANNEL, level="sde2", minutes=5)
    async with database.writing() as connection:
        member = await members.find_member(connection, "discord", HOST.external_id)
        assert member is not None
        await privacy.forget(connection, member)
    assert await den.studies.load(own.id) is None
    kept = await den.studies.load(other.id)
    assert kept is not None
    card = await den.stages.card(kept)
    assert card.host == ""


async def test_a_server_is_not_asked_the_same_again_soon(den: Den, clock: Clock) -> None:
    asked = []
    for _number in range(4):
        clock.now += 60
        room = await den.opening.open(HOST, SERVER, CHANNEL, level="sde2", minutes=5)
        asked.append(room.question)
        await den.studies.stop(HOST, room.id, moderator=False)
    assert len(set(asked)) == 4


async def test_an_export_holds_nothing_of_others(den: Den, database: Database) -> None:
    """A host who asked their own question owns the room; the answers in it are their authors'."""
    room = await den.opening.open(HOST, SERVER, CHANNEL, level="sde2", minutes=5, principle="ownership", question="What did it cost?")
    den.id = room.id
    await den.answered(3)
    await den.studies.reveal(HOST, den.id, moderator=False)
    await den.vote(person(1))
    async with database.reading() as connection:
        hosts = await privacy.rows_of(connection, await _member(connection, HOST))
        authors = await privacy.rows_of(connection, await _member(connection, person(1)))
    assert "What did it cost?" in str(hosts)
    assert "number" not in str(hosts)
    assert ANSWER.format(n=1) in str(authors)
    assert "number 2" not in str(authors)
    assert len(authors["study_votes"]) == 1


async def test_the_chair_in_a_room(den: Den) -> None:
    room = await den.opening.open_chair(HOST, SERVER, CHANNEL, level="sde2")
    den.id = room.id
    seen = []
    while (await den.room()).state.is_open:
        now = (await den.show()).now
        seen.append((type(now).__name__, getattr(now, "number", 0)))
        await den.vote(person(1))
        await den.go_on()
    assert seen == [("AnswerShown", 1), ("AnswerShown", 2), ("JudgeShown", 1), ("JudgeShown", 2)]
    assert (await calibration_of(den.means, person(1))).votes == 2


async def test_every_move_leaves_a_due_row(den: Den, database: Database, clock: Clock) -> None:
    await den.open()
    await den.answered(3)
    await den.studies.reveal(HOST, den.id, moderator=False)
    async with database.reading() as connection:
        assert await due.when(connection, DUE, den.id) == clock.now
    await den.studies.stop(HOST, den.id, moderator=False)
    async with database.reading() as connection:
        assert await due.when(connection, LETTERS, den.id) == clock.now


async def test_a_room_that_is_gone_is_told_as_gone(den: Den, database: Database) -> None:
    room = await den.opening.open(HOST, SERVER, CHANNEL, level="sde2", minutes=5, principle="ownership", question="What did it cost?")
    async with database.writing() as connection:
        await privacy.forget(connection, await _member(connection, HOST))
    for pressed in (den.studies.may_lead, den.studies.reveal, den.studies.stop):
        with pytest.raises(NoSuchRoom):
            await pressed(HOST, room.id, moderator=True)


async def _member(connection: Connection, who: Who) -> int:
    found = await members.find_member(connection, who.platform, who.external_id)
    assert found is not None
    return found
