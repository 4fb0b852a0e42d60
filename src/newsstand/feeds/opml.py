"""OPML: subscription lists, read with patience and written plainly (opml.org/spec2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from newsstand.errors import FeedUnreadable, OutlineUnreadable
from newsstand.feeds.charset import to_utf8, unpack
from newsstand.feeds.tree import Element, read_tree
from newsstand.text.markup import fold_text
from newsstand.text.urls import join_url

MOST_OUTLINES = 20_000
MOST_FOLDERS = 16
LONGEST_NAME = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One subscription; `folders` from the outermost in."""

    title: str
    feed_url: str
    home_page: str | None = None
    folders: tuple[str, ...] = ()


def read_opml(data: bytes) -> tuple[Outline, ...]:
    """The subscriptions in the list's order, at most 20,000; OutlineUnreadable where the bytes are no OPML.

    What has no http(s) feed address is left out.
    """
    problems: list[str] = []
    try:
        document = to_utf8(unpack(data, problems, url=None), problems, charset=None)
        root = read_tree(document, problems, url=None)
    except FeedUnreadable as error:
        raise OutlineUnreadable(str(error).replace("the feed", "the OPML")) from error
    if root is None or root.tag != "opml":
        raise OutlineUnreadable("the bytes are no OPML that can be read")
    found: list[Outline] = []
    waiting: list[tuple[Element, tuple[str, ...]]] = [(body, ()) for body in reversed(root.findall("body"))]
    while waiting and len(found) < MOST_OUTLINES:
        element, folders = waiting.pop()
        if element.tag == "outline":
            named = {name.lower(): value for name, value in element.attrib.items()}
            title = fold_text(str(named.get("title") or named.get("text") or ""), LONGEST_NAME)
            feed_url = join_url(None, str(named.get("xmlurl", "")))
            if feed_url:
                home_page = join_url(None, str(named.get("htmlurl", "")))
                found.append(
                    Outline(title=title or feed_url, feed_url=feed_url, home_page=home_page, folders=folders)
                )
            elif title and len(folders) < MOST_FOLDERS:
                folders = (*folders, title)
        waiting += [(child, folders) for child in reversed(element) if child.tag == "outline"]
    return tuple(found)


def write_opml(outlines: Iterable[Outline], *, title: str) -> bytes:
    """The list as OPML 2.0 in UTF-8, each folder once, where its first subscription stands."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = fold_text(title, LONGEST_NAME)
    places: dict[tuple[str, ...], Element] = {(): etree.SubElement(root, "body")}
    for outline in outlines:
        parent = places[()]
        for depth in range(1, len(outline.folders) + 1):
            path = outline.folders[:depth]
            if path not in places:
                name = fold_text(path[-1], LONGEST_NAME)
                places[path] = etree.SubElement(parent, "outline", text=name, title=name)
            parent = places[path]
        name = fold_text(outline.title, LONGEST_NAME)
        line = etree.SubElement(parent, "outline", type="rss", text=name, title=name, xmlUrl=outline.feed_url)
        if outline.home_page:
            line.set("htmlUrl", outline.home_page)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
