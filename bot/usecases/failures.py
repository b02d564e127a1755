"""What a front end has to know of failures below it, so that it need not know the store."""

from __future__ import annotations

from bot.store.errors import StoreError

__all__ = ["StoreError"]
