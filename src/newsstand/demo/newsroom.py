"""All that the demo titles publish over the day, and what of it stands at a moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Protocol

from newsstand.demo.addresses import address_of, number_of
from newsstand.demo.articles import DemoArticle, DemoEvent
from newsstand.demo.front import FrontPage, lay_out
from newsstand.demo.manuscripts import LONE, ManuscriptUnreadable, read_event
from newsstand.demo.titles import Title, load_titles
from newsstand.model import Publisher

FRONT_LENGTH = 60


class Shelf(Protocol):
    """What one title publishes."""

    def published(self, now: datetime, limit: int) -> list[DemoArticle]:
        """The newest articles that readers can see at `now`, newest first."""

    def find(self, address: str) -> DemoArticle | None:
        """The article under an address (path, with its query if the scheme has one), published or not."""

    def numbered(self, number: int) -> DemoArticle | None:
        """The article whose feed link carries this number."""


class WrittenShelf:
    """The articles of one title that were written by hand."""

    def __init__(self, title: Title, articles: Iterable[DemoArticle]) -> None:
        self._newest_first = sorted(articles, key=lambda a: (a.at, a.id), reverse=True)
        self._by_address = {address_of(a, title): a for a in self._newest_first}
        self._by_number = {number_of(a): a for a in self._newest_first}

    def published(self, now: datetime, limit: int) -> list[DemoArticle]:
        """The newest articles that readers can see at `now`, newest first."""
        return [a for a in self._newest_first if a.at <= now][:limit]

    def find(self, address: str) -> DemoArticle | None:
        """The article under an address, published or not."""
        return self._by_address.get(address)

    def numbered(self, number: int) -> DemoArticle | None:
        """The article with this number."""
        return self._by_number.get(number)


class DemoNewsroom:
    """Titles, events and articles of the demo, and what each title shows at a moment."""

    def __init__(
        self,
        titles: Iterable[Title],
        events: Iterable[DemoEvent],
        articles: Iterable[DemoArticle],
        *,
        shelves: Mapping[str, Shelf] | None = None,
    ) -> None:
        self.titles = tuple(titles)
        self.events = tuple(events)
        self.articles = tuple(articles)
        self._titles = {t.slug: t for t in self.titles}
        self._weights = Counter(a.event for a in self.articles if a.event)
        written: dict[str, list[DemoArticle]] = {t.slug: [] for t in self.titles}
        for article in self.articles:
            if article.title not in written:
                raise ManuscriptUnreadable(article.id, f"there is no title “{article.title}”")
            written[article.title].append(article)
        self._shelves: dict[str, Shelf] = {
            slug: WrittenShelf(self._titles[slug], found) for slug, found in written.items()
        }
        self._shelves.update(shelves or {})

    @classmethod
    def load(cls, folder: Traversable | None = None) -> DemoNewsroom:
        """The newsroom of the event folders that are there; ManuscriptUnreadable names a file that is wrong."""
        folder = folder or files("newsstand.demo") / "events"
        events: list[DemoEvent] = []
        articles: list[DemoArticle] = []
        found = sorted(folder.iterdir(), key=lambda f: f.name) if folder.is_dir() else []
        for place in found:
            if place.is_dir() and not place.name.startswith(("_", ".")):
                event, told = read_event(place.name, place.iterdir())
                articles += told
                if place.name != LONE and told:
                    events.append(event)
        return cls(load_titles(), events, articles)

    def title(self, slug: str) -> Title | None:
        """The title with this slug."""
        return self._titles.get(slug)

    def publishers(self, port: int) -> tuple[Publisher, ...]:
        """The titles as a catalogue describes them, with addresses at a port."""
        return tuple(publisher_of(t, port) for t in self.titles)

    def published(self, slug: str, now: datetime, limit: int = FRONT_LENGTH) -> list[DemoArticle]:
        """What a title's readers can see at `now`, newest first."""
        return self._shelves[slug].published(now, limit)

    def find(self, slug: str, address: str, now: datetime) -> DemoArticle | None:
        """The article of a title under an address; None before it is published."""
        article = self._shelves[slug].find(address)
        return article if article is not None and article.at <= now else None

    def numbered(self, slug: str, number: int, now: datetime) -> DemoArticle | None:
        """The article of a title with a number; None before it is published."""
        article = self._shelves[slug].numbered(number)
        return article if article is not None and article.at <= now else None

    def weight(self, article: DemoArticle) -> float:
        """How much an article's event weighs: more, the more titles tell of it."""
        return 1.0 + self._weights.get(article.event, 0) ** 0.75 if article.event else 1.0

    def front(self, slug: str, now: datetime) -> FrontPage:
        """A title's front page at `now`."""
        return lay_out(self._titles[slug], self.published(slug, now), now, self.weight)


def origin_of(title: Title, port: int) -> str:
    """Scheme, host and port of a title."""
    return f"http://{title.host()}:{port}"


def publisher_of(title: Title, port: int) -> Publisher:
    """A title as a catalogue describes it; a feed that has moved is named by its old address."""
    origin = origin_of(title, port)
    return Publisher(
        slug=title.slug,
        name=title.name,
        home_page=f"{origin}/",
        country=title.country,
        language=title.language,
        kind=title.kind,
        feeds=tuple(origin + (feed.moved_from or feed.path) for feed in title.feeds),
        owner=title.owner,
        owner_kind=title.owner_kind,
        section=title.section,
        agreement=title.agreement,
    )
