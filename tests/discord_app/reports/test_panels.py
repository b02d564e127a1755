"""A panel that is over: each of the two takes their own side away, from its end or from /history."""

from __future__ import annotations

import pytest

from bot.usecases.peer import Peers
from tests.discord_app.conftest import House
from tests.discord_app.own.past import past_of, who
from tests.discord_app.reports.test_reports import options
from tests.discord_app.story import OPENING, REPLY
from tests.discord_app.study.test_panels import begun, score
from tests.discord_server import Actor, Seen
from tests.usecases.quizzes import thread

pytestmark = pytest.mark.asyncio(loop_scope="session")


def files_in(seen: Seen) -> tuple[str, str]:
    """The page and the Markdown file, for nobody else's eyes."""
    assert seen.ephemeral
    page, text = seen.message.attachments
    assert page.filename.endswith(".html")
    assert page.text.startswith("<!DOCTYPE html>")
    assert text.filename == page.filename.replace(".html", ".md")
    return page.text, text.text


async def scored(house: House, asks: Actor, answers: Actor) -> None:
    """A panel between the two whose first round is scored and whose second is not. It is tomorrow's, so that nothing of it is shown in its
    thread, which there is not."""
    async with past_of(house.bot, -1) as past:
        peers = Peers(past.means, past.interviews.rubric)
        panel = await peers.open(who(asks), who(answers), house.guild.id, thread(), level="sde2", principle="ownership")
        await peers.accept(who(answers), panel.id)
        await peers.answer(who(answers), panel.id, 0, OPENING)
        await peers.answer(who(asks), panel.id, 1, REPLY)
        await peers.score(who(asks), panel.id, 1, "hire", ("metric_delta",), {"missing": "What it cost the clinics."})


async def chosen(actor: Actor, listed: Seen) -> Seen:
    """The first panel of the list."""
    menu = next(id for id in listed.message.custom_ids if ":pppick:" in id)
    return await actor.select(listed, menu, options(listed.message.components, menu)[0])


async def test_at_its_end_each_of_the_two_takes_their_own_side_away(house: House) -> None:
    ben, at, first = await begun(house)
    await ben.submit_modal((await ben.click(first, "Answer")).modal, [OPENING])
    await score(house.ann, await house.ann.click(first, "Interviewer's desk"), "Hire", "metric_delta")
    second = await ben.wait_for("Round 2 of 2", at=at)
    assert "As a file" not in second.buttons
    await ben.click(await ben.click(second, "End the panel"), "End it")
    end = await house.ann.wait_for("The panel was ended", at=at)
    assert end.buttons == ["As a file"], "the judge's vote on round 1 stands above, where the second began"
    for file in files_in(await ben.click(end, "As a file")):
        assert "Your interviewer voted" in file
        assert "checkpoint, tested it against the recorded failures" in file
        assert "The judge" in file
        assert "Stage by stage" in file
    for file in files_in(await house.ann.click(end, "As a file")):
        assert "You voted" in file
        assert "checkpoint, tested it against the recorded failures" in file
        assert "Stage by stage" not in file, "the debrief is for the candidate alone"
    cleo = house.server.add_user("Cleo", house.guild)
    seen = await cleo.click(end, "As a file", forge=True)
    assert "between two other members" in seen.text
    assert not seen.message.attachments


async def test_where_nothing_was_asked_there_is_nothing_to_take_away(house: House) -> None:
    ben, at, first = await begun(house)
    await ben.click(await ben.click(first, "End the panel"), "End it")
    end = await house.ann.wait_for("The panel was ended", at=at)
    assert end.buttons == []
    assert "You have no session yet" in (await ben.slash("history", at=house.general)).text


async def test_history_leads_to_one_s_panels_and_back(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    await scored(house, house.ann, ben)
    async with past_of(house.bot, 60) as past:
        await past.cut_short(who(house.ann), OPENING)
    seen = await house.ann.slash("history", at=house.general)
    assert "Peer panels" not in (await house.ann.slash("history", at=house.general, principle="ownership")).message.buttons
    listed = await house.ann.click(seen, "Peer panels")
    assert listed.ephemeral
    assert "with @Ben" in listed.text
    assert "Ownership · SDE 2 · unfinished" in listed.text
    assert "You voted" in files_in(await chosen(house.ann, listed))[1]
    assert "Your sessions" in (await house.ann.click(listed, "Your sessions")).text


async def test_more_than_a_page_of_them_is_turned(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    async with past_of(house.bot, -1) as past:
        peers = Peers(past.means, past.interviews.rubric)
        for _panel in range(11):
            panel = await peers.open(who(house.ann), who(ben), house.guild.id, thread(), level="sde2", principle="dive_deep")
            await peers.accept(who(ben), panel.id)
            await peers.pass_over(who(house.ann), panel.id, 0)
    seen = await house.ann.slash("history", at=house.general)
    assert "10 of 11 shown, newest first." in seen.text
    older = await house.ann.click(seen, "Older")
    assert "11 · with @Ben" in older.text.replace("*", "")
    assert "Nothing was answered in this round." in files_in(await chosen(house.ann, older))[1]
    assert "1 · with @Ben" in (await house.ann.click(older, "Newer")).text.replace("*", "")


async def test_who_has_only_panels_finds_them_in_history_and_nobody_does_once_either_is_forgotten(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    await scored(house, house.ann, ben)
    listed = await ben.slash("history", at=house.general)
    assert "Your peer panels" in listed.text
    assert "Your sessions" not in listed.message.buttons
    assert "Your interviewer voted" in files_in(await chosen(ben, listed))[1]
    await house.ann.click(await house.ann.slash("privacy forget", at=house.general), "Forget it for good")
    seen = await chosen(ben, listed)
    assert "not there any more" in seen.text
    assert not seen.message.attachments
    assert "You have no session yet" in (await ben.slash("history", at=house.general)).text


async def test_in_spanish(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild, locale="es-ES")
    await scored(house, house.ann, ben)
    listed = await ben.slash("history", at=house.general)
    assert "Tus paneles entre pares" in listed.text
    page, text = files_in(await chosen(ben, listed))
    assert '<html lang="es">' in page
    assert "Tu entrevistador votó" in text
