"""One writer, results in batches: nothing is lost on the way, nothing is left running."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import aclosing
from typing import Any

import pytest
from django.db import connection

from newsstand.newsroom.models import Publisher
from newsstand.newsroom.pipeline.threads import Writer, in_batches
from tests.newsroom.making import make_publisher


async def after(seconds: float, said: int) -> int:
    await asyncio.sleep(seconds)
    return said


async def broken() -> int:
    await asyncio.sleep(0.01)
    raise RuntimeError("the press is broken")


async def batches_of(work: list[Coroutine[Any, Any, int]], most: int, wait: float = 0.01) -> list[list[int]]:
    return [batch async for batch in in_batches(work, most=most, wait=wait)]


@pytest.mark.parametrize("most", [1, 3, 100])
def test_every_result_comes_once_and_no_batch_is_larger_than_asked(most: int) -> None:
    batches = asyncio.run(batches_of([after(n % 5 * 0.004, n) for n in range(20)], most))
    assert sorted(result for batch in batches for result in batch) == list(range(20))
    assert all(1 <= len(batch) <= most for batch in batches)


def test_no_work_is_no_batch() -> None:
    assert asyncio.run(batches_of([], 5)) == []


def test_who_is_ready_does_not_wait_for_the_slowest() -> None:
    async def first() -> list[int]:
        async with aclosing(in_batches([after(30, 1), after(0, 2)], most=9)) as batches:
            return await anext(batches)

    assert asyncio.run(asyncio.wait_for(first(), 20)) == [2]


def test_what_broke_is_raised_and_the_others_are_stopped() -> None:
    async def run() -> None:
        begun = asyncio.get_running_loop().time()
        with pytest.raises(RuntimeError, match="the press is broken"):
            await batches_of([after(30, 1), broken(), after(30, 2)], 5)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert asyncio.get_running_loop().time() - begun < 5

    asyncio.run(run())


def test_who_is_cancelled_leaves_nothing_running() -> None:
    ended: list[str] = []

    async def slow() -> int:
        try:
            await asyncio.sleep(30)
        finally:
            ended.append("slow")
        return 1

    async def read_all() -> None:
        async with aclosing(in_batches([slow(), after(0, 2)], most=1)) as batches:
            async for _ in batches:
                await asyncio.sleep(30)

    async def run() -> None:
        reading = asyncio.ensure_future(read_all())
        await asyncio.sleep(0.3)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        assert ended == ["slow"]
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(run())


def test_the_writer_is_one_thread_and_takes_turns() -> None:
    order: list[tuple[str, int]] = []

    def use_case(number: int) -> str:
        order.append(("begin", number))
        threading.Event().wait(0.01)
        order.append(("end", number))
        return threading.current_thread().name

    async def run() -> set[str]:
        writer = Writer()
        try:
            return set(await asyncio.gather(*(writer.do(use_case, n) for n in range(5))))
        finally:
            writer.close()

    names = asyncio.run(run())
    assert len(names) == 1
    assert threading.current_thread().name not in names
    assert order == [(what, n) for n in range(5) for what in ("begin", "end")]


def test_the_writers_errors_reach_who_asked() -> None:
    async def run() -> None:
        writer = Writer()
        try:
            with pytest.raises(ZeroDivisionError):
                await writer.do(lambda: 1 // 0)
            assert await writer.do(lambda: 7) == 7
        finally:
            writer.close()

    asyncio.run(run())


@pytest.mark.store
@pytest.mark.django_db(transaction=True)
def test_what_the_writer_stored_is_there_for_all() -> None:
    async def run() -> int:
        writer = Writer()
        try:
            await writer.do(make_publisher, "kurier", "Kurier")
            return await writer.do(lambda: id(connection.connection))
        finally:
            writer.close()

    made_by = asyncio.run(run())
    assert Publisher.objects.get().slug == "kurier"
    assert id(connection.connection) != made_by
