from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from newsstand.web.shelf import Shelf


class Pages:
    """An application that numbers its answers."""

    def __init__(self, *headers: tuple[str, str], status: str = "200 OK", body: bytes = b"page") -> None:
        self.headers = list(headers) or [
            ("Cache-Control", "public, max-age=15, stale-while-revalidate=60"),
            ("ETag", 'W/"one"'),
            ("Vary", "Accept-Language, Cookie, Accept-Encoding"),
        ]
        self.status = status
        self.body = body
        self.asked: list[dict[str, Any]] = []
        self.meanwhile: Any = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked.append(environ)
        if self.meanwhile:
            self.meanwhile()
        start_response(self.status, self.headers)
        return [self.body, b" %d" % len(self.asked)]


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def shelve(pages: Pages, clock: Clock | None = None, **more: Any) -> Shelf:
    return Shelf(pages, cookies=["sessionid"], language_of=lambda h: h[:2], clock=clock or Clock(), **more)


def ask(shelf: Shelf, path: str = "/", **environ: str) -> tuple[str, dict[str, str], bytes]:
    said: list[Any] = []
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_HOST": "paper.example"} | environ
    body = b"".join(shelf(asked, lambda status, headers, exc_info=None: said.extend([status, dict(headers)])))
    return said[0], said[1], body


def test_the_second_who_asks_gets_the_same_page_and_its_age() -> None:
    pages, clock = Pages(), Clock()
    shelf = shelve(pages, clock)
    first = ask(shelf)
    clock.now = 14
    status, headers, body = ask(shelf)
    assert (status, body) == (first[0], first[2])
    assert headers["Age"] == "14"
    assert len(pages.asked) == 1


def test_a_page_is_made_anew_when_its_time_is_over() -> None:
    pages, clock = Pages(), Clock()
    shelf = shelve(pages, clock)
    ask(shelf)
    clock.now = 15
    assert ask(shelf)[2] == b"page 2"


def test_who_comes_while_it_is_made_anew_gets_the_old_one() -> None:
    pages, clock = Pages(), Clock()
    shelf = shelve(pages, clock)
    ask(shelf)
    clock.now = 20
    seen: list[bytes] = []

    def come_in_between() -> None:
        pages.meanwhile = None
        seen.append(ask(shelf)[2])

    pages.meanwhile = come_in_between
    assert ask(shelf)[2] == b"page 2"
    assert seen == [b"page 1"]


def test_nobody_gets_a_page_that_is_too_old() -> None:
    pages, clock = Pages(), Clock()
    shelf = shelve(pages, clock)
    ask(shelf)
    clock.now = 20
    pages.meanwhile = lambda: setattr(pages, "meanwhile", None) or setattr(clock, "now", 80.0) or ask(shelf)
    assert ask(shelf)[2] == b"page 3"


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_COOKIE": "a=b; sessionid=abc"},
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "HEAD"},
    ],
)
def test_what_is_somebodys_is_not_kept(environ: dict[str, str]) -> None:
    pages = Pages()
    shelf = shelve(pages)
    ask(shelf)
    ask(shelf, **environ)
    ask(shelf, **environ)
    assert len(pages.asked) == 3


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_HOST": "other.example"},
        {"PATH_INFO": "/titles/"},
        {"QUERY_STRING": "page=2"},
        {"HTTP_ACCEPT_LANGUAGE": "de"},
        {"HTTP_ACCEPT_ENCODING": "gzip, br"},
        {"wsgi.url_scheme": "https"},
    ],
)
def test_pages_are_told_apart(environ: dict[str, str]) -> None:
    pages = Pages()
    shelf = shelve(pages)
    ask(shelf)
    assert ask(shelf, **environ)[2] == b"page 2"
    assert ask(shelf, HTTP_COOKIE="theme=dark")[2] == b"page 1"


PUBLIC = ("Cache-Control", "public, max-age=60")


@pytest.mark.parametrize(
    "pages",
    [
        Pages(("Cache-Control", "private, no-cache")),
        Pages(("Cache-Control", "private, max-age=60")),
        Pages(("Cache-Control", "public")),
        Pages(("Cache-Control", "public, max-age=soon")),
        Pages(("Content-Type", "text/html")),
        Pages(PUBLIC, ("Set-Cookie", "csrftoken=x")),
        Pages(PUBLIC, ("Vary", "User-Agent")),
        Pages(PUBLIC, ("Vary", "*")),
        Pages(PUBLIC, status="404 Not Found"),
        Pages(PUBLIC, status="302 Found"),
        Pages(PUBLIC, body=b"x" * (2**20 + 1)),
    ],
)
def test_what_may_not_be_kept_is_not(pages: Pages) -> None:
    shelf = shelve(pages)
    ask(shelf)
    ask(shelf)
    ask(shelf, HTTP_IF_NONE_MATCH='"x"')
    assert len(pages.asked) == 3


@pytest.mark.parametrize("tag", ['"one"', 'W/"one"', '"zero", W/"one"', "*"])
def test_who_has_the_page_is_told_so(tag: str) -> None:
    pages = Pages()
    shelf = shelve(pages)
    for _ in range(2):  # also where it is asked for first
        status, headers, body = ask(shelf, HTTP_IF_NONE_MATCH=tag)
        assert (status, body) == ("304 Not Modified", b"")
        assert headers["ETag"] == 'W/"one"'
    assert len(pages.asked) == 1
    assert ask(shelf, HTTP_IF_NONE_MATCH='"two"')[2] == b"page 1"


def test_the_shelf_holds_no_more_than_it_may() -> None:
    pages = Pages(body=b"x" * 100)
    shelf = shelve(pages, most_bytes=320)
    for path in ("/a", "/b", "/c"):
        ask(shelf, path)
    ask(shelf, "/a")
    ask(shelf, "/d")  # /b was not asked for longest
    assert len(pages.asked) == 4
    for path in ("/a", "/c", "/d"):
        ask(shelf, path)
    assert len(pages.asked) == 4
    ask(shelf, "/b")
    assert len(pages.asked) == 5
