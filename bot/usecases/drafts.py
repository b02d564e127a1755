"""Drafts: what was typed at a step and is not, or not yet, taken as its answer. Nothing that a person typed is lost."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.events import Event
from bot.store import drafts, sessions
from bot.store.connection import Connection
from bot.usecases.exchange import Who
from bot.usecases.finding import find_session
from bot.usecases.means import Means
from bot.usecases.refusals import NoSuchSession
from bot.usecases.rows import text_of


class Drafts:
    def __init__(self, means: Means) -> None:
        self._means = means

    async def keep(self, who: Who, session_id: str, step: int, boxes: Mapping[str, str]) -> None:
        """Keeps what was typed so far; an empty box leaves its kept text alone. Raises NoSuchSession, NotYours, TooMany."""
        session = await find_session(self._means.database, who, session_id)
        async with self._means.database.writing() as connection:
            await _hold(connection, session.id)
            await self._means.limits.spend(connection, who, session.member_id, "answers", self._means.now())
            await drafts.keep(connection, session.id, step, boxes, self._means.now())

    async def of(self, who: Who, session_id: str, step: int) -> dict[str, str]:
        """The drafts of a step, box -> text. Raises NoSuchSession, NotYours."""
        session = await find_session(self._means.database, who, session_id)
        async with self._means.database.reading() as connection:
            return await drafts.kept(connection, session.id, step)

    async def keep_refused(self, session_id: str, step: int, event: Event, *, late: bool = False) -> None:
        """Keeps the text of a refused event in the step's single box. What the box held before is kept as a draft without a box, unless the
        new text contains it. `late`: the step has its answer, so that it is this text that is kept without a box. Raises NoSuchSession."""
        text = text_of(event)
        if text is None or not text.strip():
            return
        async with self._means.database.writing() as connection:
            await _hold(connection, session_id)
            now = self._means.now()
            if late:
                await drafts.keep_beside(connection, session_id, step, text, now)
                return
            before = (await drafts.kept(connection, session_id, step)).get("one", "")
            if before not in text:
                await drafts.keep_beside(connection, session_id, step, before, now)
            await drafts.keep(connection, session_id, step, {"one": text}, now)


async def _hold(connection: Connection, session_id: str) -> None:
    """The session stays until this transaction ends. Raises NoSuchSession where it has been forgotten since it was looked up."""
    if await sessions.place_of(connection, session_id) is None:
        raise NoSuchSession
