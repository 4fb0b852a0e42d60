"""A server on loopback that says exactly what a test tells it to, good HTTP or not."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from newsstand.net import FetchSettings, parse_networks

LOOPBACK = parse_networks(["127.0.0.0/8"])
QUICK = FetchSettings(
    allowed_networks=LOOPBACK, spacing=0.0, total_seconds=3.0, connect_seconds=3.0, keep_alive=1.0
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    path: str
    headers: dict[str, str]
    at: float


Speech = Callable[[asyncio.StreamWriter], Awaitable[None]]
Reply = bytes | Speech


def ok(body: bytes = b"", **headers: str) -> bytes:
    return status("200 OK", body, **headers)


def status(line: str, body: bytes = b"", **headers: str) -> bytes:
    """A whole answer; underscores in names stand for hyphens."""
    said = {"Content_Length": str(len(body))} | headers
    lines = [f"HTTP/1.1 {line}", *(f"{name.replace('_', '-')}: {value}" for name, value in said.items())]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def redirect(to: str, code: int = 302) -> bytes:
    return status(f"{code} Elsewhere", Location=to)


@dataclass(slots=True, kw_only=True)
class Server:
    """Answers each path with its reply; a reply that is a function speaks for itself, then the connection ends."""

    replies: dict[str, Reply] = field(default_factory=dict)
    address: str = "127.0.0.1"
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    at_once: int = 0
    most_at_once: int = 0
    port: int = 0
    _server: asyncio.Server | None = None
    _open: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._answer, self.address, 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._server.wait_closed()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        self.connections += 1
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while await self._converse(reader, writer):
                    pass
        finally:
            self._open.discard(task)
            writer.transport.abort()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        request = parse_head(await reader.readuntil(b"\r\n\r\n"), asyncio.get_running_loop().time())
        self.requests.append(request)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            reply = self.replies.get(request.path.partition("?")[0], status("404 Not Found"))
            if isinstance(reply, bytes):
                writer.write(reply)
                await writer.drain()
                return True
            await reply(writer)
            await writer.drain()
            writer.write_eof()
            return False
        finally:
            self.at_once -= 1


def parse_head(head: bytes, at: float) -> Request:
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return Request(path=first.split(" ")[1], headers=headers, at=at)


def says(*parts: bytes, pause: float = 0.0) -> Speech:
    """Parts said one after another, then the end of the connection."""

    async def speak(writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)

    return speak


def endless(head: bytes, part: bytes, pause: float = 0.0) -> Speech:
    """A head, then the same part for ever."""

    async def speak(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)

    return speak


async def hang(writer: asyncio.StreamWriter) -> None:
    """Say nothing."""
    await asyncio.sleep(60)
