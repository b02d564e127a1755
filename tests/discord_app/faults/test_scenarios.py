"""The folder of scenarios is broken when it is read anew: the last good ones stay in use, and whoever asked is shown what to mend."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.discord_app.conftest import SCENARIOS, House
from tests.discord_app.faults.conftest import PRINCIPLE, stored
from tests.discord_app.story import OPENING, start, to_the_end
from tests.discord_server import Actor

pytestmark = pytest.mark.asyncio(loop_scope="session")


@dataclass
class Shelf:
    house: House
    owner: Actor
    folder: Path

    @property
    def file(self) -> Path:
        return next(self.folder.rglob("*.yaml"))


@pytest.fixture
def shelf(house: House) -> Iterator[Shelf]:
    """Every test begins with good files, and leaves them."""
    folder = house.bot.folder / "scenarios"
    house.server.world.add_member(house.guild, house.server.world.owner)
    yield Shelf(house, Actor(house.server, house.server.world.owner), folder)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SCENARIOS / PRINCIPLE, folder / PRINCIPLE)


async def offered(shelf: Shelf) -> list[str]:
    """The scenarios that can be chosen."""
    choices = await shelf.house.ann.autocomplete("interview start", "scenario", "", at=shelf.house.general)
    return sorted(str(choice.value) for choice in choices)


def broken(shelf: Shelf) -> None:
    text = shelf.file.read_text(encoding="utf-8")
    shelf.file.write_text(text.replace("question:", "qestion:", 1), encoding="utf-8")


def empty(shelf: Shelf) -> None:
    for file in shelf.folder.rglob("*.yaml"):
        file.unlink()


def gone(shelf: Shelf) -> None:
    shutil.rmtree(shelf.folder)


@pytest.mark.parametrize(
    ("breaks", "told"),
    [(broken, "Did you mean `question`?"), (empty, "There is no scenario in this folder"), (gone, "scenarios")],
)
async def test_who_runs_the_bot_asks_and_is_shown_the_problem(shelf: Shelf, breaks: object, told: str) -> None:
    before = await offered(shelf)
    assert before
    breaks(shelf)  # type: ignore[operator]
    await shelf.owner.say(shelf.owner.dm, "Reload scenarios")
    answer = await shelf.owner.wait_for("were left as they are", at=shelf.owner.dm)
    assert told in answer.attachments[0].text
    if breaks is broken:
        assert f"{shelf.file}:" in answer.attachments[0].text
    assert await offered(shelf) == before
    question = await start(shelf.house.ann, shelf.house.general, mode="interview")
    await shelf.house.ann.submit_modal((await shelf.house.ann.click(question, "Answer")).modal, [OPENING])
    await to_the_end(shelf.house.server, shelf.house.ann, shelf.house.thread)
    assert stored(shelf.house.bot, OPENING) >= 1
    forget(shelf.owner)


def forget(actor: Actor) -> None:
    """The next answer is told from this one."""
    actor.dm.messages.clear()


async def test_a_signal_does_it_too_and_the_log_says_what_came_of_it(shelf: Shelf) -> None:
    before = await offered(shelf)
    file = shelf.file
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("question:", "qestion:", 1), encoding="utf-8")
    os.kill(shelf.house.bot.pid, signal.SIGHUP)
    await shelf.house.bot.wait_for_log("the scenarios were left as they are")
    assert f"{file}:" in shelf.house.bot.logs
    assert await offered(shelf) == before
    file.unlink()
    os.kill(shelf.house.bot.pid, signal.SIGHUP)
    await shelf.house.bot.wait_for_log(f"{len(before) - 1} scenarios are in use")
    assert await offered(shelf) == [id for id in before if id != file.stem]
    file.write_text(good, encoding="utf-8")
    os.kill(shelf.house.bot.pid, signal.SIGHUP)
    await shelf.house.bot.wait_for_log(f"{len(before)} scenarios are in use")


async def test_for_everybody_else_the_words_are_an_ordinary_message(shelf: Shelf) -> None:
    ben = shelf.house.server.add_user("Ben", shelf.house.guild)
    await ben.say(ben.dm, "reload scenarios")
    await ben.wait_for("You have no unfinished interview", at=ben.dm)


async def test_whoever_runs_it_is_told_of_success_as_well(shelf: Shelf) -> None:
    forget(shelf.owner)
    await shelf.owner.say(shelf.owner.dm, "reload scenarios")
    await shelf.owner.wait_for("in use now", at=shelf.owner.dm)
