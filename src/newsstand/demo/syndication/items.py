"""What a feed tells of an article, whatever the feed's form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html import escape

from newsstand.demo.addresses import address_of, number_of
from newsstand.demo.articles import DemoArticle, Version
from newsstand.demo.titles import FeedHabit, Title
from newsstand.demo.wording import section_label
from newsstand.model import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One entry as a feed is to give it; summary and content are None where the feed does not carry them."""

    id: str
    url: str
    headline: str
    summary: str | None
    content: str | None
    authors: tuple[str, ...]
    published: datetime
    updated: datetime
    picture: str | None
    category: str
    keywords: tuple[str, ...]


def item_of(article: DemoArticle, title: Title, feed: FeedHabit, now: datetime, origin: str) -> FeedItem:
    """The entry of an article that is published at `now`."""
    version = article.as_of(now)
    assert version is not None, f"{article.id} is not published at {now}"
    permalink = origin + address_of(article, title)
    link = permalink
    if "tracked-links" in feed.quirks:
        link = f"{origin}/go/{number_of(article)}?utm_source=rss&utm_medium=feed"
    root = "" if "relative-links" in feed.quirks else origin
    picture = f"{root}/img/{version.picture.art}-{number_of(article)}.svg" if version.picture else None
    carries_full = feed.carries == "full" and not article.paywalled
    return FeedItem(
        id=permalink if "tracked-links" not in feed.quirks else f"{title.slug}-{number_of(article)}",
        url=link.removeprefix(origin) if "relative-links" in feed.quirks else link,
        headline=version.headline,
        summary=None if feed.carries == "headline" else summary_of(version),
        content=write_content(version) if carries_full else None,
        authors=version.authors,
        published=article.at.astimezone(title.timezone),
        updated=article.changed_at(now).astimezone(title.timezone),
        picture=picture if "pictures" in feed.quirks else None,
        category=section_label(article.section, title.language),
        keywords=version.keywords,
    )


def summary_of(version: Version) -> str:
    """The standfirst, else the first paragraph cut at a word."""
    if version.standfirst:
        return version.standfirst
    blocks = version.posts[0].blocks if version.posts else version.blocks
    text = next((b.text for b in blocks if b.kind == "paragraph"), version.headline)
    return text if len(text) <= 240 else text[:240].rsplit(" ", 1)[0] + " …"


def write_content(version: Version) -> str:
    """The full text as the HTML that a feed carries."""
    parts = [_html(b) for b in version.blocks]
    for post in version.posts:
        parts += [f"<h3>{escape(post.headline)}</h3>", *(_html(b) for b in post.blocks)]
    if version.note:
        parts.append(f"<p><em>{escape(version.note)}</em></p>")
    return "\n".join(parts)


def _html(block: Block) -> str:
    text = escape(block.text, quote=False)
    if block.kind == "list":
        return "<ul>" + "".join(f"<li>{line}</li>" for line in text.split("\n")) + "</ul>"
    tag = {"subhead": "h2", "quote": "blockquote"}.get(block.kind, "p")
    return f"<{tag}>{text}</{tag}>"
