"""Hostile text through every box, message and file that takes text on Discord: harmless on every screen, exact in the files that are whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.discord_app.abuse.test_forged import kept_of
from tests.discord_app.conftest import House
from tests.discord_app.own.past import past_of, who
from tests.discord_app.reports.test_reports import opened as opened_from_history
from tests.discord_app.settings.test_packs import FILE
from tests.discord_app.story import OPENING, end, start
from tests.discord_app.study.test_panels import begun
from tests.discord_app.study.test_rooms import answers, go_on, votes
from tests.discord_server import Actor, Channel, Message, Modal
from tests.discord_server.permissions import Permission
from tests.hostile import ALIVE, TEXTS, hostile, storable, towers_in, unseen_in

pytestmark = pytest.mark.asyncio(loop_scope="session")

_MENU = re.compile(r"^<.*>$", re.MULTILINE)


def by_the_bot(house: House, *people: Actor) -> Iterator[Message]:
    """Every message of the bot's that one of these people can see."""
    for person in people:
        for place in (house.general, person.dm, *person.threads()):
            yield from (message for message in person.visible(place) if message.author.id == house.server.bot.id)


def assert_harmless(house: House, *people: Actor, more: tuple[str, ...] = ()) -> None:
    shown = [*more, *(message.text for message in by_the_bot(house, *people)), *(message.content for message in by_the_bot(house, *people))]
    for text in shown:
        # The entries of a menu are formatted by nobody.
        found = ALIVE.search(_MENU.sub("", text))
        assert not found, f"{found and found[0]!r} is alive in:\n{text[:3000]}"
        assert not unseen_in(text), f"{unseen_in(text)!r} in:\n{text[:2000]}"
        assert not towers_in(text), text[:2000]
    assert house.server.pings == []


@pytest.mark.parametrize("name", list(TEXTS))
async def test_an_answer_in_a_form(house: House, name: str) -> None:
    text = hostile(name, house.ann.id)
    question = await start(house.ann, house.general)
    seen = await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [text], forge=True)
    await house.ann.wait_for("The vote on this answer", at=house.thread)
    await end(house.ann, house.thread)
    debrief = await house.ann.wait_for("Debrief ·", at=house.thread)
    await house.server.quiet()
    assert_harmless(house, house.ann, more=(seen.text, debrief.text))
    found = await opened_from_history(house)
    files = await house.ann.click(next(one for one in found.messages if "As a file" in one.buttons), "As a file")
    assert_harmless(house, house.ann, more=(files.text,))
    page, _markdown = files.message.attachments
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text


async def test_exactly_what_was_said_is_what_is_exported(house: House) -> None:
    for name in ("directions", "controls", "halves and nothing", "zalgo"):
        question = await start(house.ann, house.general)
        await house.ann.submit_modal((await house.ann.click(question, "Answer")).modal, [hostile(name)], forge=True)
    await house.server.quiet()
    kept = await kept_of(house.bot, house.ann)
    answers = [turn["answer"] for turn in kept["turns"]]
    for name in ("directions", "controls", "halves and nothing", "zalgo"):
        assert storable(hostile(name)) in answers, name


@pytest.mark.parametrize("name", ["mentions", "spoilers and fences", "directions", "controls", "lines"])
async def test_an_answer_in_a_message_and_in_a_file(house: House, name: str) -> None:
    await start(house.ann, house.ann.dm)
    await house.ann.say(house.ann.dm, hostile(name, house.ann.id)[:2_000])
    await house.ann.wait_for("The vote on this answer", at=house.ann.dm)
    long = (hostile(name, house.ann.id) + "\n" + OPENING + "\n") * 40
    note = await house.ann.say(house.general, "look", files=[("a\u202etxt.exe", long[:19_000].encode("utf-8", "replace"))])
    seen = await house.ann.message_command("Judge this answer", note)
    await house.server.quiet()
    assert_harmless(house, house.ann, more=(seen.text.split("(judgement.md")[0],))


async def test_twenty_thousand_characters_are_refused_and_kept(house: House) -> None:
    await start(house.ann, house.ann.dm)
    text = (hostile("mentions", 1) + " ") * 300
    await house.ann.say(house.ann.dm, "", files=[("answer.txt", text.encode())])
    told = await house.ann.wait_for("It is kept as a draft", at=house.ann.dm)
    assert str(len(text.strip())) in told.text.replace(",", "") or str(len(text)) in told.text.replace(",", "")


async def test_a_room_with_a_hostile_question_and_hostile_answers(house: House) -> None:
    names = ["mentions", "markdown", "spoilers and fences", "directions", "zalgo", "controls"]
    people = {name: house.server.add_user(f"@everyone {name}", house.guild) for name in names}
    question = hostile("mentions", house.ann.id)[:150] + hostile("spoilers and fences")[:80]
    options = {"principle": "ownership", "question": question}
    await house.ann.slash("study open", at=house.general, options=options)
    card = await house.ann.wait_for(lambda message: "Answer in private" in message.buttons, at=house.general, timeout=15)
    for name, person in people.items():
        seen = await answers(person, card, hostile(name, house.ann.id))
        if "Before others read this" in seen.text:
            seen = await person.click(seen, "Send it as it is")
        assert "Your answer is in" in seen.text, seen.text
    shown = await go_on(house, card, "Reveal the answers", "Answer 1 of 6")
    await votes(people["mentions"], shown, "Hire", "individual_action")
    await go_on(house, shown, "Show the judge's vote", "Answer 1 of 6 · the judge")
    await house.server.quiet()
    assert_harmless(house, house.ann, *people.values())


async def test_notes_on_a_scorecard(house: House) -> None:
    ben, thread, first = await begun(house)
    desk = await house.ann.click(first, "Interviewer's desk")
    await ben.submit_modal((await ben.click(first, "Answer")).modal, [hostile("markup")])
    desk = await house.ann.click(await house.ann.wait_for("has answered", at=thread), "Interviewer's desk")
    assert_harmless(house, ben, more=(desk.text,))
    form = (await house.ann.click(desk, "Hire")).modal
    note = hostile("mentions", ben.id)[:300] + hostile("directions") + hostile("spoilers and fences")[:200] + hostile("controls")
    await house.ann.submit_modal(form, {"reasons": ["metric_delta"], "What was missing": note}, forge=True)
    await ben.wait_for("Round 2 of 2", at=thread)
    await house.server.quiet()
    assert_harmless(house, house.ann, ben)


async def naming(house: House) -> tuple[Modal, str]:
    """The form that names a story of Ann's, and the menu that lists her stories."""
    async with past_of(house.bot) as past:
        await past.told(who(house.ann))
    seen = await house.ann.slash("stories", at=house.general)
    menu = next(id for id in seen.message.custom_ids if ":story:" in id)
    opened = await house.ann.select(seen, menu, seen.message.button(menu)["options"][0]["value"])
    form = (await house.ann.click(opened, "Name it")).modal
    return form, menu


@pytest.mark.parametrize("name", ["mentions", "directions", "nothing to see", "zalgo", "controls", "spoilers and fences"])
async def test_the_name_of_a_story(house: House, name: str) -> None:
    form, menu = await naming(house)
    named = await house.ann.submit_modal(form, [hostile(name, house.ann.id)[:60]], forge=True)
    listed = await house.ann.slash("stories", at=house.general)
    labels = "\n".join(option["label"] for option in listed.message.button(menu)["options"])
    told = await house.ann.autocomplete("retell", "story", "ownership", at=house.general)
    assert not unseen_in(labels + "".join(one.name for one in told))
    assert not towers_in(labels)
    assert listed.message.attachments[0].data.startswith(b"\x89PNG")
    assert_harmless(house, house.ann, more=(named.text, listed.text))


async def test_a_name_of_nothing_is_no_name(house: House) -> None:
    form, _ = await naming(house)
    for nothing in ("\u200b\u200b", "\u3164", " \u2060 ", "\u0336\u0337"):
        refused = await house.ann.submit_modal(form, [nothing], forge=True)
        assert "name" in refused.text
        assert house.ann.id
        assert "Name it" not in refused.text or refused.ephemeral


async def test_a_pack_with_a_hostile_name_and_hostile_text(house: House) -> None:
    admin = house.server.add_user("Mia", house.guild)
    house.server.give_role(admin, house.server.add_role(house.guild, "Hosts", permissions=Permission.MANAGE_GUILD))
    source = FILE.read_text(encoding="utf-8")
    name = "a\u202elmay.x\x1b[2J\n@everyone||SPOIL||.yaml"
    steering = source.replace("title: ", 'title: "\\e[2J" #', 1)
    refused = await admin.slash("pack add", at=house.general, file=(name, steering.encode()))
    assert not unseen_in(refused.text)
    problems = refused.message.attachments[0].text
    assert "U+001B" in problems
    assert not unseen_in(problems)
    title = "@everyone ||SPOIL|| **BOLD** <t:1:R> `TICK` [LINK](https://evil.example)"
    lines = [f"title: '{title}'" if line.startswith("title: ") else line for line in source.splitlines()]
    added = await admin.slash("pack add", at=house.general, file=(FILE.name, "\n".join(lines).encode()))
    assert "Added" in added.text
    listed = await admin.slash("pack list", at=house.general)
    await house.ann.slash("interview start", at=house.general, scenario=FILE.stem, mode="learn")
    await house.server.quiet()
    assert_harmless(house, house.ann, admin, more=(added.text, listed.text))
    await admin.slash("pack remove", at=house.general, scenario=FILE.stem)


async def test_a_scenario_that_nobody_has(house: House) -> None:
    for name in ("mentions", "spoilers and fences", "directions", "controls"):
        seen = await house.ann.slash("interview start", at=house.general, scenario=hostile(name, house.ann.id), forge=True)
        assert seen.ephemeral
        assert_harmless(house, house.ann, more=(seen.text, seen.message.content))


async def test_a_server_and_people_with_hostile_names(house: House) -> None:
    guild = house.server.add_guild("@everyone ||SPOIL|| \u202e`TICK`", channels=["general"])
    ann = house.server.add_user("<@1> **BOLD** \u202e@here", guild)
    place: Channel = guild.channel("general")
    question = await start(ann, place)
    await ann.submit_modal((await ann.click(question, "Answer")).modal, [OPENING])
    for command in ("interview status", "history", "help"):
        seen = await ann.slash(command, at=place)
        assert not ALIVE.search(seen.message.content)
        assert not unseen_in(seen.message.content)
