"""Asking an address and following it to its end; whatever the servers do, it costs a bounded amount."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from newsstand import __version__
from newsstand.net import headers as read
from newsstand.net import robots as robots_txt
from newsstand.net.address import permanent_url, read_address, read_redirect
from newsstand.net.exchange import Answer, Ask, exchange, open_session
from newsstand.net.guard import Guard, Network
from newsstand.net.outcome import Fetched, Hop, Validators
from newsstand.net.politeness import Politeness
from newsstand.net.robots import Robots

PRODUCT = "Newsstand"
FEEDS = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, */*;q=0.5"
)
PAGES = "text/html, application/xhtml+xml, */*;q=0.5"

# What a host is left alone for when it says "too many requests" and no more.
HOLD_SECONDS = 60.0
MAX_HOLD_SECONDS = 24 * 3600.0


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How we ask.

    contact:          a page or an e-mail address that publishers find in our User-Agent
    user_agent:       the whole User-Agent, where product, version and contact will not do
    total_seconds:    what one fetch may take over all its hops, waiting for its turn not counted
    spacing:          the pause in seconds between two requests to one host; own_spacing: to a host in allowed_networks
    max_crawl_delay:  the longest pause that a robots.txt can ask for
    patience:         a host that wants to be left alone for longer than this is not waited for
    keep_alive, keep_names: how long an idle connection and a resolved name are kept
    allowed_networks: networks that may be asked though they are not public
    obey_robots:      False only for an operator's own titles
    """

    contact: str = ""
    user_agent: str = ""
    connect_seconds: float = 10.0
    total_seconds: float = 30.0
    max_redirects: int = 8
    hosts_at_once: int = 32
    spacing: float = 1.0
    own_spacing: float = 0.0
    max_crawl_delay: float = 30.0
    patience: float = 5.0
    keep_alive: float = 15.0
    keep_names: float = 60.0
    allowed_networks: tuple[Network, ...] = ()
    obey_robots: bool = True

    @property
    def agent(self) -> str:
        """The User-Agent that is sent."""
        if self.user_agent:
            return self.user_agent
        return f"{PRODUCT}/{__version__}" + (f" (+{self.contact})" if self.contact else "")


class Fetcher:
    """Asks for feeds and pages, one session for all: `async with Fetcher(settings) as fetcher`."""

    def __init__(
        self,
        settings: FetchSettings | None = None,
        *,
        clock: Callable[[], datetime] = utc_now,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._settings = settings or FetchSettings()
        self._clock = clock
        self._resolver = resolver
        self._at_work: _AtWork | None = None

    async def __aenter__(self) -> Self:
        settings = self._settings
        guard = Guard(settings.allowed_networks, self._resolver)
        self._at_work = _AtWork(
            guard=guard,
            session=open_session(
                guard,
                agent=settings.agent,
                connect_seconds=settings.connect_seconds,
                keep_alive=settings.keep_alive,
                keep_names=settings.keep_names,
            ),
            politeness=Politeness(hosts_at_once=settings.hosts_at_once, patience=settings.patience),
            robots=Robots(PRODUCT, self._ask_robots, self._clock),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        tools = self._tools
        self._at_work = None
        await tools.robots.close()
        await tools.session.close()
        await tools.guard.close()

    async def get(
        self,
        url: str,
        *,
        accept: str = PAGES,
        max_bytes: int,
        robots: bool,
        validators: Validators | None = None,
    ) -> Fetched:
        """Ask for an address and follow it to its end; every expected failure is an outcome with its reason.

        max_bytes bounds the body both packed and unpacked; robots: whether robots.txt has a say (for pages it has).
        """
        asked = {"Accept": accept}
        if validators is not None:
            if etag := read.sendable(validators.etag):
                asked["If-None-Match"] = etag
            if since := read.sendable(validators.last_modified):
                asked["If-Modified-Since"] = since
        return await self._follow(
            Ask(
                url=url,
                headers=asked,
                max_bytes=max_bytes,
                max_redirects=self._settings.max_redirects,
                robots=robots and self._settings.obey_robots,
            )
        )

    async def robots_allows(self, url: str) -> bool:
        """Whether robots.txt lets us ask for a page; no, while it cannot be reached."""
        target = read_address(url)
        if isinstance(target, str):
            return False
        verdict = await self._tools.robots.verdict(str(target.origin()), str(target))
        return verdict.standing == "allowed"

    async def robots_rules(self, url: str) -> robots_txt.Rules | None:
        """The rules of the site that an address names, as they are kept; None for no address."""
        target = read_address(url)
        return None if isinstance(target, str) else await self._tools.robots.rules(str(target.origin()))

    async def robots_text(self, url: str) -> str:
        """The robots.txt that governs an address, as it came; empty where there is none."""
        target = read_address(url)
        return "" if isinstance(target, str) else (await self._tools.robots.rules(str(target.origin()))).text

    def held_for(self, url: str) -> float:
        """Seconds for which the host of an address wants to be left alone."""
        target = read_address(url)
        return 0.0 if isinstance(target, str) else self._tools.politeness.held_for(self._queue_of(target))

    async def _ask_robots(self, url: str) -> Fetched:
        return await self._follow(
            Ask(
                url=url,
                headers={"Accept": "text/plain, */*;q=0.5"},
                max_bytes=robots_txt.MAX_BYTES,
                max_redirects=robots_txt.MAX_REDIRECTS,
                robots=False,
                keep_start=True,
            )
        )

    async def _follow(self, ask: Ask) -> Fetched:
        target = read_address(ask.url)
        if isinstance(target, str):
            return self._finish(ask, ask.url, Answer(outcome="bad_address", detail=target), [])
        hops: list[Hop] = []
        seen: set[str] = set()
        budget = self._settings.total_seconds
        while True:
            seen.add(str(target))
            answer, seconds = await self._take_turn(ask, target, budget, is_hop=bool(hops))
            budget -= seconds
            if answer.location is None:
                return self._finish(ask, str(target), answer, hops)
            onward = read_redirect(target, answer.location)
            if (stop := redirect_trouble(ask, onward, seen)) or isinstance(onward, str):
                answer = replace(stop or answer, status=answer.status)
                return self._finish(ask, str(target), answer, hops)
            hops.append(Hop(status=answer.status or 0, url=str(target)))
            target = onward

    async def _take_turn(self, ask: Ask, target: URL, budget: float, *, is_hop: bool) -> tuple[Answer, float]:
        """One hop's answer and the seconds that it took; the wait for its turn does not count."""
        tools = self._tools
        delay = 0.0
        if ask.robots:
            verdict = await tools.robots.verdict(str(target.origin()), str(target))
            if verdict.standing != "allowed":
                return refused_by_robots(verdict.standing == "unreachable", target), 0.0
            delay = min(verdict.crawl_delay or 0.0, self._settings.max_crawl_delay)
        queue = self._queue_of(target)
        pause = self._settings.own_spacing if "://" in queue else self._settings.spacing
        async with tools.politeness.turn(queue, spacing=max(pause, delay), at_once=is_hop) as held:
            if held:
                detail = f"{target.host} asked to be left alone for another {held:.0f} seconds."
                return Answer(outcome="held", detail=detail, retry_after=held), 0.0
            clock = asyncio.get_running_loop().time
            begun = clock()
            answer = await exchange(tools.session, ask, target, seconds=budget, now=self._clock())
            if answer.status == 429 or (answer.status == 503 and answer.retry_after):
                wait = HOLD_SECONDS if answer.retry_after is None else answer.retry_after
                tools.politeness.hold(queue, min(wait, MAX_HOLD_SECONDS))
            return answer, clock() - begun

    def _queue_of(self, target: URL) -> str:
        # In our own networks each port is a server of its own; elsewhere a host is one, whatever its ports.
        host = (target.raw_host or "").rstrip(".")
        return str(target.origin()) if self._tools.guard.is_inside(host) else host

    def _finish(self, ask: Ask, final_url: str, answer: Answer, hops: list[Hop]) -> Fetched:
        fetched = Fetched(
            url=ask.url,
            final_url=final_url,
            outcome=answer.outcome,
            detail=answer.detail,
            status=answer.status,
            body=answer.body,
            fetched_at=self._clock(),
            redirects=tuple(hops),
            permanent_url=permanent_url(hops, final_url),
            retry_after=answer.retry_after,
        )
        return fetched if answer.headers is None else with_headers(fetched, answer)

    @property
    def _tools(self) -> _AtWork:
        assert self._at_work is not None, "a Fetcher works inside `async with` only"
        return self._at_work


@dataclass(frozen=True, slots=True, kw_only=True)
class _AtWork:
    """What a fetcher holds while it is at work."""

    guard: Guard
    session: aiohttp.ClientSession
    politeness: Politeness
    robots: Robots


def with_headers(fetched: Fetched, answer: Answer) -> Fetched:
    """The same with what the answer's headers say."""
    assert answer.headers is not None
    media, charset = read.read_content_type(answer.headers.get("Content-Type"))
    return replace(
        fetched,
        content_type=media,
        charset=charset,
        validators=read.read_validators(answer.headers),
        max_age=read.read_max_age(answer.headers.get("Cache-Control")),
        expires=read.read_date(answer.headers.get("Expires")),
        headers=read.read_kept(answer.headers),
    )


def redirect_trouble(ask: Ask, onward: URL | str, seen: set[str]) -> Answer | None:
    """Why a redirect is not followed, or None where it is."""
    if isinstance(onward, str):
        return Answer(outcome="bad_redirect", detail=onward)
    if str(onward) in seen:
        return Answer(outcome="redirect_loop", detail=f"The redirects come back to {onward}.")
    if len(seen) > ask.max_redirects:
        return Answer(outcome="too_many_redirects", detail=f"More than {ask.max_redirects} redirects.")
    return None


def refused_by_robots(unreachable: bool, target: URL) -> Answer:
    """The answer that robots.txt gave before anything was asked."""
    if unreachable:
        detail = f"The robots.txt of {target.host} does not answer, so its pages are not asked for meanwhile."
        return Answer(outcome="robots_unreachable", detail=detail)
    return Answer(
        outcome="robots_disallowed", detail=f"The robots.txt of {target.host} does not let us ask for it."
    )
