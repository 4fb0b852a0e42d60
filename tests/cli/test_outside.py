"""Whether anything outside answers: quickly, and whatever it says."""

import asyncio
import time
from dataclasses import replace

from newsstand.cli.outside import outside_answers, spread_sites
from newsstand.net import FetchSettings
from newsstand.text.urls import registrable_domain
from tests.net.server import QUICK, Server, hang, status


def ask(addresses: list[str], settings: FetchSettings = QUICK) -> tuple[bool, float]:
    begun = time.monotonic()
    answered = asyncio.run(outside_answers(addresses, settings))
    return answered, time.monotonic() - begun


def test_any_status_is_an_answer() -> None:
    async def meet() -> bool:
        async with Server(replies={"/robots.txt": status("503 Not Now")}) as server:
            return await outside_answers([server.url("/front")], QUICK)

    assert asyncio.run(meet())


def test_the_first_answer_wins() -> None:
    async def meet() -> tuple[bool, float]:
        async with (
            Server(replies={"/robots.txt": hang}) as slow,
            Server(replies={"/robots.txt": status("404 Not Found")}) as quick,
        ):
            begun = time.monotonic()
            patient = replace(QUICK, total_seconds=60.0)
            answered = await outside_answers([slow.url("/"), quick.url("/")], patient)
            return answered, time.monotonic() - begun

    answered, seconds = asyncio.run(meet())
    assert answered
    assert seconds < 20


def test_nobody_there_is_no() -> None:
    answered, seconds = ask(["http://127.0.0.1:9/", "http://newsstand.invalid/"])
    assert not answered
    assert seconds < 4


def test_a_refused_address_is_no_answer() -> None:
    assert ask(["http://127.0.0.1:9/"], FetchSettings(total_seconds=1.0))[0] is False


def test_the_starter_catalogue_names_whom_to_ask() -> None:
    sites = spread_sites()
    assert len({registrable_domain(site) for site in sites}) >= 4
