"""Study rooms: open, answer, vote, move on. What there is to show stands in study_stage.py; a front end shows it and says so (`shown`).

Every move is one transaction under the step that it was made at, and leaves a due row behind (DUE, the room's id): whoever takes it, in
whichever process, finds out from the room's row what is left to show. An author is known here and goes no further: what leaves these
use cases about an answer is its place among the shuffled ones.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.core import study
from bot.core.answer import MAX_CHARACTERS
from bot.core.confidential import Exposure, Kind, exposures
from bot.core.study import ENOUGH_TO_HIDE, MOST_CHARACTERS, SCALE, STALE_SECONDS, Cast, NotNow, Room, RoomEnding
from bot.core.study_replies import AnswerKept, VoteKept
from bot.core.timing import words_in
from bot.core.vocabulary import FLAWS_AND_SIGNALS
from bot.store import due, members, study_answers, study_votes
from bot.store import study as rooms
from bot.store.connection import Connection
from bot.store.study import StoredRoom
from bot.store.study_answers import StoredAnswer
from bot.store.texts import storable
from bot.usecases.exchange import Who
from bot.usecases.means import Means
from bot.usecases.refusals import Empty, TooLong
from bot.usecases.study_refusals import AnswersClosed, NoAnswerOfYours, NoSuchRoom, NotAVote, NotTheRoomsHost, RoomMoved

DUE, CARD, LETTERS, HOST = "study room", "study card", "study letters", "study host"
# How much later the number of answers is shown: many answers at once change the card once, and it does not tell who has just sent one.
CARD_SECONDS = 5


class FewAnswers(Exception):
    """So few answers are in (`n`) that readers may tell whose is whose; the host has to say so twice."""

    def __init__(self, n: int) -> None:
        super().__init__(n)
        self.n = n


class NobodyVoted(Exception):
    """The vote that is open has no vote yet; whoever leads has to say so twice."""


class Studies:
    def __init__(self, means: Means) -> None:
        self._means = means

    # Finding --------------------------------------------------------------------------------------------------------------

    async def load(self, room_id: str) -> StoredRoom | None:
        async with self._means.database.reading() as connection:
            return await rooms.load(connection, room_id)

    async def server_of(self, room_id: str) -> int | None:
        room = await self.load(room_id)
        return None if room is None else room.server_id

    async def running_in(self, channel_id: int) -> StoredRoom | None:
        async with self._means.database.reading() as connection:
            return await rooms.open_in(connection, channel_id)

    # Answering ------------------------------------------------------------------------------------------------------------

    async def draft(self, who: Who, room_id: str) -> str:
        """What the box opens with: the draft, or else what was sent, or nothing. Raises NoSuchRoom, AnswersClosed."""
        async with self._means.database.reading() as connection:
            room = await rooms.load(connection, room_id)
            if room is None:
                raise NoSuchRoom
            if room.state.phase != "collecting":
                raise AnswersClosed
            mine = await self._mine(connection, who, room_id)
        return "" if mine is None else mine.draft or mine.text or ""

    async def answer(self, who: Who, room_id: str, text: str, received: Callable[[], Awaitable[None]] | None = None) -> AnswerKept:
        """Takes a member's answer, in place of their earlier one; with names or secrets in it, it is kept as a draft until `send_draft`.
        `received` is awaited once the text is written down and not refused.

        Raises NoSuchRoom, Empty, TooLong, TooMany, and AnswersClosed (then the text was kept for its author)."""
        text = storable(text)
        if not text.strip():
            raise Empty
        found = exposures(text)
        return await self._take(who, room_id, text, found, received, as_draft=bool(found) or len(text) > MAX_CHARACTERS)

    async def keep(self, who: Who, room_id: str, text: str) -> bool:
        """Keeps what a member wrote elsewhere for their box, where nothing waits in it. Raises NoSuchRoom, AnswersClosed, TooMany."""
        text = storable(text)
        if len(text) > MOST_CHARACTERS or await self.draft(who, room_id):
            return False
        await self._take(who, room_id, text, (), None, as_draft=True)
        return True

    async def send_draft(self, who: Who, room_id: str, names: Mapping[Kind, str] | None) -> AnswerKept:
        """Sends the draft as it is, or, with `names` for each kind of thing that the guard finds, with these in place of what it found.

        Raises NoSuchRoom, AnswersClosed, Empty (there is no draft)."""
        text = await self.draft(who, room_id)
        if not text:
            raise Empty
        return await self._take(who, room_id, text if names is None else study.redacted(text, names), (), None, as_draft=False)

    async def _take(
        self,
        who: Who,
        room_id: str,
        text: str,
        found: tuple[Exposure, ...],
        received: Callable[[], Awaitable[None]] | None,
        *,
        as_draft: bool,
    ) -> AnswerKept:
        means, now = self._means, self._means.now()
        async with means.database.writing() as connection:
            room = await rooms.entered(connection, room_id)
            if room is None:
                raise NoSuchRoom
            is_open = room.state.phase == "collecting"
            member = await members.ensure_member(connection, who.platform, who.external_id, now)
            await means.limits.spend(connection, who, member, "answers", now)
            before = await study_answers.of_member(connection, room_id, member)
            if as_draft or not is_open:
                await study_answers.keep_draft(connection, means.new_id(), room_id, member, text, now)
            else:
                await study_answers.send(connection, means.new_id(), room_id, member, text, now)
                await due.ensure(connection, CARD, room_id, now + CARD_SECONDS)
            answers = await study_answers.how_many(connection, room_id)
        if not is_open:
            raise AnswersClosed
        if len(text) > MAX_CHARACTERS:
            raise TooLong(characters=len(text), limit=MAX_CHARACTERS)
        if received is not None:
            await received()
        if as_draft:
            return AnswerKept("warned", words_in(text), answers, room.ends_at, found)
        news = "changed" if before is not None and before.text is not None else "in"
        return AnswerKept(news, words_in(text), answers, room.ends_at)

    async def withdraw(self, who: Who, room_id: str) -> None:
        """Takes the member's own answer back; it stays theirs as a draft. Raises NoSuchRoom, AnswersClosed, NoAnswerOfYours."""
        now = self._means.now()
        async with self._means.database.writing() as connection:
            room = await rooms.entered(connection, room_id)
            if room is None:
                raise NoSuchRoom
            if room.state.phase != "collecting":
                raise AnswersClosed
            member = await members.find_member(connection, who.platform, who.external_id)
            if member is None or not await study_answers.withdraw(connection, room_id, member, now):
                raise NoAnswerOfYours
            await due.ensure(connection, CARD, room_id, now + CARD_SECONDS)

    # Voting ---------------------------------------------------------------------------------------------------------------

    async def vote(self, who: Who, room_id: str, step: int, verdict: str, reasons: tuple[str, ...]) -> VoteKept:
        """Takes a member's vote on the answer on show, in place of their earlier one in this round.

        Raises NoSuchRoom, RoomMoved, NotAVote."""
        reasons = tuple(dict.fromkeys(reasons))
        if verdict not in SCALE or not 1 <= len(reasons) <= study.MOST_REASONS or not set(reasons) <= set(FLAWS_AND_SIGNALS):
            raise NotAVote
        now = self._means.now()
        async with self._means.database.writing() as connection:
            room = await rooms.entered(connection, room_id)
            if room is None:
                raise NoSuchRoom
            place, number = room.state.place, room.state.round
            if room.state.step != step or place is None or number is None:
                raise RoomMoved
            member = await members.ensure_member(connection, who.platform, who.external_id, now)
            answer = await study_answers.at(connection, room_id, place)
            own = answer is not None and answer.member_id == member
            changed = await study_votes.cast(connection, room_id, Cast(member, place, number, verdict, reasons), now)
        return VoteKept(room.state.kind, place + 1, verdict, reasons, changed, own, number == 2)

    # Leading --------------------------------------------------------------------------------------------------------------

    async def reveal(self, who: Who, room_id: str, *, moderator: bool, sure: bool = False) -> None:
        """No more answers; the first is shown. Raises NoSuchRoom, NotTheRoomsHost, RoomMoved, FewAnswers."""
        async with self._means.database.writing() as connection:
            room = await self._held(connection, who, room_id, moderator)
            if room.state.phase != "collecting":
                raise RoomMoved
            answers = await study_answers.how_many(connection, room_id)
            if answers < ENOUGH_TO_HIDE and not (sure and answers):
                raise FewAnswers(answers)
            await self._reveal(connection, room)

    async def go_on(self, who: Who, room_id: str, step: int, *, moderator: bool, sure: bool = False) -> None:
        """Ends the present vote, or the discussion. Raises NoSuchRoom, NotTheRoomsHost, RoomMoved, NobodyVoted."""
        async with self._means.database.writing() as connection:
            room = await self._held(connection, who, room_id, moderator)
            if room.state.step != step:
                raise RoomMoved
            # In the discussion first votes stand; before it nobody's does.
            if not sure and room.state.round == 1 and not await study_votes.of_room(connection, room_id, room.state.place):
                raise NobodyVoted
            try:
                await self._move(connection, room, study.proceed(room.state))
            except NotNow as error:
                raise RoomMoved from error

    async def stop(self, who: Who, room_id: str, *, moderator: bool) -> None:
        """Closes the room where it stands. Raises NoSuchRoom, NotTheRoomsHost, RoomMoved."""
        async with self._means.database.writing() as connection:
            room = await self._held(connection, who, room_id, moderator)
            await self._stop(connection, room, "stopped")

    async def may_lead(self, who: Who, room_id: str, *, moderator: bool) -> StoredRoom:
        """Raises NoSuchRoom, NotTheRoomsHost, RoomMoved."""
        async with self._means.database.reading() as connection:
            return await self._led(connection, who, await rooms.load(connection, room_id), moderator)

    # What time does -------------------------------------------------------------------------------------------------------

    async def proceed(self, room: StoredRoom) -> None:
        """Moves a room on whose time is up; nothing happens where somebody else has."""
        now = self._means.now()
        async with self._means.database.writing() as connection:
            current = await rooms.held(connection, room.id)
            if current is None or current.state != room.state or current.waiting != room.waiting or not current.state.is_open:
                return
            if current.state.phase != "collecting":
                await self._move(connection, current, study.proceed(current.state))
            elif await study_answers.how_many(connection, room.id) >= ENOUGH_TO_HIDE:
                await self._reveal(connection, current)
            elif current.waiting or not await study_answers.how_many(connection, room.id):
                await self._stop(connection, current, "stopped" if current.waiting else "empty")
            else:
                await rooms.wait(connection, current, now + STALE_SECONDS, now)
                await due.schedule(connection, CARD, room.id, now)
                await due.schedule(connection, HOST, room.id, now)

    async def host_awaited(self, room_id: str) -> tuple[StoredRoom, str, str | None] | None:
        """The room that waits for its host, who that is to the platform, and their language where it is known; None where none waits."""
        async with self._means.database.reading() as connection:
            room = await rooms.load(connection, room_id)
            if room is None or not room.waiting or room.state.phase != "collecting" or room.host_id is None:
                return None
            host = await members.external_id(connection, room.host_id)
            return None if host is None else (room, host, await members.language_of(connection, room.host_id))

    async def lost(self, room: StoredRoom) -> None:
        """The channel cannot be written to any more: the room is closed."""
        async with self._means.database.writing() as connection:
            current = await rooms.held(connection, room.id)
            if current is not None and current.state.is_open:
                current = await self._stop(connection, current, "gone")
            if current is not None:
                await rooms.shown(connection, current, current.message_id)

    async def shown(self, room: StoredRoom, *messages: int) -> bool:
        """The present step is on show in these messages, of which the last carries its buttons. False where the room has moved on
        meanwhile."""
        async with self._means.database.writing() as connection:
            if room.state.place is not None:
                await study_answers.note_posts(connection, room.id, room.state.place, messages)
            return await rooms.shown(connection, room, messages[-1] if messages else None)

    # Inside ---------------------------------------------------------------------------------------------------------------

    async def _held(self, connection: Connection, who: Who, room_id: str, moderator: bool) -> StoredRoom:
        return await self._led(connection, who, await rooms.held(connection, room_id), moderator)

    async def _led(self, connection: Connection, who: Who, room: StoredRoom | None, moderator: bool) -> StoredRoom:
        """The open room, for whoever may lead it."""
        if room is None:
            raise NoSuchRoom
        member = await members.find_member(connection, who.platform, who.external_id)
        if not moderator and (member is None or member != room.host_id):
            raise NotTheRoomsHost
        if not room.state.is_open:
            raise RoomMoved
        return room

    async def _reveal(self, connection: Connection, room: StoredRoom) -> None:
        ids = study.order(room.seed, [answer.id for answer in await study_answers.sent(connection, room.id)])
        await study_answers.place_all(connection, ids)
        await self._move(connection, room, study.reveal(room.state, len(ids)))

    async def _stop(self, connection: Connection, room: StoredRoom, why: RoomEnding) -> StoredRoom:
        return await self._move(connection, room, study.stop(room.state, why))

    async def _move(self, connection: Connection, room: StoredRoom, state: Room) -> StoredRoom:
        """The room in its new state, which somebody has to show at once."""
        now = self._means.now()
        moved = await rooms.move(connection, room, state, now + STALE_SECONDS if state.is_open else None, now)
        await due.schedule(connection, DUE, room.id, now)
        await due.cancel(connection, CARD, room.id)
        if not state.is_open and state.kind == "study":
            await due.schedule(connection, LETTERS, room.id, now)
        return moved

    async def _mine(self, connection: Connection, who: Who, room_id: str) -> StoredAnswer | None:
        member = await members.find_member(connection, who.platform, who.external_id)
        return None if member is None else await study_answers.of_member(connection, room_id, member)
