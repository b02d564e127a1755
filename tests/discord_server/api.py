"""HTTP: a request comes in, is recorded, meets its fault if one is planned, is checked, dealt with and answered."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import BodyPartReader, web

from .errors import DiscordError, InvalidForm
from .events import Events
from .faults import Fault, Faults
from .gateway import Gateway
from .interaction import Interaction
from .log import Refusal, RequestRecord
from .ratelimits import RateLimits
from .rest import application, messages, places, responses, threads
from .rest.calls import Call, Handler, Reply, Upload
from .spec import Spec
from .websocket import Socket
from .world import World

PREFIX = "/api/v10"
#: These carry their own authority: the token in the path.
WITHOUT_BOT_TOKEN = ("/interactions/", "/webhooks/")
Callback = Callable[[RequestRecord], Awaitable[None] | None]


class Router:
    """Fixed paths before those with placeholders: `/users/@me` before `/users/{user_id}`."""

    def __init__(self) -> None:
        tables = (application.ROUTES, messages.ROUTES, places.ROUTES, responses.ROUTES, threads.ROUTES)
        every = [(method, template, handler) for table in tables for (method, template), handler in table.items()]
        every.sort(key=lambda route: route[1].count("{"))
        self._routes = [(method, template, _pattern(template), handler) for method, template, handler in every]

    def find(self, method: str, path: str) -> tuple[str, Handler, dict[str, str]] | None:
        for known, template, pattern, handler in self._routes:
            if known == method and (match := pattern.fullmatch(path)):
                return template, handler, match.groupdict()
        return None


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(template)))


class Api:
    def __init__(self, world: World, events: Events, gateway: Gateway, faults: Faults, spec: Spec | None) -> None:
        self.world, self.events, self.gateway, self.faults, self.spec = world, events, gateway, faults, spec
        self.limits = RateLimits()
        self.callbacks: list[Callback] = []
        self.open_requests = 0
        self.last_request = 0.0
        self.check_own_answers = False
        """For the server's own tests: hold what it answers against the description too."""
        self._router = Router()
        self._closing = asyncio.Event()

    def application(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_get("/gateway", self._websocket)
        app.router.add_get(r"/p/{process:\d+}/gateway", self._websocket)
        app.router.add_get("/cdn/{tail:.*}", self._cdn)
        app.router.add_route("*", PREFIX + "{tail:.*}", self._rest)
        app.router.add_route("*", r"/p/{process:\d+}" + PREFIX + "{tail:.*}", self._rest)
        return app

    def close(self) -> None:
        """Let go of requests that hang on purpose."""
        self._closing.set()

    async def _websocket(self, request: web.Request) -> web.StreamResponse:
        if self.gateway.refusing:
            return web.Response(status=503)
        return await Socket(self.gateway, request, _process(request)).run()

    async def _cdn(self, request: web.Request) -> web.StreamResponse:
        record = RequestRecord("GET", request.path, "/cdn", None, [], {}, 0)
        fault = self.faults.take(record)
        met = None if fault is None else await self._meet(fault, request, record)
        if met is not None:
            return met
        *_, attachment_id, filename = request.path.split("/")
        for channel in self.world.channels.values():
            for message in channel.messages.values():
                for each in message.attachments:
                    if str(each.id) == attachment_id and each.filename == filename:
                        return web.Response(body=each.data, headers={"Content-Type": each.content_type})
        for upload in self.world.uploads:
            if str(upload.id) == attachment_id:
                return web.Response(body=upload.data, headers={"Content-Type": upload.content_type})
        return web.Response(status=404, text="This content is no longer available.")

    # --- REST

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        self.open_requests += 1
        interaction = self._interaction_of(request.path)
        if interaction is not None:
            interaction.in_flight += 1
        try:
            response = await self._answer(request)
            with contextlib.suppress(ConnectionError):
                # Sent before anybody is told that it was: a person sees a button no sooner than the bot knows that it is there.
                await response.prepare(request)
                await response.write_eof()
            return response
        finally:
            self.open_requests -= 1
            if interaction is not None:
                interaction.in_flight -= 1
            self.last_request = asyncio.get_running_loop().time()
            self.world.pulse.beat()

    def _interaction_of(self, path: str) -> Interaction | None:
        parts = path.split("/")
        tokens = [parts[index + 2] for index, part in enumerate(parts[:-2]) if part in ("interactions", "webhooks")]
        return self.world.interactions.get(tokens[0]) if tokens else None

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        path = request.raw_path.split("?")[0].split(PREFIX, 1)[1]
        body, uploads = await _read(request)
        found = self._router.find(request.method, path)
        template = found[0] if found else path
        files = [each.filename for each in uploads]
        record = RequestRecord(request.method, path, template, body, files, dict(request.query), _process(request))
        self.world.log.requests.append(record)
        await self._tell(record, "before")
        fault = self.faults.take(record)
        if fault is not None:
            met = await self._meet(fault, request, record)
            if met is not None:
                return met
        reply, headers = self._handle(request, record, found, body, uploads)
        record.status, record.response = reply.status, reply.body
        await self._tell(record, "after")
        if fault is not None and fault.kind == "lost_response":
            return _cut(request)
        return _response(reply.status, reply.body, headers)

    async def _tell(self, record: RequestRecord, phase: str) -> None:
        record.phase = phase
        for callback in list(self.callbacks):
            result = callback(record)
            if inspect.isawaitable(result):
                await result

    async def _meet(self, fault: Fault, request: web.Request, record: RequestRecord) -> web.StreamResponse | None:
        """The answer in place of the real one, if the fault gives one."""
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
            return None
        if fault.kind == "hang":
            # Until the bot gives it up.
            while not self._closing.is_set() and request.transport is not None and not request.transport.is_closing():
                await asyncio.sleep(0.05)
            return _cut(request)
        if fault.kind == "reset":
            return _cut(request)
        if fault.kind == "lost_response":
            return None
        record.status = fault.code
        if fault.kind == "rate_limited":
            self.limits.invalid += 1
            return _rate_limited(fault.seconds, is_global=fault.is_global, headers={})
        return web.Response(status=fault.code, text=f"<html>{fault.code}</html>", content_type="text/html")

    def _handle(
        self,
        request: web.Request,
        record: RequestRecord,
        found: tuple[str, Handler, dict[str, str]] | None,
        body: Any,
        uploads: list[Upload],
    ) -> tuple[Reply, dict[str, str]]:
        where = f"{record.method} {record.path}"
        if found is None:
            self.world.log.violation("route", where, "no such route here; if Discord has it, add it to tests/discord_server/rest")
            return Reply(404, {"message": "404: Not Found", "code": 0}), {}
        template, handler, params = found
        if not template.startswith(WITHOUT_BOT_TOKEN) and request.headers.get("Authorization") != f"Bot {self.world.token}":
            self.world.log.violation("auth", where, "no token, or not the bot's")
            self.limits.invalid += 1
            return Reply(401, {"message": "401: Unauthorized", "code": 0}), {}
        verdict = self.limits.ask(record.name, params, asyncio.get_running_loop().time())
        if verdict.retry_after is not None:
            self.limits.invalid += 1
            limited = {"message": "You are being rate limited.", "retry_after": verdict.retry_after, "global": verdict.is_global}
            return Reply(429, limited), verdict.headers | {"Via": "1.1 loopback", "Retry-After": str(verdict.retry_after)}
        call = Call(self.world, self.events, self.gateway, params, record.query, body, uploads, record.process, where)
        try:
            self._check_spec(record, body)
            reply = handler(call)
        except DiscordError as error:
            return self._refused(error, record, where), verdict.headers
        if self.check_own_answers and self.spec is not None and reply.body is not None:
            for problem in self.spec.check_response(record.method, record.path, reply.status, reply.body):
                self.world.log.violation("own", where, str(problem))
        return reply, verdict.headers

    def _check_spec(self, record: RequestRecord, body: Any) -> None:
        if self.spec is None or record.method == "GET":
            return
        problems = self.spec.check_body(record.method, record.path, body if body is not None else {})
        if problems:
            raise InvalidForm(problems, violation="spec")

    def _refused(self, error: DiscordError, record: RequestRecord, where: str) -> Reply:
        if error.violation:
            self.world.log.violation(error.violation, where, str(error))
        else:
            self.world.log.refusals.append(Refusal(record.method, record.path, error.code))
        if error.status in (401, 403):
            self.limits.invalid += 1
        return Reply(error.status, error.body())


def _process(request: web.Request) -> int:
    return int(request.match_info.get("process", 0))


async def _read(request: web.Request) -> tuple[Any, list[Upload]]:
    """The JSON body, and files if it came as multipart."""
    if not request.content_type.startswith("multipart/"):
        raw = await request.read()
        return (json.loads(raw) if raw else None), []
    body: Any = None
    uploads: list[Upload] = []
    reader = await request.multipart()
    async for part in reader:
        assert isinstance(part, BodyPartReader)
        data = bytes(await part.read(decode=True))
        if part.name == "payload_json":
            body = json.loads(data)
        elif match := re.fullmatch(r"files\[(\d+)\]", part.name or ""):
            uploads.append(Upload(int(match[1]), part.filename or "unnamed", data))
    return body, uploads


def _response(status: int, body: Any, headers: dict[str, str]) -> web.Response:
    if body is None:
        return web.Response(status=status, headers=headers)
    # discord.py parses JSON only when the type is exactly this, without a charset.
    return web.Response(status=status, body=json.dumps(body).encode(), headers={"Content-Type": "application/json", **headers})


def _rate_limited(retry_after: float, *, is_global: bool, headers: dict[str, str]) -> web.Response:
    # Without Via, discord.py takes a 429 for a ban by Cloudflare and gives up.
    headers = headers | {"Via": "1.1 loopback", "Retry-After": str(retry_after), "X-RateLimit-Scope": "global" if is_global else "user"}
    return _response(429, {"message": "You are being rate limited.", "retry_after": retry_after, "global": is_global}, headers)


def _cut(request: web.Request) -> web.Response:
    """Reset the connection. What is returned goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
