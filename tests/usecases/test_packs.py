"""A server's own scenarios: checked as ours are, offered in that server alone, removed without harm to what was told with them."""

from __future__ import annotations

import pytest

from bot.core.events import Answered, Voted, WentOn
from bot.store import members
from bot.store import packs as stored
from bot.store.database import Database
from bot.usecases import refusals
from bot.usecases.exchange import Who, Wish
from bot.usecases.interviews import Interviews
from bot.usecases.packs import Packs
from tests.usecases.interviews import ROOT, Clock, interviews_on

ADA = Who("discord", "81")
HERE, THERE = 5 << 22, 6 << 22
FILE = ROOT / "scenarios" / "dive_deep" / "cold-chain-alarm.yaml"
OURS = next((ROOT / "scenarios" / "have_backbone_disagree_and_commit").glob("*.yaml"))
NAME, ID = FILE.name, FILE.stem


@pytest.fixture
def packs(interviews: Interviews) -> Packs:
    return Packs(interviews.means, interviews.rubric)


async def test_a_good_file_is_offered_in_its_server_alone(interviews: Interviews, packs: Packs) -> None:
    came = await packs.add(ADA, HERE, NAME, FILE.read_bytes())
    assert came.scenario is not None
    assert came.replaced is None
    assert [one.id for one in await packs.listed(HERE)] == [ID]
    assert await packs.listed(THERE) == []
    wish = Wish(scenario_id=ID, mode="learn")
    assert (await interviews.start(ADA, wish, server_id=HERE)).session.scenario_id == ID
    for server in (THERE, None):
        with pytest.raises(refusals.NoSuchScenario):
            await interviews.start(ADA, wish, server_id=server)


async def test_a_file_of_the_same_id_replaces_the_one_before(interviews: Interviews, packs: Packs) -> None:
    await packs.add(ADA, HERE, NAME, FILE.read_bytes())
    before = (await packs.listed(HERE))[0]
    changed = FILE.read_text().replace(f"title: {before.title}", f"title: {before.title} again")
    came = await packs.add(ADA, HERE, NAME, changed.encode())
    assert came.replaced == (f"{ID}-before.yaml", FILE.read_text()), "nothing that somebody wrote is lost"
    assert [one.title for one in await packs.listed(HERE)] == [f"{before.title} again"]


async def test_every_problem_is_named_with_its_place_and_nothing_is_taken(packs: Packs) -> None:
    broken = FILE.read_text().replace("principle: dive_deep", "principle: deep_dive").replace("title:", "titel:", 1)
    came = await packs.add(ADA, HERE, NAME, broken.encode())
    assert came.scenario is None
    said = [str(problem) for problem in came.problems]
    assert len(said) >= 2
    assert any("deep_dive" in one and one.startswith(f"{NAME}:") for one in said)
    assert any("titel" in one for one in said)
    assert await packs.listed(HERE) == []


async def test_a_story_that_is_one_of_ours_is_refused(packs: Packs) -> None:
    came = await packs.add(ADA, HERE, OURS.name, OURS.read_bytes())
    assert came.scenario is None
    assert any("own scenarios" in problem.message for problem in came.problems)


async def test_where_the_judge_sees_it_otherwise_its_author_decides_and_is_told(packs: Packs) -> None:
    lines = FILE.read_text().splitlines()
    place = lines.index("title: Warm vaccine boxes on a green dashboard")
    unproven = [each for each in ("self_initiated", "commit", "develops_others") if f"- {each}" not in FILE.read_text()]
    shows = next(number for number, each in enumerate(lines) if each.strip() == "shows:" and number > place)
    claimed = [*lines[: shows + 1], f"{' ' * (len(lines[shows + 1]) - len(lines[shows + 1].lstrip()))}- {unproven[0]}", *lines[shows + 1 :]]
    came = await packs.add(ADA, HERE, NAME, "\n".join(claimed).encode())
    assert came.scenario is not None
    assert any(unproven[0] in problem.message and problem.line for problem in came.problems)


async def test_what_is_no_scenario_file_is_refused(packs: Packs) -> None:
    with pytest.raises(refusals.PackNotYaml):
        await packs.add(ADA, HERE, "notes.txt", b"id: x")
    with pytest.raises(refusals.PackTooLarge):
        await packs.add(ADA, HERE, NAME, b"x" * 300_000)
    for data in (b"", b"\xff\xfe\x00", b"- 1\n- 2", b"id: [", b"a: &a [*a, *a]"):
        came = await packs.add(ADA, HERE, NAME, data)
        assert came.scenario is None
        assert came.problems


async def test_another_process_sees_a_change_at_once(database: Database, clock: Clock, packs: Packs) -> None:
    elsewhere = interviews_on(database, clock, "pb")
    other = Packs(elsewhere.means, elsewhere.rubric)
    assert await other.listed(HERE) == []
    await packs.add(ADA, HERE, NAME, FILE.read_bytes())
    assert len(await other.listed(HERE)) == 1
    await packs.remove(HERE, ID)
    assert await other.listed(HERE) == []
    with pytest.raises(refusals.NoSuchPackScenario):
        await other.remove(HERE, ID)


async def test_a_file_that_is_in_no_list_can_be_removed(packs: Packs, database: Database, clock: Clock) -> None:
    await packs.add(ADA, HERE, NAME, FILE.read_bytes())
    async with database.writing() as connection:
        member = await members.ensure_member(connection, ADA.platform, ADA.external_id, clock.now)
        # As a later version finds what it cannot read any more, and what it has come to have itself.
        for id in ("of-another-time", OURS.stem):
            await stored.keep(connection, HERE, stored.PackFile(id, OURS.read_text(), "0"), member, clock.now)
    assert [one.id for one in await packs.listed(HERE)] == [ID]
    for id in ("of-another-time", OURS.stem):
        assert (await packs.remove(HERE, id)).title == id
    async with database.reading() as connection:
        assert await stored.count(connection, HERE) == 1
    assert (await packs.remove(HERE, ID)).title != ID, "its title"


@pytest.mark.parametrize("mode", ["learn", "practice", "evaluate"])
async def test_an_interview_goes_on_when_its_scenario_is_removed(interviews: Interviews, packs: Packs, mode: str) -> None:
    await packs.add(ADA, HERE, NAME, FILE.read_bytes())
    shown = await interviews.start(ADA, Wish(scenario_id=ID, mode=mode), server_id=HERE)
    await packs.remove(HERE, ID)
    if mode == "practice":
        shown = await interviews.take(ADA, shown.session.id, shown.session.step, Answered("I measured it and told them."))
        shown = await interviews.take(ADA, shown.session.id, shown.session.step, WentOn())
    else:
        with pytest.raises(refusals.ScenarioGone):
            await interviews.take(ADA, shown.session.id, shown.session.step, WentOn() if mode == "learn" else Voted("hire"))
    ended = await interviews.end(ADA, shown.session.id)
    assert not ended.session.is_open
