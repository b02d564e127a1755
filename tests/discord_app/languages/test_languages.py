"""Each person is answered in the language of their Discord; what is posted for everyone is in the server's."""

from __future__ import annotations

import pytest

from bot.wording.language import language_for
from tests.discord_app.conftest import House
from tests.discord_app.story import OPENING, REPLY
from tests.discord_server import Actor
from tests.discord_server.permissions import Permission

pytestmark = pytest.mark.asyncio(loop_scope="session")


def spaniard(house: House, name: str = "Inés") -> Actor:
    return house.server.add_user(name, house.guild, locale="es-ES")


async def test_commands_have_spanish_names_and_descriptions(house: House) -> None:
    registered = {command["name"]: command for command in house.server.commands()}
    interview = registered["interview"]
    assert interview["name_localizations"]["es-ES"] == "entrevista"
    assert interview["name_localizations"]["es-419"] == "entrevista"
    assert not [locale for locale in interview["name_localizations"] if language_for(locale) == "en"], "no language that we do not speak"
    start = next(option for option in interview["options"] if option["name"] == "start")
    assert start["name_localizations"]["es-ES"] == "empezar"
    principle = next(option for option in start["options"] if option["name"] == "principle")
    assert principle["name_localizations"]["es-ES"] == "principio"
    assert principle["choices"][0]["name_localizations"]["es-ES"] == "Obsesión por el cliente"
    assert registered["Judge this answer"]["name_localizations"]["es-ES"] == "Juzgar esta respuesta"


async def test_an_interview_is_held_in_spanish_from_its_first_word_to_its_last(house: House) -> None:
    ines = spaniard(house)
    seen = await ines.slash("interview start", at=house.general, options={"principle": "ownership", "mode": "practice"})
    assert "Tu entrevista está lista" in seen.text
    thread = ines.threads()[-1]
    question = await ines.wait_for(lambda message: "Responder" in message.buttons, at=thread)
    assert "Sentido de propiedad" in ines.sees(thread)
    assert "están en inglés" in ines.sees(thread)
    form = (await ines.click(question, "Responder")).modal
    assert "Tu respuesta" in form.text
    await ines.submit_modal(form, [OPENING])
    await ines.wait_for("El voto sobre esta respuesta", at=thread)
    # A message says nothing of a language: the interview knows.
    await house.server.quiet()
    page = next(message for message in reversed(ines.visible(thread)) if "Seguir" in message.buttons)
    await ines.click(page, "Seguir")
    await house.server.quiet()
    asked = next(message for message in reversed(ines.visible(thread)) if "Responder" in message.buttons)
    await ines.say(thread, REPLY, reply_to=asked)
    await ines.wait_for("La réplica", at=thread)
    sure = await ines.slash("interview end", at=house.general)
    assert "Terminada" in (await ines.click(sure, "Terminarla")).text
    await ines.wait_for("Balance · Sentido de propiedad", at=thread)


async def test_two_people_at_once_are_answered_each_in_their_own(house: House) -> None:
    ines, ann = spaniard(house), house.ann
    for _ in range(3):
        theirs = await ines.slash("history", at=house.general)
        ours = await ann.slash("history", at=house.general)
        assert "Aún no tienes ninguna sesión" in theirs.text
        assert "You have no session yet" in ours.text


async def test_refusals_and_files_are_in_spanish_too(house: House) -> None:
    ines = spaniard(house)
    assert "No tienes ninguna entrevista sin terminar" in (await ines.slash("interview resume", at=house.general)).text
    assert "Aquí no se guarda nada de ti" in (await ines.slash("privacy export", at=house.general)).text
    assert "Simulacro de entrevista con bar raiser" in (await ines.slash("help", at=house.general)).text
    await ines.slash("learn", at=ines.dm, scenario="webhook-drop-rate")
    await house.server.quiet()
    await ines.say(ines.dm, "Vi que la exportación fallaba y la arreglé.")
    await ines.wait_for("aquí no se pregunta nada", at=ines.dm)


async def test_whoever_writes_after_an_interview_is_answered_in_its_language(house: House) -> None:
    ines = spaniard(house)
    await ines.slash("interview start", at=ines.dm)
    await ines.wait_for("Responder", at=ines.dm)
    await ines.say(ines.dm, "¿Puedes repetir la pregunta, por favor?")
    await ines.wait_for("La pregunta otra vez:", at=ines.dm)
    await ines.say(ines.dm, OPENING)
    await ines.wait_for("El voto sobre esta respuesta", at=ines.dm)
    await ines.click(await ines.slash("interview end", at=ines.dm), "Terminarla")
    await ines.wait_for("Balance", at=ines.dm)
    await ines.say(ines.dm, "Gracias.")
    await ines.wait_for("No tienes ninguna entrevista sin terminar", at=ines.dm)


async def test_days_are_typed_as_their_reader_says_them(house: House) -> None:
    admin = house.server.add_user("Eva", house.guild, locale="es-419")
    house.server.give_role(admin, house.server.add_role(house.guild, "Anfitriones", permissions=Permission.MANAGE_GUILD))
    hour = {"time": "9:00", "zone": "UTC"}
    refused = await admin.slash("quiz daily", at=house.general, options={**hour, "weekdays": "algún día"})
    assert "Escribe lun-vie, todos los días, o días como lun mié vie." in refused.text
    seen = await admin.slash("quiz daily", at=house.general, options={**hour, "weekdays": "lunes, miercoles y viernes"})
    assert "Se publica: lunes, miércoles y viernes. Hora: 9:00 (UTC)." in seen.text
    assert "de lunes a viernes" in (await admin.slash("quiz daily", at=house.general, options={"weekdays": "mon-fri"})).text
    await admin.slash("quiz daily", at=house.general, off=True)


async def test_what_is_posted_for_everyone_is_in_the_server_s_language(house: House) -> None:
    admin = house.server.add_user("Mia", house.guild, locale="es-ES")
    house.server.give_role(admin, house.server.add_role(house.guild, "Hosts", permissions=Permission.MANAGE_GUILD))
    await house.ann.slash("quiz party", at=house.general, questions=5)
    await house.ann.wait_for("Quiz party", at=house.general)
    lobby = next(message for message in reversed(house.ann.visible(house.general)) if "Stop" in message.buttons)
    await house.ann.click(lobby, "Stop", wait="first")
    await house.ann.wait_for("called off", at=house.general)

    seen = await admin.slash("settings", at=house.general)
    assert "Ajustes de este servidor" in seen.text
    await admin.select(seen, "Idioma", "es")
    await house.ann.slash("quiz party", at=house.general, questions=5)
    await house.ann.wait_for("Cuestionario · partida", at=house.general)
    lobby = next(message for message in reversed(house.ann.visible(house.general)) if "Detener" in message.buttons)
    await house.ann.click(lobby, "Detener", wait="first")
    await house.ann.wait_for("se canceló", at=house.general)


async def test_a_letter_is_in_its_reader_s_language_and_the_room_in_the_server_s(house: House) -> None:
    ines = spaniard(house)
    await house.ann.slash("study open", at=house.general, options={"principle": "ownership"})
    card = await house.ann.wait_for(lambda message: "Answer in private" in message.buttons, at=house.general)
    for actor in (ines, house.ann):
        await actor.submit_modal((await actor.click(card, "Answer in private")).modal, [OPENING])
    warned = await ines.submit_modal((await ines.click(card, "Answer in private")).modal, [f"{OPENING} Call +34 600 123 456 789."])
    assert "parece un número de teléfono" in warned.text
    await house.ann.click(await house.ann.click(card, "Close the room"), "Close it")
    await ines.wait_for("solo para ti", at=ines.dm)
    await house.ann.wait_for("for you alone", at=house.ann.dm)
    assert "This room was closed before its answers were shown" in card.text


async def test_whoever_joins_a_lobby_does_not_change_its_language(house: House) -> None:
    ines = spaniard(house)
    await house.ann.slash("quiz party", at=house.general, questions=5)
    lobby = await house.ann.wait_for(lambda message: "I am in" in message.buttons, at=house.general)
    await ines.click(lobby, "I am in")
    assert "Quiz party" in lobby.text
    assert "I am in" in lobby.buttons
    await ines.wait_for("Te has apuntado", at=house.general)
    await house.ann.click(lobby, "Stop", wait="first")
