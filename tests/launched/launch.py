"""Run the bot against the loopback server: `python -m tests.launched.launch run --config ...`.

The product knows nothing of it. Three class attributes of discord.py, where the real addresses stand, are set before the bot's
own code runs:

- `Route.BASE`: every REST request;
- `DiscordWebSocket.DEFAULT_GATEWAY`: where an unsharded client, and one whose session was invalidated, connects without asking
  `/gateway/bot`;
- `Asset.BASE`: avatars and icons. Attachments carry whole addresses and need nothing.

And two waits are left out. discord.py sleeps 5 s before every IDENTIFY but the first, which Discord demands and this server does not. And
it stops reading for up to a minute when it has sent 110 packets within one: this server asks for heartbeats again and again, to know what
has been read, and those would be counted. The server itself notices a client that sends too much of its own.

`LOOPBACK_DISCORD` is the server's address, `LOOPBACK_MODULE` what to run (default: `bot`), `LOOPBACK_CLOCK` the file that says
by how much the clock is wrong (`jumping.py`), `LOOPBACK_DIES_AT` the file that names a commit to
die at (`dying.py`).
"""

from __future__ import annotations

import os
import runpy
import sys
from pathlib import Path

import discord
import yarl
from discord.asset import Asset
from discord.gateway import DiscordWebSocket, GatewayRatelimiter
from discord.http import Route


async def _without_waiting(self: discord.Client, shard_id: int | None, *, initial: bool = False) -> None:
    """In place of `Client.before_identify_hook`."""


def _no_delay(self: GatewayRatelimiter) -> float:
    """In place of `GatewayRatelimiter.get_delay`: seconds."""
    return 0.0


def point_at(url: str) -> None:
    Route.BASE = f"{url}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url.replace("http", "ws", 1) + "/gateway")
    Asset.BASE = f"{url}/cdn"
    discord.Client.before_identify_hook = _without_waiting  # type: ignore[method-assign]
    GatewayRatelimiter.get_delay = _no_delay  # type: ignore[method-assign]


def main() -> None:
    point_at(os.environ["LOOPBACK_DISCORD"])
    module = os.environ.get("LOOPBACK_MODULE", "bot")
    if module == "bot" and (file := os.environ.get("LOOPBACK_DIES_AT")):
        from tests.launched.dying import dies_at_commits

        dies_at_commits(Path(file))
    if file := os.environ.get("LOOPBACK_CLOCK"):
        from tests.launched.jumping import jumps_by

        jumps_by(Path(file))
    sys.argv[0] = module
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
