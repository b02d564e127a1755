"""docs/commands.md names every command and option there is, as they are."""

from __future__ import annotations

import pytest

from tests.commands_page import PAGE, page
from tests.discord_app.conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_page_of_commands_is_in_step(house: House) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(house.server.commands()), "run `python -m tests.commands_page`"
