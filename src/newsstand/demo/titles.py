"""The titles of the demo newsroom: who they are, how they look, and what is odd about them, read from titles.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from newsstand.model import Agreement, OwnerKind, PublisherKind
from newsstand.newsroom.catalogue.terms import read_terms

FeedKind = Literal["rss2", "rss092", "rss091", "rdf", "atom", "json", "sitemap"]
Carries = Literal["headline", "summary", "full"]
Quirk = Literal[
    "bare-ampersand",  # "&" as it is typed
    "html-entities",  # &eacute; and &nbsp; in XML that declares none
    "no-dates",
    "odd-dates",  # "12 March 2026 07:40" where RFC 822 is due
    "relative-links",
    "leading-blank",  # a line before the XML declaration
    "no-guid",
    "html-summary",  # markup, escaped, in the description
    "headless-type",  # the HTTP header says text/html
    "pictures",  # media:content or the like
    "tracked-links",  # a redirect, and utm_ parameters behind it
]
Validators = Literal["both", "etag", "weak-etag", "modified", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHabit:
    """A feed of a title: its kind, where it stands and where it used to stand, what it carries, and its quirks."""

    kind: FeedKind
    path: str
    moved_from: str | None = None
    carries: Carries = "summary"
    encoding: str = "utf-8"
    quirks: frozenset[Quirk] = frozenset()
    length: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a title's server behaves; robots are lines added to a robots.txt that lets everybody in.

    tags:          what the X-Robots-Tag of its articles says
    reserves_mining: whether its `/.well-known/tdmrep.json` reserves text and data mining
    """

    validators: Validators = "both"
    max_age: int | None = None
    busy_once: int | None = None
    compression: Literal["gzip", "br", "none"] = "gzip"
    robots: tuple[str, ...] = ()
    tags: str = ""
    reserves_mining: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Colours and letters of a title."""

    paper: str = "#ffffff"
    ink: str = "#17181a"
    accent: str = "#9a1b1e"
    second: str = "#d9a441"
    display: str = "Georgia, 'Times New Roman', serif"
    text: str = "Georgia, 'Times New Roman', serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHabit:
    """What stands on a title's pages besides the article, and where.

    published:        the pattern of the visible date (see `wording.write_date`)
    newsletter_after: the paragraph behind which the sign-up box stands; 0 for none
    byline:           where the byline is printed
    structured:       what the page says of itself to machines
    """

    published: str = "{d} {month} {yyyy}, {HH}:{MM}"
    byline: Literal["top", "under-picture", "foot", "aside"] = "top"
    structured: Literal["article", "graph", "microdata", "broken", "none"] = "none"
    newsletter_after: int = 3
    ad_after: int = 0
    consent: bool = False
    comments: bool = False
    share: bool = True
    most_read: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """One title of the demo newsroom. `prefers` raises or lowers a section on its front page; `agreement` is its terms."""

    slug: str
    name: str
    country: str
    language: str
    kind: PublisherKind
    owner: str | None
    owner_kind: OwnerKind | None
    section: str | None
    tagline: str
    utc_offset: int
    zone: str
    design: str
    url: str
    look: Look
    page: PageHabit
    feeds: tuple[FeedHabit, ...]
    habits: Habits
    prefers: dict[str, float] = field(hash=False)
    agreement: Agreement | None = None

    @property
    def timezone(self) -> timezone:
        """The zone in which the title prints its times on the demo day."""
        return timezone(timedelta(hours=self.utc_offset), self.zone)

    @property
    def speaks(self) -> str:
        """The language without its region: en, de, fr."""
        return self.language.split("-")[0]

    def host(self) -> str:
        """The name under which the title answers."""
        return f"{self.slug}.demo.localhost"


@cache
def load_titles() -> tuple[Title, ...]:
    """The titles of titles.toml, in its order."""
    stated = tomllib.loads((files("newsstand.demo") / "titles.toml").read_text("utf-8"))
    return tuple(read_title(t) for t in stated["title"])


def read_title(stated: dict[str, Any]) -> Title:
    """A title as titles.toml states it; TypeError or KeyError for a key that is unknown or missing."""
    stated = dict(stated)
    look = Look(**stated.pop("look", {}))
    page = PageHabit(**stated.pop("page", {}))
    habits = stated.pop("habits", {})
    habits["robots"] = tuple(habits.get("robots", ()))
    return Title(
        look=look,
        page=page,
        habits=Habits(**habits),
        feeds=tuple(_read_feed(f) for f in stated.pop("feeds")),
        owner=stated.pop("owner", None),
        owner_kind=cast("OwnerKind | None", stated.pop("owner_kind", None)),
        section=stated.pop("section", None),
        prefers=stated.pop("prefers", {}),
        agreement=_read_terms(stated),
        **stated,
    )


def _read_terms(stated: dict[str, Any]) -> Agreement | None:
    if "terms" not in stated:
        return None
    read = read_terms(stated.pop("terms"))
    if isinstance(read, str):
        raise TypeError(read)
    return read


def _read_feed(stated: dict[str, Any]) -> FeedHabit:
    return FeedHabit(**{**stated, "quirks": frozenset(stated.get("quirks", ()))})
