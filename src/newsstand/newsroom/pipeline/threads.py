"""One writer: every use of the store by the pipeline happens on one thread, one use case after the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Writer:
    """A thread that alone talks to the store; asyncio waits for it without holding up the network."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="newsstand-writer")

    async def do(self, use_case: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case on the writer's thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: use_case(*args, **kwargs))

    def close(self) -> None:
        """Let the thread go when what it is doing is done."""
        self._thread.submit(_close_connections)
        self._thread.shutdown(wait=True)


def _close_connections() -> None:
    from django.db import connections

    connections.close_all()


async def in_batches(
    work: Iterable[Coroutine[Any, Any, T]], *, most: int, wait: float = 0.1
) -> AsyncGenerator[list[T], None]:
    """Results as they come, up to `most` at a time; `wait` seconds let several come together.

    To be closed (`aclosing`) by who reads them: then what is still under way ends before they go on.
    """
    results: asyncio.Queue[T | BaseException] = asyncio.Queue()

    async def deliver(one: Coroutine[Any, Any, T]) -> None:
        try:
            results.put_nowait(await one)
        except Exception as error:  # noqa: BLE001 - carried over to the reader of the batches and raised there
            results.put_nowait(error)

    tasks = [asyncio.ensure_future(deliver(one)) for one in work]
    left = len(tasks)
    try:
        while left:
            batch = [await results.get()]
            if left > 1:
                await asyncio.sleep(wait)
            while not results.empty() and len(batch) < most:
                batch.append(results.get_nowait())
            left -= len(batch)
            yield [_raised(result) for result in batch]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _raised(result: T | BaseException) -> T:
    if isinstance(result, BaseException):
        raise result
    return result
