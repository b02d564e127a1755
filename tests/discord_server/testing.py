"""For the server's own tests: a client that sends raw requests, so that each rule can be tried without a bot that breaks it."""

from __future__ import annotations

import json
from types import TracebackType
from typing import Any

import aiohttp

from .jsontypes import Json
from .server import DiscordServer


class RawClient:
    """`status, body = await raw("POST", "/channels/1/messages", {...})`."""

    def __init__(self, server: DiscordServer) -> None:
        self.server = server
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> RawClient:
        self._session = aiohttp.ClientSession(headers={"Authorization": f"Bot {self.server.token}"})
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        assert self._session is not None
        await self._session.close()

    async def __call__(self, method: str, path: str, body: Any = None, *, files: dict[str, bytes] | None = None) -> tuple[int, Any]:
        assert self._session is not None
        url = f"{self.server.url}/api/v10{path}"
        if files:
            form = aiohttp.FormData(quote_fields=False)
            form.add_field("payload_json", json.dumps(body or {}), content_type="application/json")
            for index, (name, data) in enumerate(files.items()):
                form.add_field(f"files[{index}]", data, filename=name, content_type="application/octet-stream")
            async with self._session.request(method, url, data=form) as response:
                return response.status, await _parsed(response)
        async with self._session.request(method, url, json=body) as response:
            return response.status, await _parsed(response)

    async def code(self, method: str, path: str, body: Any = None, *, files: dict[str, bytes] | None = None) -> int:
        """The error code of what ought to be refused; 0 when it was not."""
        status, answer = await self(method, path, body, files=files)
        return int(answer["code"]) if status >= 400 and isinstance(answer, dict) else 0


async def _parsed(response: aiohttp.ClientResponse) -> Any:
    return await response.json() if response.content_type == "application/json" else await response.text()


def button(custom_id: str, label: str = "Go", **more: Any) -> Json:
    return {"type": 2, "style": 2, "custom_id": custom_id, "label": label, **more}


def row(*parts: Json) -> Json:
    return {"type": 1, "components": list(parts)}


def menu(*options: Json) -> Json:
    return {"type": 3, "custom_id": "menu", "options": list(options)}


def text(content: str) -> Json:
    return {"type": 10, "content": content}


V2 = 1 << 15
EPHEMERAL = 1 << 6
