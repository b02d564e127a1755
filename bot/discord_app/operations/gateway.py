"""Whether the gateway is up, shard by shard: a bot that answers requests for its health and hears nothing from Discord is not healthy."""

from __future__ import annotations

import math

import discord

from bot.core.frozen import dataclass


@dataclass(frozen=True, slots=True)
class ShardState:
    """`latency` is seconds from a heartbeat to its answer; None before the first one."""

    id: int
    up: bool
    latency: float | None = None


def shard_states(client: discord.AutoShardedClient) -> tuple[ShardState, ...]:
    """Every shard that this process is to run, those that are not connected yet among them; () before their number is known."""
    running = client.shards
    wanted = client.shard_ids or range(client.shard_count or 0) or running
    return tuple(_state(id, running.get(id)) for id in sorted(wanted))


def _state(id: int, shard: discord.ShardInfo | None) -> ShardState:
    if shard is None or shard.is_closed():
        return ShardState(id, up=False)
    return ShardState(id, up=True, latency=shard.latency if math.isfinite(shard.latency) else None)
