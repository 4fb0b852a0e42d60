"""robots.txt, RFC 9309: may this page be asked, and how fast.

What says no: a rule for us, or a server that fails to say. What says yes: a missing file (any 4xx).
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from protego import Protego

from newsstand.net.outcome import Fetched

MAX_BYTES = 500 * 1024  # the RFC's floor for what a crawler must read
MAX_REDIRECTS = 5
KEEP = timedelta(hours=24)
KEEP_UNREACHABLE = timedelta(minutes=15)
ORIGINS_REMEMBERED = 1024
OTHER_AGENT = "another-robot"

Standing = Literal["allowed", "disallowed", "unreachable"]
CLIENT_OUTCOMES = frozenset(
    {"gone", "not_found", "forbidden", "unauthorised", "payment_required", "client_error", "no_content"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether an address may be asked, and the pause that the host asks for, in seconds."""

    standing: Standing
    crawl_delay: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One origin's robots.txt as it stood; `parsed` is None where there is none or it cannot be reached."""

    text: str
    parsed: Protego | None
    reachable: bool
    until: datetime


class Robots:
    """The rules of each origin, asked once and kept for a day at most."""

    def __init__(
        self,
        token: str,
        ask: Callable[[str], Awaitable[Fetched]],
        clock: Callable[[], datetime],
    ) -> None:
        self._token = token.lower()
        self._ask = ask
        self._clock = clock
        self._kept: OrderedDict[str, Rules] = OrderedDict()
        self._asking: dict[str, asyncio.Task[Rules]] = {}

    async def verdict(self, origin: str, url: str) -> Verdict:
        """What the origin's rules say of this address."""
        rules = await self.rules(origin)
        if not rules.reachable:
            return Verdict(standing="unreachable")
        if rules.parsed is None:
            return Verdict(standing="allowed")
        allowed = rules.parsed.can_fetch(url, self._token)
        return Verdict(
            standing="allowed" if allowed else "disallowed",
            crawl_delay=rules.parsed.crawl_delay(self._token),
        )

    async def rules(self, origin: str) -> Rules:
        """The origin's rules, asked for when they are not known or too old; many askers make one request."""
        kept = self._kept.get(origin)
        if kept is not None and self._clock() < kept.until:
            self._kept.move_to_end(origin)
            return kept
        task = self._asking.get(origin)
        if task is None:
            task = asyncio.create_task(self._renew(origin))
            self._asking[origin] = task
            task.add_done_callback(lambda _: self._asking.pop(origin, None))
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Give up what is still being asked."""
        tasks = list(self._asking.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _renew(self, origin: str) -> Rules:
        rules = read_rules(await self._ask(f"{origin}/robots.txt"), self._token, self._clock())
        known = self._kept.get(origin)
        if not rules.reachable and known is not None and known.reachable:
            # RFC 9309, 2.4: a copy may be used for longer while the file cannot be reached.
            rules = Rules(text=known.text, parsed=known.parsed, reachable=True, until=rules.until)
        self._kept[origin] = rules
        self._kept.move_to_end(origin)
        if len(self._kept) > ORIGINS_REMEMBERED:
            self._kept.popitem(last=False)
        return rules


def read_rules(answer: Fetched, token: str, now: datetime) -> Rules:
    """What an answer to the request for robots.txt means."""
    if answer.outcome == "fetched":
        text = answer.body.decode("utf-8-sig", "replace")
        fresh = KEEP if answer.max_age is None else timedelta(seconds=max(answer.max_age, 3600))
        parsed = Protego.parse(groups_for(text, token))
        return Rules(text=text, parsed=parsed, reachable=True, until=now + min(fresh, KEEP))
    if answer.outcome in CLIENT_OUTCOMES or is_redirect_trouble(answer):
        return Rules(text="", parsed=None, reachable=True, until=now + KEEP)
    wait = timedelta(seconds=answer.retry_after or 0.0)
    return Rules(text="", parsed=None, reachable=False, until=now + min(max(wait, KEEP_UNREACHABLE), KEEP))


def is_redirect_trouble(answer: Fetched) -> bool:
    """Whether the file was lost among redirects, which RFC 9309 (2.3.1.2) lets a crawler take for missing."""
    return answer.outcome in ("too_many_redirects", "redirect_loop", "bad_redirect")


def groups_for(text: str, token: str) -> str:
    """The same rules with every robot's name that is neither ours nor * made one and the same.

    A parser keeps each rule once for every robot named above it: a hostile file that names thousands of robots
    over thousands of rules would cost the product of both.
    """
    lines = []
    for line in text.splitlines():
        name = agent_named(line)
        if name is None:
            lines.append(line)
        else:
            lines.append(f"User-agent: {name if name in ('*', token) else OTHER_AGENT}")
    return "\n".join(lines)


def agent_named(line: str) -> str | None:
    """The robot that a line of robots.txt names, lower case; None for any other line."""
    words = line.split("#", 1)[0].strip().lower()
    for field in ("user-agent", "useragent", "user agent"):
        if words.startswith(field):
            rest = words[len(field) :].lstrip()
            name = rest[1:].strip() if rest.startswith(":") else rest
            return name.split("/", 1)[0].strip()
    return None
