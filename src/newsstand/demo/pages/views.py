"""What stands on a page, before any design: article, front page, cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from newsstand.demo.addresses import address_of, number_of
from newsstand.demo.articles import Art, DemoArticle, Version
from newsstand.demo.front import FrontPage
from newsstand.demo.newsroom import DemoNewsroom, origin_of
from newsstand.demo.syndication.items import summary_of
from newsstand.demo.titles import Title
from newsstand.demo.wording import section_label, words_of, write_date
from newsstand.model import Block

FREE_PARAGRAPHS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A title as its pages know it: `root` stands before every path, `origin` before every absolute address."""

    title: Title
    origin: str
    root: str
    now: datetime
    words: dict[str, str]

    def clock_face(self, at: datetime) -> str:
        """A moment as the title prints it."""
        return write_date(self.title.page.published, at.astimezone(self.title.timezone), self.title.language)

    def label(self, section: str) -> str:
        """A section's name."""
        return section_label(section, self.title.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture on a page."""

    src: str
    absolute: str
    caption: str | None
    credit: str | None
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An article as others point to it."""

    href: str
    headline: str
    standfirst: str
    overline: str
    section: str
    time: str
    live: bool
    paywalled: bool
    image: Image


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of the text column: a block of the article, or what the title puts between two of them."""

    kind: str
    text: str = ""
    href: str = ""

    @property
    def lines(self) -> list[str]:
        """The items of a list."""
        return self.text.split("\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """A live blog's post on the page."""

    id: str
    time: str
    iso: str
    headline: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """All that an article's page may show; gated says that the rest is behind the paywall."""

    number: int
    url: str
    headline: str
    standfirst: str | None
    overline: str | None
    byline: str | None
    authors: tuple[str, ...]
    dateline: str | None
    section: str
    section_label: str
    keywords: tuple[str, ...]
    published: datetime
    modified: datetime
    published_text: str
    modified_text: str
    image: Image | None
    parts: tuple[Part, ...]
    posts: tuple[PostView, ...]
    gated: bool
    note: str | None
    update: str | None
    minutes: int
    related: tuple[Card, ...]
    most_read: tuple[Card, ...]

    @property
    def changed(self) -> bool:
        """Whether it was changed after it was published."""
        return self.modified > self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontView:
    """All that a front page may show."""

    lead: Card | None
    seconds: tuple[Card, ...]
    sections: tuple[tuple[str, str, tuple[Card, ...]], ...]
    latest: tuple[Card, ...]
    most_read: tuple[Card, ...]


def view_site(title: Title, port: int, now: datetime, root: str = "") -> Site:
    """A title's site at a port."""
    return Site(
        title=title, origin=origin_of(title, port), root=root, now=now, words=words_of(title.language)
    )


def view_image(site: Site, article: DemoArticle, art: Art) -> Image:
    """The address and words of an article's picture."""
    path = f"/img/{art.art}-{number_of(article)}.svg"
    return Image(
        src=site.root + path,
        absolute=site.origin + path,
        caption=art.caption,
        credit=art.credit,
        alt=art.alt or art.caption or "",
    )


# What a section is illustrated with where an article brings no picture of its own.
STOCK_ART = {
    "politics": ("parliament", "portrait"), "world": ("map", "city"), "business": ("chart", "office", "harbour"),
    "science": ("lab", "microscope"), "health": ("hospital", "lab"), "sport": ("stadium", "runner"),
    "culture": ("theatre", "score"), "weather": ("rain", "sea"), "technology": ("battery", "factory"),
    "uk": ("street", "train", "bridge"), "us": ("city", "field"), "local": ("house", "street"),
    "life": ("house", "field"),
}  # fmt: skip


def stock_art(article: DemoArticle) -> Art:
    """What stands in for a picture on cards: one of the section's, always the same one."""
    choice = STOCK_ART.get(article.section, ("city", "street"))
    return Art(art=choice[number_of(article) % len(choice)])


def view_card(site: Site, article: DemoArticle) -> Card:
    """An article as others point to it, as it stands now."""
    version = article.as_of(site.now) or article.first
    art = version.picture or stock_art(article)
    return Card(
        href=site.root + address_of(article, site.title),
        headline=version.headline,
        standfirst=summary_of(version),
        overline=version.overline or site.label(article.section),
        section=site.label(article.section),
        time=f"{article.at.astimezone(site.title.timezone):%H:%M}",
        live=article.kind == "live",
        paywalled=article.paywalled,
        image=view_image(site, article, art),
    )


def view_front(site: Site, front: FrontPage, latest: Sequence[DemoArticle]) -> FrontView:
    """A front page with its cards."""
    return FrontView(
        lead=view_card(site, front.lead) if front.lead else None,
        seconds=tuple(view_card(site, a) for a in front.seconds),
        sections=tuple(
            (name, site.label(name), tuple(view_card(site, a) for a in articles))
            for name, articles in front.sections
        ),
        latest=tuple(view_card(site, a) for a in latest[:6]),
        most_read=tuple(view_card(site, a) for a in front.most_read),
    )


def view_article(site: Site, newsroom: DemoNewsroom, article: DemoArticle) -> ArticleView:
    """An article's page as it stands now."""
    version = article.as_of(site.now)
    assert version is not None, f"{article.id} is not published at {site.now}"
    others = [a for a in newsroom.published(site.title.slug, site.now) if a.id != article.id]
    front = newsroom.front(site.title.slug, site.now)
    modified = article.changed_at(site.now)
    return ArticleView(
        number=number_of(article),
        url=site.origin + address_of(article, site.title),
        headline=version.headline,
        standfirst=version.standfirst,
        overline=version.overline,
        byline=version.byline,
        authors=version.authors,
        dateline=_dateline_before(version),
        section=article.section,
        section_label=site.label(article.section),
        keywords=version.keywords,
        published=article.at.astimezone(site.title.timezone),
        modified=modified.astimezone(site.title.timezone),
        published_text=site.clock_face(article.at),
        modified_text=site.clock_face(modified),
        image=view_image(site, article, version.picture) if version.picture else None,
        parts=view_parts(site, version, others, gated=article.paywalled),
        posts=tuple(_view_post(site, article, p_index, version) for p_index in range(len(version.posts))),
        gated=article.paywalled,
        note=version.note,
        update=version.update,
        minutes=max(version.words // 220, 1),
        related=tuple(view_card(site, a) for a in _related(article, others)[:3]),
        most_read=tuple(view_card(site, a) for a in front.most_read),
    )


def view_parts(
    site: Site, version: Version, others: Sequence[DemoArticle], *, gated: bool
) -> tuple[Part, ...]:
    """The text column: the blocks, and between them promos, the sign-up box and advertisements."""
    page, parts, paragraphs = site.title.page, list[Part](), 0
    promos = {promo.after: promo.words for promo in version.promos}
    for index, block in enumerate(version.blocks):
        if gated and paragraphs == FREE_PARAGRAPHS:
            break
        if index in promos and not gated:
            parts.append(_promo(site, promos[index], others))
        parts.append(Part(kind=block.kind, text=block.text))
        if block.kind == "paragraph":
            paragraphs += 1
            parts += _between(page.newsletter_after, page.ad_after, paragraphs, left=_left(version, index))
    tail = promos.get(len(version.blocks))
    if tail and not gated:
        parts.append(_promo(site, tail, others))
    return tuple(parts)


def _left(version: Version, index: int) -> int:
    return len(version.blocks) - index - 1


def _between(newsletter_after: int, ad_after: int, paragraphs: int, *, left: int) -> list[Part]:
    if not left:
        return []
    boxes = []
    if paragraphs == newsletter_after:
        boxes.append(Part(kind="newsletter"))
    if paragraphs == ad_after:
        boxes.append(Part(kind="ad"))
    return boxes


def _promo(site: Site, words: str, others: Sequence[DemoArticle]) -> Part:
    lead, _, rest = words.partition(":")
    text = rest.strip() if rest and len(lead.split()) <= 3 else words
    wanted = set(text.lower().split())
    best = max(others, key=lambda a: len(wanted & set(a.headline.lower().split())), default=None)
    href = address_of(best, site.title) if best else "/"
    return Part(kind="promo", text=text, href=site.root + href)


def _view_post(site: Site, article: DemoArticle, index: int, version: Version) -> PostView:
    post = version.posts[index]
    at = post.at.astimezone(site.title.timezone)
    return PostView(
        id=f"post-{post.at:%H%M}-{len(version.posts) - index}",
        time=f"{at:%H:%M}",
        iso=at.isoformat(),
        headline=post.headline,
        parts=tuple(_plain_part(b) for b in post.blocks),
    )


def _plain_part(block: Block) -> Part:
    return Part(kind=block.kind, text=block.text)


def _dateline_before(version: Version) -> str | None:
    """The dateline, unless the text begins with it already."""
    if version.dateline is None:
        return None
    opening = next((b.text for b in version.blocks if b.kind == "paragraph"), "")
    return None if opening.upper().startswith(version.dateline.upper()[:12]) else version.dateline


def _related(article: DemoArticle, others: Sequence[DemoArticle]) -> list[DemoArticle]:
    return sorted(others, key=lambda a: (a.event != article.event, a.section != article.section, a.id))
