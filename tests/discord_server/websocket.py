"""One websocket of the gateway: op codes in and out, compression, closing codes."""

from __future__ import annotations

import asyncio
import contextlib
import json
import zlib
from typing import Any

from aiohttp import WSMsgType, web

from . import payloads
from .gateway import PRIVILEGED, Gateway, Intent, Session
from .jsontypes import Json

HEARTBEAT_MILLISECONDS = 41250
SENDS_A_MINUTE = 120


class Socket:
    def __init__(self, gateway: Gateway, request: web.Request, process: int = 0) -> None:
        self.gateway = gateway
        self.world = gateway.world
        self.request = request
        self.process = process
        self.ws = web.WebSocketResponse(compress=False, max_msg_size=4096 * 4, autoping=True)
        self.session: Session | None = None
        self._out: asyncio.Queue[Json] = asyncio.Queue()
        self._zlib = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None
        self._beats: list[asyncio.Future[None]] = []
        self._received: list[float] = []

    # --- out

    def send(self, packet: Json) -> None:
        self._out.put_nowait(packet)

    async def _write(self) -> None:
        while True:
            data = json.dumps(await self._out.get()).encode()
            if self._zlib is None:
                await self.ws.send_str(data.decode())
            else:
                await self.ws.send_bytes(self._zlib.compress(data) + self._zlib.flush(zlib.Z_SYNC_FLUSH))

    def beat(self) -> asyncio.Future[None]:
        """Ask for a heartbeat; done when it comes, or when the socket dies."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._beats.append(future)
        self.send({"op": 1, "d": None})
        return future

    def abort(self) -> None:
        transport = self.request.transport
        if transport is not None:
            transport.abort()

    async def _close(self, code: int, reason: str) -> None:
        await self.ws.close(code=code, message=reason.encode())

    # --- in

    async def run(self) -> web.WebSocketResponse:
        await self.ws.prepare(self.request)
        if self.request.query.get("compress") not in (None, "zlib-stream"):
            self.world.log.violation("gateway", "connect", f"compression {self.request.query['compress']!r} is not served here")
            await self._close(4012, "unsupported compression")
            return self.ws
        writer = asyncio.create_task(self._write())
        try:
            self.send({"op": 10, "d": {"heartbeat_interval": HEARTBEAT_MILLISECONDS, "_trace": []}})
            async for message in self.ws:
                if message.type != WSMsgType.TEXT:
                    continue
                if not await self._receive(json.loads(message.data)):
                    break
        finally:
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await writer
            self._gone()
        return self.ws

    def _gone(self) -> None:
        if self.session is not None and self.session.socket is self:
            self.session.socket = None
        for beat in self._beats:
            if not beat.done():
                beat.set_result(None)
        self.world.pulse.beat()

    async def _receive(self, packet: Json) -> bool:
        """False when the connection is over."""
        now = asyncio.get_running_loop().time()
        self._received = [at for at in self._received if at > now - 60]
        # A heartbeat that was asked for (`beat`) is no packet that the client chose to send.
        if packet["op"] != 1 or not self._beats:
            self._received.append(now)
        if len(self._received) > SENDS_A_MINUTE:
            return await self._refuse(4008, f"more than {SENDS_A_MINUTE} packets a minute")
        data: Any = packet.get("d")
        match packet["op"]:
            case 1:
                self.send({"op": 11, "d": None})
                for beat in self._beats:
                    if not beat.done():
                        beat.set_result(None)
                self._beats.clear()
            case 2:
                return await self._identify(data)
            case 6:
                return await self._resume(data)
            case 3 | 4:
                pass
            case 8:
                self._members(data)
            case op:
                return await self._refuse(4001, f"unknown op {op}")
        return True

    async def _refuse(self, code: int, reason: str, kind: str = "gateway") -> bool:
        self.world.log.violation(kind, "gateway", f"closed with {code}: {reason}")
        await self._close(code, reason)
        return False

    async def _identify(self, data: Json) -> bool:
        if self.session is not None:
            return await self._refuse(4005, "identified twice")
        if data["token"] != self.world.token:
            return await self._refuse(4004, "wrong token", "auth")
        shard, shards = data.get("shard") or (0, 1)
        if not 0 <= shard < shards:
            return await self._refuse(4010, f"shard {shard} of {shards}")
        intents = Intent(data["intents"])
        asked = intents & PRIVILEGED & ~self.gateway.privileged
        if asked:
            return await self._refuse(4014, f"privileged intents {asked!r} are not granted", "intent")
        self.session = session = self.gateway.open_session(shard, shards, intents)
        session.socket, session.process = self, self.process
        self._send_ready(session)
        return True

    def _send_ready(self, session: Session) -> None:
        world = self.world
        guilds = [guild for guild in world.bot_guilds() if session.wants(guild.id, None)]
        ready: Json = {
            "v": 10,
            "user": payloads.user(world.bot) | {"verified": True, "mfa_enabled": False, "email": None},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": world.gateway_url(self.process),
            "shard": [session.shard, session.shards],
            "application": {"id": str(world.application_id), "flags": 0},
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "_trace": [],
        }
        session.dispatch("READY", ready)
        for guild in guilds:
            session.dispatch("GUILD_CREATE", payloads.gateway_guild(guild, world.bot.id))
        session.ready = True
        world.pulse.beat()

    async def _resume(self, data: Json) -> bool:
        if data["token"] != self.world.token:
            return await self._refuse(4004, "wrong token", "auth")
        session = self.gateway.sessions.get(data["session_id"])
        if session is None or not session.resumable:
            self.send({"op": 9, "d": False})
            return True
        if session.socket is not None:
            session.socket.abort()
        self.session = session
        missed = [packet for sequence, packet in session.sent if sequence > data["seq"]]
        for packet in missed:
            self.send(packet)
        session.socket = self
        session.dispatch("RESUMED", {"_trace": []})
        session.resumed += 1
        self.world.pulse.beat()
        return True

    def _members(self, data: Json) -> None:
        """REQUEST_GUILD_MEMBERS, by ids or by the beginning of a name; one chunk."""
        guild = self.world.guilds.get(int(data["guild_id"] if not isinstance(data["guild_id"], list) else data["guild_id"][0]))
        if guild is None or self.session is None:
            return
        asked: Any = data.get("user_ids")
        wanted = {int(each) for each in (asked if isinstance(asked, list) else [asked] if asked else [])}
        query = str(data.get("query") or "").lower()
        found = [m for m in guild.members.values() if (m.user.id in wanted if wanted else m.user.name.lower().startswith(query))]
        if not wanted and not query and not self.session.intents & Intent.GUILD_MEMBERS:
            self.world.log.violation("intent", "request guild members", "the whole list needs the members intent")
            found = []
        limit = data.get("limit") or len(found)
        chunk: Json = {
            "guild_id": str(guild.id),
            "members": [payloads.member(each) for each in found[:limit]],
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": [str(each) for each in wanted - {m.user.id for m in found}],
        }
        if data.get("nonce"):
            chunk["nonce"] = data["nonce"]
        self.session.dispatch("GUILD_MEMBERS_CHUNK", chunk)
