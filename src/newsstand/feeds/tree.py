"""UTF-8 XML -> an element tree: no DTD, no entity of its own, no network, bounded depth; small faults mended."""

from __future__ import annotations

import re
from functools import lru_cache
from html.entities import html5

from lxml import etree

from newsstand.errors import FeedUnreadable

Element = etree._Element

_DECLARATION = re.compile(rb"<\?xml\b[^>]{0,300}\?*>")
# A document type with its inner subset: entities that it would define are never read.
_DOCTYPE = re.compile(rb"<!DOCTYPE\b[^\[<>]*+(?:\[.*?\]\s*+>|>)", re.DOTALL | re.IGNORECASE)
_PREAMBLE = 65_536
# A prefix without a namespace, or a namespace that is no URI: XML 1.0 knows neither, no reader minds.
_NAMESPACE = etree.ErrorDomains.NAMESPACE
_END = re.compile(rb"</(?:rss|feed|rdf:RDF)\s*>", re.IGNORECASE)
_FORBIDDEN = bytes(c for c in range(32) if c not in b"\t\n\r")
# A CDATA section is passed over whole; an "&" that begins none of XML's five entities nor a number is mended.
_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)"
    rb"(?:([A-Za-z][A-Za-z0-9]{1,30});)?",
    re.DOTALL,
)
_BAD_NUMBER = re.compile(rb"&#(?:x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2\d|3[01]));")


def read_tree(document: bytes, problems: list[str], *, url: str | None) -> Element | None:
    """The root element, or None where the XML is too broken for the small mends that `problems` then name.

    FeedUnreadable where it nests deeper than any feed.
    """
    document = _from_first_tag(document, problems)
    document = _without_doctype(document, problems)
    root = _strict(document, url)
    if root is not None:
        return root
    mended = document.translate(None, _FORBIDDEN)
    mended = _BAD_NUMBER.sub(b"", mended)
    mended = mended.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")
    ended = _END.search(mended)
    if ended:
        mended = mended[: ended.end()]
    if mended != document:
        root = _strict(mended, url)
        if root is not None:
            problems.append("held what XML forbids, or something after its end; taken out")
            return root
    root = _strict(_AMPERSAND.sub(_mend_ampersand, mended), url)
    if root is not None:
        problems.append("held HTML entities or bare “&”; mended")
    return root


def markup_of(element: Element) -> str:
    """What an element holds, as HTML: its text where it has no children, else all of it written out."""
    if not len(element):
        return element.text or ""
    for inner in element.iter():
        if isinstance(inner.tag, str) and inner.tag.startswith("{"):
            inner.tag = inner.tag.rpartition("}")[2]
    etree.cleanup_namespaces(element)
    element.attrib.clear()
    written = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return written[written.index(">") + 1 : written.rindex("</")]


def text_of(element: Element) -> str:
    """All text in an element, without its children's tags."""
    return (element.text or "") if not len(element) else "".join(map(str, element.itertext()))


def _strict(document: bytes, url: str | None, *, any_namespace: bool = False) -> Element | None:
    parser = etree.XMLParser(
        encoding="utf-8",  # whatever the declaration says: the charset has been settled
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=True,  # one text may exceed 10 MB; depth stays bounded at 2,048 and there are no entities
        remove_comments=True,
        remove_pis=True,
        recover=any_namespace,
    )
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError as error:
        if "xcessive depth" in str(error):
            raise FeedUnreadable("the XML nests deeper than any feed does", url=url) from error
        if not any_namespace and all(entry.domain == _NAMESPACE for entry in parser.error_log):
            return _strict(document, url, any_namespace=True)
        return None
    only_namespaces = all(entry.domain == _NAMESPACE for entry in parser.error_log)
    return root if not any_namespace or only_namespaces else None


def _from_first_tag(document: bytes, problems: list[str]) -> bytes:
    """Without what stands before the first tag and without the XML declaration."""
    start = document.find(b"<", 0, _PREAMBLE)
    if start > 0:
        if document[:start].strip(b"\xef\xbb\xbf \t\r\n"):
            problems.append("something stands before the XML; cut off")
        document = document[start:]
    declaration = _DECLARATION.match(document)
    if declaration:
        document = document[declaration.end() :].lstrip()
    return document


def _without_doctype(document: bytes, problems: list[str]) -> bytes:
    start = document[:_PREAMBLE].upper().find(b"<!DOCTYPE")
    found = _DOCTYPE.match(document, start) if start >= 0 else None
    if found is None:
        return document
    if b"<!ENTITY" in found[0]:
        problems.append("defines entities of its own; they are not read")
    return document[: found.start()] + document[found.end() :]


@lru_cache(maxsize=512)
def _character(name: bytes) -> bytes | None:
    text = html5.get(name.decode("ascii") + ";")
    return None if text is None else text.encode("utf-8", "replace")


def _mend_ampersand(found: re.Match[bytes]) -> bytes:
    if not found[0].startswith(b"&"):
        return found[0]
    known = _character(found[1]) if found[1] else None
    if known is None or known in b"&<>":
        return b"&amp;" + found[0][1:]
    return known
