"""Finished public pages, kept for as long as they say they may be: who is not signed in gets them without a rendering."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

Environ = dict[str, Any]
Start = Callable[..., Any]
App = Callable[[Environ, Start], Iterable[bytes]]

BYTES = 32 * 2**20
LARGEST = 2**20  # of one page
OUR_VARY = frozenset({"accept-encoding", "accept-language", "cookie"})
NOT_AGAIN = frozenset({"date", "age", "connection", "transfer-encoding"})


@dataclass(slots=True)
class _Page:
    """An answer as it was sent; `is_renewed` while somebody is having it made anew."""

    headers: list[tuple[str, str]]
    body: bytes
    tag: str
    made: float
    fresh: int
    stale: int
    is_renewed: bool = False


class Shelf:
    """A WSGI application in front of another: answers GETs that bring no cookie of ours from what it answered before.

    Only whole answers 200 are kept that say `public, max-age=N`, set no cookie and vary by nothing but language,
    encoding and cookies. Bounded in bytes; the page that was not asked for longest goes first. One request renews an
    old page, those that come meanwhile get the old one for as long as its `stale-while-revalidate` lets them.
    """

    def __init__(
        self,
        app: App,
        *,
        cookies: Iterable[str],
        language_of: Callable[[str], str],
        most_bytes: int = BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._cookies = tuple(f"{name}=" for name in cookies)
        self._language_of = lru_cache(maxsize=4096)(language_of)
        self._most = most_bytes
        self._clock = clock
        self._pages: OrderedDict[tuple[str, ...], _Page] = OrderedDict()
        self._held = 0
        self._lock = Lock()

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """Answer from the shelf, or ask the application and remember what it said."""
        key = self._key(environ)
        if key is None:
            return self._app(environ, start_response)
        page = self._find(key)
        if page is not None:
            return _answer(page, environ, start_response, int(self._clock() - page.made))
        return self._ask(key, environ, start_response)

    def _key(self, environ: Environ) -> tuple[str, ...] | None:
        """What tells one public page from another; None for what is never kept."""
        if environ["REQUEST_METHOD"] != "GET":
            return None
        cookies = environ.get("HTTP_COOKIE", "")
        if cookies and any(name in cookies for name in self._cookies):
            return None
        return (
            environ.get("HTTP_HOST", ""),
            environ.get("PATH_INFO", ""),
            environ.get("QUERY_STRING", ""),
            environ.get("wsgi.url_scheme", ""),
            # Behind a proxy: what was asked for by https stands for no other.
            environ.get("HTTP_X_FORWARDED_PROTO", "")[:10],
            self._language_of(environ.get("HTTP_ACCEPT_LANGUAGE", "")[:200]),
            "gzip" if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else "",
        )

    def _find(self, key: tuple[str, ...]) -> _Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            age = self._clock() - page.made
            if age >= page.fresh:
                if page.is_renewed and age < page.fresh + page.stale:
                    return page
                page.is_renewed = True
                return None
            self._pages.move_to_end(key)
            return page

    def _ask(self, key: tuple[str, ...], environ: Environ, start_response: Start) -> Iterable[bytes]:
        said: list[Any] = []

        def listen(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            said[:] = [status, headers]
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        # A page is kept whole: whoever asks first must not be told that nothing has changed.
        asked = {
            k: v for k, v in environ.items() if k not in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
        }
        is_conditional = len(asked) != len(environ)
        answer = self._app(asked, listen if not is_conditional else _listener(said))
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        page = _page_of(said, body, self._clock())
        if page is None:
            with self._lock:
                self._drop(key)
            if is_conditional:
                start_response(*said)
            return [body]
        with self._lock:
            self._put(key, page)
        if is_conditional:
            return _answer(page, environ, start_response, 0)
        return [body]

    def _put(self, key: tuple[str, ...], page: _Page) -> None:
        self._drop(key)
        if len(page.body) > min(LARGEST, self._most):
            return
        self._pages[key] = page
        self._held += len(page.body)
        while self._held > self._most:
            _, oldest = self._pages.popitem(last=False)
            self._held -= len(oldest.body)

    def _drop(self, key: tuple[str, ...]) -> None:
        if (old := self._pages.pop(key, None)) is not None:
            self._held -= len(old.body)


def _listener(said: list[Any]) -> Start:
    def listen(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        said[:] = [status, headers]
        return lambda _: None

    return listen


def _page_of(said: list[Any], body: bytes, now: float) -> _Page | None:
    """What may be kept of an answer; None where it says no."""
    if not said or not said[0].startswith("200"):
        return None
    headers = [(name, value) for name, value in said[1] if name.lower() not in NOT_AGAIN]
    named = {name.lower(): value for name, value in headers}
    rules = _rules(named.get("cache-control", ""))
    vary = {word.strip().lower() for word in named.get("vary", "").split(",") if word.strip()}
    if "public" not in rules or "set-cookie" in named or not vary <= OUR_VARY:
        return None
    fresh = _seconds(rules.get("max-age", ""))
    if not fresh:
        return None
    return _Page(
        headers=headers,
        body=body,
        tag=named.get("etag", "").removeprefix("W/"),
        made=now,
        fresh=fresh,
        stale=_seconds(rules.get("stale-while-revalidate", "")),
    )


def _rules(text: str) -> dict[str, str]:
    pairs = (part.strip().partition("=") for part in text.lower().split(","))
    return {name: value for name, _, value in pairs if name}


def _seconds(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _answer(page: _Page, environ: Environ, start_response: Start, age: int) -> Iterable[bytes]:
    headers = [*page.headers, ("Age", str(age))]
    asked = environ.get("HTTP_IF_NONE_MATCH", "")
    if page.tag and asked and (asked.strip() == "*" or page.tag in _tags(asked)):
        start_response(
            "304 Not Modified",
            [
                (n, v)
                for n, v in headers
                if n.lower() not in ("content-length", "content-type", "content-encoding")
            ],
        )
        return []
    start_response("200 OK", headers)
    return [page.body]


def _tags(text: str) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in text.split(",")}
