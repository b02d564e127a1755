"""Quiz parties: open, join, start, stop, and move on when time is up. What there is to show stands in quiz_stage.py; a front end shows it
and says when it has (`shown`): the time of a step begins then, so that a slow or a restarted bot takes nobody's time away.

A party has a due row (DUE, its id) for as long as it lasts: whoever takes it, in whichever process, finds out from the party's row what is
left to do. What people do makes it due at once; what time does is done by whoever holds the row.
"""

from __future__ import annotations

from dataclasses import replace

from bot.core import quiz_party
from bot.core.frozen import dataclass
from bot.core.quiz import by_story, draw
from bot.core.quiz_party import HOST_MINUTES, ON_ITS_WAY, Ending, NotNow, Party
from bot.core.vocabulary import PRINCIPLES
from bot.store import due, members, quiz_asked, quiz_items, quiz_parties
from bot.store.connection import Connection
from bot.store.quiz_asked import Asked
from bot.store.quiz_items import Answer
from bot.store.quiz_parties import StoredParty
from bot.usecases.exchange import Who
from bot.usecases.means import Means
from bot.usecases.quiz_pool import pool_of
from bot.usecases.quiz_refusals import (
    HostLeft,
    NoQuestions,
    NoSuchQuiz,
    NotTheHost,
    PartyBegun,
    PartyOver,
    PartyRunning,
    QuestionClosed,
    StartIsTheHosts,
    StillAnswering,
)

__all__ = ["DUE", "GRACE", "May", "Parties", "Pressed", "StoredParty"]

DUE = "quiz party"
# An answer that was clicked in time is on its way for a moment: seconds between the end that is shown and the one that counts.
GRACE = 1
# Whoever comes later than this to close a question was not there while it was open.
LATE = 5


@dataclass(frozen=True, slots=True)
class Pressed:
    """The message in the channel whose button was pressed, and the step that the button was made for."""

    message_id: int
    step: int


@dataclass(frozen=True, slots=True)
class May:
    """What a member may do with a party: `lead` is the host's and the moderators'. A lobby is started as well by those who are in, once its
    host has had their time; one whose host is gone (`orphan`) is theirs to start and to call off at once."""

    lead: bool
    start: bool
    stop: bool
    orphan: bool


class Parties:
    def __init__(self, means: Means) -> None:
        self._means = means

    # What people do -------------------------------------------------------------------------------------------------------

    async def open(
        self, who: Who, server_id: int, channel_id: int, *, questions: int, window: int, principle: str | None = None
    ) -> StoredParty:
        """A new party in its lobby; its host plays. Fewer questions where there are not so many. Raises PartyRunning, NoQuestions,
        TooMany."""
        means, now, seed = self._means, self._means.now(), self._means.new_seed()
        pool = await pool_of(means, server_id, principle)
        if not pool:
            raise NoQuestions(principle=principle or next(iter(PRINCIPLES)))
        async with means.database.writing() as connection:
            await members.ensure_server(connection, server_id, now)
            host = await members.ensure_member(connection, who.platform, who.external_id, now)
            await means.limits.spend(connection, who, host, "sessions", now)
            asked_here = await quiz_asked.times_in(connection, channel_id)
            drawn = by_story(draw(pool, asked_here, seed, questions))
            party = StoredParty(
                id=means.new_id(),
                server_id=server_id,
                channel_id=channel_id,
                host_id=host,
                principle=principle,
                seed=seed,
                items=await quiz_items.keep(connection, drawn),
                state=Party(len(drawn), window),
                shown_step=-1,
                ends_at=None,
                message_id=None,
                created_at=now,
            )
            if not await quiz_parties.create(connection, party):
                raise PartyRunning
            await quiz_parties.join(connection, party.id, host, now)
            await due.schedule(connection, DUE, party.id, now)
        return party

    async def running_in(self, channel_id: int) -> StoredParty | None:
        async with self._means.database.reading() as connection:
            return await quiz_parties.open_in(connection, channel_id)

    async def may(self, who: Who, party: StoredParty, *, moderator: bool, hostless: bool = False) -> May:
        """`hostless`: the host has left the server."""
        async with self._means.database.reading() as connection:
            return await self._may(connection, who, party, moderator, hostless)

    async def waits_for(self, party_id: str) -> str | None:
        """Whose start a lobby waits for, by what their platform knows them by; None where it is no lobby, or nobody's."""
        async with self._means.database.reading() as connection:
            party = await quiz_parties.load(connection, party_id)
            if party is None or party.state.phase != "lobby" or party.host_id is None:
                return None
            return await members.external_id(connection, party.host_id)

    async def join(self, who: Who, party_id: str) -> tuple[StoredParty, bool]:
        """The member plays from now on; False where they did already. Raises NoSuchQuiz, PartyOver."""
        now = self._means.now()
        async with self._means.database.writing() as connection:
            party = await quiz_parties.load(connection, party_id)
            if party is None:
                raise NoSuchQuiz
            if not party.state.is_open:
                raise PartyOver
            member = await members.ensure_member(connection, who.platform, who.external_id, now)
            return party, await quiz_parties.join(connection, party_id, member, now)

    async def start(self, who: Who, party_id: str, *, moderator: bool, hostless: bool = False, pressed: Pressed | None = None) -> None:
        """Out of the lobby; whoever starts it in the host's stead leads it. Raises NoSuchQuiz, PartyOver, PartyBegun, NotTheHost."""
        now = self._means.now()
        async with self._means.database.writing() as connection:
            party, may = await self._held(connection, who, party_id, moderator, hostless)
            try:
                state = quiz_party.start(party.state)
            except NotNow as error:
                raise PartyBegun from error
            if not may.start:
                raise HostLeft if may.orphan else StartIsTheHosts(minutes=HOST_MINUTES)
            party = await self._as_pressed(connection, party, pressed)
            await self._move(connection, party, state, now)
            if not may.lead:
                await quiz_parties.led_by(connection, party_id, await members.ensure_member(connection, who.platform, who.external_id, now))
            await due.schedule(connection, DUE, party_id, now)

    async def go_on(self, who: Who, party_id: str, step: int, *, moderator: bool, pressed: Pressed | None = None) -> None:
        """Ends a pause; ends a question once everybody who plays has answered it.

        Raises NoSuchQuiz, PartyOver, NotTheHost, QuestionClosed (the step is over), StillAnswering."""
        async with self._means.database.writing() as connection:
            party, may = await self._held(connection, who, party_id, moderator)
            if not may.lead:
                raise NotTheHost
            party = await self._as_pressed(connection, party, pressed)
            if party.state.step != step or party.state.phase not in ("reading", "asking"):
                raise QuestionClosed
            if party.state.phase == "asking":
                asked = await quiz_asked.of_party(connection, party_id, party.state.place)
                answered = len(await quiz_asked.answers_to(connection, asked.id)) if asked else 0
                left = await quiz_parties.count_players(connection, party_id) - answered
                if left:
                    raise StillAnswering(n=left)
            await self._advance(connection, party)
            await due.schedule(connection, DUE, party_id, self._means.now())

    async def stop(self, who: Who, party_id: str, *, moderator: bool, hostless: bool = False, pressed: Pressed | None = None) -> None:
        """Ends the party where it stands; the question that is open counts for nobody. Raises NoSuchQuiz, PartyOver, NotTheHost."""
        async with self._means.database.writing() as connection:
            party, may = await self._held(connection, who, party_id, moderator, hostless)
            if not may.stop:
                raise HostLeft if may.orphan else NotTheHost
            party = await self._as_pressed(connection, party, pressed)
            await self._stop(connection, party, "stopped")
            await due.schedule(connection, DUE, party_id, self._means.now())

    # What time does -------------------------------------------------------------------------------------------------------

    async def load(self, party_id: str) -> StoredParty | None:
        async with self._means.database.reading() as connection:
            return await quiz_parties.load(connection, party_id)

    async def server_of(self, party_id: str) -> int | None:
        party = await self.load(party_id)
        return None if party is None else party.server_id

    async def proceed(self, party: StoredParty) -> None:
        """Moves a party on whose time is up; nothing happens where somebody else has."""
        async with self._means.database.writing() as connection:
            current = await quiz_parties.held(connection, party.id)
            if current is not None and current.state == party.state and current.state.is_open:
                await self._advance(connection, current)

    async def lost(self, party: StoredParty) -> None:
        """The channel cannot be written to any more: the party is over."""
        async with self._means.database.writing() as connection:
            current = await quiz_parties.held(connection, party.id)
            if current is not None and current.state.is_open:
                current = await self._stop(connection, current, "gone")
            if current is not None:
                await quiz_parties.shown(connection, current, current.message_id, None)

    async def shown(self, party: StoredParty, message_id: int | None, ends_at: int | None) -> bool:
        """The present step is on show, in this message and until then. False where the party has moved on meanwhile."""
        async with self._means.database.writing() as connection:
            if party.state.phase == "asking":
                asked = await quiz_asked.of_party(connection, party.id, party.state.place)
                if asked is not None and ends_at is not None:
                    await quiz_asked.reopen(connection, asked.id, ends_at - party.state.window - ON_ITS_WAY)
                if asked is not None and message_id is not None:
                    # Its answer stays in that message, beside those who led then.
                    await quiz_asked.note_message(connection, asked.id, message_id)
            return await quiz_parties.shown(connection, party, message_id, ends_at)

    # Inside ---------------------------------------------------------------------------------------------------------------

    async def _held(
        self, connection: Connection, who: Who, party_id: str, moderator: bool, hostless: bool = False
    ) -> tuple[StoredParty, May]:
        """The open party, and what this member may do with it. Raises NoSuchQuiz, PartyOver."""
        party = await quiz_parties.held(connection, party_id)
        if party is None:
            raise NoSuchQuiz
        if not party.state.is_open:
            raise PartyOver
        return party, await self._may(connection, who, party, moderator, hostless)

    async def _may(self, connection: Connection, who: Who, party: StoredParty, moderator: bool, hostless: bool) -> May:
        member = await members.find_member(connection, who.platform, who.external_id)
        lead = moderator or (member is not None and member == party.host_id)
        lobby = party.state.phase == "lobby"
        orphan = lobby and (hostless or party.host_id is None)
        plays = lobby and member is not None and await quiz_parties.plays(connection, party.id, member)
        late = self._means.now() >= party.created_at + HOST_MINUTES * 60
        return May(lead=lead, start=lead or (plays and (orphan or late)), stop=lead or (plays and orphan), orphan=orphan)

    async def _as_pressed(self, connection: Connection, party: StoredParty, pressed: Pressed | None) -> StoredParty:
        """What was pressed is on show, though whoever showed it may have died before saying so."""
        if pressed is None or party.is_shown or pressed.step != party.state.step:
            return party
        await quiz_parties.shown(connection, party, pressed.message_id, None)
        return replace(party, shown_step=pressed.step, message_id=pressed.message_id)

    async def _advance(self, connection: Connection, party: StoredParty) -> None:
        now = self._means.now()
        state = party.state
        answers, late = 0, False
        if state.phase == "asking":
            answers = await self._close(connection, party, now)
            late = party.ends_at is not None and now > party.ends_at + GRACE + LATE
        after = quiz_party.proceed(state, answers=answers, late=late)
        await self._move(connection, party, after, now)
        if after.phase == "asking":
            await self._ask(connection, party, after.place, now)

    async def _move(self, connection: Connection, party: StoredParty, state: Party, now: int) -> StoredParty:
        """The party in its new state, not shown yet. It is `held`: nobody moves it beside us."""
        moved = await quiz_parties.move(connection, party, state, now)
        assert moved is not None
        return moved

    async def _ask(self, connection: Connection, party: StoredParty, place: int, now: int) -> None:
        item = await quiz_items.one(connection, party.items[place])
        asked = Asked(
            id=self._means.new_id(),
            kind="party",
            server_id=party.server_id,
            channel_id=party.channel_id,
            party_id=party.id,
            place=place,
            key=item.key,
            digest=party.items[place],
            seed=party.seed,
            opened_at=now,
        )
        await quiz_asked.ask(connection, asked)

    async def _close(self, connection: Connection, party: StoredParty, now: int) -> int:
        """Closes the open question and marks its answers; how many there were."""
        asked = await quiz_asked.of_party(connection, party.id, party.state.place)
        assert asked is not None
        item = await quiz_items.one(connection, asked.digest)
        await quiz_asked.close(connection, asked.id, item.right, now)
        answers = await quiz_asked.answers_to(connection, asked.id)
        noted = [Answer(each.member_id, item.key, asked.digest, each.choice, each.choice == item.right) for each in answers]
        await quiz_items.note(connection, noted, now)
        return len(answers)

    async def _stop(self, connection: Connection, party: StoredParty, why: Ending) -> StoredParty:
        now = self._means.now()
        if party.state.phase == "asking":
            asked = await quiz_asked.of_party(connection, party.id, party.state.place)
            if asked is not None:
                await quiz_asked.drop(connection, asked.id, now)
        return await self._move(connection, party, quiz_party.stop(party.state, why), now)
