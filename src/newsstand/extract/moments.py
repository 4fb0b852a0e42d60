"""When an article appeared and was changed: declared moments first, then what the page shows."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta

from lxml.html import HtmlElement

from newsstand.extract.meta import Head
from newsstand.extract.structured import Structured

Moment = datetime | date

EARLIEST = 1845
"""No newspaper's web page is about to date itself before its first electric telegram; year 0 and 1 are blanks."""
EARLIEST_SHOWN = 1995
"""A date in running text before the first news sites is what the article tells of."""
LATEST = 2199
RUNNING_TEXT = 100
"""Characters; lines that say when an article appeared are shorter."""

PUBLISHED_NAMES = (
    "article:published_time", "og:article:published_time", "itemprop:datepublished", "datepublished", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "published_time", "article:published",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date.created", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "article.published", "ptime", "published-date", "rnews:datepublished", "article:post_date",
    "citation_publication_date", "citation_date", "date_published", "datecreated", "bt:pubdate", "originalpublicationdate",
    "article_date_original", "og:published_time", "article:create_at", "publisheddate", "itemprop:datecreated",
    "dc.date", "dcterms.date", "dc.date.publication", "og:pubdate", "date",
)  # fmt: skip
UPDATED_NAMES = (
    "article:modified_time", "og:updated_time", "itemprop:datemodified", "og:modified_time", "last-modified",
    "lastmod", "article:modified", "dcterms.modified", "dc.date.modified", "modified_time", "datemodified", "revision_date",
)  # fmt: skip

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:T|\s{1,3})(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})(Z|[+-]\d{4})?)?")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:\s{1,3}(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_MAIL = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]{0,6}\.?,?\s+(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_AMERICAN = re.compile(
    r"(?:[a-z]{3,9},?\s+)?([a-z]{3})[a-z]{0,6}\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:\D{1,5}(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]\.?m\.?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:\D{1,5}(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_SCRIPT_EPOCH = re.compile(
    r"([A-Z][a-z]{2})\s([A-Z][a-z]{2})\s(\d{1,2})\s(\d{1,2}):(\d{2}):(\d{2})\s([A-Z]{2,4})\s(\d{4})"
)
_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # noqa: SIM905
_ZONES = {
    "edt": -4,
    "est": -5,
    "cdt": -5,
    "cst": -6,
    "mdt": -6,
    "mst": -7,
    "pdt": -7,
    "pst": -8,
    "gmt": 0,
    "utc": 0,
    "bst": 1,
    "cet": 1,
    "cest": 2,
}


def parse_moment(text: str | None) -> Moment | None:
    """A declared date or time as it stands, with its own offset; a bare date where there is no time or no offset
    to place it; None where it is no date or an impossible one."""
    text = (text or "").strip()[:80]
    if not text:
        return None
    if m := _ISO.match(text):
        return _moment(m[1], m[2], m[3], m[4], m[5], m[6], m[7])
    if m := _COMPACT.fullmatch(text):
        return _moment(*m.groups())
    if _EPOCH.fullmatch(text):
        seconds = int(text) / (1000 if len(text) == 13 else 1)
        return datetime.fromtimestamp(int(seconds), UTC) if seconds < 7_000_000_000 else None
    if m := _SLASHED.match(text):
        return _moment(m[1], m[2], m[3], m[4], m[5], m[6], None)
    if m := _SCRIPT_EPOCH.match(text):
        zone = _ZONES.get(m[7].lower())
        return _moment(
            m[8],
            str(_MONTHS.get(m[2].lower(), 0)),
            m[3],
            m[4],
            m[5],
            m[6],
            None if zone is None else f"{zone:+03d}:00",
        )
    if m := _MAIL.match(text):
        return _moment(m[3], str(_MONTHS.get(m[2].lower(), 0)), m[1], m[4], m[5], m[6], m[7])
    if m := _AMERICAN.match(text):
        hour = m[4]
        if hour and m[7]:
            hour = str(int(hour) % 12 + (12 if m[7].lower().startswith("p") else 0))
        return _moment(m[3], str(_MONTHS.get(m[1].lower(), 0)), m[2], hour, m[5], m[6], m[8])
    if m := _DAY_FIRST.match(text):
        day, month = (m[1], m[2]) if int(m[2]) <= 12 else (m[2], m[1])
        return _moment(m[3], month, day, m[4], m[5], m[6], None)
    return None


def _moment(
    year: str, month: str, day: str, hour: str | None = None, minute: str | None = None, second: str | None = None,
    zone: str | None = None,
) -> Moment | None:  # fmt: skip
    try:
        bare = date(int(year), int(month), int(day))
        if not EARLIEST <= bare.year <= LATEST:
            return None
        if hour is None or minute is None or zone is None:
            return bare
        text = f"{bare.isoformat()}T{int(hour):02d}:{minute}:{second or '00'}{_offset(zone)}"
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _offset(zone: str) -> str:
    if zone.lower() in ("z", "utc", "gmt"):
        return "+00:00"
    digits = zone.replace(":", "")
    return f"{digits[:3]}:{digits[3:] or '00'}"


def day_of(moment: Moment) -> date:
    """The day of a moment, in its own offset."""
    return moment.date() if isinstance(moment, datetime) else moment


def read_published(head: Head, structured: Structured, tree: HtmlElement, url: str | None) -> Moment | None:
    """The moment of publication: JSON-LD, meta, microdata and `<time>`, then the dates that the page shows.

    A bare day that is also given as that of the last change is when the page was last built, as some site builders
    write it; an earlier day that the page shows is believed instead.
    """
    declared = [
        parse_moment(structured.first_text(n)) for n in ("datePublished", "dateCreated", "uploadDate")
    ]
    declared += [parse_moment(head.first(name)) for name in PUBLISHED_NAMES]
    declared += [parse_moment(t) for t in _marked(tree, "datePublished")]
    published = next((m for m in declared if m), None)
    if published is None:
        return _shown(tree, url)
    if isinstance(published, datetime) or published != parse_moment(structured.first_text("dateModified")):
        return in_own_offset(published, tree)
    shown = _shown(tree, url)
    return shown if shown and day_of(shown) < published else published


def read_updated(
    head: Head, structured: Structured, tree: HtmlElement, published: Moment | None
) -> Moment | None:
    """The moment of the last change, where the page declares one later than its publication."""
    declared = [parse_moment(structured.first_text("dateModified"))]
    declared += [parse_moment(head.first(name)) for name in UPDATED_NAMES]
    declared += [parse_moment(t) for t in _marked(tree, "dateModified")]
    updated = next((m for m in declared if m), None)
    if updated is None or published is None:
        return updated
    if isinstance(updated, datetime) and isinstance(published, datetime):
        return updated if updated - published >= timedelta(seconds=1) else None
    return updated if day_of(updated) > day_of(published) else None


def _marked(tree: HtmlElement, name: str) -> list[str]:
    found = tree.iterfind(f".//*[@itemprop='{name}']")
    return [
        e.get("datetime") or e.get("content") or e.text_content()
        for e, _ in zip(found, range(5), strict=False)
    ]


def _shown(tree: HtmlElement, url: str | None) -> Moment | None:
    """The first moment marked as such in the page's own part, else the day that the page shows or its address holds."""
    for time in tree.iterfind(".//time[@datetime]"):
        if not any(a.tag in ("aside", "nav", "footer") for a in time.iterancestors()):
            if moment := parse_moment(time.get("datetime")):
                return moment
            break
    from htmldate import find_date  # here: most pages declare a date, and its import costs 13 ms

    try:
        found = find_date(
            _without_running_text(tree),
            url=url,
            original_date=True,
            min_date=f"{EARLIEST_SHOWN}-01-01",
            max_date=f"{LATEST}-12-31",
        )
    except (ValueError, OverflowError, TypeError):  # its readers stumble over dates that no calendar has
        return None
    return parse_moment(found)


def _without_running_text(tree: HtmlElement) -> HtmlElement:
    """A copy of the page without paragraphs and captions: the dates that they hold are what the article tells of."""
    copy = deepcopy(tree)
    for element in list(copy.iter("p", "figcaption", "li", "blockquote", "div")):
        parent = element.getparent()
        if parent is None or (element.tag == "div" and len(element)):
            continue
        if len(element.text_content()) > RUNNING_TEXT:
            element.clear(keep_tail=True)
    return copy


def in_own_offset(moment: Moment | None, tree: HtmlElement) -> Moment | None:
    """The same instant as a `<time>` of the page gives it in local time; declared UTC often hides the newsroom's day."""
    if not isinstance(moment, datetime) or moment.utcoffset():
        return moment
    for time, _ in zip(tree.iterfind(".//time[@datetime]"), range(20), strict=False):
        shown = parse_moment(time.get("datetime"))
        if isinstance(shown, datetime) and shown.utcoffset() and abs(shown - moment) < timedelta(minutes=1):
            return shown
    return moment
