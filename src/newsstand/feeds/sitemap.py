"""News sitemaps (sitemaps.org with Google's news vocabulary) -> drafts of entries."""

from __future__ import annotations

from collections.abc import Iterator

from newsstand.feeds.draft import Draft
from newsstand.feeds.tree import Element
from newsstand.feeds.vocabulary import Children, local_name


def page_elements(root: Element) -> Iterator[Element]:
    """Every <url> of the sitemap."""
    return (child for child in root if local_name(child) == "url")


def draft_of_page(page: Element) -> Draft:
    """What a news sitemap says of one page."""
    found = Children(page)
    news = _inner(found, "news:news")
    image = _inner(found, "image:image")
    return Draft(
        link=found.text("loc"),
        headline=news.text("news:title").replace("<", "&lt;"),
        published=news.text("news:publication_date") or found.text("lastmod"),
        updated=found.text("lastmod"),
        image=image.text("image:loc"),
        categories=[keyword.strip() for keyword in news.text("news:keywords").split(",")],
    )


def publication_of(root: Element) -> tuple[str | None, str | None]:
    """The name and language of the publication that the first page names."""
    for page in page_elements(root):
        for news in Children(page).get("news:news", ()):
            for publication in Children(news).get("news:publication", ()):
                found = Children(publication)
                return found.text("news:name") or None, found.text("news:language") or None
    return None, None


def has_news(root: Element) -> bool:
    """Whether any page carries news; a plain sitemap lists every page of a site and is no feed."""
    return any("news:news" in Children(page) for page in page_elements(root))


def _inner(found: Children, name: str) -> Children:
    element = found.first(name)
    return Children(element) if element is not None else Children(_EMPTY)


def _empty() -> Element:
    from lxml import etree

    return etree.Element("none")


_EMPTY = _empty()
