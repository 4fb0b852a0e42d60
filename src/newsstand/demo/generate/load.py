"""Generated titles that the demo's server serves beside the written ones, without holding their texts."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from newsstand.demo.addresses import address_of
from newsstand.demo.articles import Art, DemoArticle, Version
from newsstand.demo.generate.articles import GeneratedArticle, publish_order, title_slug, write
from newsstand.demo.generate.events import Assigned, World, load_grammar
from newsstand.demo.generate.names import chance, title_name
from newsstand.demo.newsroom import DemoNewsroom
from newsstand.demo.titles import Title, load_titles, read_title
from newsstand.model import Block

REMEMBERED = 512
ARTICLES_A_TITLE = 400
REPORTS_AN_EVENT = 8


def with_load(newsroom: DemoNewsroom, articles: int, seed: int, *, until: datetime) -> DemoNewsroom:
    """The newsroom with so many generated articles more, the last of which begin by `until`."""
    titles = min(max(articles // ARTICLES_A_TITLE, 8), 1000)
    hours = 60.0
    world = World(
        titles=titles,
        events=max(articles // REPORTS_AN_EVENT, 1),
        articles=articles,
        seed=seed,
        start=until - timedelta(hours=hours),
        hours=hours,
    )
    known = [_title(number, seed) for number in range(titles)]
    shelves = {t.slug: LoadShelf(world, t) for t in known}
    for assigned in publish_order(world):
        shelves[title_slug(assigned.title)].append(assigned)
    return DemoNewsroom([*newsroom.titles, *known], newsroom.events, newsroom.articles, shelves=shelves)


class LoadShelf:
    """What one generated title publishes: times and numbers; an article is written when it is asked for."""

    def __init__(self, world: World, title: Title) -> None:
        self._world = world
        self._title = title
        self._times = array("d")
        self._keys = array("L")
        self._read = lru_cache(maxsize=REMEMBERED)(self._write)

    def append(self, assigned: Assigned) -> None:
        """Take in a report; they come oldest first."""
        self._times.append(assigned.at.timestamp())
        self._keys.extend((assigned.event, assigned.report, assigned.title, int(assigned.copies)))

    def published(self, now: datetime, limit: int) -> list[DemoArticle]:
        """The newest articles that readers can see at `now`, newest first."""
        upto = bisect_right(self._times, now.timestamp())
        return [self._read(i) for i in range(upto - 1, max(upto - limit, 0) - 1, -1)]

    def find(self, address: str) -> DemoArticle | None:
        """The article under an address, published or not."""
        parts = address.split("/")
        if len(parts) < 3:
            return None
        event, _, report = parts[2].removeprefix("e").partition("-")
        if not (event.isdecimal() and report.isdecimal()) or len(event + report) > 16:
            return None
        for index in range(len(self._times)):
            if self._keys[index * 4] == int(event) and self._keys[index * 4 + 1] == int(report):
                article = self._read(index)
                return article if address_of(article, self._title) == address else None
        return None

    def numbered(self, number: int) -> DemoArticle | None:
        """None: generated titles track no links."""
        return None

    def _write(self, index: int) -> DemoArticle:
        event, report, title, copies = self._keys[index * 4 : index * 4 + 4]
        at = datetime.fromtimestamp(self._times[index], UTC)
        assigned = Assigned(at=at, event=event, report=report, title=title, copies=bool(copies))
        return as_demo_article(write(self._world, assigned))


def as_demo_article(generated: GeneratedArticle) -> DemoArticle:
    """A generated report in the nouns of the demo's server."""
    kind = next(g for g in load_grammar().values() if g["section"] == generated.section)
    version = Version(
        at=generated.at,
        headline=generated.headline,
        standfirst=generated.standfirst,
        byline=generated.byline,
        authors=generated.authors,
        section=generated.section,
        picture=Art(art=kind["art"]),
        blocks=tuple(Block(kind="paragraph", text=p) for p in generated.body.split("\n\n")),
    )
    return DemoArticle(
        id=f"{generated.event}/{generated.id}",
        title=generated.title,
        event=generated.event,
        kind="news",
        at=generated.at,
        versions=(version,),
        copy_of=f"{generated.event}/{generated.copy_of}" if generated.copy_of else None,
    )


def _title(number: int, seed: int) -> Title:
    """A generated title: the design, look and habits of a written one, a name of its own."""
    patterns = [t for t in load_titles() if t.speaks == "en" and t.design not in {"wire", "tables"}]
    pattern = patterns[number % len(patterns)]
    kind, path = chance("feed", seed, number).choice(
        (("rss2", "/rss.xml"), ("atom", "/atom.xml"), ("rdf", "/news.rdf"))
    )
    stated = {
        "slug": title_slug(number),
        "name": title_name(number, seed),
        "country": pattern.country,
        "language": pattern.language,
        "kind": "newspaper",
        "tagline": "Made up by the yard",
        "utc_offset": pattern.utc_offset,
        "zone": pattern.zone,
        "design": pattern.design,
        "url": "/news/{key}/{words}",
        "feeds": [{"kind": kind, "path": path, "length": 40}],
    }
    title = read_title(stated)
    return Title(
        **{name: getattr(title, name) for name in Title.__dataclass_fields__ if name not in {"look", "page"}},
        look=pattern.look,
        page=pattern.page,
    )
