"""Which language a member is answered in: noted where something will be said to them later, when nobody is there to ask."""

from __future__ import annotations

from bot.store import members
from bot.usecases.exchange import Who
from bot.usecases.means import Means


class Hearing:
    """Remembers nobody itself: whoever is forgotten and comes back is a new member, whose language is not known."""

    def __init__(self, means: Means) -> None:
        self._means = means

    async def heard(self, who: Who, language: str) -> None:
        """The member was answered in this language just now. Nothing for somebody of whom nothing is stored."""
        async with self._means.database.reading(brief=True) as connection:
            member = await members.find_member(connection, who.platform, who.external_id)
            before = None if member is None else await members.language_of(connection, member)
        if member is None or before == language:
            return
        async with self._means.database.writing() as connection:
            await members.note_language(connection, member, language)
