"""robots.txt by RFC 9309."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest

from newsstand.net.outcome import Fetched, Outcome
from newsstand.net.robots import KEEP, KEEP_UNREACHABLE, Robots, Verdict, agent_named, groups_for

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ORIGIN = "https://news.example"


class Site:
    """Answers for robots.txt, with a clock that a test moves."""

    def __init__(self, *answers: bytes | Outcome, max_age: int | None = None) -> None:
        self.answers = list(answers)
        self.max_age = max_age
        self.asked: list[str] = []
        self.now = NOW
        self.robots = Robots("Newsstand", self.ask, lambda: self.now)

    async def ask(self, url: str) -> Fetched:
        self.asked.append(url)
        await asyncio.sleep(0)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        body, outcome = (answer, "fetched") if isinstance(answer, bytes) else (b"", answer)
        return Fetched(
            url=url, final_url=url, outcome=outcome, body=body, fetched_at=self.now, max_age=self.max_age
        )

    def standing(self, path: str = "/world/a.html") -> str:
        return asyncio.run(self.robots.verdict(ORIGIN, ORIGIN + path)).standing


@pytest.mark.parametrize(
    ("text", "path", "standing"),
    [
        ("", "/a", "allowed"),
        ("User-agent: *\nDisallow:", "/a", "allowed"),
        ("User-agent: *\nDisallow: /", "/a", "disallowed"),
        ("User-agent: *\nDisallow: /\nAllow: /world", "/world/a", "allowed"),
        ("User-agent: *\nDisallow: /*?print=\n", "/a?print=1", "disallowed"),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf", "disallowed"),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf?x", "allowed"),
        ("User-agent: newsstand\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", "allowed"),
        ("User-agent: NewsStand/1.0\nDisallow: /a\n\nUser-agent: *\nDisallow:", "/a", "disallowed"),
        ("User-agent: otherbot\nUser-agent: Newsstand\nDisallow: /", "/a", "disallowed"),
        ("User-agent: otherbot\nDisallow: /", "/a", "allowed"),
        ("User-agent: otherbot\nUser-agent: *\nDisallow: /", "/a", "disallowed"),
        ("User-agent: otherbot\nDisallow: /\nUser-agent: thirdbot\nAllow: /", "/a", "allowed"),
        ("\ufeffUser-agent: *\r\nDisallow: /a # not this\r\n", "/a", "disallowed"),
        ("<html><body>Not found: User-agent</body></html>", "/a", "allowed"),
    ],
)  # fmt: skip
def test_rules(text: str, path: str, standing: str) -> None:
    assert Site(text.encode()).standing(path) == standing


@pytest.mark.parametrize(
    ("outcome", "standing"),
    [
        ("not_found", "allowed"),
        ("forbidden", "allowed"),
        ("gone", "allowed"),
        ("unauthorised", "allowed"),
        ("too_many_redirects", "allowed"),
        ("server_error", "unreachable"),
        ("rate_limited", "unreachable"),
        ("too_slow", "unreachable"),
        ("connection_failed", "unreachable"),
        ("name_not_found", "unreachable"),
        ("tls_failed", "unreachable"),
    ],
)
def test_what_a_missing_file_means(outcome: Outcome, standing: str) -> None:
    assert Site(outcome).standing() == standing


def test_rules_are_asked_for_once_a_day_and_by_one_of_many_askers() -> None:
    site = Site(b"User-agent: *\nDisallow: /a")

    async def many() -> list[Verdict]:
        return await asyncio.gather(*(site.robots.verdict(ORIGIN, f"{ORIGIN}/{n}") for n in range(20)))

    assert {verdict.standing for verdict in asyncio.run(many())} == {"allowed"}
    assert site.asked == [f"{ORIGIN}/robots.txt"]
    site.now += KEEP - timedelta(seconds=1)
    assert site.standing("/a") == "disallowed"
    assert len(site.asked) == 1
    site.now += timedelta(seconds=1)
    assert site.standing("/a") == "disallowed"
    assert len(site.asked) == 2


@pytest.mark.parametrize(("max_age", "kept"), [(0, 3600), (7200, 7200), (10**7, 24 * 3600)])
def test_a_server_may_shorten_the_day_to_an_hour(max_age: int, kept: int) -> None:
    site = Site(b"", max_age=max_age)
    site.standing()
    site.now += timedelta(seconds=kept - 1)
    site.standing()
    assert len(site.asked) == 1
    site.now += timedelta(seconds=1)
    site.standing()
    assert len(site.asked) == 2


def test_while_the_file_cannot_be_reached_old_rules_stand_and_are_asked_for_again() -> None:
    site = Site(b"User-agent: *\nDisallow: /a", "server_error", "not_found")
    assert site.standing("/a") == "disallowed"
    site.now += KEEP
    assert site.standing("/a") == "disallowed"
    assert site.standing("/b") == "allowed"
    assert len(site.asked) == 2
    site.now += KEEP_UNREACHABLE
    assert site.standing("/a") == "allowed"


def test_the_pause_that_a_host_asks_for_is_told_and_nonsense_is_not() -> None:
    def delay(text: bytes) -> float | None:
        return asyncio.run(Site(text).robots.verdict(ORIGIN, ORIGIN + "/")).crawl_delay

    assert delay(b"User-agent: *\nCrawl-delay: 2.5") == 2.5
    assert delay(b"User-agent: *\nCrawl-delay: soon") is None
    assert delay(b"User-agent: *\nCrawl-delay: inf") is None
    assert delay(b"User-agent: otherbot\nCrawl-delay: 9\n\nUser-agent: *\nDisallow:") is None


def test_the_text_is_kept_as_it_came() -> None:
    text = "User-agent: GPTBot\nDisallow: /\nContent-Signal: ai-train=no\n"
    rules = asyncio.run(Site(text.encode()).robots.rules(ORIGIN))
    assert rules.text == text


def test_thousands_of_robots_over_thousands_of_rules_cost_no_product() -> None:
    named = "".join(f"User-agent: bot{n}\n" for n in range(12_000))
    ruled = "".join(f"Disallow: /*a*a*a*a*{n}\n" for n in range(12_000))
    site = Site((named + ruled + "User-agent: *\nDisallow: /x").encode())
    begun = time.process_time()
    assert site.standing("/" + "a" * 2000) == "allowed"
    assert time.process_time() - begun < 1.5


def test_wildcards_do_not_explode() -> None:
    rule = "Disallow: /" + "*a" * 500 + "b$\n"
    site = Site(("User-agent: *\n" + rule * 100).encode())
    begun = time.process_time()
    assert site.standing("/" + "a" * 3000) == "allowed"
    assert time.process_time() - begun < 1.0


def test_robots_by_any_spelling() -> None:
    assert agent_named("  USER-AGENT :  NewsBot/2.1 # ours") == "newsbot"
    assert agent_named("Useragent: *") == "*"
    assert agent_named("user agent foo") == "foo"
    assert agent_named("Disallow: /user-agent") is None
    assert groups_for("User-agent: a\nUser-agent: newsstand\nDisallow: /", "newsstand").splitlines() == [
        "User-agent: another-robot",
        "User-agent: newsstand",
        "Disallow: /",
    ]
