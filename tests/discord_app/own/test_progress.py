"""/progress and /compare: a picture with its words, the same as text, and nobody else's."""

from __future__ import annotations

import pytest

from bot.wording.names import told_score
from tests.discord_app.conftest import House
from tests.discord_app.own.past import past_of, who
from tests.usecases.histories import EXPORT, EXPORT_WEAKLY, PRINTERS, WEAK_REPLY

pytestmark = pytest.mark.asyncio(loop_scope="session")
PNG = b"\x89PNG\r\n\x1a\n"


async def test_with_little_data_it_says_what_to_do(house: House) -> None:
    seen = await house.ann.slash("progress", at=house.general)
    assert seen.ephemeral
    assert "no finished interview yet" in seen.text
    assert not seen.message.attachments
    async with past_of(house.bot) as past:
        await past.told(who(house.ann))
    seen = await house.ann.slash("progress", at=house.general)
    assert "After 2 more interviews this page can draw how your votes move" in seen.text
    assert not seen.message.attachments


async def test_the_chart_and_the_same_in_words(house: House) -> None:
    async with past_of(house.bot) as past:
        await past.told(who(house.ann), EXPORT_WEAKLY, WEAK_REPLY)
        await past.told(who(house.ann), PRINTERS, WEAK_REPLY, principle="dive_deep")
        last = await past.told(who(house.ann))
    seen = await house.ann.slash("progress", at=house.general)
    (picture,) = seen.message.attachments
    assert picture.data.startswith(PNG)
    assert "A chart of 3 interviews." in seen.text
    score = f"({told_score(last.session.score or 0)})"
    assert score in seen.text
    assert "from midnight to midnight UTC" in seen.text
    assert "Actions told as “I”" in seen.text
    narrowed = await house.ann.slash("progress", at=house.general, principle="dive_deep")
    assert "Only Dive Deep." in narrowed.text
    assert score not in narrowed.text
    ben = house.server.add_user("Ben", house.guild)
    assert "no finished interview yet" in (await ben.slash("progress", at=house.general)).text


async def test_what_is_advised_on_a_narrowed_page_knows_of_the_rest(house: House) -> None:
    async with past_of(house.bot) as past:
        for principle in ("ownership", "dive_deep", "dive_deep"):
            await past.told(who(house.ann), EXPORT_WEAKLY, WEAK_REPLY, principle=principle)
    seen = await house.ann.slash("progress", at=house.general)
    assert "was in 3 of the last 3 answers" in seen.text
    assert seen.text.count("Tell the decisive steps as") == 1
    narrowed = (await house.ann.slash("progress", at=house.general, principle="dive_deep")).text
    assert "After one more like these this page can draw how your votes move." in narrowed
    assert "not been asked for" not in narrowed, "another principle would not stand on this page"
    assert "All of it is about" not in narrowed
    none = (await house.ann.slash("progress", at=house.general, principle="frugality")).text
    assert "None of your finished interviews fits that" in none
    assert "There is no finished interview yet" not in none


async def test_two_attempts_side_by_side(house: House) -> None:
    assert "no question yet that you have answered twice" in (await house.ann.slash("compare", at=house.general)).text
    async with past_of(house.bot) as past:
        first = await past.told(who(house.ann), EXPORT_WEAKLY, WEAK_REPLY)
        question = first.state.setup.question
        await past.told(who(house.ann), PRINTERS, WEAK_REPLY, question=question)
        await past.told(who(house.ann), EXPORT, question=question)
    seen = await house.ann.slash("compare", at=house.general)
    assert seen.ephemeral
    assert "Attempts 2 and 3 of 3." in seen.text
    assert "What was gained" in seen.text
    assert "“I pulled three months of logs”" in seen.text
    assert PRINTERS in seen.text
    assert EXPORT in seen.text
    stale = seen.message.snapshot()
    pair = await house.ann.click(seen, "First and last")
    assert "Attempts 1 and 3 of 3." in pair.text
    assert EXPORT_WEAKLY in pair.text
    ben = house.server.add_user("Ben", house.guild)
    stolen = await ben.click(stale, "Earlier pair", forge=True)
    assert "answered twice" in stolen.text
    assert EXPORT not in stolen.text
