"""A server's own scenarios, from the file to the interview and away again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import pytest_asyncio

from bot.store import members, packs
from bot.usecases.packs import MOST_SCENARIOS
from tests.discord_app.conftest import SCENARIOS, House
from tests.discord_app.own.past import past_of, who
from tests.discord_server import Actor
from tests.discord_server.options import CannotDo
from tests.discord_server.permissions import Permission

pytestmark = pytest.mark.asyncio(loop_scope="session")

FILE = SCENARIOS / "dive_deep" / "cold-chain-alarm.yaml"
ID, TITLE = FILE.stem, "Warm vaccine boxes on a green dashboard"
QUESTION = "Tell me about a time when a number said one thing and the people on the ground said another."


@pytest_asyncio.fixture(loop_scope="session")
async def admin(house: House) -> Actor:
    actor = house.server.add_user("Mia", house.guild)
    house.server.give_role(actor, house.server.add_role(house.guild, "Hosts", permissions=Permission.MANAGE_GUILD))
    return actor


def upload(path: Path) -> tuple[str, bytes]:
    return path.name, path.read_bytes()


async def test_a_file_becomes_a_scenario_of_this_server_alone(house: House, admin: Actor) -> None:
    added = await admin.slash("pack add", at=house.general, file=upload(FILE))
    assert added.ephemeral
    assert f"Added: “{TITLE}”" in added.text
    assert TITLE in (await admin.slash("pack list", at=house.general)).text
    assert "Own scenarios:** one" in (await admin.slash("settings", at=house.general)).text
    offered = await house.ann.autocomplete("interview start", "scenario", "vaccine", at=house.general)
    assert [one.value for one in offered] == [ID]
    await house.ann.slash("interview start", at=house.general, scenario=ID, mode="learn")
    assert TITLE in house.ann.sees(house.thread)

    other = house.server.add_guild("Elsewhere", channels=["general"])
    ben = house.server.add_user("Ben", other)
    assert await ben.autocomplete("interview start", "scenario", "vaccine", at=other.channel("general")) == []
    assert "no scenario named" in (await ben.slash("interview start", at=other.channel("general"), scenario=ID)).text

    again = await admin.slash("pack add", at=house.general, file=(FILE.name, f"# Once more.\n{FILE.read_text()}".encode()))
    assert f"Replaced: “{TITLE}”" in again.text
    assert [(file.filename, file.text) for file in again.message.attachments] == [(f"{ID}-before.yaml", FILE.read_text())]

    unknown = await admin.slash("pack remove", at=house.general, scenario="the_vaccines")
    assert unknown.message.content == "This server has no scenario “the\\_vaccines” of its own. `/pack list` shows those it has."

    gone = await admin.slash("pack remove", at=house.general, scenario=ID)
    assert f"Removed: “{TITLE}”" in gone.text
    assert [(file.filename, file.text) for file in gone.message.attachments] == [(FILE.name, f"# Once more.\n{FILE.read_text()}")]
    assert "has no scenarios of its own" in (await admin.slash("pack list", at=house.general)).text
    assert await house.ann.autocomplete("interview start", "scenario", "vaccine", at=house.general) == []
    page = next(message for message in reversed(house.ann.visible(house.thread)) if "Next page" in message.buttons)
    assert "The story was removed" in (await house.ann.click(page, "Next page")).text


async def test_as_many_as_a_server_can_have_are_all_listed(house: House, admin: Actor) -> None:
    text = FILE.read_text()
    async with past_of(house.bot) as past, past.means.database.writing() as connection:
        await members.ensure_server(connection, house.guild.id, past.clock())
        member = await members.ensure_member(connection, "discord", str(admin.user.id), past.clock())
        for number in range(MOST_SCENARIOS):
            id = f"{ID}-{number:02}"
            await packs.keep(connection, house.guild.id, packs.PackFile(id, text.replace(ID, id), id), member, past.clock())
    seen = await admin.slash("pack list", at=house.general)
    first = seen.text
    on = await admin.click(seen, next(label for label in seen.message.buttons if label.startswith("Read on")))
    listed = [set(re.findall(rf"{ID}-\d\d", text)) for text in (first, on.text)]
    assert all(listed)
    assert len(set.union(*listed)) == MOST_SCENARIOS
    assert "offered in this server only" in on.text


async def test_everything_that_is_held_in_the_server_knows_it_and_no_other_server_does(house: House, admin: Actor) -> None:
    await admin.slash("pack add", at=house.general, file=upload(FILE))
    other = house.server.add_guild("Elsewhere", channels=["general"])
    ben = house.server.add_user("Ben", other)
    there = other.channel("general")

    quiz = await house.ann.slash("quiz solo", at=house.general, principle="dive_deep")
    assert TITLE in quiz.text
    assert "no quiz question on Dive Deep" in (await ben.slash("quiz solo", at=there, principle="dive_deep")).text
    assert "no quiz question on Dive Deep" in (await house.ann.slash("quiz solo", at=house.ann.dm, principle="dive_deep")).text
    await house.ann.slash("quiz party", at=house.general, principle="dive_deep")
    assert "Dive Deep" in house.ann.sees(house.general)
    assert "no quiz question on Dive Deep" in (await ben.slash("quiz party", at=there, principle="dive_deep")).text

    assert [one.value for one in await house.ann.autocomplete("study open", "scenario", "vaccine", at=house.general)] == [ID]
    assert await ben.autocomplete("study open", "scenario", "vaccine", at=there) == []
    assert "no scenario named" in (await ben.slash("study open", at=there, scenario=ID)).text
    await house.ann.slash("study open", at=house.general, scenario=ID)
    await house.ann.wait_for(QUESTION, at=house.general)
    assert QUESTION not in ben.sees(there)

    async with past_of(house.bot) as past:
        told = {actor: await past.told(who(actor), principle="ownership") for actor in (house.ann, ben)}
    for actor, at, known in ((house.ann, house.general, True), (ben, there, False)):
        plan = await actor.slash("retell", at=at, options={"story": told[actor].session.id, "principle": "earn_trust"})
        assert (TITLE in plan.text) is known
    await admin.slash("pack remove", at=house.general, scenario=ID)


async def test_every_problem_comes_back_in_a_file(house: House, admin: Actor) -> None:
    broken = FILE.read_text().replace("principle: dive_deep", "principle: deep_dive").replace("title:", "titel:", 1)
    seen = await admin.slash("pack add", at=house.general, file=(FILE.name, broken.encode()))
    assert "was not taken" in seen.text
    assert "Nothing was changed" in seen.text
    (problems,) = seen.message.attachments
    assert "deep_dive" in problems.text
    assert "titel" in problems.text
    assert f"{FILE.name}:" in problems.text


async def test_an_admin_without_a_shell_is_given_a_file_to_write_in(house: House, admin: Actor) -> None:
    assert "`/pack new`" in (await admin.slash("pack list", at=house.general)).text
    given = await admin.slash("pack new", at=house.general, principle="dive_deep", name="¡Facturas rápidas!")
    (file,) = given.message.attachments
    assert (given.ephemeral, file.filename) == (True, "facturas-rapidas.yaml")
    assert "python -m bot" not in file.text
    back = await admin.slash("pack add", at=house.general, file=(file.filename, file.text.encode()))
    assert "was not taken" in back.text
    assert "`/pack new`" in back.text
    (problems,) = back.message.attachments
    assert problems.text.count("This text is still to be written.") > 50
    for name, said in ((ID, "There is a scenario"), ("日本", "no letter from a to z")):
        await admin.slash("pack add", at=house.general, file=upload(FILE))
        refused = await admin.slash("pack new", at=house.general, principle="dive_deep", name=name)
        assert said in refused.text
        assert refused.message.attachments == []
    await admin.slash("pack remove", at=house.general, scenario=ID)


async def test_files_that_are_none_are_refused_in_a_sentence(house: House, admin: Actor) -> None:
    assert "ends in .yaml" in (await admin.slash("pack add", at=house.general, file=("notes.txt", b"x"))).text
    bank = await admin.slash("pack add", at=house.general, file=upload(SCENARIOS / "questions.yaml"))
    assert bank.text.startswith("questions.yaml holds general questions, and only scenarios can be added here.")
    assert "larger than 256 KB" in (await admin.slash("pack add", at=house.general, file=("a.yaml", b"x" * 300_000))).text
    assert "has no scenario" in (await admin.slash("pack remove", at=house.general, scenario="nothing")).text


async def test_only_admins_manage_it(house: House, admin: Actor) -> None:
    with pytest.raises(CannotDo):
        await house.ann.slash("pack list", at=house.general)
    assert "server" in (await admin.slash("pack list", at=house.general)).text
