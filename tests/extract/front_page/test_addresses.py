"""An article's address is told from a section's, a service's and a share's."""

from __future__ import annotations

import pytest

from newsstand.extract.front_page.addresses import folders_of, is_article, may_be_article

HOME = "https://www.herald.example/"


def counts(path: str) -> bool:
    return is_article(HOME + path, "herald.example", HOME)


@pytest.mark.parametrize(
    "path",
    [
        "news/article123456.html",
        "2026/03/pool-roof",
        "a-roof-that-fell-down",
        "weather/storm-closes-all-the-bridges-a-92a007fc-041e-460d",
        "jobs/what-a-ferry-pilot-earns-today-123456.html",
        "show?id=12345",
        "aktuell/%e6%96%b0-%e8%81%9e-1",
    ],
)
def test_articles(path: str) -> None:
    assert counts(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "sport",
        "politics/county-news",
        "weather/county-of-the-long-valley",
        "jobs/ferry-pilots-in-the-valley",
        "markets/shares/de0008469008",
        "politics/id_1234567/index",
        "digital/startseite/digital-15479358.html",
        "podcasts/the-daily-show-of-monday-123456",
        "abonnieren-sie-jetzt-die-zeitung-12345",
        "topic/roof-falls-at-old-pool-12345",
        "preisvergleich/a-kettle-of-two-litres-12345.html",
    ],
)
def test_no_articles(path: str) -> None:
    assert not counts(path)


@pytest.mark.parametrize("host", ["jobs", "www.jobs", "stellenmarkt", "preisvergleich"])
def test_a_service_on_a_host_of_its_own_has_no_articles(host: str) -> None:
    address = f"https://{host}.herald.example/ferry-pilots-in-the-valley-123456"
    assert not is_article(address, "herald.example", HOME)
    assert is_article(address, "herald.example", f"https://{host}.herald.example/")  # its own front page


@pytest.mark.parametrize("host", ["wetter", "sport", "www", "jobsandmoney"])
def test_a_desk_on_a_host_of_its_own_has(host: str) -> None:
    assert is_article(
        f"https://{host}.herald.example/storm-closes-all-bridges-123456", "herald.example", HOME
    )
    assert is_article("https://jobs.example/storm-closes-all-bridges-123456", "jobs.example", HOME)


def test_other_sites_are_not_counted() -> None:
    assert not is_article("https://other.example/news/article123456.html", "herald.example", HOME)
    assert is_article("https://magazine.herald.example/article123456", "herald.example", HOME)


def test_a_short_name_may_be_an_articles_unless_it_holds_other_pages() -> None:
    def may(path: str, *links: str) -> bool:
        folders = folders_of(HOME + link for link in links)
        return may_be_article(HOME + path, "herald.example", HOME, folders)

    assert may("the-minister/")
    assert not may("minister/")
    assert not may("ferry-united/", "ferry-united/season/first-match-won")
    assert may("ferry-united/", "ferry-united-wins/season")
