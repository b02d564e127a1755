"""The commands beside the interview: judge, history, help, status, what is registered."""

from __future__ import annotations

import pytest

from bot.core.judge import grounds_of
from bot.wording.catalogue import load_texts
from bot.wording.names import name_of
from tests.core.judged import STRONG, rubric, voted
from tests.discord_app.conftest import House
from tests.discord_app.story import OPENING, QUOTED, end, live, start, to_the_end

TEXTS = load_texts()
pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_commands_are_for_servers_and_for_people(house: House) -> None:
    registered = {command["name"]: command for command in house.server.commands()}
    assert set(registered) >= {"interview", "learn", "history", "help", "quiz", "leaderboard", "Judge this answer"}
    for name, command in registered.items():
        if name in ("leaderboard", "settings", "pack"):
            # They are a server's.
            assert (command["integration_types"], command["contexts"]) == ([0], [0])
            continue
        assert sorted(command["integration_types"]) == [0, 1], name
        assert sorted(command["contexts"]) == [0, 1, 2], name


async def test_help_is_one_private_screen(house: House) -> None:
    seen = await house.ann.slash("help", at=house.general)
    assert seen.ephemeral
    assert len(seen.messages) == 1
    for word in ("/interview start", "/learn", "/history", "Judge this answer", "What is kept", "Not affiliated"):
        assert word in seen.text
    assert seen.message.button("More about this bot")["url"] == "https://example.org/bar-raiser"
    assert "Press and hold a message" in seen.text, "a phone has no right click"
    assert seen.text.index("How to answer") < seen.text.index("What you can do")
    begun = await house.ann.click(seen, "Start practice")
    assert begun.ephemeral
    assert "Your interview is ready" in begun.text
    assert "Answer" in (await house.ann.wait_for("Question", at=house.thread)).buttons


async def test_help_says_who_can_read_an_interview_where_it_is_asked(house: House) -> None:
    in_server = (await house.ann.slash("help", at=house.general)).text
    assert "moderators who manage threads can read it" in in_server
    assert "Nobody else can see" not in in_server
    direct = (await house.ann.slash("help", at=house.ann.dm)).text
    assert "held in our direct messages" in direct
    assert "moderators" not in direct
    assert "for admins, `/settings` and `/pack` as well" in direct
    assert "`/leaderboard` names the best" not in direct, "Discord shows it in servers alone"


async def test_a_scenario_is_found_by_what_is_typed(house: House) -> None:
    found = await house.ann.autocomplete("interview start", "scenario", "webhook", at=house.general)
    assert [choice.value for choice in found] == ["webhook-drop-rate"]
    none = await house.ann.autocomplete("interview start", "scenario", "web", at=house.general, principle="frugality")
    assert none == []
    seen = await house.ann.slash("interview start", at=house.general, scenario="no such thing")
    assert "There is no scenario named no such thing" in seen.text


async def test_a_search_minds_neither_accents_nor_capitals_nor_the_language_of_a_principle(house: House) -> None:
    eva = house.server.add_user("Eva", house.guild, locale="es-ES")
    for typed in ("CARACTER", "carácter", "backbone"):
        found = await eva.autocomplete("interview start", "scenario", typed, at=house.general)
        assert "webhook-drop-rate" in [choice.value for choice in found], typed


async def test_what_is_typed_and_not_chosen_means_the_one_scenario_that_it_fits(house: House) -> None:
    seen = await house.ann.slash("learn", at=house.general, scenario="webhooks asked")
    assert "walk-through" in seen.text
    assert "webhooks that nobody was asked to mend" in house.ann.sees(house.thread)


async def test_judge_this_answer_for_another_principle_and_level(house: House) -> None:
    ben = house.server.add_user("Ben", house.guild)
    message = await ben.say(house.general, OPENING)
    seen = await house.ann.message_command("Judge this answer", message)
    assert seen.ephemeral
    assert "The vote:" in seen.text
    assert QUOTED in seen.text
    files = {file.filename: file.text for file in seen.message.attachments}
    assert files["answer.txt"] == OPENING
    assert "## The same answer at each level" in files["judgement.md"]
    principle = next(id for id in seen.message.custom_ids if "judgep" in id)
    seen = await house.ann.select(seen, principle, "Dive Deep")
    assert "Dive Deep" in seen.text.splitlines()[0]
    level = next(id for id in seen.message.custom_ids if "judgel" in id)
    seen = await house.ann.select(seen, level, "Senior SDE")
    assert "Dive Deep · Senior SDE" in seen.text.splitlines()[0]
    assert "the vote on it as an answer for Dive Deep; the menus" in seen.text, "nobody said that it was for that"
    assert {file.filename for file in seen.message.attachments} == {"answer.txt", "judgement.md"}
    assert "dive" not in " ".join(message.text for message in ben.visible(house.general)).lower()


async def test_judge_this_answer_quotes_what_its_vote_rests_on_before_all_else(house: House) -> None:
    """The four findings that a screen has room for were the first of the vocabulary."""
    judgement = voted(STRONG)
    message = await house.ann.say(house.general, STRONG)
    seen = await house.ann.message_command("Judge this answer", message)
    grounds = grounds_of(rubric(), judgement.because, judgement.ids)
    assert not {*grounds} <= {signal.id for signal in judgement.signals[:4]}
    assert [id for id in grounds if f"**{name_of('id', id, TEXTS)}**: “" not in seen.text] == []
    assert f"{len(judgement.signals) - len(grounds)} more were found." in seen.text


async def test_there_is_nothing_to_judge_in_a_picture(house: House) -> None:
    message = await house.ann.say(house.general, files=[("a.png", b"\x89PNG")])
    assert "no text" in (await house.ann.message_command("Judge this answer", message)).text


async def test_history_is_ones_own_and_opens_again(house: House) -> None:
    assert "no session yet" in (await house.ann.slash("history", at=house.general)).text
    question = await start(house.ann, house.general)
    await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [OPENING])
    await to_the_end(house.server, house.ann, house.thread)
    seen = await house.ann.slash("history", at=house.general)
    assert "Ownership" in seen.text
    menu = next(id for id in seen.message.custom_ids if ":open:" in id)
    session = seen.message.button(menu)["options"][0]["value"]
    opened = await house.ann.select(seen, menu, session)
    assert "How the vote moved" in opened.text
    assert "## Stage by stage" in (await opened.followup()).attachments[0].text
    await house.ann.click(opened, next(label for label in opened.message.buttons if label.startswith("Read on")))
    assert "Part 2 of" in opened.message.text
    ben = house.server.add_user("Ben", house.guild)
    empty = await ben.slash("history", at=house.general)
    assert "no session yet" in empty.text
    assert empty.message.buttons == ["Start practice"]
    stolen = await ben.select(seen.message, menu, session, forge=True)
    assert "somebody else's" in stolen.text


async def test_history_has_pages(house: House) -> None:
    for _session in range(12):
        await house.ann.slash("interview start", at=house.general, principle="ownership", place="here")
        await end(house.ann, house.general)
    seen = await house.ann.slash("history", at=house.general)
    assert "10 of 12 shown" in seen.text
    await house.ann.click(seen, "Older")
    assert "12 · Ownership" in seen.message.text
    await house.ann.click(seen.message, "Newer")
    assert "1 · Ownership" in seen.message.text


async def test_an_end_says_where_the_debrief_is_or_that_there_is_none(house: House) -> None:
    await start(house.ann, house.general)
    sure = await house.ann.slash("interview end", at=house.general)
    assert "Ended, without a debrief." in (await house.ann.click(sure, "End it")).text
    question = await start(house.ann, house.general)
    await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [OPENING])
    await house.ann.wait_for("The vote on this answer", at=house.thread)
    sure = await house.ann.slash("interview end", at=house.general)
    assert "Ended. The debrief is in" in (await house.ann.click(sure, "End it")).text


async def test_a_second_interview_names_the_first_and_the_commands_ask_which(house: House) -> None:
    ann = house.ann
    await start(ann, house.general)
    first = house.thread
    assert "another interview open" not in ann.sees(house.general)
    begun = await ann.slash("interview start", at=house.general, principle="frugality")
    assert "You have another interview open: **Ownership · SDE 2 · practice**" in begun.text
    assert "in #Interview · Ownership" in begun.text

    told = await ann.slash("interview status", at=house.general)
    assert "You have 2 interviews open" in told.text
    for piece in ("in #Interview · Ownership", "in #Interview · Frugality"):
        assert piece in told.text
    assert "Frugality" not in (await ann.slash("interview status", at=first)).text
    assert "No answer of yours is kept yet" in (await ann.slash("history", at=house.general)).text

    asked = await ann.slash("interview resume", at=house.general)
    gone_on = await ann.click(asked, "2 · Ownership · SDE 2 · practice")
    assert "in #Interview · Ownership" in gone_on.text

    which = await ann.slash("interview end", at=house.general)
    assert "Which one ends?" in which.text
    sure = await ann.click(which, "2 · Ownership · SDE 2 · practice")
    assert "Ownership" not in sure.text
    assert "in #Interview · Ownership" in (await ann.click(sure, "End it")).text
    await ann.wait_for("Ended before there was an answer", at=first)
    assert "Frugality" in (await ann.slash("interview status", at=house.general)).text


async def test_the_command_to_end_asks_first_as_the_button_does(house: House) -> None:
    await start(house.ann, house.general)
    seen = await house.ann.slash("interview end", at=house.thread)
    assert "End the interview here?" in seen.text
    await house.server.quiet()
    assert "Answer" in live(house.ann, house.thread).buttons
    await house.ann.click(seen, "End it")
    await house.ann.wait_for("Ended before there was an answer", at=house.thread)


async def test_without_an_interview_the_commands_say_so(house: House) -> None:
    for command in ("interview resume", "interview status", "interview end"):
        assert "no unfinished interview" in (await house.ann.slash(command, at=house.general)).text
