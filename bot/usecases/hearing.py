"""Which language a member is answered in: noted where something will be said to them later, when nobody is there to ask."""

from __future__ import annotations

from bot.store import members
from bot.usecases.exchange import Who
from bot.usecases.means import Means

# So many members are remembered, so that what is known already is not written again.
_MOST_KNOWN = 10_000


class Hearing:
    def __init__(self, means: Means) -> None:
        self._means = means
        self._known: dict[Who, str] = {}

    async def heard(self, who: Who, language: str) -> None:
        """The member was answered in this language just now. Nothing for somebody of whom nothing is stored."""
        if self._known.get(who) == language:
            return
        async with self._means.database.reading() as connection:
            member = await members.find_member(connection, who.platform, who.external_id)
            before = None if member is None else await members.language_of(connection, member)
        if member is None:
            return
        if before != language:
            async with self._means.database.writing() as connection:
                await members.note_language(connection, member, language)
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[who] = language
