"""One pass of the pipeline over the demo newsroom, as a process of its own: `one_pass.py PORT COUNT [LAST]`.

COUNT is a file that gets the number of statements the store was given. With LAST, the process kills itself and its
workers (SIGKILL) before statement LAST is carried out: in the midst of a transaction as often as not.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from newsstand.demo.newsroom import DemoNewsroom
from newsstand.newsroom.pipeline.desk import Desk
from newsstand.site.wiring import make_desk, open_store, take_in_titles

said = 0


def count_and_die(execute: Callable[..., Any], *statement: Any) -> Any:
    global said
    said += 1
    if len(sys.argv) > 3 and said >= int(sys.argv[3]):
        os.killpg(os.getpgrp(), signal.SIGKILL)
    return execute(*statement)


async def run(desk: Desk) -> None:
    from newsstand.newsroom.pipeline.rounds import run_once

    async with desk.fetcher:
        await run_once(desk)


def main() -> None:
    open_store()
    from django.db import connection
    from django.db.backends.signals import connection_created

    connection_created.connect(
        lambda connection, **_: connection.execute_wrappers.append(count_and_die), weak=False
    )
    connection.execute_wrappers.append(count_and_die)
    take_in_titles(DemoNewsroom.load().publishers(int(sys.argv[1])), is_demo=True)
    asyncio.run(run(make_desk(loopback=True)))
    Path(sys.argv[2]).write_text(str(said))


if __name__ == "__main__":
    main()
