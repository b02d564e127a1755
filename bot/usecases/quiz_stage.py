"""What a party shows at its present step, as replies, and until when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.core.frozen import dataclass
from bot.core.quiz import Item
from bot.core.quiz_party import LOBBY_SECONDS, ON_ITS_WAY, reading_seconds
from bot.core.quiz_points import Given, Standing, spread, standings
from bot.core.quiz_replies import (
    AnswerTold,
    LobbyClosed,
    LobbyOpen,
    OwnScore,
    Place,
    Posed,
    QuestionDropped,
    QuestionOpen,
    Scores,
    StoryTold,
)
from bot.store import leaderboard, members, quiz_asked, quiz_items, quiz_parties
from bot.store.connection import Connection
from bot.store.quiz_asked import Answer
from bot.store.quiz_parties import StoredParty
from bot.usecases.exchange import Who
from bot.usecases.means import Means
from bot.usecases.quiz_refusals import NoSuchQuiz

# How many are named on a scoreboard, and beside each answer.
NAMED, LEADERS = 10, 3


@dataclass(frozen=True, slots=True)
class Stage:
    """`over` is what the message of the step before becomes, `now` what is shown beside it; `ends_at` is when the time of this step is
    over if it is shown now. `asked_id` names the open question."""

    party: StoredParty
    over: LobbyClosed | AnswerTold | QuestionDropped | None
    now: LobbyOpen | StoryTold | QuestionOpen | Scores | None
    ends_at: int | None
    asked_id: str | None = None


class Stages:
    def __init__(self, means: Means) -> None:
        self._means = means

    async def of(self, party: StoredParty) -> Stage:
        async with self._means.database.reading() as connection:
            kept = await quiz_items.kept(connection, party.items)
            things = [kept[digest] for digest in party.items]
            if party.state.phase == "lobby":
                shows = await self._open(connection, party)
                return Stage(party, None, shows, shows.until)
            if party.state.phase == "reading":
                return await self._reading(connection, party, things)
            if party.state.phase == "asking":
                return await self._asking(connection, party, things)
            return await self._done(connection, party, things)

    async def lobby(self, party: StoredParty) -> LobbyOpen | LobbyClosed:
        """What invited to the party, as it is by now."""
        async with self._means.database.reading() as connection:
            return await (self._open(connection, party) if party.state.phase == "lobby" else self._closed(connection, party))

    async def again(self, party: StoredParty) -> list[tuple[int, LobbyOpen | AnswerTold | Scores]]:
        """(message, what it shows) of everything that was posted of a party and names its host or its players, as it is without those who
        have been forgotten since. Whoever led after a question cannot be told any more once somebody is missing, and is told in the
        scoreboard."""
        async with self._means.database.reading() as connection:
            kept = await quiz_items.kept(connection, party.items)
            things = [kept[digest] for digest in party.items]
            found: list[tuple[int, LobbyOpen | AnswerTold | Scores]] = []
            if party.state.phase == "lobby" and party.message_id is not None:
                found.append((party.message_id, await self._open(connection, party)))
            for place in await quiz_asked.counted_places(connection, party.id):
                asked = await quiz_asked.of_party(connection, party.id, place)
                if asked is not None and asked.message_id is not None:
                    found.append((asked.message_id, await self._answer(connection, party, things, place, leaders=False)))
            scored = not party.state.is_open and party.state.ending != "unopened" and party.state.step > 1
            if scored and party.is_shown and party.message_id is not None:
                found.append((party.message_id, await self._scores(connection, party)))
        return found

    async def own(self, who: Who, party_id: str) -> OwnScore:
        """One player's own result so far. Raises NoSuchQuiz."""
        async with self._means.database.reading() as connection:
            party = await quiz_parties.load(connection, party_id)
            member = await members.find_member(connection, who.platform, who.external_id)
            if party is None:
                raise NoSuchQuiz
            kept = await quiz_items.kept(connection, party.items)
            closed = await quiz_asked.counted_places(connection, party_id)
            mine = {} if member is None else dict(await quiz_asked.answers_in_party(connection, party_id, member))
            placed = await self._standings(connection, party)
        standing = next((each for each in placed if each.member == member), None)
        answers = []
        for place in closed:
            posed = self._posed(party, kept[party.items[place]], place)
            chosen = mine.get(place)
            answers.append((posed.item.ask, posed.letter(chosen.choice) if chosen else None, posed.letter(posed.item.right)))
        if standing is None:
            return OwnScore(None, len(placed), 0, tuple(answers))
        seconds = standing.millis / 1000 if standing.points in _tied(placed) else None
        return OwnScore(standing.place, len(placed), standing.points, tuple(answers), seconds)

    # Step by step ---------------------------------------------------------------------------------------------------------

    async def _open(self, connection: Connection, party: StoredParty) -> LobbyOpen:
        names = await leaderboard.external_ids(connection, [party.host_id] if party.host_id else [])
        players = await quiz_parties.count_players(connection, party.id)
        host, until = names.get(party.host_id or 0, ""), party.created_at + LOBBY_SECONDS
        return LobbyOpen(party.principle, party.state.total, party.state.window, host, players, until)

    async def _closed(self, connection: Connection, party: StoredParty) -> LobbyClosed:
        """A party that ended in its lobby says there how."""
        ending = party.state.ending if party.state.step == 1 else None
        return LobbyClosed(await quiz_parties.count_players(connection, party.id), ending)

    async def _reading(self, connection: Connection, party: StoredParty, things: list[Item]) -> Stage:
        place = party.state.place
        again = place > 0 and things[place - 1].scenario == things[place].scenario
        opens = self._means.now() + reading_seconds(things[place].story, told_before=again, after_answer=place > 0)
        over = await self._answer(connection, party, things, place - 1) if place else await self._closed(connection, party)
        return Stage(party, over, StoryTold(self._posed(party, things[place], place), opens, again), opens)

    async def _asking(self, connection: Connection, party: StoredParty, things: list[Item]) -> Stage:
        place = party.state.place
        asked = await quiz_asked.of_party(connection, party.id, place)
        closes = self._means.now() + ON_ITS_WAY + party.state.window
        shows = QuestionOpen(self._posed(party, things[place], place), closes)
        return Stage(party, None, shows, closes, None if asked is None else asked.id)

    async def _done(self, connection: Connection, party: StoredParty, things: list[Item]) -> Stage:
        ending, place = party.state.ending or "stopped", party.state.place
        if ending == "unopened" or party.state.step == 1:
            return Stage(party, await self._closed(connection, party), None, None)
        over: AnswerTold | QuestionDropped | None = None
        if party.state.closed_place is not None:
            over = await self._answer(connection, party, things, place, leaders=False)
        else:
            # Stopped: the message shows a story, or a question that counts for nobody.
            over = QuestionDropped(self._posed(party, things[place], place))
        return Stage(party, over, await self._scores(connection, party), None)

    async def _answer(
        self, connection: Connection, party: StoredParty, things: list[Item], place: int, *, leaders: bool = True
    ) -> AnswerTold:
        asked = await quiz_asked.of_party(connection, party.id, place)
        answers: list[Answer] = [] if asked is None else await quiz_asked.answers_to(connection, asked.id)
        first = [each for each in await self._standings(connection, party) if each.points][:LEADERS] if leaders else []
        names = await leaderboard.external_ids(connection, [each.member for each in first])
        return AnswerTold(
            self._posed(party, things[place], place),
            spread(len(things[place].options), (answer.choice for answer in answers)),
            tuple((names[each.member], each.points) for each in first if each.member in names),
        )

    async def _scores(self, connection: Connection, party: StoredParty) -> Scores:
        placed = await self._standings(connection, party)
        first = [each for each in placed if each.points][:NAMED]
        names = await leaderboard.external_ids(connection, [each.member for each in first])
        tied = _tied(placed)
        places = tuple(
            Place(each.place, names[each.member], each.points, each.millis / 1000 if each.points in tied else None)
            for each in first
            if each.member in names
        )
        closed = await quiz_asked.counted_places(connection, party.id)
        return Scores(places, len(placed), len(closed), party.state.ending or "stopped")

    async def _standings(self, connection: Connection, party: StoredParty) -> tuple[Standing, ...]:
        answers = await quiz_asked.answers_in_party(connection, party.id)
        given = [Given(each.member_id, bool(each.right), each.millis) for _place, each in answers]
        return standings(given, await quiz_parties.players(connection, party.id))

    def _posed(self, party: StoredParty, item: Item, place: int) -> Posed:
        return Posed(item, party.seed, place + 1, party.state.total)


def _tied(placed: Sequence[Standing]) -> set[int]:
    """The points that several have: between them the time decided. Not between those who have none."""
    often = Counter(each.points for each in placed)
    return {points for points, members in often.items() if points and members > 1}
