"""Workers apart: what hangs, swells or dies in them costs itself alone."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsstand.errors import Stopped
from newsstand.model import Article, Discarded
from newsstand.newsroom.pipeline.desk import ToRead
from newsstand.newsroom.pipeline.workers import WorkerPool

SECONDS = 1.5
MEMORY = 2**30


def behave(piece: str) -> str | bytes:
    """What a worker meets."""
    if piece == "hang":
        time.sleep(60)
    if piece == "spin":
        while True:
            pass
    if piece == "swell":
        return bytes(2 * MEMORY)
    if piece == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if piece == "leave":
        os._exit(3)
    if piece == "raise":
        raise ValueError("what a strange page\0")
    if piece == "pid":
        return str(os.getpid())
    return piece.upper()


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    pool = WorkerPool(workers=1, seconds=SECONDS, memory=MEMORY)
    yield pool
    pool.close()


def is_alive(pid: str) -> bool:
    """Whether a process runs still (one that only waits to be counted out does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def soon(claim: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Whether a claim comes true within some seconds."""
    end = time.monotonic() + seconds
    while not (true := claim()) and time.monotonic() < end:
        time.sleep(0.02)
    return true


@pytest.mark.parametrize(
    ("piece", "reason", "words"),
    [
        ("hang", "too_slow", "1.5 s"),
        ("spin", "too_slow", "1.5 s"),
        ("swell", "unreadable", "MemoryError"),
        ("die", "unreadable", "exit code -9"),
        ("leave", "unreadable", "exit code 3"),
        ("raise", "unreadable", "ValueError: what a strange page"),
    ],
)
def test_what_breaks_its_worker_is_discarded_and_its_neighbours_are_done(
    pool: WorkerPool, piece: str, reason: str, words: str
) -> None:
    first, broken, last = pool.run(behave, ["first", piece, "last"])
    assert (first, last) == ("FIRST", "LAST")
    assert isinstance(broken, Discarded)
    assert broken.reason == reason
    assert words in broken.detail
    assert pool.run(behave, ["after"]) == ["AFTER"]


def test_outcomes_come_in_the_order_given(pool: WorkerPool) -> None:
    words = [f"word {n}" for n in range(40)]
    assert pool.run(behave, words) == [word.upper() for word in words]
    assert pool.run(behave, []) == []


PAGE = "<!doctype html><html><head><title>Barge hits bridge</title></head><body><article><h1>Barge hits bridge</h1>{}</article></body></html>"
TEXT = "<p>A gravel barge struck a pier of the Old Quay Bridge on Wednesday, injuring 12 people, the fire service said.</p>"


def test_pages_are_read_and_no_page_is_no_reason_to_stop(pool: WorkerPool) -> None:
    bodies = [PAGE.format(TEXT * 4).encode(), b"", b"\0" * 1000, b"<div>" * 100_000]
    pages = [
        ToRead(page=n, body=b, url="https://herald.example/1", charset=None) for n, b in enumerate(bodies)
    ]
    read = pool.read(pages)
    assert isinstance(read[0], Article)
    assert read[0].headline == "Barge hits bridge"
    assert [type(r) for r in read[1:]] == [Discarded, Discarded, Discarded]


def test_workers_rest_and_are_called_again() -> None:
    pool = WorkerPool(workers=1, seconds=SECONDS, memory=MEMORY)
    try:
        (pid,) = pool.run(behave, ["pid"])
        pool.rest(60.0)
        assert is_alive(str(pid)), "it was busy a moment ago"
        pool.rest(0.0)
        assert soon(lambda: not is_alive(str(pid)))
        (another,) = pool.run(behave, ["pid"])
        assert another != pid
    finally:
        pool.close()
    assert soon(lambda: not is_alive(str(another)))
    pool.close()  # once more does no harm


def test_workers_that_are_stopped_at_work_say_so_and_leave_no_process() -> None:
    pool = WorkerPool(workers=1, seconds=60.0, memory=MEMORY)
    (pid,) = pool.run(behave, ["pid"])
    raised: list[BaseException] = []

    def work() -> None:
        try:
            pool.run(behave, ["hang", "after"])
        except Stopped as stopped:
            raised.append(stopped)

    at_work = threading.Thread(target=work)
    at_work.start()
    time.sleep(0.3)
    pool.rest(0.0)
    assert is_alive(str(pid)), "who works is not sent to rest"
    begun = time.monotonic()
    pool.close()
    at_work.join(20)
    assert time.monotonic() - begun < 20  # it would work for a minute
    assert len(raised) == 1
    assert soon(lambda: not is_alive(str(pid)))
    assert pool.run(behave, ["after"]) == ["AFTER"]
    pool.close()


def test_two_who_ask_and_one_who_sends_to_rest_do_not_meet_badly() -> None:
    pool = WorkerPool(workers=1, seconds=60.0, memory=MEMORY)
    trouble: list[BaseException] = []

    def ask(name: str) -> None:
        try:
            for turn in range(4):
                assert pool.run(behave, [f"{name}{turn}"]) == [f"{name}{turn}".upper()]
                time.sleep(0.02)
        except BaseException as error:
            trouble.append(error)
            raise

    asking = [threading.Thread(target=ask, args=(name,)) for name in ("a", "b")]
    for thread in asking:
        thread.start()
    while any(thread.is_alive() for thread in asking):
        pool.rest(-1.0)
        time.sleep(0.001)
    pool.close()
    assert trouble == []


def test_a_worker_that_was_killed_between_two_pieces_costs_nothing(pool: WorkerPool) -> None:
    (pid,) = pool.run(behave, ["pid"])
    os.kill(int(str(pid)), signal.SIGKILL)
    assert pool.run(behave, ["one", "two", "three"]) == ["ONE", "TWO", "THREE"]
    assert soon(lambda: not is_alive(str(pid)))
    assert pool.run(behave, ["four"]) == ["FOUR"]


def test_workers_that_cannot_begin_are_said_to_be_broken() -> None:
    pool = WorkerPool(workers=1, seconds=5.0, memory=2**20)
    with pytest.raises(Stopped, match="memory"):
        pool.run(behave, ["one"])
    pool.close()
