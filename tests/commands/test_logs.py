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
