"""Workers apart: processes that open what strangers sent (pages, pictures), each within bounds of time and memory."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from typing import TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from newsstand.errors import Stopped
from newsstand.model import Article, Discarded
from newsstand.newsroom.pipeline.apart import read_page
from newsstand.newsroom.pipeline.desk import ToRead

TASKS_A_WORKER = 500  # a worker is replaced after so many: what a parser leaks goes with it

A = TypeVar("A")
B = TypeVar("B")


def bound_memory(limit: int) -> None:
    """Refuse a worker more than `limit` bytes of address space, and leave no core files."""
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@dataclass(slots=True)
class WorkerPool:
    """Workers that start when there is something to do, and can be let go when there is not.

    workers: processes; seconds: for one piece of work; memory: bytes of address space for a worker
    """

    workers: int = 1
    seconds: float = 20.0
    memory: int = 2**30
    _pool: ProcessPool | None = field(default=None, init=False)
    _busy: int = field(default=0, init=False)
    _used_at: float = field(default=0.0, init=False)

    def read(self, pages: Sequence[ToRead]) -> list[Article | Discarded]:
        """What each page holds, in order; a page that breaks its worker is discarded with the reason."""
        return self.run(read_page, pages)

    def run(self, work: Callable[[A], B], pieces: Sequence[A]) -> list[B | Discarded]:
        """The outcome of each piece of work, in order."""
        if not pieces:
            return []
        if self._pool is None or not self._pool.active:
            self._pool = ProcessPool(
                max_workers=self.workers,
                max_tasks=TASKS_A_WORKER,
                initializer=bound_memory,
                initargs=(self.memory,),
                context=multiprocessing.get_context("spawn"),
            )
        self._busy += 1
        try:
            futures: list[ProcessFuture[B]] = [
                self._pool.schedule(work, args=(piece,), timeout=self.seconds) for piece in pieces
            ]
            outcomes: list[B | Discarded] = []
            for future in futures:
                outcome = self._outcome(future)
                outcomes.append(outcome)
            return outcomes
        finally:
            self._busy -= 1
            self._used_at = time.monotonic()

    def _outcome(self, future: ProcessFuture[B]) -> B | Discarded:
        try:
            done: B = future.result()
        except TimeoutError:
            return Discarded(reason="too_slow", detail=f"not read within {self.seconds:g} s")
        except ProcessExpired as error:
            return Discarded(reason="unreadable", detail=f"it ended its worker (exit code {error.exitcode})")
        except CancelledError as error:
            raise Stopped("the workers were stopped before they were done") from error
        except Exception as error:  # noqa: BLE001 - whatever hostile bytes made a parser raise, in another process
            return Discarded(reason="unreadable", detail=f"{type(error).__name__}: {str(error)[:200]}")
        return done

    def rest(self, idle: float) -> None:
        """Let the workers go if they had nothing to do for `idle` seconds."""
        if self._pool is not None and not self._busy and time.monotonic() - self._used_at > idle:
            self.close()

    def close(self) -> None:
        """Stop the workers at once; the next piece of work starts them again."""
        if self._pool is not None:
            self._pool.stop()
            self._pool.join(timeout=5)
            self._pool = None
