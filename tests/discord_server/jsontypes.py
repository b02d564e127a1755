"""The one alias for JSON objects. Payloads are Discord's, not ours, so their values stay `Any`."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
