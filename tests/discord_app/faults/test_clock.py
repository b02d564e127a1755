"""The machine's clock is set while the bot runs: an hour forward, an hour back. Interviews go on, what has a time ends all the same, and no
figure that people see is absurd."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.discord_app.conftest import House
from tests.discord_app.faults.conftest import stored
from tests.discord_app.story import OPENING, REPLY, start, to_the_end
from tests.discord_server import Message

pytestmark = pytest.mark.asyncio(loop_scope="session")

HOUR = 3_600
JUMPS = {"an hour forward": HOUR, "an hour back": -HOUR}


class Clock:
    """The bot's: wrong by so many seconds, until it is set right."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def jump(self, seconds: int) -> None:
        self._file.write_text(str(seconds))

    def right(self) -> None:
        self._file.unlink(missing_ok=True)


@pytest.fixture
def clock(house: House) -> Iterator[Clock]:
    yield Clock(house.bot.folder / "clock")
    Clock(house.bot.folder / "clock").right()


@contextmanager
def rows(house: House) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(house.bot.folder / "bot.sqlite3", timeout=10)) as database:
        yield database


@pytest.mark.parametrize("jump", JUMPS)
async def test_an_interview_goes_on(house: House, clock: Clock, jump: str) -> None:
    text = OPENING.replace("clinics", f"clocks, {jump},")
    ben = house.server.add_user("Ben", house.guild)
    question = await start(ben, house.general, mode="interview")
    clock.jump(JUMPS[jump])
    await ben.submit_modal((await ben.click(question, "Answer")).modal, [text])
    question = await ben.wait_for("Follow-up 1 of", at=question.channel)
    clock.right()
    await ben.say(question.channel, REPLY, reply_to=question)
    await ben.wait_for("Follow-up 2 of", at=question.channel)
    end = await to_the_end(house.server, ben, question.channel)
    assert stored(house.bot, text) == 1
    # Time is told nowhere as less than nothing.
    assert not re.search(r"-\d+:\d\d|-\d+ (?:s|min)", end.text)
    with rows(house) as database:
        assert database.execute("SELECT count(*) FROM turns WHERE payload LIKE '%writing_seconds\": -%'").fetchone()[0] == 0


def asking(number: int) -> Callable[[Message], bool]:
    """The question of that number, open."""
    return lambda message: f"Question {number} of" in message.text and "A" in message.buttons


@pytest.mark.long
@pytest.mark.parametrize("jump", list(JUMPS))
async def test_a_party_comes_to_its_scores(house: House, clock: Clock, jump: str) -> None:
    """The clock is wrong from the start to the middle of the second question, and then set right. Every answer counts, and a player who says
    nothing holds nobody up: the window ends in its time all the same."""
    channel = house.server.add_channel(house.guild, jump.replace(" ", "-"))
    ben = house.server.add_user("Ben", house.guild)
    await house.ann.slash("quiz party", at=channel, questions=5, window=10)
    lobby = await house.ann.wait_for(lambda message: "I am in" in message.buttons, at=channel)
    await ben.click(lobby, "I am in")
    clock.jump(JUMPS[jump])
    await house.ann.click(lobby, "Start", wait="first")
    for number in (1, 2):
        story = await house.ann.wait_for(f"Next: question {number} of", at=channel)
        await house.ann.click(story, "Go on", wait="first")
        question = await house.ann.wait_for(asking(number), at=channel)
        assert "Your answer" in (await ben.click(question, "A")).text
        if number == 1:
            assert "Your answer" in (await house.ann.click(question, "B")).text
            await house.ann.click(question, "Everybody has answered", wait="first")
    clock.right()
    await house.server.wait_until(lambda: "· the answer" in question.text, 40, "the window to end")
    await house.ann.wait_for("Next: question 3 of", at=channel)


async def test_idle_sessions_are_not_closed_by_a_leap(house: House, clock: Clock) -> None:
    """A month forward for a moment, as with a machine that begins with a wrong year: what stood open a minute ago is still open."""
    eve = house.server.add_user("Eve", house.guild)
    question = await start(eve, house.general, mode="interview")
    clock.jump(31 * 24 * HOUR)
    await house.ann.slash("quiz party", at=house.server.add_channel(house.guild, "leap"), questions=5, window=10)
    await house.server.quiet(0.5)
    clock.right()
    await eve.submit_modal((await eve.click(question, "Answer")).modal, [OPENING.replace("clinics", "leaps")])
    await eve.wait_for("Follow-up 1 of", at=question.channel)
