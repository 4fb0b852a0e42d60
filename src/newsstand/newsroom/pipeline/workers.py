"""Workers apart: processes that open what strangers sent (pages, pictures), each within bounds of time and memory."""

from __future__ import annotations

import multiprocessing
import resource
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from newsstand.errors import Stopped
from newsstand.model import Article, Discarded
from newsstand.newsroom.pipeline.apart import read_page
from newsstand.newsroom.pipeline.desk import ToRead

TASKS_A_WORKER = 500  # a worker is replaced after so many: what a parser leaks goes with it
TRIES = 3  # a worker that ends between two pieces (the machine is out of memory) takes the whole pool with it

A = TypeVar("A")
B = TypeVar("B")


def bound_memory(limit: int) -> None:
    """Refuse a worker more than `limit` bytes of address space, and leave no core files."""
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@dataclass(slots=True)
class WorkerPool:
    """Workers that start when there is something to do, and can be let go when there is not; for several threads.

    workers: processes; seconds: for one piece of work; memory: bytes of address space for a worker
    """

    workers: int = 1
    seconds: float = 20.0
    memory: int = 2**30
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _pool: ProcessPool | None = field(default=None, init=False)
    _at_work: set[ProcessFuture[Any]] = field(default_factory=set, init=False)
    _used_at: float = field(default=0.0, init=False)

    def read(self, pages: Sequence[ToRead]) -> list[Article | Discarded]:
        """What each page holds, in order; a page that breaks its worker is discarded with the reason."""
        return self.run(read_page, pages)

    def run(self, work: Callable[[A], B], pieces: Sequence[A]) -> list[B | Discarded]:
        """The outcome of each piece of work, in order; Stopped where the workers were stopped before they were done."""
        done: dict[int, B | Discarded] = {}
        for _ in range(TRIES):
            waiting = {place: piece for place, piece in enumerate(pieces) if place not in done}
            if waiting:
                done |= self._attempt(work, waiting)
        if len(done) < len(pieces):
            raise Stopped("the workers end again and again before they begin: is there memory for them?")
        return [done[place] for place in range(len(pieces))]

    def _attempt(self, work: Callable[[A], B], pieces: Mapping[int, A]) -> dict[int, B | Discarded]:
        """The outcomes by place; without those that were lost when the pool broke."""
        futures = self._schedule(work, pieces)
        outcomes: dict[int, B | Discarded] = {}
        try:
            for place, future in futures.items():
                try:
                    outcome = self._outcome(future)
                    outcomes[place] = outcome
                except BrokenProcessPool:
                    continue
        finally:
            with self._lock:
                self._at_work.difference_update(futures.values())
                self._used_at = time.monotonic()
        return outcomes

    def _schedule(self, work: Callable[[A], B], pieces: Mapping[int, A]) -> dict[int, ProcessFuture[B]]:
        futures: dict[int, ProcessFuture[B]] = {}
        with self._lock:
            if self._pool is not None and not self._pool.active:
                _let_go(self._pool)
                self._pool = None
            if self._pool is None:
                self._pool = ProcessPool(
                    max_workers=self.workers,
                    max_tasks=TASKS_A_WORKER,
                    initializer=bound_memory,
                    initargs=(self.memory,),
                    context=multiprocessing.get_context("spawn"),
                )
            for place, piece in pieces.items():
                try:
                    futures[place] = self._pool.schedule(work, args=(piece,), timeout=self.seconds)
                except RuntimeError:  # it broke just now
                    break
            self._at_work.update(futures.values())
        return futures

    def _outcome(self, future: ProcessFuture[B]) -> B | Discarded:
        try:
            done: B = future.result()
        except TimeoutError:
            return Discarded(reason="too_slow", detail=f"not read within {self.seconds:g} s")
        except ProcessExpired as error:
            return Discarded(reason="unreadable", detail=f"it ended its worker (exit code {error.exitcode})")
        except CancelledError as error:
            raise Stopped("the workers were stopped before they were done") from error
        except BrokenProcessPool:
            raise
        except Exception as error:  # noqa: BLE001 - whatever hostile bytes made a parser raise, in another process
            return Discarded(reason="unreadable", detail=f"{type(error).__name__}: {str(error)[:200]}")
        return done

    def rest(self, idle: float) -> None:
        """Let the workers go if they had nothing to do for `idle` seconds."""
        with self._lock:
            if self._pool is not None and not self._at_work and time.monotonic() - self._used_at > idle:
                _let_go(self._pool)
                self._pool = None

    def close(self) -> None:
        """Stop the workers at once, whatever they are at; the next piece of work starts them again."""
        with self._lock:
            if self._pool is not None:
                self._pool.stop()
                for future in self._at_work:
                    future.cancel()  # stopping leaves them undone, and who waits for them waiting
                _let_go(self._pool)
                self._pool = None


def _let_go(pool: ProcessPool) -> None:
    pool.stop()
    pool.join()
