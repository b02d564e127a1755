"""Discord's rate limits: always told in the headers; enforced only when a test asks for it.

Unenforced, the headers promise plenty, so that discord.py does not hold requests back on its own and tests run at full speed.
"""

from __future__ import annotations

import hashlib
from collections import deque
from dataclasses import dataclass, field

#: Requests and seconds per bucket, for the routes whose limits are known from use.
KNOWN: dict[str, tuple[int, float]] = {
    "POST /channels/{channel_id}/messages": (5, 5.0),
    "PATCH /channels/{channel_id}/messages/{message_id}": (5, 5.0),
    "DELETE /channels/{channel_id}/messages/{message_id}": (5, 1.0),
    "POST /channels/{channel_id}/threads": (50, 300.0),
    "POST /users/@me/channels": (10, 10.0),
    "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me": (1, 0.25),
}
OTHERWISE = (50, 1.0)
OF_WEBHOOKS = (5, 2.0)
GLOBAL = (50, 1.0)
#: Interactions' own endpoints do not count towards the global limit.
EXEMPT = ("/interactions/", "/webhooks/")
INVALID_IN_TEN_MINUTES = 10_000


@dataclass
class Verdict:
    headers: dict[str, str]
    retry_after: float | None = None
    is_global: bool = False


@dataclass
class RateLimits:
    enforce: bool = False
    hits: int = 0
    """How many requests were refused."""
    invalid: int = 0
    """401, 403 and 429 so far: 10,000 in ten minutes, and Discord bans the address."""
    _buckets: dict[str, deque[float]] = field(default_factory=dict)
    _global: deque[float] = field(default_factory=deque)

    def ask(self, name: str, params: dict[str, str], now: float) -> Verdict:
        major = ":".join(params.get(key, "") for key in ("channel_id", "guild_id", "webhook_id", "webhook_token"))
        bucket = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
        if not self.enforce:
            return Verdict(_headers(bucket, 1000, 999, 1.0, now))
        if not any(part in name for part in EXEMPT):
            wait = _wait(self._global, *GLOBAL, now)
            if wait is not None:
                self.hits += 1
                return Verdict({}, wait, is_global=True)
        limit, seconds = KNOWN.get(name, OF_WEBHOOKS if "/webhooks/" in name else OTHERWISE)
        used = self._buckets.setdefault(f"{bucket}:{major}", deque())
        wait = _wait(used, limit, seconds, now)
        left = max(0, limit - len(used))
        headers = _headers(bucket, limit, left, seconds - (now - used[0]) if used else seconds, now)
        if wait is not None:
            self.hits += 1
            return Verdict(headers, wait)
        return Verdict(headers)


def _wait(used: deque[float], limit: int, seconds: float, now: float) -> float | None:
    """Seconds until there is room; None, and counted, when there is."""
    while used and used[0] <= now - seconds:
        used.popleft()
    if len(used) >= limit:
        return round(used[0] + seconds - now, 3)
    used.append(now)
    return None


def _headers(bucket: str, limit: int, left: int, reset_after: float, now: float) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(left),
        "X-RateLimit-Reset-After": f"{max(0.0, reset_after):.3f}",
        "X-RateLimit-Reset": f"{now + reset_after:.3f}",
        "X-RateLimit-Bucket": bucket,
    }
