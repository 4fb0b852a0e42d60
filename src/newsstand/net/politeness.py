"""Whose turn it is: one request at a time to a host, some time apart, a bounded number of hosts at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

HOSTS_REMEMBERED = 2048


@dataclass(slots=True)
class HostTurns:
    """One host's queue; `ready_at` and `held_until` are readings of the event loop's clock."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    ready_at: float = 0.0
    held_until: float = 0.0


class Politeness:
    """Gives out turns, first come, first served.

    Who waits for a slow host waits in that host's queue, not in a seat, so it keeps nobody else from theirs.
    """

    def __init__(self, *, hosts_at_once: int, patience: float) -> None:
        self._seats = asyncio.Semaphore(hosts_at_once)
        self._patience = patience
        self._hosts: dict[str, HostTurns] = {}

    @asynccontextmanager
    async def turn(self, host: str, *, spacing: float, at_once: bool = False) -> AsyncIterator[float]:
        """The host's next turn, `spacing` seconds after the last one's end (not for a redirect's next hop: at_once).

        Gives 0, or the seconds for which the host asked to be left alone, if they are more than our patience:
        then it must not be asked.
        """
        turns = self._turns_of(host)
        turns.waiting += 1
        try:
            async with turns.lock:
                clock = asyncio.get_running_loop().time
                held = turns.held_until - clock()
                if held > self._patience:
                    yield held
                    return
                pause = max(held, 0.0 if at_once else turns.ready_at - clock())
                if pause > 0:
                    await asyncio.sleep(pause)
                async with self._seats:
                    try:
                        yield 0.0
                    finally:
                        turns.ready_at = clock() + spacing
        finally:
            turns.waiting -= 1

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long."""
        turns = self._turns_of(host)
        turns.held_until = max(turns.held_until, asyncio.get_running_loop().time() + seconds)

    def held_for(self, host: str) -> float:
        """Seconds for which a host is still to be left alone."""
        turns = self._hosts.get(host)
        return max(0.0, turns.held_until - asyncio.get_running_loop().time()) if turns else 0.0

    def _turns_of(self, host: str) -> HostTurns:
        turns = self._hosts.get(host)
        if turns is None:
            if len(self._hosts) >= HOSTS_REMEMBERED:
                self._forget_idle()
            turns = self._hosts[host] = HostTurns()
        return turns

    def _forget_idle(self) -> None:
        now = asyncio.get_running_loop().time()
        self._hosts = {
            host: turns
            for host, turns in self._hosts.items()
            if turns.waiting or max(turns.ready_at, turns.held_until) > now
        }
