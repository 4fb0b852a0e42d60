"""One pass of the pipeline over the demo newsroom, as a process of its own: `one_pass.py PORT`, the rest by settings."""

from __future__ import annotations

import asyncio
import sys

from newsstand.demo.newsroom import DemoNewsroom
from newsstand.newsroom.pipeline.desk import Desk
from newsstand.site.wiring import make_desk, open_store, take_in_titles


async def run(desk: Desk) -> None:
    from newsstand.newsroom.pipeline.rounds import run_once

    async with desk.fetcher:
        await run_once(desk)


if __name__ == "__main__":
    open_store()
    take_in_titles(DemoNewsroom.load().publishers(int(sys.argv[1])), is_demo=True)
    asyncio.run(run(make_desk(loopback=True)))
