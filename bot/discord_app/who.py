"""Who a Discord user is to the use cases."""

from __future__ import annotations

import discord

from bot.usecases.exchange import Who


def who(user: discord.abc.User) -> Who:
    return Who("discord", str(user.id))
