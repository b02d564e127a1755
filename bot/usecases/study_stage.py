"""What a study room shows at its present step, as replies; what an author is shown of their own; and the letters to authors at the end."""

from __future__ import annotations

from bot.core.frozen import dataclass
from bot.core.judge import grounds_of, judge
from bot.core.judgement import Asked, Judgement
from bot.core.ruling import JUDGED
from bot.core.study import ENOUGH_TO_HIDE, Cast, Tally, plan, tally
from bot.core.study_replies import AnswerShown, AnswerVoted, JudgeShown, Revoted, RoomCard, RoomEnds
from bot.core.vocabulary import Verdict
from bot.core.vote.rubric import Rubric
from bot.store import members, study_answers, study_votes
from bot.store.connection import Connection
from bot.store.study import StoredRoom
from bot.store.study_answers import StoredAnswer
from bot.usecases.exchange import Who
from bot.usecases.means import Means
from bot.usecases.study import Studies
from bot.usecases.study_refusals import NoAnswerOfYours, NoSuchRoom, NotJudgedYet

# An answer, or a candidate, as it was put up: the part that stays on show when its vote is closed.
Part = RoomCard | AnswerShown | JudgeShown | RoomEnds


@dataclass(frozen=True, slots=True)
class RoomStage:
    """`over` is the part whose message loses its buttons now, `closing` what is said below it; `now` is the part to show, in a message of
    its own."""

    room: StoredRoom
    over: Part | None
    closing: AnswerVoted | Revoted | None
    now: Part


@dataclass(frozen=True, slots=True)
class OwnJudgement:
    """One author's own answer and everything that the judge says of it; `grounds` are the ids of what its vote rests on."""

    asked: Asked
    text: str
    judgement: Judgement
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A judgement to be sent to its author, whom the platform knows by `external_id`, in their language where it is known. `answer_id` is
    for `RoomStages.sent` alone."""

    answer_id: str
    external_id: str
    language: str | None
    own: OwnJudgement


class RoomStages:
    def __init__(self, means: Means, rubric: Rubric, studies: Studies) -> None:
        self._means = means
        self._rubric = rubric
        self._studies = studies

    async def of(self, room: StoredRoom) -> RoomStage:
        """What is to be shown now. An answer is judged when its turn comes, so that fifty that are sent at once keep nobody waiting; the
        judgement is stored from then on."""
        await self._judge(room)
        state = room.state
        async with self._means.database.reading() as connection:
            votes = await study_votes.of_room(connection, room.id)
            before = state.stage if state.ending is not None else state.stage - 1
            over, closing = await self._over(connection, room, before, votes)
            now: Part
            if state.phase == "collecting":
                over, now = None, await self._card(connection, room)
            elif state.phase == "done":
                now = await self._ends(connection, room, votes)
            else:
                now = await self._part(connection, room, state.stage, votes)
        return RoomStage(room, over, closing, now)

    async def card(self, room: StoredRoom) -> RoomCard:
        """The first message of a room that collects answers, with how many there are now."""
        async with self._means.database.reading() as connection:
            return await self._card(connection, room)

    async def own(self, who: Who, room_id: str) -> OwnJudgement:
        """The member's own answer and its whole judgement. Raises NoSuchRoom, NoAnswerOfYours, NotJudgedYet."""
        room = await self._studies.load(room_id)
        if room is None:
            raise NoSuchRoom
        async with self._means.database.reading() as connection:
            member = await members.find_member(connection, who.platform, who.external_id)
            mine = None if member is None else await study_answers.of_member(connection, room_id, member)
        if mine is None or mine.text is None:
            raise NoAnswerOfYours
        if room.state.is_open and (mine.place is None or not room.state.judged(mine.place)):
            raise NotJudgedYet
        return self._own(room, mine)

    async def letters(self, room_id: str) -> list[Letter]:
        """The judgements of a closed room that their authors have not been sent yet."""
        room = await self._studies.load(room_id)
        if room is None or room.state.is_open:
            return []
        found = []
        async with self._means.database.reading() as connection:
            for answer in await study_answers.sent(connection, room_id):
                if answer.told or answer.member_id is None:
                    continue
                author = await members.external_id(connection, answer.member_id)
                if author is not None:
                    language = await members.language_of(connection, answer.member_id)
                    found.append(Letter(answer.id, author, language, self._own(room, answer)))
        return found

    async def sent(self, letter: Letter) -> None:
        """The author was sent it, or cannot be."""
        async with self._means.database.writing() as connection:
            await study_answers.note_told(connection, letter.answer_id)

    async def _judge(self, room: StoredRoom) -> None:
        if room.state.place is None:
            return
        async with self._means.database.reading() as connection:
            answer = await study_answers.at(connection, room.id, room.state.place)
        if answer is None or answer.text is None or answer.judgement is not None:
            return
        judgement = self._judgement(room, answer)
        async with self._means.database.writing() as connection:
            await study_answers.judged(connection, answer.id, answer.text, judgement.to_data(), self._rubric.version)

    # Inside ---------------------------------------------------------------------------------------------------------------

    async def _over(
        self, connection: Connection, room: StoredRoom, stage: int, votes: list[Cast]
    ) -> tuple[Part | None, AnswerVoted | Revoted | None]:
        """The part before this one, and how its vote ended."""
        if stage < 0:
            return (await self._card(connection, room) if room.state.kind == "study" else None), None
        phase, place = plan(room.state.kind, room.state.total)[stage]
        part = await self._part(connection, room, stage, votes)
        answer = await study_answers.at(connection, room.id, place)
        if phase == "voting":
            return part, AnswerVoted(room.state.kind, place + 1, self._tally(room, place, votes, answer).first.total)
        return part, Revoted(room.state.kind, self._tally(room, place, votes, answer), self._verdict(room, answer))

    async def _part(self, connection: Connection, room: StoredRoom, stage: int, votes: list[Cast]) -> Part:
        state = room.state
        phase, place = plan(state.kind, state.total)[stage]
        answer = await study_answers.at(connection, room.id, place)
        text = None if answer is None else answer.text
        if phase == "voting":
            return AnswerShown(state.kind, room.question, place + 1, state.total, text, 0 < state.total < ENOUGH_TO_HIDE)
        judgement = None if answer is None else self._judgement(room, answer)
        spread = self._tally(room, place, votes, answer).first
        thinks = "" if answer is None else answer.thinks or ""
        return JudgeShown(state.kind, place + 1, state.total, text, judgement, spread, thinks, self._grounds(judgement))

    async def _card(self, connection: Connection, room: StoredRoom) -> RoomCard:
        state = room.state
        host = None if room.host_id is None else await members.external_id(connection, room.host_id)
        return RoomCard(
            kind=state.kind,
            principle=room.principle,
            level=room.level,  # type: ignore[arg-type]  # the room holds no other level
            question=room.question,
            host=host or "",
            answers=await study_answers.how_many(connection, room.id),
            until=room.ends_at,
            waiting=room.waiting,
            ending=state.ending if state.stage < 0 else None,
            revealed=state.stage >= 0,
        )

    async def _ends(self, connection: Connection, room: StoredRoom, votes: list[Cast]) -> RoomEnds:
        lines: list[tuple[Tally, Verdict | None, float]] = []
        # Of a room that was stopped, what nobody has seen yet stays unseen.
        for place in range(room.state.total):
            answer = await study_answers.at(connection, room.id, place)
            if ("discussing", place) not in plan(room.state.kind, room.state.total)[: room.state.stage + 1]:
                continue
            judgement = None if answer is None else self._judgement(room, answer)
            told = self._tally(room, place, votes, answer)
            lines.append((told, judgement.verdict if judgement else None, judgement.score if judgement else 0.0))
        ending = room.state.ending
        assert ending is not None
        return RoomEnds(room.state.kind, ending, tuple(lines), len({vote.member for vote in votes}))

    def _tally(self, room: StoredRoom, place: int, votes: list[Cast], answer: StoredAnswer | None) -> Tally:
        return tally(place, votes, self._verdict(room, answer))

    def _verdict(self, room: StoredRoom, answer: StoredAnswer | None) -> Verdict | None:
        return None if answer is None else self._judgement(room, answer).verdict

    def _judgement(self, room: StoredRoom, answer: StoredAnswer) -> Judgement:
        """As it was stored; made on the spot for an answer that has not had its turn."""
        if answer.judgement is not None:
            return Judgement.from_data(answer.judgement)
        return judge(self._rubric, self._asked(room), (answer.text or "")[:JUDGED])

    def _own(self, room: StoredRoom, answer: StoredAnswer) -> OwnJudgement:
        judgement = self._judgement(room, answer)
        return OwnJudgement(self._asked(room), answer.text or "", judgement, self._grounds(judgement))

    def _grounds(self, judgement: Judgement | None) -> tuple[str, ...]:
        return () if judgement is None else grounds_of(self._rubric, judgement.because, judgement.ids)

    def _asked(self, room: StoredRoom) -> Asked:
        return Asked(room.principle, room.level, room.question)  # type: ignore[arg-type]  # the room holds no other level
