"""Limits where people meet them: what is refused is kept, a day outlives the process, a minute does not reach the database."""

from collections.abc import AsyncIterator
from typing import cast

import pytest

from bot.core.allowance import Allowance, Allowances, Kind
from bot.core.events import Answered
from bot.store.database import Database
from bot.usecases.exchange import Who
from bot.usecases.interviews import Interviews
from bot.usecases.limits import MOST_MEMBERS, Limits
from bot.usecases.packs import Packs
from bot.usecases.peer import Peers
from bot.usecases.quiz import Quizzes
from bot.usecases.quiz_parties import Parties
from bot.usecases.refusals import TooMany
from bot.usecases.study import Studies
from bot.usecases.study_opening import StudyOpening
from tests.core.held import STRONG, WEAK
from tests.core.judged import rubric
from tests.usecases.interviews import ADA, WISH, Clock, ids, library
from tests.usecases.quizzes import thread

BEN = Who("discord", "2")


class Ticking:
    """A process's own clock, turned by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def limited(database: Database, clock: Clock, ticking: Ticking, process: str = "pa", **most: Allowance) -> Interviews:
    fresh = ids(process)
    limits = Limits(Allowances(cast("dict[Kind, Allowance]", most)), ticking)
    return Interviews(database, library, rubric(), now=clock, new_id=lambda: next(fresh), new_seed=lambda: 7, limits=limits)


@pytest.fixture
async def other(database_url: str) -> AsyncIterator[Database]:
    opened = Database.open(database_url)
    yield opened
    await opened.close()


async def test_a_days_answers_outlive_the_process_and_the_next_one_is_kept(database: Database, other: Database, clock: Clock) -> None:
    first = limited(database, clock, Ticking(), answers=Allowance(day=1))
    one = await first.start(ADA, WISH)
    await first.take(ADA, one.session.id, 0, Answered(WEAK))
    started = await first.start(ADA, WISH)
    again = limited(other, clock, Ticking(), "pb", answers=Allowance(day=1))
    with pytest.raises(TooMany) as refused:
        await again.take(ADA, started.session.id, 0, Answered(STRONG))
    assert (refused.value.kind, refused.value.span, refused.value.values["limit"]) == ("answers", "day", 1)
    assert refused.value.values["until"] == clock.now + 86_400
    assert await again.drafts.of(ADA, started.session.id, 0) == {"one": STRONG}
    clock.now += 86_400
    after = await again.take(ADA, started.session.id, 0, Answered(STRONG))
    assert after.session.step == 1


async def test_too_fast_is_refused_and_says_when(database: Database, clock: Clock) -> None:
    ticking = Ticking()
    held = limited(database, clock, ticking, answers=Allowance(minute=1))
    one, two = await held.start(ADA, WISH), await held.start(ADA, WISH)
    await held.take(ADA, one.session.id, 0, Answered(WEAK))
    with pytest.raises(TooMany) as refused:
        await held.take(ADA, two.session.id, 0, Answered(STRONG))
    assert refused.value.key == "too_many_answers_minute"
    assert refused.value.values == {"limit": 1, "until": clock.now + 60}
    assert await held.drafts.of(ADA, two.session.id, 0) == {"one": STRONG}
    # Whoever sent it twice is shown what the first one got: that is no answer more.
    assert not (await held.take(ADA, one.session.id, 0, Answered(WEAK))).fresh
    ticking.now += 60
    assert (await held.take(ADA, two.session.id, 0, Answered(STRONG))).session.step == 1


async def test_everything_that_is_begun_counts_as_one(database: Database, clock: Clock) -> None:
    held = limited(database, clock, Ticking(), sessions=Allowance(day=5))
    means, rubric = held.means, held.rubric
    await held.start(ADA, WISH)
    await Quizzes(means).start(ADA, count=2)
    await Parties(means).open(ADA, 7, 71, questions=2, window=20)
    await StudyOpening(means, rubric).open(ADA, 7, 72, level="sde2", minutes=5)
    await Peers(means, rubric).open(ADA, BEN, 7, thread(73), level="sde2")
    for begin in (
        held.start(ADA, WISH),
        Quizzes(means).start(ADA, count=2),
        Parties(means).open(ADA, 7, 74, questions=2, window=20),
        StudyOpening(means, rubric).open(ADA, 7, 75, level="sde2", minutes=5),
        Peers(means, rubric).open(ADA, BEN, 7, thread(76), level="sde2"),
    ):
        with pytest.raises(TooMany):
            await begin
    # Whoever was asked along has begun nothing.
    await held.start(BEN, WISH)


async def test_a_rooms_answers_count_and_an_earlier_one_stands(database: Database, clock: Clock) -> None:
    held = limited(database, clock, Ticking(), answers=Allowance(day=1))
    room = await StudyOpening(held.means, held.rubric).open(ADA, 7, 72, level="sde2", minutes=5)
    studies = Studies(held.means)
    await studies.answer(ADA, room.id, WEAK)
    with pytest.raises(TooMany):
        await studies.answer(ADA, room.id, STRONG)
    assert await studies.draft(ADA, room.id) == WEAK


async def test_a_file_is_counted_before_it_is_checked(database: Database, clock: Clock) -> None:
    held = limited(database, clock, Ticking(), uploads=Allowance(day=1))
    packs = Packs(held.means, held.rubric)
    assert (await packs.add(ADA, 7, "a.yaml", b"a: [")).scenario is None
    with pytest.raises(TooMany):
        await packs.add(ADA, 7, "a.yaml", b"a: [")


@pytest.mark.parametrize("kind", ["sessions", "answers", "uploads"])
def test_a_minute_is_one_members_and_one_kinds(kind: Kind) -> None:
    ticking = Ticking()
    limits = Limits(Allowances(dict.fromkeys(("sessions", "answers", "uploads"), Allowance(minute=2))), ticking)
    for who in (ADA, BEN):
        for _ in range(2):
            limits.pace(who, kind, 0)
        with pytest.raises(TooMany):
            limits.pace(who, kind, 0)
    ticking.now += 30
    limits.pace(ADA, kind, 0)


def test_the_minutes_of_a_great_many_members_are_forgotten_in_turn() -> None:
    limits = Limits(Allowances({"answers": Allowance(minute=1)}), Ticking())
    for number in range(MOST_MEMBERS + 10):
        limits.pace(Who("discord", str(number)), "answers", 0)
    assert len(limits._buckets) == MOST_MEMBERS
    with pytest.raises(TooMany):
        limits.pace(Who("discord", str(MOST_MEMBERS)), "answers", 0)
