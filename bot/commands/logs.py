"""The log: one line an event for people, or one JSON object an event for programs. No secret stands in either.

An error that a person was told has an id, and its record begins with "error ID": that is the convention of the whole house. In JSON it
stands under `error`, so that one search finds what somebody reports.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import time
from collections.abc import Sequence
from typing import Any, TextIO

_LINE = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_ERROR = "error %s"
# Libraries name addresses in their errors. Whoever has an interaction's, with its token, speaks in the bot's place; whoever has a file's
# reads what somebody sent.
_ADDRESS = re.compile(r"(/(?:interactions|webhooks)/\d+/|/(?:ephemeral-)?attachments/\d+/\d+/)[^\s/'\"<>]+")


class _Silent:
    """Takes the secrets out of whatever is about to be written: a message, a traceback, a URL in it."""

    def __init__(self, secrets: Sequence[str]) -> None:
        # A short text would be found everywhere.
        self._secrets = [secret for secret in secrets if len(secret) >= 4]

    def __call__(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "...")
        return _ADDRESS.sub(r"\1...", text)


class Lines(logging.Formatter):
    """One line an event, in local time; a traceback below it."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__(_LINE)
        self._silent = _Silent(secrets)

    def format(self, record: logging.LogRecord) -> str:
        return self._silent(super().format(record))


class Objects(logging.Formatter):
    """One JSON object an event: time (UTC), level, logger, message, process, and where there is one error (its id) and traceback."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__()
        self._silent = _Silent(secrets)

    def format(self, record: logging.LogRecord) -> str:
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        event: dict[str, Any] = {
            "time": f"{moment}.{int(record.msecs):03}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._silent(record.getMessage()),
            "process": os.getpid(),
        }
        if (id := error_id(record)) is not None:
            event["error"] = id
        if record.exc_info:
            event["traceback"] = self._silent(self.formatException(record.exc_info))
        return json.dumps(event, ensure_ascii=False)


def error_id(record: logging.LogRecord) -> str | None:
    """The id under which a person was told of this error."""
    if str(record.msg).startswith(_ERROR) and isinstance(record.args, tuple) and record.args:
        return str(record.args[0])
    return None


def set_up(level: str, form: str, secrets: Sequence[str], stream: TextIO | None = None) -> None:
    """Logs to standard error from now on. `form` is "text" or "json"; `secrets` are never written."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Objects(secrets) if form == "json" else Lines(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # Their debug lines hold whole payloads and whole rows, and with them what people typed.
    for name in ("discord", "aiosqlite"):
        logging.getLogger(name).setLevel(max(logging.INFO, root.level))
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # A line a request to /healthz helps nobody.
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
