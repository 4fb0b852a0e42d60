"""The demo's own nouns: what a title wrote, how it changed, and which event it tells of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from newsstand.model import Block

ArticleKind = Literal["news", "live", "analysis", "investigation", "roundup", "column"]
KINDS: frozenset[str] = frozenset({"news", "live", "analysis", "investigation", "roundup", "column"})

ARTS: frozenset[str] = frozenset(
    [
        "sea",
        "storm",
        "rain",
        "flood",
        "street",
        "parliament",
        "court",
        "bridge",
        "train",
        "tunnel",
        "harbour",
        "ship",
        "lab",
        "microscope",
        "field",
        "stadium",
        "runner",
        "theatre",
        "score",
        "battery",
        "factory",
        "office",
        "hospital",
        "house",
        "mountain",
        "city",
        "night",
        "map",
        "chart",
        "portrait",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Art:
    """A picture that the demo draws: what it shows, and the words that stand under it."""

    art: str
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post of a live blog."""

    at: datetime
    headline: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promo:
    """A line inside the text that advertises another article; it stands after block number `after`."""

    after: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An article as it stands from `at` on: note is a correction's words, update the words on what was added."""

    at: datetime
    headline: str
    standfirst: str | None = None
    overline: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    picture: Art | None = None
    blocks: tuple[Block, ...] = ()
    posts: tuple[Post, ...] = ()
    promos: tuple[Promo, ...] = ()
    note: str | None = None
    update: str | None = None

    @property
    def body(self) -> str:
        """The truth of the body: its blocks, or a live blog's posts newest first, one blank line between."""
        blocks = list(self.blocks)
        for post in self.posts:
            blocks += [Block(kind="subhead", text=post.headline), *post.blocks]
        return "\n\n".join(b.text for b in blocks)

    @property
    def words(self) -> int:
        """How many words the body has."""
        return len(self.body.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """One address of one title, with every version that it has over the day, oldest first.

    id: event folder and file stem, "storm-odalys/03-beacon"; copy_of: the id of the article whose text it carries
    """

    id: str
    title: str
    event: str | None
    kind: ArticleKind
    at: datetime
    versions: tuple[Version, ...]
    copy_of: str | None = None
    paywalled: bool = False

    @property
    def first(self) -> Version:
        """The version that was published first; the article's address is made of it."""
        return self.versions[0]

    @property
    def final(self) -> Version:
        """The version that stands at the end of the day."""
        return self.versions[-1]

    @property
    def headline(self) -> str:
        """The headline that stands at the end of the day."""
        return self.final.headline

    @property
    def standfirst(self) -> str | None:
        """The standfirst that stands at the end of the day."""
        return self.final.standfirst

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the body at the end of the day; empty for a live blog, which has posts."""
        return self.final.blocks

    @property
    def body(self) -> str:
        """The body at the end of the day."""
        return self.final.body

    @property
    def authors(self) -> tuple[str, ...]:
        """Who wrote it."""
        return self.final.authors

    @property
    def section(self) -> str:
        """Where the title puts it; "news" where it says nothing."""
        return self.final.section or "news"

    def as_of(self, now: datetime) -> Version | None:
        """The version that readers see at `now`, a live blog's posts newest first; None before it is published."""
        standing = [v for v in self.versions if v.at <= now]
        if not standing:
            return None
        version = standing[-1]
        if self.kind != "live":
            return version
        posts = tuple(sorted((p for p in version.posts if p.at <= now), key=lambda p: p.at, reverse=True))
        return replace(version, posts=posts)

    def changed_at(self, now: datetime) -> datetime:
        """When what readers see at `now` was last changed."""
        version = self.as_of(now)
        if version is None:
            return self.at
        return max([version.at, *(p.at for p in version.posts)])


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoEvent:
    """What happened, in neutral words, and which titles tell of it."""

    slug: str
    name: str
    summary: str = ""
    section: str | None = None
    facts: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
