"""A member's stories: suggested, then named, joined and parted by the member alone."""

import pytest
from sqlalchemy import select

from bot.store import privacy, progress_tables
from bot.store.database import Database
from bot.usecases.exchange import Wish
from bot.usecases.past_refusals import NoName, NoSuchStory
from bot.usecases.stories import Stories
from tests.usecases.histories import EXPORT, EXPORT_WEAKLY, PRINTERS, WEAK_REPLY, Past
from tests.usecases.interviews import ADA, BO


@pytest.fixture
def stories(past: Past) -> Stories:
    return Stories(past.tellings)


async def test_the_matrix_holds_the_best_vote(past: Past, stories: Stories) -> None:
    assert (await stories.coverage(ADA, "sde2")).rows == ()
    await past.told(ADA, EXPORT_WEAKLY, WEAK_REPLY)
    best = await past.told(ADA)
    await past.told(ADA, PRINTERS, WEAK_REPLY, principle="dive_deep")
    found = await stories.coverage(ADA, "sde2")
    export = next(row for row in found.rows if "ownership" in row.cells)
    assert export.cells["ownership"].times == 2
    assert export.cells["ownership"].score == best.session.score
    assert "ownership" in found.covered
    assert "dive_deep" in {gap.principle for gap in found.gaps if gap.best is not None}
    assert len(found.covered) + len(found.gaps) == 16
    assert found.next


async def test_an_answer_that_told_nothing_is_no_story(past: Past, stories: Stories) -> None:
    await past.told(ADA, "n/a", "42", principle="frugality")
    assert (await stories.shelf(ADA)).stories == ()
    await past.told(ADA)
    shelf = await stories.shelf(ADA)
    assert [story.name for story in shelf.stories] == ["Our nightly export to the clinics failed about once a week"]
    assert shelf.borrowed == 0
    assert next(gap.best for gap in stories.held_against(shelf, "sde2").gaps if gap.principle == "frugality") is None


async def test_a_name_of_ones_own_stays_through_further_tellings(past: Past, stories: Stories) -> None:
    await past.told(ADA)
    (story,) = (await stories.shelf(ADA)).stories
    assert not story.named
    renamed = await stories.rename(ADA, story.id, "  The   clinics' export ")
    assert (renamed.name, renamed.named) == ("The clinics' export", True)
    await past.told(ADA, EXPORT_WEAKLY, principle="dive_deep")
    (story,) = (await stories.shelf(ADA)).stories
    assert (story.name, len(story.tellings)) == ("The clinics' export", 2)
    with pytest.raises(NoName):
        await stories.rename(ADA, story.id, " \n ")


async def test_a_suggested_name_that_was_cut_says_so(past: Past, stories: Stories) -> None:
    """The place of the cut is such that the mark of it lies beyond the longest name that is kept."""
    await past.told(ADA, f"At my internship last summer we had a wiki page for setting up the dev environment. {EXPORT}")
    (story,) = (await stories.shelf(ADA)).stories
    assert story.name == "At my internship last summer we had a wiki page for …"


async def test_stories_are_joined_by_name_and_parted_again(past: Past, stories: Stories) -> None:
    await past.told(ADA)
    second = await past.told(ADA, PRINTERS)
    one, other = (await stories.shelf(ADA)).stories
    joined = await stories.rename(ADA, one.id, other.name.upper())
    assert len(joined.tellings) == 2
    assert len((await stories.shelf(ADA)).stories) == 1
    parted = await stories.part(ADA, second.session.id, "Printers")
    assert [telling.session for telling in parted.tellings] == [second.session.id]
    assert len((await stories.shelf(ADA)).stories) == 2


async def test_nobody_touches_another_members_stories(past: Past, stories: Stories) -> None:
    await past.told(ADA)
    own = await past.told(BO, PRINTERS)
    (adas,), (bos,) = (await stories.shelf(ADA)).stories, (await stories.shelf(BO)).stories
    for attempt in (
        stories.rename(BO, adas.id, "Mine"),
        stories.join(BO, adas.id, bos.id),
        stories.join(BO, bos.id, adas.id),
        stories.story(BO, adas.id),
        stories.part(ADA, own.session.id, "Mine"),
    ):
        with pytest.raises(NoSuchStory):
            await attempt
    assert (await stories.shelf(ADA)).stories == (adas,)
    assert (await stories.shelf(BO)).stories == (bos,)


async def test_a_scenarios_story_is_not_the_members(past: Past, stories: Stories) -> None:
    scenario = past.means.library().scenarios["webhook-drop-rate"]
    shown = await past.interviews.start(ADA, Wish(scenario_id=scenario.id, story="scenario"))
    await past.to_the_end(ADA, shown, scenario.strong_answer("sde2"), EXPORT)
    shelf = await stories.shelf(ADA)
    assert (shelf.stories, shelf.borrowed) == ((), 1)


async def test_a_story_is_forgotten_with_its_last_telling(past: Past, stories: Stories, database: Database) -> None:
    first, second = await past.told(ADA), await past.told(ADA, principle="dive_deep")
    (story,) = (await stories.shelf(ADA)).stories
    await stories.rename(ADA, story.id, "A secret name")
    for shown, left in ((first, 1), (second, 0)):
        async with database.writing() as connection:
            await privacy.forget_session(connection, shown.session.id)
        async with database.reading() as connection:
            rows = (await connection.execute(select(progress_tables.stories.c.name))).scalars().all()
        assert rows == ["A secret name"] * left
