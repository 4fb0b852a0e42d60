"""Markup: the plain text of a piece of HTML, and HTML that is safe to show. Time is linear in the input."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html import escape, unescape

import nh3

from newsstand.text.urls import join_url

LONGEST_HTML = 500_000
"""Characters of one piece of HTML that are looked at: ten times the longest reports that newspapers print."""

# Every alternative below also ends at the end of the text and gives nothing back (possessive), so that no start
# is tried twice: unclosed tags, quotes and comments cost one pass. A quote counts only after "=", as in browsers.
_UNSEEN = re.compile(
    r"<(?:!--.*?(?:--!?>|\Z)"
    r"|(script|style|template|noembed|noframes|iframe|object|svg|math|select|head)(?=[\s/>]|\Z).*?(?:</\1\b[^>]*+(?:>|\Z)|\Z))",
    re.DOTALL | re.IGNORECASE,
)
_REST_OF_TAG = r"(?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))?+)*+(?:>|\Z)"
# Elements that part no words: "<b>W</b>ord" is one.
_INLINE = re.compile(
    r"</?+(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|data|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike"
    r"|strong|sub|sup|time|tt|u|var|wbr)(?=[\s/>]|\Z)" + _REST_OF_TAG,
    re.IGNORECASE,
)
_TAG = re.compile(r"</?+[a-z!?]" + _REST_OF_TAG, re.IGNORECASE)

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
"""Control, zero-width and direction characters, tag characters, lone surrogates: nothing that a reader sees.
The joiners U+200C and U+200D stay: Persian and Indian scripts and emoji are misspelt without them."""
_LONG_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|x[0-9a-f]{7,});?", re.IGNORECASE)


def plain_text(html: str, limit: int) -> str:
    """The text that a reader would see of `html`, on one line and in at most `limit` characters.

    Tags, comments, scripts and styles go, entities become characters, white space is folded, characters that
    nobody sees go. A text that was cut ends in "…", at a word where there is one near.
    """
    if "<" not in html and "&" not in html:
        return fold_text(html[: 64 * limit + 100_000], max(limit, 0))
    looked_at = 4 * limit + 2_000  # most texts fill their limit here; the rest is looked at in larger pieces
    while limit > 0:
        text = html[:looked_at]
        if "<" in text:
            text = _TAG.sub(" ", _INLINE.sub("", _UNSEEN.sub(" ", text)))
        if "&" in text:
            text = unescape(_LONG_REFERENCE.sub("\ufffd", text))
        text = fold_text(text, limit)
        if len(text) >= limit - 40 or looked_at >= min(len(html), 64 * limit + 100_000):
            return text
        looked_at *= 8
    return ""


def fold_text(text: str, limit: int) -> str:
    """`text` that holds no markup, with white space folded and unseen characters out, as `plain_text` bounds it."""
    text = " ".join(text.split())
    if not text.isprintable():
        text = " ".join(_INVISIBLE.sub("", text).split())
    if len(text) <= limit:
        return text
    text = text[: max(0, limit - 1)]
    at = text.rfind(" ", max(0, limit - 40))
    return (text[:at] if at > 0 else text).rstrip() + "…"[:limit]


_TAGS = frozenset(
    """
    a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub
    sup table tbody td tfoot th thead time tr u ul var wbr
    """.split()  # noqa: SIM905
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "img": {"src", "alt", "title", "width", "height"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"start"},
    "q": {"cite"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_WITHOUT_CONTENT = frozenset(
    """
    script style template noembed noframes iframe object embed svg math select textarea button title
    head
    """.split()  # noqa: SIM905
)

_IMAGE = re.compile(r"<img\b([^<>]*)>")  # the sanitiser escapes "<" and ">" in attributes
_SIZE = re.compile(r' (?:width|height)="\s*([0-9]+)')
_BEACONS = re.compile(
    r"//(?:[a-z0-9-]+\.)*(?:pixel\.wp\.com|stats\.wordpress\.com|feedsportal\.com|doubleclick\.net"
    r"|google-analytics\.com|scorecardresearch\.com|quantserve\.com|feedblitz\.com/~/i|2o7\.net)"
    r"|//(?:feeds|rss|feedproxy)\.[^/\s]+/~(?:r|ff|4)/|/(?:pixel|spacer|blank|1x1|beacon|tracking)\.(?:gif|png)\b"
)
_OPENING = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_NEVER_NESTS = frozenset(
    """
    area base br col dd dt embed hr img input li link meta option p param rp rt source tbody td tfoot th
    thead tr track wbr
    """.split()  # noqa: SIM905
)
_FEW_TAGS = 2500  # so few cost less than 100 ms however they nest
_DEEPEST = 256
_DEAREST = 2_000_000


def clean_html(html: str, *, base_url: str | None, limit: int = LONGEST_HTML) -> str:
    """`html` with nothing in it that runs, submits, embeds or spies, safe to show on our own page.

    An allow-list of elements and attributes; links and pictures absolute (seen from `base_url`; relative ones go
    where it is None) and over http, https or mailto; each link with rel="noopener nofollow ugc"; pixels that
    count readers removed. What nests deeper than any page does comes back as one paragraph of plain text.
    """
    html = html[:limit]
    if "<" not in html and "&" not in html:
        return html.encode("utf-8", "ignore").decode()
    if _nests_too_deep(html):
        return f"<p>{escape(plain_text(html, limit), quote=False)}</p>"
    _page.turn_to(base_url)
    try:
        cleaned = _cleaner().clean(html)
    except UnicodeEncodeError:  # lone surrogates, which JSON may carry
        cleaned = _cleaner().clean(html.encode("utf-8", "ignore").decode())
    return _IMAGE.sub(_picture, cleaned) if "<img" in cleaned else cleaned


class _Page(threading.local):
    """The page that a thread is cleaning: one sanitiser serves all pages, for building one costs 50 µs."""

    url: str = ""
    site: str = ""

    def turn_to(self, url: str | None) -> None:
        self.url = (join_url(None, url) if url else None) or ""
        self.site = "/".join(self.url.split("/", 3)[:3])


_page = _Page()
_PATH = re.compile(r"/(?!/)[!#-.0-;=?-\[\]_a-z~][!#-;=?-\[\]_a-z~]*")


def _seen_from_page(href: str) -> str | None:
    if not _page.url:
        return None
    if (
        _PATH.fullmatch(href) and "/." not in href
    ):  # most relative links; the rules of RFC 3986 in full cost ten times more
        return _page.site + href
    return join_url(_page.url, href)


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags=_WITHOUT_CONTENT,
        url_schemes={"http", "https", "mailto"},
        url_relative=_seen_from_page,
        link_rel="noopener nofollow ugc",
        set_tag_attribute_values={"img": {"loading": "lazy", "referrerpolicy": "no-referrer"}},
    )


def _picture(image: re.Match[str]) -> str:
    """The picture as it stands, or nothing for one without an address and for one that only counts readers."""
    attributes = image[1]
    sizes = _SIZE.findall(attributes)
    unseen = bool(sizes) and all(int(size[:6]) <= 2 for size in sizes)
    return "" if unseen or ' src="http' not in attributes or _BEACONS.search(attributes) else image[0]


_RAW_IMAGE = re.compile(r"<img\b([^<>]{0,4000})>", re.IGNORECASE)
_RAW_ATTRIBUTE = re.compile(
    r"""\s(src|data-src|data-lazy-src|width|height)\s{0,9}=\s{0,9}(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""",
    re.IGNORECASE,
)


def pictures_in(html: str, *, base_url: str | None, limit: int = 50_000) -> Iterator[str]:
    """The absolute addresses of the pictures that raw `html` shows in its first `limit` characters, in order;
    those that `clean_html` would take for counters of readers are left out."""
    for image in _RAW_IMAGE.finditer(html[:limit]):
        given = {a[0].lower(): a[1] or a[2] or a[3] for a in _RAW_ATTRIBUTE.findall(" " + image[1])}
        sizes = [given[name] for name in ("width", "height") if given.get(name, "").isdecimal()]
        if sizes and all(int(size[:6]) <= 2 for size in sizes):
            continue
        for name in ("src", "data-src", "data-lazy-src"):
            address = join_url(base_url, unescape(given.get(name, "")))
            if address:
                if not _BEACONS.search(address):
                    yield address
                break


def _nests_too_deep(html: str) -> bool:
    """Whether building the tree could cost more than one pass (deep stacks are walked at every tag)."""
    if html.count("<") < _FEW_TAGS:
        return False
    depth = cost = 0
    opened: Counter[str] = Counter()
    for closing, name in _OPENING.findall(html.lower()):
        cost += depth
        if name in _NEVER_NESTS:
            continue
        if not closing:
            depth += 1
            opened[name] += 1
        elif opened[name]:
            depth -= 1
            opened[name] -= 1
        if depth > _DEEPEST or cost > _DEAREST:
            return True
    return False
