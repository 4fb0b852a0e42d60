"""Progress in the terminal: a line that counts while it is watched, plain lines where nobody watches."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from collections import Counter
from types import TracebackType

from rich.console import Console

STEPS = ("feeds", "pages", "articles", "grouped", "briefs", "editions")
EVERY = 5.0  # seconds between two lines where the terminal cannot rewrite one


class Watch:
    """Counts what each step did and shows it on standard error."""

    def __init__(self) -> None:
        self.console = Console(stderr=True, highlight=False)
        self.counts: Counter[str] = Counter()
        self._status = self.console.status("Starting", spinner="dots") if self.console.is_terminal else None
        self._said_at = time.monotonic()
        self._said = ""

    def __enter__(self) -> Watch:
        if self._status:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status:
            self._status.stop()
        if self.line() != self._said:
            self.console.print(self.line(), soft_wrap=True)

    def count(self, step: str, number: int) -> None:
        """Add to a step's count."""
        self.counts[step] += number
        if self._status:
            self._status.update(self.line())
        elif number and time.monotonic() - self._said_at > EVERY:
            self._said_at, self._said = time.monotonic(), self.line()
            self.console.print(self._said, soft_wrap=True)

    def line(self) -> str:
        """The counts in one line, in the order of the steps."""
        names = {
            "feeds": "feeds asked",
            "pages": "pages asked for",
            "articles": "pages read",
            "grouped": "articles grouped",
            "briefs": "briefs written",
            "editions": "editions made",
        }
        return (
            ", ".join(f"{self.counts[s]:,} {names[s]}" for s in STEPS if self.counts[s])
            or "nothing to do yet"
        )


def stop_on_signals() -> asyncio.Event:
    """An event that is set by Ctrl-C or a polite kill; a second one ends the program at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def ask_to_stop() -> None:
        if stop.is_set():
            sys.exit(130)
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ask_to_stop)
    return stop
