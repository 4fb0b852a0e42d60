"""The front page as it is printed: once for all readers of a minute, a language and a zone, then marked for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from secrets import token_hex
from threading import Lock
from typing import Any, Generic, TypeVar

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe

from newsstand.newsroom.models import Edition
from newsstand.web.deeds import Later, Places, ReadersMarks
from newsstand.web.selectors.editions import FrontPage, Stock, front_page, stock_of
from newsstand.web.templatetags.front import Pieces

T = TypeVar("T")
MOST_PAPERS = 24  # of languages and zones; older ones are let go
MOST_FOUND = 200  # looks and pages that one paper keeps for readers who muted something

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


class Kept(Generic[T]):
    """Holds a few things in this process that are too large for the cache, and forgets them when it is cleared."""

    def __init__(self, name: str, most: int) -> None:
        self._name, self._most = name, most
        self._held: dict[Hashable, T] = {}
        self._mark = ""
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is held under a key, made where it is not; two that ask at once may both make it."""
        mark = cache.get(self._name)
        with self._lock:
            if mark is None or mark != self._mark:
                self._mark = token_hex(8)
                cache.set(self._name, self._mark, None)
                self._held.clear()
            if key in self._held:
                return self._held[key]
        made = make()
        with self._lock:
            self._held[key] = made
            while len(self._held) > self._most:
                del self._held[next(iter(self._held))]
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A front page in print, with places left free for a reader's marks."""

    front: FrontPage
    places: Places

    def marked(self, marks: ReadersMarks | None) -> SafeString:
        """Its markup with a reader's marks; without any where nobody in particular reads."""
        html = self.places.marked(marks) if marks else self.places.bare()
        return mark_safe(html)  # noqa: S308 - templates and `format_html` made it


@dataclass(slots=True, kw_only=True)
class Paper:
    """An edition at a minute, in one language and zone: its stories' markup, and the page that hides nothing."""

    stock: Stock
    now: datetime
    pieces: Pieces = field(default_factory=dict)
    _usual: dict[tuple[str, int], str] = field(default_factory=dict)
    _found: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, key: Hashable, look: Callable[[], T]) -> T:
        """What was looked up for this paper, the same for all readers who ask for it by this key."""
        if key not in self._found:
            if len(self._found) >= MOST_FOUND:
                self._found.clear()
            self._found[key] = look()
        found: T = self._found[key]
        return found

    def page(self, hidden: Collection[int] = ()) -> Page | None:
        """The front page without what is hidden; None where nothing is left."""
        concerned = frozenset(pk for pk in hidden if pk in self.stock.by_id)
        return self.once(("page", concerned), lambda: self._print(concerned))

    def _print(self, hidden: Collection[int]) -> Page | None:
        laid_out = front_page(self.stock, hidden)
        if laid_out is None:
            return None
        context = {"front": laid_out, "pieces": self.pieces, "now": self.now, "marks": Later()}
        html = render_to_string("web/_front.html", context)
        return Page(front=laid_out, places=Places(html, self.stock.by_id, self._usual))


papers: Kept[Paper] = Kept("papers", MOST_PAPERS)


def paper_of(edition: Edition, now: datetime) -> Paper:
    """The paper of this minute in the language and zone of whoever asks."""
    zone = str(timezone.get_current_timezone())
    key = (edition.pk, edition.at, f"{now:%Y%m%d%H%M}", translation.get_language(), zone)
    return papers.get(key, lambda: Paper(stock=stock_of(edition, now), now=now))


def fingerprint(page: bytes) -> str:
    """What tells one page from another; the tokens of its forms, new each time, do not count."""
    return f'"{blake2b(TOKEN.sub(b"", page), digest_size=12).hexdigest()}"'
