"""What a title's server answers: decided from the address and the moment alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import parse_qsl
from zlib import adler32, crc32

from newsstand.demo.addresses import address_of, without_tracking
from newsstand.demo.articles import ARTS
from newsstand.demo.newsroom import FRONT_LENGTH, DemoNewsroom, origin_of
from newsstand.demo.pages import designs
from newsstand.demo.pages.views import Site, view_article, view_card, view_front, view_site
from newsstand.demo.pictures import draw
from newsstand.demo.pictures.sheet import HEIGHT, WIDTH
from newsstand.demo.syndication import item_of, write_feed
from newsstand.demo.titles import FeedHabit, Title

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request to one title: its path, its query, and what the caller already has."""

    path: str
    query: str = ""
    if_none_match: str | None = None
    if_modified_since: str | None = None
    root: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response; `changed` is when what it shows last changed, for titles that say so."""

    status: int = 200
    body: bytes = b""
    type: str = HTML
    headers: dict[str, str] = field(default_factory=dict)
    changed: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every answer may look at."""

    newsroom: DemoNewsroom
    title: Title
    site: Site
    now: datetime
    port: int


Reply = Callable[[Desk, Ask], "Answer | None"]


def answer(newsroom: DemoNewsroom, title: Title, ask: Ask, now: datetime, port: int) -> Answer:
    """The title's answer, with the validators that it keeps, and 304 where the caller has it already."""
    desk = Desk(
        newsroom=newsroom, title=title, site=view_site(title, port, now, ask.root), now=now, port=port
    )
    for reply in REPLIES:
        found = reply(desk, ask)
        if found is not None:
            return validate(title, ask, found)
    return _not_found(desk)


def validate(title: Title, ask: Ask, found: Answer) -> Answer:
    """The answer with ETag, Last-Modified and Cache-Control as the title has them."""
    if found.status != 200:
        return found
    kept, habits = dict(found.headers), title.habits
    if habits.validators in {"both", "etag", "weak-etag"}:
        tag = f'"{crc32(found.body):08x}{adler32(found.body):08x}"'
        kept["ETag"] = f"W/{tag}" if habits.validators == "weak-etag" else tag
    if habits.validators in {"both", "modified"} and found.changed is not None:
        kept["Last-Modified"] = format_datetime(found.changed.astimezone(UTC), usegmt=True)
    if habits.max_age is not None:
        kept["Cache-Control"] = f"public, max-age={habits.max_age}"
    if _has_it(ask, kept):
        return Answer(status=304, headers=kept, type=found.type)
    return Answer(body=found.body, type=found.type, headers=kept, changed=found.changed)


def _has_it(ask: Ask, headers: dict[str, str]) -> bool:
    if ask.if_none_match is not None:
        tag = headers.get("ETag")
        offered = {t.strip().removeprefix("W/") for t in ask.if_none_match.split(",")}
        return tag is not None and tag.removeprefix("W/") in offered
    if ask.if_modified_since is not None and "Last-Modified" in headers:
        try:
            return parsedate_to_datetime(ask.if_modified_since) >= parsedate_to_datetime(
                headers["Last-Modified"]
            )
        except (TypeError, ValueError):  # a date that is none, or without a zone
            return False
    return False


def _feed(desk: Desk, ask: Ask) -> Answer | None:
    for feed in desk.title.feeds:
        if ask.path == feed.moved_from:
            return Answer(status=301, headers={"Location": desk.site.root + feed.path})
        if ask.path == feed.path:
            return _write_feed(desk, feed)
    return None


def _write_feed(desk: Desk, feed: FeedHabit) -> Answer:
    articles = desk.newsroom.published(desk.title.slug, desk.now, feed.length)
    origin = origin_of(desk.title, desk.port)
    items = [item_of(a, desk.title, feed, desk.now, origin) for a in articles]
    # Built of what changed last, not of the clock: a feed without news is the same bytes.
    built = max((i.updated for i in items), default=_midnight(desk.now))
    body, kind = write_feed(desk.title, feed, items, built, origin)
    return Answer(body=body, type=kind, changed=built)


def _article(desk: Desk, ask: Ask) -> Answer | None:
    article = desk.newsroom.find(desk.title.slug, without_tracking(ask.path, ask.query), desk.now)
    if article is None:
        return None
    page = designs.write_article(desk.site, view_article(desk.site, desk.newsroom, article))
    tags = desk.title.habits.tags
    return Answer(
        body=page.encode(),
        changed=article.changed_at(desk.now),
        headers={"X-Robots-Tag": tags} if tags else {},
    )


def _tracked(desk: Desk, ask: Ask) -> Answer | None:
    head, _, number = ask.path.rpartition("/")
    if head != "/go" or not number.isdecimal() or len(number) > 12:
        return None
    article = desk.newsroom.numbered(desk.title.slug, int(number), desk.now)
    if article is None:
        return None
    path = desk.site.root + address_of(article, desk.title)
    mark = "&" if "?" in path else "?"
    return Answer(status=302, headers={"Location": f"{path}{mark}utm_source=rss&utm_medium=feed"})


def _front(desk: Desk, ask: Ask) -> Answer | None:
    if ask.path not in {"", "/"}:
        return None
    latest = desk.newsroom.published(desk.title.slug, desk.now)
    view = view_front(desk.site, desk.newsroom.front(desk.title.slug, desk.now), latest)
    changed = max((a.changed_at(desk.now) for a in latest), default=_midnight(desk.now))
    return Answer(body=designs.write_front(desk.site, view).encode(), changed=changed)


def _section(desk: Desk, ask: Ask) -> Answer | None:
    head, _, name = ask.path.rpartition("/")
    if head not in {"/section", "/archive"} or not name.isalpha():
        return None
    found = desk.newsroom.published(desk.title.slug, desk.now, FRONT_LENGTH)
    cards = tuple(view_card(desk.site, a) for a in found if head == "/archive" or a.section == name)
    return Answer(body=designs.write_listing(desk.site, desk.site.label(name), cards).encode())


NOTICES = frozenset({"about", "contact", "privacy", "terms", "puzzles", "shop", "podcasts", "subscribe", "newsletters"})  # fmt: skip


def _notice(desk: Desk, ask: Ask) -> Answer | None:
    name = ask.path.strip("/")
    if name not in NOTICES:
        return None
    words = desk.site.words
    return Answer(
        body=designs.write_notice(
            desk.site, words.get(name, words["subscribe"]), words["about_text"]
        ).encode()
    )


def _robots(desk: Desk, ask: Ask) -> Answer | None:
    if ask.path != "/robots.txt":
        return None
    lines = ["User-agent: *", *(desk.title.habits.robots or ("Disallow:",))]
    lines += [
        f"Sitemap: {origin_of(desk.title, desk.port)}{f.path}"
        for f in desk.title.feeds
        if f.kind == "sitemap"
    ]
    return Answer(body="\n".join([*lines, ""]).encode(), type="text/plain; charset=utf-8")


def _reservation(desk: Desk, ask: Ask) -> Answer | None:
    if ask.path != "/.well-known/tdmrep.json" or not desk.title.habits.reserves_mining:
        return None
    return Answer(body=b'[{"location": "/", "tdm-reservation": 1}]', type="application/json")


def _asset(desk: Desk, ask: Ask) -> Answer | None:
    if ask.path == "/assets/site.css":
        return Answer(body=designs.write_style(desk.site).encode(), type="text/css; charset=utf-8")
    if ask.path in {"/assets/logo.svg", "/favicon.ico"}:
        return Answer(body=draw.draw_logo(desk.title).encode(), type="image/svg+xml")
    return None


def _picture(desk: Desk, ask: Ask) -> Answer | None:
    name = ask.path.removeprefix("/img/").removesuffix(".svg")
    art, _, seed = name.rpartition("-")
    if not ask.path.startswith("/img/") or art not in ARTS or not seed.isdecimal() or len(seed) > 12:
        return None
    width, height = _size(ask.query)
    return Answer(
        body=draw.draw_picture(art, int(seed), desk.title.look, width=width, height=height).encode(),
        type="image/svg+xml",
        headers={"Cache-Control": "public, max-age=86400"},
    )


def _size(query: str) -> tuple[int, int]:
    """Width and height as ?w= and ?h= ask for them, within reason; the drawing's own where they do not."""
    asked = dict(parse_qsl(query))
    sides = ((asked.get("w", ""), WIDTH), (asked.get("h", ""), HEIGHT))
    width, height = (
        min(max(int(side), 16), 2400) if side.isdecimal() and len(side) < 6 else own for side, own in sides
    )
    return width, height


def _not_found(desk: Desk) -> Answer:
    words = desk.site.words
    page = designs.write_notice(desk.site, words["not_found"], words["about_text"])
    return Answer(status=404, body=page.encode())


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


REPLIES: tuple[Reply, ...] = (
    _robots,
    _reservation,
    _feed,
    _front,
    _article,
    _tracked,
    _picture,
    _asset,
    _section,
    _notice,
)
