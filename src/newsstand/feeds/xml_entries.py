"""RSS in all versions, RDF and Atom: a well-formed tree -> the feed's own facts and drafts of its entries."""

from __future__ import annotations

from collections.abc import Iterator

from newsstand.feeds.draft import Draft
from newsstand.feeds.tree import Element, markup_of, text_of
from newsstand.feeds.vocabulary import Children, local_name

_HOLDERS = frozenset({"channel", "rss", "rdf", "feed", "items"})
_IDS = ("guid", "id")
_TITLES = ("title", "media:title", "dc:title", "itunes:title")
_SUMMARIES = ("description", "summary", "itunes:summary", "media:description", "dc:description", "tagline")
_FULL_TEXTS = ("content:encoded", "content", "xhtml:body", "xhtml:div", "body", "fulltext")
_PUBLISHED = (
    "pubdate",
    "published",
    "issued",
    "dc:date",
    "dcterms:issued",
    "dcterms:created",
    "created",
    "dc:created",
)
_UPDATED = ("updated", "modified", "dcterms:modified", "dc:modified", "lastbuilddate")
_AUTHORS = ("dc:creator", "author", "dc:author", "itunes:author", "creator", "managingeditor", "contributor")
_CATEGORIES = ("category", "dc:subject", "subject")
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}


def entry_elements(root: Element) -> Iterator[Element]:
    """Every item or entry that stands in a feed, a channel or beside one, in the document's order."""
    for element in root.iter("{*}item", "{*}entry"):
        parent = element.getparent()
        if parent is not None and local_name(parent) in _HOLDERS:
            yield element


def draft_of(element: Element) -> Draft:
    """What one item or entry says."""
    found = Children(element)
    for group in found.get("media:group", ()):
        for name, members in Children(group).items():
            found.setdefault(name, []).extend(members)
    link = _link(found)
    title = found.first(*_TITLES)
    summary = found.first(*_SUMMARIES)
    full = _full_text(found)
    about = element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about", "")
    return Draft(
        id=found.text(*_IDS) or about or found.text("dc:identifier"),
        link=link or (about if about.startswith("http") else ""),
        headline="" if title is None else _html(title),
        summary="" if summary is None else _html(summary),
        content="" if full is None else _html(full),
        authors=[name for person in found.each(_AUTHORS) if (name := _person(person))],
        published=found.text(*_PUBLISHED),
        updated=found.text(*_UPDATED),
        image=_image(found),
        categories=[_category(category) for category in found.each(_CATEGORIES)],
    )


def feed_facts(root: Element) -> tuple[Children, str, str | None, int | None]:
    """The feed's own children, its home page, its hub and for how many minutes it says that it stays as it is."""
    holder = root
    if local_name(root) != "feed":
        holder = next((child for child in root if local_name(child) == "channel"), root)
    found = Children(holder)
    links = found.get("link", [])
    hub = next((link.get("href") for link in links if link.get("rel") == "hub"), None)
    return found, _link(found, of_feed=True), hub, _minutes(found)


def _link(found: Children, *, of_feed: bool = False) -> str:
    """The address of the page: RSS writes it as text, Atom as the alternate link; a guid may stand for it."""
    if not of_feed and (original := found.text("feedburner:origlink")):
        return original
    alternate = ""
    for link in found.get("link", ()):
        href = link.get("href")
        if href is None:
            if link.text and (text := link.text.strip()):
                return text
        elif link.get("rel", "alternate") == "alternate" and (not alternate or _is_page(link)):
            alternate = href.strip()
    if alternate or of_feed:
        return alternate
    for guid in found.get("guid", ()):
        text = (guid.text or "").strip()
        if guid.get("isPermaLink", "true").lower() != "false" and text.startswith(("http://", "https://")):
            return text
    return next((text for text in map(_stripped, found.get("id", ())) if text.startswith("http")), "")


def _is_page(link: Element) -> bool:
    return link.get("type", "text/html") in {"text/html", "application/xhtml+xml"}


def _stripped(element: Element) -> str:
    return (element.text or "").strip()


def _html(element: Element) -> str:
    """What an element holds as HTML; Atom says by `type` whether its text is markup already."""
    if not len(element):
        text = element.text or ""
        kind = element.get("type")
        if kind in {"text", "text/plain"} or (
            kind is None and element.tag == "{http://www.w3.org/2005/Atom}title"
        ):
            # Entities in what says that it is plain text were escaped once too often: nobody prints "&nbsp;".
            return text.replace("<", "&lt;")
        return text
    return markup_of(element)


def _full_text(found: Children) -> Element | None:
    """What may be the whole text; a `content` of another medium, or one that only points elsewhere, is none."""
    for element in found.each(_FULL_TEXTS):
        kind = element.get("type", "")
        readable = "/" not in kind or "html" in kind or "xml" in kind or kind == "text/plain"
        if readable and (element.text or len(element)):
            return element
    return None


def _person(person: Element) -> str:
    """The name of an Atom person or of an RSS author."""
    if not len(person):
        return (person.text or "").strip()
    names = Children(person)
    return names.text("name", "dc:title", "rdf:value") or (
        "" if "email" in names else text_of(person).strip()
    )


def _category(category: Element) -> str:
    return category.get("label") or category.get("term") or text_of(category).strip()


def _image(found: Children) -> str:
    """The address of the entry's picture: the widest that media RSS gives, else an enclosure, else a podcast's."""
    pictures = [picture for picture in _media(found) if picture[2]]
    if pictures:
        return max(pictures, key=lambda picture: picture[:2])[2]
    for enclosure in found.get("enclosure", ()):
        if _attribute(enclosure, "type").startswith("image/"):
            return _attribute(enclosure, "url")
    for link in found.get("link", ()):
        if link.get("rel") == "enclosure" and _attribute(link, "type").startswith("image/"):
            return _attribute(link, "href")
    for image in found.each(("itunes:image", "image")):
        address = _attribute(image, "href") or Children(image).text("url") or _stripped(image)
        if address:
            return address
    return ""


def _media(found: Children) -> Iterator[tuple[int, int, str]]:
    """The pictures of media RSS: whether it is more than a thumbnail, its width, its address."""
    thumbnails = [*found.get("media:thumbnail", ())]
    for content in found.get("media:content", ()):
        thumbnails += Children(content).get("media:thumbnail", ())
        if _shows(content):
            yield 1, _width(content), _attribute(content, "url")
    for thumbnail in thumbnails:
        yield 0, _width(thumbnail), _attribute(thumbnail, "url")


def _attribute(element: Element, name: str) -> str:
    return (element.get(name) or "").strip()


def _shows(content: Element) -> bool:
    kind = _attribute(content, "medium") or _attribute(content, "type")
    address = _attribute(content, "url").partition("?")[0].lower()
    return kind.startswith("image") or (
        not kind and address.endswith((".jpg", ".jpeg", ".png", ".webp", ".avif"))
    )


def _width(element: Element) -> int:
    width = _attribute(element, "width")
    return int(width) if width.isascii() and width.isdigit() and len(width) < 6 else 0


def _minutes(found: Children) -> int | None:
    ttl = found.text("ttl")
    if ttl.isascii() and ttl.isdigit() and len(ttl) < 8 and int(ttl):
        return int(ttl)
    period = _PERIODS.get(found.text("sy:updateperiod").lower())
    often = found.text("sy:updatefrequency")
    if period is None:
        return None
    return max(
        1, period // (int(often) if often.isascii() and often.isdigit() and 0 < len(often) < 6 else 1) or 1
    )
