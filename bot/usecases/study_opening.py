"""Opening a study room: the question that is put to a channel, or the two candidates of the bar raiser's chair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from bot.core import study
from bot.core.evaluate import Label, candidate, thinks
from bot.core.frozen import dataclass
from bot.core.judge import judge
from bot.core.judgement import Asked
from bot.core.ruling import JUDGED
from bot.core.state import Setup
from bot.core.study import STALE_SECONDS, Room
from bot.core.vocabulary import Level
from bot.core.vote.rubric import Rubric
from bot.store import due, members, study_answers
from bot.store import study as rooms
from bot.store.study import StoredRoom
from bot.store.study_answers import StoredAnswer
from bot.store.texts import storable
from bot.usecases.choosing import choose
from bot.usecases.exchange import Who
from bot.usecases.means import Means
from bot.usecases.study import DUE
from bot.usecases.study_refusals import RoomRunning


@dataclass(frozen=True, slots=True)
class Put:
    """What is put to the channel. `own`: the host typed the question."""

    principle: str
    level: Level
    question: str
    scenario_id: str | None
    own: bool = False


class StudyOpening:
    def __init__(self, means: Means, rubric: Rubric) -> None:
        self._means = means
        self._rubric = rubric

    async def open(
        self,
        who: Who,
        server_id: int,
        channel_id: int,
        *,
        level: Level,
        minutes: int,
        principle: str | None = None,
        scenario_id: str | None = None,
        question: str | None = None,
    ) -> StoredRoom:
        """A new room that collects answers. Without a question of the host's own (which needs its principle) one is chosen that the
        server's rooms have not had lately. Raises RoomRunning, NoSuchScenario, NoScenarioFor, TooMany."""
        if question is not None and principle is not None:
            put = Put(principle, level, storable(question), None, own=True)
        else:
            recent = await self._recent(server_id)
            choice = choose(
                await self._means.shelf(server_id), self._means.new_seed(), recent, principle=principle, scenario_id=scenario_id
            )
            put = Put(choice.principle, level, choice.question, choice.scenario.id if choice.scenario else None)
        return await self._create(who, server_id, channel_id, put, Room("study"), minutes * 60)

    async def open_chair(
        self, who: Who, server_id: int, channel_id: int, *, level: Level, principle: str | None = None, scenario_id: str | None = None
    ) -> StoredRoom:
        """A new room in the bar raiser's chair: candidates A and B. Raises RoomRunning, NoSuchScenario, NoScenarioFor, TooMany."""
        means, seed = self._means, self._means.new_seed()
        recent = await self._recent(server_id)
        shelf = await means.shelf(server_id)
        choice = choose(shelf, seed, recent, principle=principle, scenario_id=scenario_id, needs_scenario=True)
        scenario = choice.scenario
        assert scenario is not None
        setup = Setup(choice.principle, scenario.question, level, "evaluate", "own", scenario.id, seed)
        answers = []
        for place, label in enumerate(get_args(Label)):
            text = candidate(label, setup, scenario).answer
            judgement = judge(self._rubric, Asked(choice.principle, level, scenario.question), text[:JUDGED])
            thought = thinks(label, setup, scenario)
            version = self._rubric.version
            answers.append(StoredAnswer(means.new_id(), "", None, place, text, None, judgement.to_data(), version, thought, True))
        put = Put(choice.principle, level, scenario.question, scenario.id)
        return await self._create(who, server_id, channel_id, put, study.evaluating(), STALE_SECONDS, answers)

    async def _create(
        self, who: Who, server_id: int, channel_id: int, put: Put, state: Room, seconds: int, answers: Sequence[StoredAnswer] = ()
    ) -> StoredRoom:
        now, means = self._means.now(), self._means
        async with means.database.writing() as connection:
            await members.ensure_server(connection, server_id, now)
            host = await members.ensure_member(connection, who.platform, who.external_id, now)
            await means.limits.spend(connection, who, host, "sessions", now)
            room = StoredRoom(
                id=means.new_id(),
                server_id=server_id,
                channel_id=channel_id,
                host_id=host,
                principle=put.principle,
                level=put.level,
                question=put.question,
                asked_by=host if put.own else None,
                scenario_id=put.scenario_id,
                # Two ids: more than anybody could try out.
                seed=means.new_id() + means.new_id(),
                state=state,
                ends_at=now + seconds,
                waiting=False,
                shown_step=-1,
                card_id=None,
                message_id=None,
                created_at=now,
            )
            if not await rooms.create(connection, room):
                raise RoomRunning
            for answer in answers:
                await study_answers.add_candidate(connection, replace(answer, room_id=room.id), now)
            await due.schedule(connection, DUE, room.id, now)
        return room

    async def _recent(self, server_id: int) -> list[tuple[str, str | None]]:
        async with self._means.database.reading() as connection:
            return await rooms.recent_questions(connection, server_id)
