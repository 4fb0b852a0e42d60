"""From bytes to a tree: encodings as browsers read them, with bounds on size and depth."""

from __future__ import annotations

import codecs
import re
from typing import cast

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from newsstand.errors import PageUnreadable

LARGEST_PAGE = 20_000_000
"""Bytes or characters; the largest news pages seen, live blogs with inlined state, have about 8 million."""
DEEPEST_TREE = 400
"""Levels; news pages stay under 100, and deeper trees exhaust the stack of whoever walks them."""
LONGEST_TEXT = 200_000
"""Characters between two tags; the longest paragraphs printed have a tenth of it."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE
)
_XML_ENCODING = re.compile(
    rb"""^\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([a-zA-Z0-9_:.-]{2,40})"""
)
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_XML_DECLARATION = re.compile(r"^\s{0,99}<\?xml[^>]{0,300}>")
_MARKUP = re.compile(r"<[a-zA-Z!?/]")
# Labels that browsers read as another encoding than their name says (WHATWG Encoding Standard, section 4.2).
_READ_AS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-7": "utf-8",
}
_TEXT_CODECS = re.compile(
    r"utf-?8.*|utf-(16|32).*|cp\d+|iso8859-\d+|koi8-[rut]|gb\w+|big5\w*|euc_\w+|shift_jis\w*|johab|hz|iso2022_jp\w*"
    r"|mac-\w+|tis-620|ascii|ptcp154|kz1048"
)


def decode_page(page: bytes | str, charset: str | None = None) -> str:
    """The page as text, without characters that no markup may hold.

    A byte order mark wins; then the first of header, `<meta>` and UTF-8 that fits all the bytes; then the first
    that names an encoding at all, with replacement characters where it does not fit. PageUnreadable where the page
    is larger than `LARGEST_PAGE` or is no text.
    """
    if len(page) > LARGEST_PAGE:
        raise PageUnreadable(f"the page is larger than {LARGEST_PAGE:,} bytes", kind="too_large")
    text = page if isinstance(page, str) else _decode(page, charset)
    if isinstance(page, bytes) and text[:4000].count("\ufffd") + text[:4000].count("\x00") > 400:
        raise PageUnreadable("the bytes are no text in any encoding that pages use")
    if not _MARKUP.search(text):
        raise PageUnreadable("the page holds no markup")
    return _XML_DECLARATION.sub("", _UNREADABLE.sub("", text), count=1)


def _decode(page: bytes, charset: str | None) -> str:
    for mark, name in _BOMS:
        if page.startswith(mark):
            return page[len(mark) :].decode(name, "replace")
    head = page[:16384]
    declared = _META_CHARSET.search(head) or _XML_ENCODING.search(head)
    labels = (charset, declared[1].decode("ascii") if declared else None)
    codecs_named = [name for name in map(_codec, labels) if name]
    # UTF-8 first when it is among the named or nothing is: bytes of another encoding almost never fit it by chance.
    order = sorted(dict.fromkeys([*codecs_named, "utf-8"]), key=lambda name: name != "utf-8")
    for name in order:
        try:
            return page.decode(name)
        except UnicodeDecodeError:
            continue
    others = [name for name in codecs_named if name != "utf-8"]
    if others:
        return page.decode(others[0], "replace")
    # Nothing but UTF-8 is named and it does not fit: a few broken bytes, or Western Europe's old encoding.
    text = page.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    well_formed = sum(1 for byte in page if byte >= 0xC2) - broken
    return text if well_formed > broken else page.decode("cp1252", "replace")


def _codec(label: str | None) -> str | None:
    try:
        name = codecs.lookup((label or "").strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    if not _TEXT_CODECS.fullmatch(name):
        return None
    return _READ_AS.get(name, name)


def parse_page(text: str) -> HtmlElement:
    """The tree of a page, comments and processing instructions left out; PageUnreadable where it is too deep."""
    parser = lxml.html.HTMLParser(
        remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True, encoding="utf-8"
    )
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise PageUnreadable(f"the page cannot be parsed: {error}") from error
    if depth_of(tree) > DEEPEST_TREE:
        raise PageUnreadable(f"the page nests deeper than {DEEPEST_TREE} levels", kind="too_deep")
    _cut_long_texts(tree)
    return cast(HtmlElement, tree)


def _cut_long_texts(tree: HtmlElement) -> None:
    for element in tree.iter("*"):
        if (
            element.text is not None
            and len(element.text) > LONGEST_TEXT
            and element.tag not in ("script", "style")
        ):
            element.text = element.text[:LONGEST_TEXT]
        if element.tail is not None and len(element.tail) > LONGEST_TEXT:
            element.tail = element.tail[:LONGEST_TEXT]


def depth_of(tree: HtmlElement) -> int:
    """How many levels the tree has; stops counting just beyond `DEEPEST_TREE`."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        if depth > deepest:
            deepest = depth
            if deepest > DEEPEST_TREE:
                break
    return deepest
