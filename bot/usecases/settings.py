"""A server's settings: read where they are needed, changed by its admins, true at once in every process."""

from __future__ import annotations

from bot.core.server_settings import ServerSettings, checked, settings_from
from bot.store import members, servers
from bot.usecases.means import Means


class Settings:
    def __init__(self, means: Means) -> None:
        self._means = means

    async def of(self, server_id: int | None) -> ServerSettings:
        """What is set there; what holds without any setting for None and for a server that is not known."""
        if server_id is None:
            return ServerSettings()
        async with self._means.database.reading(brief=True) as connection:
            return settings_from(await members.server_settings(connection, server_id))

    async def change(self, server_id: int, name: str, value: object) -> ServerSettings:
        """Sets one setting, or takes it back (None), and returns all of them. Raises ValueError for what cannot be set."""
        kept = checked(name, value)
        async with self._means.database.writing() as connection:
            await members.ensure_server(connection, server_id, self._means.now())
            await servers.change_setting(connection, server_id, name, kept)
            return settings_from(await members.server_settings(connection, server_id))
