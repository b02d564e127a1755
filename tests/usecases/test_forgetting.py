"""A member who has used everything, and is forgotten: row by row in every table, and byte by byte in the file."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.core.drills import Quiz, Spot
from bot.core.events import Answered
from bot.store import privacy, sessions, usage
from bot.store.connection import connected
from bot.store.database import Database
from bot.store.due_tables import due
from bot.store.schema import metadata
from bot.store.sessions import Session
from bot.usecases.exchange import Who, Wish
from bot.usecases.hearing import Hearing
from bot.usecases.interviews import Interviews
from bot.usecases.keeping import Keeping
from bot.usecases.leaderboard import Leaderboard
from bot.usecases.loop import Days
from bot.usecases.packs import Packs
from bot.usecases.peer import Peers
from bot.usecases.privacy import AGAIN, AROUND, CLEAR, RESHOW_PARTY, RESHOW_ROOM, SCRUB, Cleared, Privacy
from bot.usecases.quiz import Quizzes
from bot.usecases.quiz_answers import QuizAnswers
from bot.usecases.quiz_daily import DUE as DAILY
from bot.usecases.quiz_daily import Dailies, Plan
from bot.usecases.quiz_parties import DUE as PARTY
from bot.usecases.quiz_parties import Parties
from bot.usecases.refusals import NoSuchSession, NothingKept, NotYours
from bot.usecases.retell import Retellings
from bot.usecases.review import Review
from bot.usecases.stories import Stories
from bot.usecases.study import DUE as ROOM
from bot.usecases.study import Studies
from bot.usecases.study_opening import StudyOpening
from tests.store.filled import everything
from tests.usecases.histories import DAY, EXPORT, EXPORT_WEAKLY, PRINTERS, WEAK_REPLY, Past
from tests.usecases.interviews import ROOT, Clock
from tests.usecases.quizzes import CHANNEL, OTHER_CHANNEL, SERVER, person, thread

# Words, so that no number that is drawn by chance holds them.
ANN, BEN = Who("discord", "ann-external-7f3q"), Who("discord", "ben-external-2k9w")
# Said in everything that Ann types, and by nobody else.
MARK = "zanzibar-lighthouse"
PACK = ROOT / "scenarios" / "dive_deep" / "cold-chain-alarm.yaml"


def marked(words: str, mark: str = MARK) -> str:
    return f"{words} We called it the {mark} ledger."


async def lived(past: Past, clock: Clock) -> None:
    """Ann does everything that there is to do; Ben is there where it takes two, and has a past of his own."""
    await told(past, ANN, MARK)
    await told(past, BEN, "cobalt-orchard")
    await quizzed(past, clock)
    await in_rooms(past)
    await gone_over(past, clock)


async def told(past: Past, who: Who, mark: str) -> None:
    """Interviews with replies and a draft, a story that is named, a retelling, an interview day."""
    await past.told(who, marked(EXPORT_WEAKLY, mark), marked(WEAK_REPLY, mark))
    first = await past.told(who, marked(PRINTERS, mark), marked(WEAK_REPLY, mark), principle="dive_deep")
    shown = await past.interviews.start(
        who, Wish(principle="ownership", mode="interview"), server_id=SERVER, place={"kind": "dm", "channel": 77}
    )
    await past.interviews.take(who, shown.session.id, shown.session.step, Answered(marked(EXPORT, mark)))
    await past.interviews.drafts.keep(who, shown.session.id, 1, {"one": marked("Half a reply.", mark)})
    stories = Stories(past.tellings)
    await stories.rename(who, (await stories.shelf(who)).stories[0].id, f"The {mark}")
    retellings = Retellings(past.tellings)
    planned = await retellings.plan(who, first.session.id, "earn_trust")
    await retellings.tell(who, planned.id, marked(EXPORT, mark))
    days = Days(past.interviews, past.tellings)
    day = await days.start(who, "sde2")
    shown = await days.begin(who, day.id, 3)
    await past.to_the_end(who, shown, marked(EXPORT, mark), marked(WEAK_REPLY, mark))
    await days.finish(who, day.id, early=True)


async def quizzed(past: Past, clock: Clock) -> None:
    quizzes, dailies = Quizzes(past.means), Dailies(past.means)
    for who in (ANN, BEN):
        solo = await quizzes.start(who, count=2)
        await quizzes.pick(who, solo.quiz_id, 0, 0)
    await dailies.set(ANN, SERVER, Plan(CHANNEL, 0, "UTC", "1234567"))
    clock.now += 2 * DAY
    posted = (await dailies.work(SERVER)).post
    assert posted is not None
    for who in (ANN, BEN):
        await QuizAnswers(past.means).give(who, posted[0].id, 0, clock.now * 1000)
        await Leaderboard(past.means).join(who, SERVER)
    party = await Parties(past.means).open(ANN, SERVER, CHANNEL, questions=5, window=20)
    await Parties(past.means).join(BEN, party.id)


async def in_rooms(past: Past) -> None:
    """A room of Ben's that Ann answers and votes in, one of hers with a question of her own, and a panel of the two."""
    studies, opening = Studies(past.means), StudyOpening(past.means, past.interviews.rubric)
    room = await opening.open(BEN, SERVER, CHANNEL, level="sde2", minutes=60)
    for number, who in enumerate((ANN, BEN, person(3)), 1):
        await studies.answer(who, room.id, marked(EXPORT, MARK if who is ANN else f"other-{number}"))
    assert await studies.shown(room, 1)
    await studies.reveal(BEN, room.id, moderator=False)
    opened = await studies.load(room.id)
    assert opened is not None
    for who in (ANN, BEN):
        await studies.vote(who, room.id, opened.state.step, "hire", ("metric_delta",))
    own = await opening.open(
        ANN, SERVER, OTHER_CHANNEL, level="sde2", minutes=60, principle="ownership", question=f"What was the {MARK} about?"
    )
    await studies.answer(ANN, own.id, marked(EXPORT))
    assert await studies.shown(own, 41)
    peers = Peers(past.means, past.interviews.rubric)
    panel = await peers.open(BEN, ANN, SERVER, thread(33), level="sde2")
    await peers.accept(ANN, panel.id)
    _desk, step = await peers.desk(BEN, panel.id)
    await peers.answer(ANN, panel.id, step, marked(EXPORT), sure=True)
    await peers.answer(ANN, panel.id, step + 1, "My mail is " + MARK + "@example.com, and I wrote it.")
    await peers.score(BEN, panel.id, 1, "hire", ("metric_delta",), {"stood": f"the {MARK}"})


async def gone_over(past: Past, clock: Clock) -> None:
    """The drills that came of it, each answered once."""
    review = Review(past.tellings)
    for who, mark in ((ANN, MARK), (BEN, "cobalt-orchard")):
        await review.standing(who)
        clock.now += DAY
        for _drill in range(20):
            posed = await review.next(who)
            if posed is None:
                break
            if isinstance(posed.drill.task, Spot | Quiz):
                await review.choose(who, posed.id, posed.number, 0)
            else:
                await review.write(who, posed.id, posed.number, marked("I rebuilt it myself.", mark))


async def cleared(database: Database) -> set[Cleared]:
    async with database.reading() as connection:
        keys = (await connection.execute(select(due.c.key).where(due.c.kind == CLEAR))).scalars().all()
    return {Cleared.parse(key) for key in keys}


async def kinds_due(database: Database) -> list[str]:
    """Of everything that is due, but for the places that are cleared."""
    async with database.reading() as connection:
        kinds = (await connection.execute(select(due.c.kind).where(due.c.kind != CLEAR))).scalars().all()
    return sorted(kinds)


async def test_an_interview_is_forgotten_by_whose_it_is_and_then_it_is_gone(interviews: Interviews, database: Database) -> None:
    id = (
        await interviews.start(ANN, Wish(principle="have_backbone_disagree_and_commit"), place={"kind": "thread", "channel": 111})
    ).session.id
    privacy_of = Privacy(interviews.means)
    for other in (BEN, Who("terminal", ANN.external_id)):
        with pytest.raises(NotYours):
            await privacy_of.forget_session(other, id)
    assert (await privacy_of.own_session(ANN, id)).id == id
    assert (await cleared(database), await kinds_due(database)) == (set(), [])
    await privacy_of.forget_session(ANN, id)
    with pytest.raises(NoSuchSession):
        await privacy_of.own_session(ANN, id)
    assert (await cleared(database), await kinds_due(database)) == ({Cleared("thread", 111)}, [SCRUB])


async def test_a_text_that_comes_as_its_interview_is_forgotten_is_told_that_it_is_gone(
    interviews: Interviews, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text is not stored, and goes back to whoever typed it (bot/discord_app/responding.py)."""
    looked_up = interviews._from

    async def forgotten_meanwhile(session: Session, source: str) -> int | None:
        await Privacy(interviews.means).forget_session(ANN, session.id)
        return await looked_up(session, source)

    shown = await interviews.start(ANN, Wish(principle="have_backbone_disagree_and_commit"))
    monkeypatch.setattr(interviews, "_from", forgotten_meanwhile)
    with pytest.raises(NoSuchSession):
        await interviews.take(ANN, shown.session.id, 7, Answered(EXPORT), source="a click on an old button")


@pytest.mark.parametrize("by", ["hand", "time"])
async def test_a_story_is_no_longer_known_by_words_of_a_telling_that_is_gone(past: Past, clock: Clock, by: str) -> None:
    """Its name is the first telling's own words, and it was told twice."""
    stories, privacy_of = Stories(past.tellings), Privacy(past.means)
    first = await past.told(ANN, f"The {MARK} export broke. {EXPORT}")
    for _again in range(2):
        await past.told(ANN)
    await past.told(ANN, PRINTERS, principle="dive_deep")
    once, thrice = sorted((await stories.shelf(ANN)).stories, key=lambda story: len(story.tellings))
    await stories.rename(ANN, once.id, f"My {MARK} printers")
    assert (len(thrice.tellings), MARK in thrice.name) == (3, True)
    if by == "hand":
        await privacy_of.forget_session(ANN, first.session.id)
    else:
        clock.now = first.session.updated_at + 100 * DAY + 1
        await Keeping(past.means, 100).sweep()
    once, twice = sorted((await stories.shelf(ANN)).stories, key=lambda story: len(story.tellings))
    assert len(twice.tellings) == 2
    assert twice.name.startswith("Our nightly export to the clinics")
    assert once.name == f"My {MARK} printers", "what she called it herself stays"


async def test_who_comes_back_after_being_forgotten_is_written_to_in_their_language(interviews: Interviews) -> None:
    """The bot believed that it was noted still, and wrote in the server's."""
    hearing = Hearing(interviews.means)
    for _life in range(2):
        await interviews.start(ANN, Wish(principle="have_backbone_disagree_and_commit"))
        await hearing.heard(ANN, "es")
        assert (await Privacy(interviews.means).export(ANN))["members"][0]["settings"] == {"language": "es"}
        await Privacy(interviews.means).forget(ANN, direct=55)


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_whoever_clicks_again_as_they_forget_themselves_is_forgotten_all_the_same(
    interviews: Interviews, database: Database, backend: str
) -> None:
    """PostgreSQL locks row by row: each of the two waits for what the other holds, and it undoes the one that waited first."""
    shown = await interviews.start(ANN, Wish(principle="have_backbone_disagree_and_commit"))
    async with database.writing() as click:
        await sessions.move(click, shown.session.id, {"kind": "dm", "channel": 77})
        forgetting = asyncio.create_task(Privacy(interviews.means).forget(ANN))
        while not await waiting(database):
            await asyncio.sleep(0.02)
        await usage.spend(click, shown.session.member_id, "answers", 9, 60, 1)
    await forgetting
    with pytest.raises(NothingKept):
        await Privacy(interviews.means).counts(ANN)


async def waiting(database: Database) -> bool:
    """Whether somebody waits for a row that another holds."""
    async with database.reading() as connection:
        return bool((await connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))).scalar())


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_old_pages_that_somebody_still_reads_are_written_over_a_little_later(
    interviews: Interviews, database: Database, clock: Clock, backend: str
) -> None:
    reader = sqlite3.connect(str(database.engine.url.database))
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM members").fetchone()
    await interviews.start(ANN, Wish(principle="have_backbone_disagree_and_commit"))
    assert await Privacy(interviews.means).scrub() == clock.now + AGAIN
    reader.close()
    assert await Privacy(interviews.means).scrub() is None


async def test_wherever_an_interview_has_been_is_cleared(interviews: Interviews, database: Database, clock: Clock) -> None:
    """Its thread was locked, and a resume opened another; then a step is said again in direct messages, hours after the last one."""
    began = clock.now
    id = (await interviews.start(ANN, Wish(principle="have_backbone_disagree_and_commit"), place={"kind": "here", "user": 1})).session.id
    for channel in (111, 222):
        await interviews.moved(id, {"kind": "thread", "channel": channel})
    for step in range(2):
        await interviews.moved(id, {"kind": "dm", "channel": 333, "step": step})
        clock.now += DAY // 2
        await interviews.moved(id, None)
    assert (await interviews.resume(ANN, id)).session.place["step"] == 1
    await Privacy(interviews.means).forget_session(ANN, id)
    found = await cleared(database)
    assert {(one.kind, one.channel) for one in found} == {("thread", 111), ("thread", 222), ("dm", 333)}
    spans = [(one.begun, one.ended) for one in found if one.kind == "dm"]
    for said in (began, began + DAY // 2, began + DAY):
        assert any(begun <= said <= ended for begun, ended in spans)
    for others in (began + DAY // 4, began + DAY * 3 // 4):
        assert not any(begun <= others <= ended for begun, ended in spans), "another interview's, in between"


async def test_a_place_from_before_there_were_times_is_cleared_from_its_beginning_to_its_last_step(
    interviews: Interviews, database: Database, clock: Clock
) -> None:
    began = clock.now
    place = {"kind": "dm", "channel": 333}
    shown = await interviews.start(ANN, Wish(principle="have_backbone_disagree_and_commit"), place=place)
    clock.now += DAY
    await interviews.take(ANN, shown.session.id, shown.session.step, Answered(EXPORT))
    await Privacy(interviews.means).forget_session(ANN, shown.session.id)
    assert await cleared(database) == {Cleared("dm", 333, began - AROUND, clock.now + AROUND)}


def holding(path: Path, words: str) -> list[str]:
    """The files of the database that hold these words: the file itself, its log, its index."""
    found = sorted(path.parent.glob(f"{path.name}*"))
    assert path in found
    return [one.name for one in found if words.encode() in one.read_bytes()]


async def sizes(database: Database) -> dict[str, int]:
    return {name: len(rows) for name, rows in (await everything(database)).items()}


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_nothing_is_left_of_a_member_who_used_everything(database: Database, clock: Clock, backend: str) -> None:
    path = Path(str(database.engine.url.database))
    past = Past(database, clock)
    await lived(past, clock)
    came = await Packs(past.means, past.interviews.rubric).add(ANN, SERVER, PACK.name, PACK.read_bytes())
    assert came.scenario is not None
    member = await past.tellings.member(ANN)
    assert member is not None
    async with database.reading() as connection:
        counts = await privacy.counts_of(connection, member)
    unused = {one.table.name for one in privacy.owned()} - set(counts)
    assert unused <= {"usage"}, "a table that Ann has no row in shows nothing here (usage is written where there are limits)"
    before = await everything(database)
    spoken = {name for name, rows in before.items() if any(MARK in row for row in rows)}
    assert {"turns", "drafts", "stories", "retellings", "study_answers", "study_rooms", "peer_rounds", "drill_answers", "drills"} <= spoken

    await Privacy(past.means).forget(ANN, direct=55)
    assert await cleared(database) == {
        Cleared("dm", 77),
        Cleared("dm", 55),
        Cleared("thread", 33),
        Cleared("message", OTHER_CHANNEL, 41),
    }
    # The party and the daily question go on, and so does Ben's room; Ann's is called off.
    assert await kinds_due(database) == [DAILY, PARTY, RESHOW_PARTY, RESHOW_ROOM, SCRUB, ROOM]
    after = await everything(database)
    assert [name for name, rows in after.items() for row in rows if MARK in row or ANN.external_id in row] == []
    assert {
        name: len(before[name]) - len(rows) for name, rows in after.items() if name != "due" and len(before[name]) != len(rows)
    } == counts
    for table in metadata.sorted_tables:
        async with database.reading() as connection:
            for key in table.foreign_keys:
                if key.column.table.name == "members":
                    assert member not in (await connection.execute(table.select().with_only_columns(key.parent))).scalars().all()
    assert any("cobalt-orchard" in row for row in after["turns"]), "Ben keeps his own"
    assert len(after["pack_scenarios"]) == 1, "the server keeps its scenarios"

    # What the bot does by itself, without anybody's help ...
    assert await Privacy(past.means).scrub() is None
    for words in (MARK, ANN.external_id):
        assert holding(path, words) == []
    # ... and what a VACUUM, which copies every page that is still in use, would bring to light.
    async with connected(database.engine) as connection:
        await connection.driver.execute("VACUUM")
    for words in (MARK, ANN.external_id):
        assert holding(path, words) == []
    assert holding(path, "cobalt-orchard")
    assert await sizes(database) == {name: len(rows) for name, rows in after.items()}
    async with database.reading() as connection:
        assert (await connection.execute(text("PRAGMA integrity_check"))).scalar() == "ok"
