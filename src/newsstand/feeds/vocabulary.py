"""What feeds call things: namespaces in all their spellings -> one short name for each element."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from newsstand.feeds.tree import Element

# As served: http or https, with or without a last slash, in either case; all are folded before the look-up.
_PREFIXES = {
    "": "",
    "www.w3.org/2005/atom": "",
    "purl.org/atom/ns#": "",
    "purl.org/rss/1.0": "",
    "my.netscape.com/rdf/simple/0.9": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "backend.userland.com/rss": "",
    "backend.userland.com/rss2": "",
    "blogs.law.harvard.edu/tech/rss": "",
    "cyber.law.harvard.edu/rss": "",
    "www.rssboard.org/rss-specification": "",
    "purl.org/net/rss1.1#": "",
    "www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "purl.org/dc/elements/1.1": "dc:",
    "purl.org/dc/elements/1.0": "dc:",
    "purl.org/dc/terms": "dcterms:",
    "purl.org/rss/1.0/modules/content": "content:",
    "purl.org/rss/1.0/modules/syndication": "sy:",
    "search.yahoo.com/mrss": "media:",
    "www.rssboard.org/media-rss": "media:",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "www.w3.org/1999/xhtml": "xhtml:",
    "www.sitemaps.org/schemas/sitemap/0.9": "",
    "www.google.com/schemas/sitemap/0.9": "",
    "www.google.com/schemas/sitemap-news/0.9": "news:",
    "www.google.com/schemas/sitemap-image/1.1": "image:",
}


@lru_cache(maxsize=4096)
def name_of(tag: str) -> str:
    """The short name of an element ("title", "dc:creator", "media:content"); "" for a vocabulary unknown to us."""
    uri, _, local = tag.rpartition("}")
    uri = uri[1:].strip().lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    prefix = _PREFIXES.get(uri)
    return "" if prefix is None else prefix + local.lower()


def local_name(element: Element) -> str:
    """The name of an element without its vocabulary, in lower case."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


class Children(dict[str, list[Element]]):
    """An element's children by their short names, in the document's order."""

    def __init__(self, element: Element) -> None:
        super().__init__()
        for child in element:
            tag = child.tag
            if isinstance(tag, str):
                self.setdefault(name_of(tag), []).append(child)

    def first(self, *names: str) -> Element | None:
        """The first child of the first of these names that has one with something in it."""
        for name in names:
            for child in self.get(name, ()):
                if child.text or len(child) or child.attrib:
                    return child
        return None

    def text(self, *names: str) -> str:
        """The text of the first child of these names that has any, without white space around it."""
        for name in names:
            for child in self.get(name, ()):
                if child.text and (text := child.text.strip()):
                    return text
        return ""

    def each(self, names: Iterable[str]) -> Iterable[Element]:
        """Every child of these names, name after name."""
        for name in names:
            yield from self.get(name, ())
