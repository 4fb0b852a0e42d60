"""A paper's server that a test may kill and start again on the same address."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from tests.browser.wire import Wire
from tests.ports import free_port

CLOCK = "2026-03-12T14:05:00Z;speed=0"


@cache
def whole_paper() -> Path:
    """A folder with the store of a whole paper, made once, to be copied."""
    folder = Path(tempfile.mkdtemp(prefix="newsstand-paper-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {"NEWSSTAND_DATA": str(folder), "NEWSSTAND_CLOCK": CLOCK, "NEWSSTAND_TIME_ZONE": "Europe/London"}
    subprocess.run([sys.executable, "-m", "tests.browser.paper"], env=env, check=True)
    return folder


def stop(server: subprocess.Popen[bytes]) -> None:
    """Ask it to end, and end it where it does not."""
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


class House:
    """A store with a whole paper on it, and its server; `readers` are the cookies of Ada and Bob, who are members."""

    def __init__(self, folder: Path, wait_for: Callable[[str], None], **settings: str) -> None:
        """Make the paper; nothing is served yet."""
        shutil.copytree(whole_paper(), folder, dirs_exist_ok=True)
        (folder / "static").mkdir(exist_ok=True)
        self.wire = Wire()
        self.address = f"http://127.0.0.1:{self.wire.port}"
        self.folder = folder
        self._wait_for = wait_for
        self._env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {
            "NEWSSTAND_DATA": str(folder),
            "NEWSSTAND_CLOCK": CLOCK,
            "NEWSSTAND_TIME_ZONE": "Europe/London",
            **settings,
        }
        self._server: subprocess.Popen[bytes] | None = None

    def say(self, module: str) -> str:
        """Run one of the tests' modules on the store; what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", module], env=self._env, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def readers(self) -> dict[str, list[dict[str, Any]]]:
        """Two members' cookies, for a browser's context."""
        held: dict[str, dict[str, str]] = json.loads(self.say("tests.browser.readers"))
        return {
            name: [{"name": key, "value": value, "url": self.address} for key, value in cookies.items()]
            for name, cookies in held.items()
        }

    def open(self) -> None:
        """Serve, until `close`."""
        if self._server is None:
            self._start()
        self.wire.join(self.port)

    def _start(self) -> None:
        self.port = free_port()  # the last one may be anybody's by now
        self._server = subprocess.Popen(
            [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port),
             "--workers", "1", "--log-level", "error", "newsstand.site.wsgi:application"],
            env=self._env,
        )  # fmt: skip
        # A page, not a sign of life: the first takes long, and a worker that has an older one shows that meanwhile.
        self._wait_for(f"http://127.0.0.1:{self.port}/")

    def close(self) -> None:
        """Stop serving."""
        self.wire.cut()
        if self._server is not None:
            stop(self._server)
            self._server = None

    def forget(self) -> None:
        """Nobody has done or asked anything yet."""
        self.wire.asked.clear()
        with closing(sqlite3.connect(self.folder / "newsstand.sqlite3", timeout=30)) as store, store:
            for table in ("deed", "saved", "follow", "mute", "reading"):
                store.execute(f"DELETE FROM members_{table}")

    def count(self, table: str, **where: Any) -> int:
        """How many rows the store holds."""
        asked = " AND ".join(f"{name} = ?" for name in where) or "1"
        with closing(sqlite3.connect(self.folder / "newsstand.sqlite3", timeout=30)) as store:
            row = store.execute(
                f"SELECT count(*) FROM {table} WHERE {asked}", tuple(where.values())
            ).fetchone()
        return int(row[0])
