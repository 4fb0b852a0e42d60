"""One request and its answer, no redirect followed: every way in which it can go wrong has its name here."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from datetime import datetime

import aiohttp
from multidict import CIMultiDictProxy
from yarl import URL

from newsstand.errors import AddressRefused
from newsstand.net.decode import ACCEPT_ENCODING, Body
from newsstand.net.guard import Guard
from newsstand.net.headers import read_retry_after
from newsstand.net.outcome import Outcome, status_outcome

REDIRECTS = frozenset({301, 302, 303, 307, 308})
# News sites send content security policies of many kilobytes; aiohttp's own bound of 8 kB refuses some of them.
MAX_HEADER = 32 * 1024
MAX_HEADERS = 256
# A small body that nobody reads is taken in all the same, so that the connection can be kept.
MAX_IDLE_BODY = 16 * 1024

# The first that fits wins, so the most specific stand first.
FAILURES: tuple[tuple[tuple[type[Exception], ...], Outcome, str], ...] = (
    ((AddressRefused,), "address_refused", ""),
    ((TimeoutError,), "too_slow", "No whole answer within the time allowed"),
    ((aiohttp.ClientConnectorDNSError,), "name_not_found", "The name does not resolve"),
    ((aiohttp.ClientSSLError, ssl.SSLError, ssl.CertificateError), "tls_failed", "No secure connection"),
    ((aiohttp.InvalidURL,), "bad_address", "The address cannot be asked"),
    ((aiohttp.ClientPayloadError,), "truncated", "The body broke off"),
    ((aiohttp.ClientConnectionError, OSError), "connection_failed", "The connection failed"),
    ((aiohttp.ClientError, ValueError), "bad_response", "The answer is not good HTTP"),
)
EXPECTED: tuple[type[Exception], ...] = tuple(kind for kinds, _, _ in FAILURES for kind in kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked for and within which bounds; the same for every hop."""

    url: str
    headers: dict[str, str]
    max_bytes: int
    max_redirects: int
    robots: bool
    keep_start: bool = False

    @property
    def is_conditional(self) -> bool:
        """Whether a 304 would make sense."""
        return "If-None-Match" in self.headers or "If-Modified-Since" in self.headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One hop's answer; `location` where it is a redirect (empty where it names no address)."""

    outcome: Outcome
    detail: str = ""
    status: int | None = None
    headers: CIMultiDictProxy[str] | None = None
    body: bytes = b""
    location: str | None = None
    retry_after: float | None = None


def open_session(
    guard: Guard, *, agent: str, connect_seconds: float, keep_alive: float, keep_names: float
) -> aiohttp.ClientSession:
    """A session whose every connection passes the guard; no cookies, no proxies of the environment."""
    connector = aiohttp.TCPConnector(
        resolver=guard,
        socket_factory=guard.open_socket,
        limit=0,  # turns bound what is open at once
        keepalive_timeout=keep_alive,
        use_dns_cache=keep_names > 0,
        ttl_dns_cache=max(1, int(keep_names)),
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": agent, "Accept-Encoding": ACCEPT_ENCODING},
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=connect_seconds),
        auto_decompress=False,
        trust_env=False,
        max_line_size=MAX_HEADER,
        max_field_size=MAX_HEADER,
        max_headers=MAX_HEADERS,
    )


async def exchange(
    session: aiohttp.ClientSession, ask: Ask, target: URL, *, seconds: float, now: datetime
) -> Answer:
    """Ask once and read the answer, all within so many seconds."""
    try:
        async with (
            asyncio.timeout(max(seconds, 0.0)),
            session.get(target, headers=ask.headers, allow_redirects=False) as response,
        ):
            return await read_answer(response, ask, now)
    except EXPECTED as error:
        return explain(error)


async def read_answer(response: aiohttp.ClientResponse, ask: Ask, now: datetime) -> Answer:
    """What a response amounts to; its body is read only where it is wanted."""
    status, headers = response.status, response.headers
    retry_after = read_retry_after(headers.get("Retry-After"), now) if "Retry-After" in headers else None
    if status in REDIRECTS:
        await drain(response)
        location = headers.get("Location", "")
        return Answer(outcome="bad_redirect", status=status, headers=headers, location=location)
    outcome = status_outcome(status)
    if outcome == "fetched":
        return await read_body(response, ask)
    if outcome == "not_modified" and not ask.is_conditional:
        detail = "304 (not modified), though nothing was said about what we have."
        return Answer(outcome="bad_response", detail=detail, status=status, headers=headers)
    await drain(response)
    detail = (
        "" if outcome == "not_modified" else f"The server answered {status} {(response.reason or '')[:80]}."
    )
    return Answer(outcome=outcome, detail=detail, status=status, headers=headers, retry_after=retry_after)


async def read_body(response: aiohttp.ClientResponse, ask: Ask) -> Answer:
    """The whole body unpacked, or why there is none."""
    body = Body(
        ",".join(response.headers.getall("Content-Encoding", ())),
        max_bytes=ask.max_bytes,
        keep_start=ask.keep_start,
    )
    announced = response.content_length
    if announced is not None and announced > ask.max_bytes and not ask.keep_start:
        detail = f"The body has {announced:,} bytes, more than {ask.max_bytes:,}."
        return Answer(outcome="too_large", detail=detail, status=response.status, headers=response.headers)
    if body.problem is None:
        async for received in response.content.iter_any():
            if not body.take(received):
                break
    whole = body.finish()
    outcome, detail = body.problem or ("fetched", "")
    return Answer(
        outcome=outcome, detail=detail, status=response.status, headers=response.headers, body=whole
    )


async def drain(response: aiohttp.ClientResponse) -> None:
    """Take in a small announced body, so that the connection can serve again; leave any other."""
    announced = response.content_length
    if announced is not None and announced <= MAX_IDLE_BODY:
        async for _ in response.content.iter_any():
            pass


def explain(error: Exception) -> Answer:
    """The outcome that an exception of the way stands for."""
    for kinds, outcome, words in FAILURES:
        if isinstance(error, kinds):
            said = str(error)[:300].strip()
            detail = ": ".join(part for part in (words, said) if part).rstrip(".") + "."
            return Answer(outcome=outcome, detail=detail)
    raise error
