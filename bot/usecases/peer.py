"""Peer panels: two members, a round each in the interviewer's seat. What is asked follows the same machine as every interview; who sits
where is checked at every step.

A text is written down, judged and stepped in one transaction that the panel's row serialises: the two of them may act at once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.content.library import Library
from bot.core import peer
from bot.core.answer import MAX_CHARACTERS
from bot.core.confidential import Exposure, exposures
from bot.core.debrief import final_vote
from bot.core.events import Answered, Ended
from bot.core.frozen import dataclass
from bot.core.peer import STALE_SECONDS, NotNow, Peer
from bot.core.scorecard import NOTES, Compared, Desk, Scorecard
from bot.core.study import MOST_CHARACTERS, MOST_REASONS, SCALE
from bot.core.vocabulary import FLAWS_AND_SIGNALS, Level
from bot.core.vote.rubric import Rubric
from bot.store import due, members
from bot.store import peer as rows
from bot.store.connection import Connection
from bot.store.peer import StoredPanel, StoredRound
from bot.store.texts import storable
from bot.usecases.choosing import choose
from bot.usecases.exchange import Who
from bot.usecases.means import Means
from bot.usecases.peer_rounds import Rounds, card_of, desk_of
from bot.usecases.refusals import Empty, NoOtherQuestion, TooLong
from bot.usecases.study_refusals import (
    NoSuchPanel,
    NotAVote,
    NotInPanel,
    NotTheCandidate,
    NotTheInterviewer,
    NotTheInvited,
    PanelMoved,
    PanelNeedsTwo,
    PanelOver,
    QuestionPassed,
)

__all__ = ["DUE", "Peers", "Seats", "StoredPanel"]

DUE = "peer panel"


@dataclass(frozen=True, slots=True)
class Seats:
    """Who sits where in a round, as their platform knows them; and what it is about. Before the first one that is the first."""

    interviewer: str
    candidate: str
    principle: str
    level: str


class Peers:
    def __init__(self, means: Means, rubric: Rubric) -> None:
        self._means = means
        self._rounds = Rounds(rubric, means.new_seed)

    async def open(
        self, host: Who, partner: Who, server_id: int, place: Callable[[], Awaitable[int]], *, level: Level, principle: str | None = None
    ) -> StoredPanel:
        """A new panel that waits for its partner; both rounds have their questions. `place` opens the channel of the two: nobody is called
        into one for what is refused. Raises PanelNeedsTwo, NoScenarioFor, NoOtherQuestion, TooMany, and what `place` raises."""
        if host == partner:
            raise PanelNeedsTwo
        means, now, id = self._means, self._means.now(), self._means.new_id()
        shelf = await means.shelf(server_id)
        first = choose(shelf, means.new_seed(), (), principle=principle)
        asked = ((first.question, first.scenario.id if first.scenario else None),)
        try:
            second = choose(shelf, means.new_seed(), asked, principle=principle, excluded=frozenset({first.question}))
        except LookupError as error:
            raise NoOtherQuestion(principle=first.principle) from error
        async with means.database.writing() as connection:
            member = await members.ensure_member(connection, host.platform, host.external_id, now)
            await means.limits.spend(connection, host, member, "sessions", now)
        channel_id = await place()
        async with means.database.writing() as connection:
            await members.ensure_server(connection, server_id, now)
            seats = [await members.ensure_member(connection, who.platform, who.external_id, now) for who in (host, partner)]
            panel = StoredPanel(id, server_id, channel_id, seats[0], seats[1], Peer(), -1, None, now, now)
            rounds = (
                self._rounds.begin(id, 1, seats[0], seats[1], first, level),
                self._rounds.begin(id, 2, seats[1], seats[0], second, level),
            )
            await rows.create(connection, panel, rounds)
            await due.schedule(connection, DUE, id, now)
        return panel

    async def load(self, panel_id: str) -> StoredPanel | None:
        async with self._means.database.reading() as connection:
            return await rows.load(connection, panel_id)

    async def seats(self, panel_id: str, round: int | None = None) -> Seats:
        """Of the present round, or of the one named. Raises NoSuchPanel."""
        async with self._means.database.reading() as connection:
            panel = await rows.load(connection, panel_id)
            one = None if panel is None else await rows.round_of(connection, panel_id, round or max(panel.state.round, 1))
            if one is None:
                raise NoSuchPanel
            names = [await self._name(connection, id) for id in (one.interviewer_id, one.candidate_id)]
        return Seats(names[0], names[1], one.principle, one.state.setup.level)

    # What the two do ------------------------------------------------------------------------------------------------------

    async def accept(self, who: Who, panel_id: str) -> None:
        """The partner is in. Raises NoSuchPanel, NotInPanel, NotThatSeat, PanelMoved, PanelOver."""
        async with self._means.database.writing() as connection:
            panel, member = await self._entered(connection, who, panel_id)
            if member != panel.partner_id:
                raise NotTheInvited(member=await self._name(connection, panel.partner_id))
            try:
                await self._move(connection, panel, peer.begin(panel.state))
            except NotNow as error:
                raise PanelMoved from error

    async def desk(self, who: Who, panel_id: str) -> tuple[Desk, int]:
        """The interviewer's desk in the present round, and the step that a text from it answers. Raises as `answer`."""
        async with self._means.database.reading() as connection:
            panel = await self._known(who, connection, await rows.load(connection, panel_id))
            one = await self._present(connection, panel[0])
            if panel[1] != one.interviewer_id:
                raise NotTheInterviewer(member=await self._name(connection, one.interviewer_id))
            candidate = await self._name(connection, one.candidate_id)
        return desk_of(one, candidate), one.state.step

    async def answering(self, who: Who, panel_id: str, asked: tuple[int, int] | None = None) -> tuple[int, str, str, bool]:
        """For the box of either of the two: the step that a text answers, what the box opens with, the open question (which the
        candidate is shown only where it was `asked` in the thread, in that round and at that step), and whether this is the interviewer.
        Raises as `answer`, and QuestionPassed (that one is open no more)."""
        async with self._means.database.reading() as connection:
            panel, member = await self._known(who, connection, await rows.load(connection, panel_id))
            one = await self._present(connection, panel)
            draft = await rows.draft_of(connection, one)
            asker = await self._name(connection, one.interviewer_id)
        if asked is not None and asked != (one.number, one.state.step):
            raise QuestionPassed(member=asker)
        if one.state.question is None:
            raise PanelMoved
        asks = member == one.interviewer_id
        return one.state.step, "" if asks else draft, one.state.question.text if asks or asked is not None else "", asks

    async def answer(
        self,
        who: Who,
        panel_id: str,
        step: int,
        text: str,
        received: Callable[[], Awaitable[None]] | None = None,
        *,
        sure: bool = False,
    ) -> tuple[Exposure, ...]:
        """Takes what the candidate typed, or the interviewer's summary of it. What the guard finds in a candidate's text is
        given back instead, and the text kept as a draft, until it comes with `sure`.

        Raises NoSuchPanel, NotInPanel, PanelOver, Empty, TooLong, TooMany, PanelMoved (that step is answered; a candidate's text is
        kept)."""
        text = storable(text)
        if not text.strip():
            raise Empty
        found: tuple[Exposure, ...] = ()
        moved = False
        shelf = await self._shelf(panel_id)
        async with self._means.database.writing() as connection:
            panel, member = await self._entered(connection, who, panel_id)
            await self._means.limits.spend(connection, who, member, "answers", self._means.now())
            one = await self._present(connection, panel)
            own = member == one.candidate_id
            if own and not sure:
                found = exposures(text)
            moved = one.state.step != step
            if len(text) > MAX_CHARACTERS or moved or found:
                if own:
                    await rows.keep_draft(connection, one, text, self._means.now())
            else:
                await rows.step_round(connection, one, self._rounds.step(one, Answered(text), shelf))
                if own:
                    await rows.drop_draft(connection, one)
        if len(text) > MAX_CHARACTERS:
            raise TooLong(characters=len(text), limit=MAX_CHARACTERS)
        if moved:
            raise PanelMoved
        if received is not None:
            await received()
        return found

    async def keep(self, who: Who, panel_id: str, text: str) -> bool:
        """Keeps what the candidate wrote elsewhere for their box, where nothing waits in it; False where this is not the candidate, or
        something does. Raises NoSuchPanel, NotInPanel, PanelOver, PanelMoved, TooMany."""
        text = storable(text)
        async with self._means.database.writing() as connection:
            panel, member = await self._entered(connection, who, panel_id)
            one = await self._present(connection, panel)
            if member != one.candidate_id or len(text) > MOST_CHARACTERS or await rows.draft_of(connection, one):
                return False
            await self._means.limits.spend(connection, who, member, "answers", self._means.now())
            await rows.keep_draft(connection, one, text, self._means.now())
        return True

    async def send_draft(self, who: Who, panel_id: str, step: int) -> str:
        """Sends the candidate's draft as it is, and says what it was. Raises what `answer` raises."""
        async with self._means.database.reading() as connection:
            panel, member = await self._known(who, connection, await rows.load(connection, panel_id))
            one = await self._present(connection, panel)
            if member != one.candidate_id:
                raise NotTheCandidate(member=await self._name(connection, one.candidate_id))
            draft = await rows.draft_of(connection, one)
        await self.answer(who, panel_id, step, draft, sure=True)
        return draft

    async def pass_over(self, who: Who, panel_id: str, step: int) -> None:
        """Another question in place of the open one. Raises as `answer`, and NotThatSeat, NoOtherQuestion."""
        shelf = await self._shelf(panel_id)
        async with self._means.database.writing() as connection:
            panel, member = await self._entered(connection, who, panel_id)
            one = await self._present(connection, panel)
            if member != one.interviewer_id:
                raise NotTheInterviewer(member=await self._name(connection, one.interviewer_id))
            if one.state.step != step or one.state.question is None:
                raise PanelMoved
            await rows.step_round(connection, one, self._rounds.step(one, self._rounds.instead(one.state, shelf), shelf))

    async def score(self, who: Who, panel_id: str, round: int, verdict: str, reasons: tuple[str, ...], notes: dict[str, str]) -> None:
        """The interviewer's scorecard ends the round. Raises as `answer`, and NotThatSeat, NotAVote."""
        reasons = tuple(dict.fromkeys(reasons))
        if verdict not in SCALE or not 1 <= len(reasons) <= MOST_REASONS or not set(reasons) <= set(FLAWS_AND_SIGNALS):
            raise NotAVote
        kept = {box: storable(notes[box]).strip() for box in NOTES if notes.get(box, "").strip()}
        now, shelf = self._means.now(), await self._shelf(panel_id)
        async with self._means.database.writing() as connection:
            panel, member = await self._entered(connection, who, panel_id)
            if panel.state.round != round:
                raise PanelMoved
            one = await self._present(connection, panel)
            if member != one.interviewer_id:
                raise NotTheInterviewer(member=await self._name(connection, one.interviewer_id))
            ended = one.state if one.state.phase == "done" else self._rounds.step(one, Ended(), shelf)
            vote = final_vote(ended)
            await rows.score(connection, one, ended, verdict, list(reasons), kept, None if vote is None else vote.verdict, now)
            await self._move(connection, panel, peer.scored(panel.state, round))

    async def stop(self, who: Who, panel_id: str) -> None:
        """Either of the two ends it. Raises NoSuchPanel, NotInPanel, PanelOver."""
        async with self._means.database.writing() as connection:
            panel, _member = await self._entered(connection, who, panel_id)
            await self._move(connection, panel, peer.stop(panel.state, "stopped"))

    # What is shown afterwards ---------------------------------------------------------------------------------------------

    async def scorecard(self, panel_id: str, round: int) -> Scorecard | None:
        """The scorecard of a round, for both of them; None where it was not handed in."""
        async with self._means.database.reading() as connection:
            one = await rows.round_of(connection, panel_id, round)
            return None if one is None or one.scored_at is None else await card_of(connection, one)

    async def compared(self, who: Who, panel_id: str, round: int) -> tuple[Compared, bool]:
        """The scorecard beside the judge's vote and debrief, and whether this member was the candidate. Raises NoSuchPanel, NotInPanel,
        PanelMoved (there is no scorecard yet)."""
        async with self._means.database.reading() as connection:
            panel = await rows.load(connection, panel_id)
            member = await members.find_member(connection, who.platform, who.external_id)
            one = None if panel is None else await rows.round_of(connection, panel_id, round)
            if one is None:
                raise NoSuchPanel
            if member not in (one.interviewer_id, one.candidate_id):
                raise NotInPanel
            if one.scored_at is None:
                raise PanelMoved
            card = await card_of(connection, one)
        shelf = await self._shelf(panel_id)
        told = await self._means.in_parts(self._rounds.debrief, one.state, shelf)
        missed, doubtful = self._rounds.unshared(one.state, card.reasons, shelf)
        return Compared(card, told, missed, doubtful), member == one.candidate_id

    async def shown(self, panel: StoredPanel, message_id: int | None) -> bool:
        """The present step is on show in this message. False where the panel has moved on meanwhile."""
        async with self._means.database.writing() as connection:
            return await rows.shown(connection, panel, message_id)

    async def given_up(self, panel: StoredPanel) -> int | None:
        """When a panel whose step is on show is given up (UTC seconds); None where it is over. One whose time has come is ended."""
        now, until = self._means.now(), panel.updated_at + STALE_SECONDS
        if not panel.state.is_open or now < until:
            return until if panel.state.is_open else None
        async with self._means.database.writing() as connection:
            current = await rows.held(connection, panel.id)
            if current is not None and current.state == panel.state:
                await self._move(connection, current, peer.stop(current.state, "idle"))
        return now

    async def left(self, panel: StoredPanel) -> None:
        """One of the two is no longer there: the panel is over, and that is still to be shown to the other one."""
        async with self._means.database.writing() as connection:
            current = await rows.held(connection, panel.id)
            if current is not None and current.state.is_open:
                await self._move(connection, current, peer.stop(current.state, "left"))

    async def lost(self, panel: StoredPanel) -> None:
        """The thread cannot be written to any more: the panel is over."""
        async with self._means.database.writing() as connection:
            current = await rows.held(connection, panel.id)
            if current is not None and current.state.is_open:
                current = await self._move(connection, current, peer.stop(current.state, "gone"))
            if current is not None:
                await rows.shown(connection, current, current.message_id)

    # Inside ---------------------------------------------------------------------------------------------------------------

    async def _name(self, connection: Connection, member: int) -> str:
        """What the platform knows a member by; "" for one who is forgotten."""
        return await members.external_id(connection, member) or ""

    async def _entered(self, connection: Connection, who: Who, panel_id: str) -> tuple[StoredPanel, int]:
        return await self._known(who, connection, await rows.held(connection, panel_id))

    async def _known(self, who: Who, connection: Connection, panel: StoredPanel | None) -> tuple[StoredPanel, int]:
        """The open panel, and which of the two this is."""
        if panel is None:
            raise NoSuchPanel
        member = await members.find_member(connection, who.platform, who.external_id)
        if member is None or member not in (panel.host_id, panel.partner_id):
            raise NotInPanel
        if not panel.state.is_open:
            raise PanelOver
        return panel, member

    async def _present(self, connection: Connection, panel: StoredPanel) -> StoredRound:
        one = await rows.round_of(connection, panel.id, panel.state.round)
        if one is None:
            raise PanelMoved
        return one

    async def _move(self, connection: Connection, panel: StoredPanel, state: Peer) -> StoredPanel:
        now = self._means.now()
        moved = await rows.move(connection, panel, state, now)
        await due.schedule(connection, DUE, panel.id, now)
        return moved

    async def _shelf(self, panel_id: str) -> Library:
        """The scenarios of the server that the panel is held in."""
        panel = await self.load(panel_id)
        return await self._means.shelf(None if panel is None else panel.server_id)
