"""Turns: one at a time to a host, some time apart, nobody starved."""

import asyncio
import itertools
import time
from collections import Counter

from newsstand.net.politeness import HOSTS_REMEMBERED, Politeness


async def visit(
    politeness: Politeness,
    host: str,
    log: list[tuple[str, float]],
    *,
    work: float = 0.0,
    spacing: float = 0.0,
) -> None:
    async with politeness.turn(host, spacing=spacing) as held:
        log.append((host, time.monotonic()))
        if not held:
            await asyncio.sleep(work)


def test_a_host_is_asked_once_at_a_time_and_some_time_apart() -> None:
    async def run() -> list[float]:
        politeness = Politeness(hosts_at_once=8, patience=1)
        log: list[tuple[str, float]] = []
        await asyncio.gather(*(visit(politeness, "a", log, work=0.02, spacing=0.05) for _ in range(4)))
        return [at for _, at in log]

    times = asyncio.run(run())
    assert all(later - earlier >= 0.069 for earlier, later in itertools.pairwise(times))


def test_no_more_hosts_than_seats_are_asked_at_once() -> None:
    async def run() -> int:
        politeness = Politeness(hosts_at_once=3, patience=1)
        now = most = 0

        async def stay(host: str) -> None:
            nonlocal now, most
            async with politeness.turn(host, spacing=0):
                now += 1
                most = max(most, now)
                await asyncio.sleep(0.01)
                now -= 1

        await asyncio.gather(*(stay(f"host{n}") for n in range(12)))
        return most

    assert asyncio.run(run()) == 3


def test_a_slow_host_with_a_long_queue_keeps_nobody_else_waiting() -> None:
    async def run() -> tuple[float, Counter[str]]:
        politeness = Politeness(hosts_at_once=2, patience=1)
        log: list[tuple[str, float]] = []
        begun = time.monotonic()
        slow = [asyncio.create_task(visit(politeness, "slow", log, work=60, spacing=60)) for _ in range(50)]
        await asyncio.sleep(0)
        await asyncio.gather(*(visit(politeness, f"quick{n}", log) for n in range(40)))
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        return time.monotonic() - begun, Counter(host[:4] for host, _ in log)

    seconds, served = asyncio.run(run())
    assert served["quic"] == 40
    assert served["slow"] == 1
    assert seconds < 20


def test_a_redirects_next_hop_need_not_wait_out_the_pause() -> None:
    async def run() -> float:
        politeness = Politeness(hosts_at_once=2, patience=1)
        log: list[tuple[str, float]] = []
        await visit(politeness, "a", log, spacing=30)
        begun = time.monotonic()
        async with politeness.turn("a", spacing=0, at_once=True) as held:
            assert held == 0
        return time.monotonic() - begun

    assert asyncio.run(run()) < 15


def test_a_hold_within_patience_is_waited_out_and_a_longer_one_is_told() -> None:
    async def run() -> None:
        politeness = Politeness(hosts_at_once=2, patience=0.2)
        begun = time.monotonic()
        politeness.hold("short", 0.05)
        politeness.hold("long", 60)
        politeness.hold("long", 1)  # a later, shorter word does not lift it
        async with politeness.turn("short", spacing=0) as held:
            assert held == 0
            assert time.monotonic() - begun >= 0.049
        async with politeness.turn("long", spacing=0) as held:
            assert 59 < held <= 60
        assert politeness.held_for("long") > 59
        assert politeness.held_for("never asked") == 0

    asyncio.run(run())


def test_who_waits_when_a_hold_is_said_is_told_as_well() -> None:
    async def run() -> list[float]:
        politeness = Politeness(hosts_at_once=2, patience=0.2)
        told: list[float] = []

        async def come() -> None:
            async with politeness.turn("a", spacing=0) as held:
                told.append(held)
                politeness.hold("a", 60)

        await asyncio.gather(*(come() for _ in range(3)))
        return told

    first, *others = asyncio.run(run())
    assert first == 0
    assert all(held > 59 for held in others)


def test_hosts_long_idle_are_forgotten_and_held_ones_are_not() -> None:
    async def run() -> tuple[int, float]:
        politeness = Politeness(hosts_at_once=2, patience=0.2)
        politeness.hold("held", 60)
        log: list[tuple[str, float]] = []
        for n in range(HOSTS_REMEMBERED + 10):
            await visit(politeness, f"host{n}", log)
        return len(politeness._hosts), politeness.held_for("held")

    remembered, held = asyncio.run(run())
    assert remembered < HOSTS_REMEMBERED
    assert held > 59
