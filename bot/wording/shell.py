"""Our sentences at a shell: where one names a Discord command, it names what is typed at the shell in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from errno import errorcode

from bot.wording.catalogue import Texts, Value

# `end` is typed within the interview; a command that is not here exists on Discord alone.
AT_SHELL: Mapping[str, str] = {
    "/history": "bar-raiser history",
    "/interview end": "end",
    "/interview resume": "bar-raiser practice",
    "/interview start": "bar-raiser practice",
    "/learn": "bar-raiser practice --mode learn",
    "/privacy export": "bar-raiser privacy export FILE",
    "/privacy forget": "bar-raiser privacy forget",
    "/progress": "bar-raiser progress",
    "/quiz solo": "bar-raiser quiz",
    "/review": "bar-raiser review",
}
_COMMAND = re.compile(r"`(/[^`]+)`")


class AtShell(Texts):
    """The same sentences, for somebody at a shell."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts.language, {}, texts)

    def _sentence(self, key: str, values: Mapping[str, Value]) -> str:
        return _COMMAND.sub(_there, super()._sentence(key, values))


def _there(found: re.Match[str]) -> str:
    return f"`{AT_SHELL[found[1]]}`" if found[1] in AT_SHELL else f"{found[0]} (Discord)"


def reason_of(error: OSError, texts: Texts) -> str:
    """Why the system did not do it, in the reader's language where we have words for it."""
    key = f"system.{errorcode.get(error.errno or 0)}"
    return texts(key) if key in texts else error.strerror or ""
