"""The log: readable by people and by programs, with the id that a person was told, and without secrets."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.commands.logs import set_up

TOKEN = "MTA1NjU0.GaBcDe.0123456789abcdefghijklmnopq"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """The logging of the tests themselves comes back."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers[:], level = before[0], before[1]
    root.setLevel(level)


def logged(form: str, level: str = "info") -> str:
    stream = io.StringIO()
    set_up(level, form, [TOKEN, "hunter2", ""], stream)
    log = logging.getLogger("bot.somewhere")
    log.debug("seen at debug only")
    log.info("connected with %s", TOKEN)
    try:
        raise ValueError(f"could not open postgresql://u:hunter2@h/n with {TOKEN}")
    except ValueError:
        log.exception("error %s", "a1b2c3")
    logging.getLogger("discord").debug("a whole payload")
    return stream.getvalue()


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_is_written_even_in_a_traceback(form: str) -> None:
    said = logged(form)
    assert "ValueError" in said
    assert TOKEN not in said
    assert "hunter2" not in said


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    ("url", "left"),
    [
        ("https://discord.com/api/v10/interactions/1575/aW50ZXJ.tok-en_1/callback?with_response=true", "interactions/1575/..."),
        ("https://discord.com/api/v10/webhooks/1575/aW50ZXJ.tok-en_1", "webhooks/1575/..."),
        ("https://cdn.discordapp.com/ephemeral-attachments/1575/16/aW50ZXJ.txt?ex=1&hm=aW50ZXJ", "attachments/1575/16/..."),
        ("https://discord.com/api/v10/webhooks/1575/aW50ZXJ.tok-en_1/messages/@original", "webhooks/1575/..."),
    ],
)
def test_who_reads_the_log_cannot_answer_in_the_bot_s_place_nor_read_a_file(form: str, url: str, left: str) -> None:
    """The token of an interaction stands in its address, what opens a file in that one's, and libraries name addresses in their errors."""
    stream = io.StringIO()
    set_up("info", form, [TOKEN], stream)
    try:
        raise TimeoutError(f"Connection timeout to host {url}")
    except TimeoutError as error:
        logging.getLogger("bot.somewhere").exception("an error could not be told: %s", error)
    said = stream.getvalue()
    assert "aW50ZXJ" not in said
    assert left in said


def test_programs_get_one_object_an_event_and_find_an_error_by_its_id() -> None:
    first, second = map(json.loads, logged("json").splitlines())
    assert first.keys() == {"time", "level", "logger", "message", "process"}
    assert (first["level"], first["logger"], first["message"]) == ("info", "bot.somewhere", "connected with ...")
    assert first["time"].endswith("Z")
    assert second["error"] == "a1b2c3"
    assert second["traceback"].startswith("Traceback")


def test_people_get_one_line_an_event_and_the_id_stands_in_it() -> None:
    lines = logged("text").splitlines()
    assert "INFO    bot.somewhere: connected with ..." in lines[0]
    assert "error a1b2c3" in lines[1]


def test_payloads_are_logged_at_no_level() -> None:
    said = logged("text", "debug")
    assert "seen at debug only" in said
    assert "a whole payload" not in said
