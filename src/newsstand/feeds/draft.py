"""An entry while it is read: raw texts from any format, and the one place that bounds and cleans them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

from newsstand.feeds.charset import encoded_once
from newsstand.feeds.dates import read_date
from newsstand.model import Entry
from newsstand.text.markup import clean_html, pictures_in, plain_text
from newsstand.text.urls import join_url

MOST_ENTRIES = 5_000
LONGEST_ID = 500
LONGEST_HEADLINE = 1_000
LONGEST_SUMMARY = 1_000
LONGEST_CONTENT = 100_000
MOST_AUTHORS = 20
MOST_CATEGORIES = 30
LONGEST_NAME = 200

# Pictures that stand in a text without showing what it is about.
_ORNAMENT = re.compile(
    r"//s\.w\.org/|/smilies/|/emoji/|gravatar\.com/avatar|/share-buttons/|feedburner\.com/~"
)
_MAIL = re.compile(r"\S{1,64}@\S{1,190}")
_MAIL_AND_NAME = re.compile(r"\S{1,64}@\S{1,190}\s*\((.{1,200})\)")


@dataclass(slots=True, kw_only=True)
class Draft:
    """What a feed says of one entry; headline, summary, content and authors are HTML, addresses may be relative."""

    id: str = ""
    link: str = ""
    headline: str = ""
    summary: str = ""
    content: str = ""
    authors: list[str] = field(default_factory=list)
    published: str = ""
    updated: str = ""
    image: str = ""
    categories: list[str] = field(default_factory=list)


class Complaints:
    """What was wrong with entries, counted, each kind with its first example."""

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()
        self._example: dict[str, str] = {}

    def note(self, what: str, example: str = "") -> None:
        """One more of this kind."""
        self._count[what] += 1
        self._example.setdefault(what, plain_text(example, 80))

    def sentences(self) -> list[str]:
        """One line for each kind, in the order of their first appearance."""
        return [
            f"{what} ({count} of the entries{f'; the first: “{self._example[what]}”' if self._example[what] else ''})"
            for what, count in self._count.items()
        ]


def finish(draft: Draft, base: str | None, complaints: Complaints, *, sanitise: bool) -> Entry:
    """The entry that a draft stands for; its addresses are seen from `base`, its markup from its own page."""
    _mend_encoding(draft, complaints)
    url = join_url(base, draft.link)
    if url is None and draft.link:
        complaints.note("a link is no web address", draft.link)
    headline = plain_text(draft.headline, LONGEST_HEADLINE)
    summary, content = _texts(draft, url or base, sanitise=sanitise)
    image = _picture(draft, base, url or base)
    published = _date(draft.published, complaints)
    if not url and not headline:
        complaints.note("neither link nor headline")
    return Entry(
        id=_id(draft, url, headline, summary),
        url=url,
        headline=headline,
        summary=summary,
        content=content,
        authors=_authors(draft.authors),
        published=published,
        updated=_date(draft.updated, complaints) if draft.updated != draft.published else published,
        image=image,
        categories=_categories(draft.categories),
    )


def _mend_encoding(draft: Draft, complaints: Complaints) -> None:
    headline, summary = encoded_once(draft.headline), encoded_once(draft.summary)
    if headline == draft.headline and summary == draft.summary:
        return
    complaints.note("text was encoded twice; mended", draft.headline)
    draft.headline, draft.summary, draft.content = headline, summary, encoded_once(draft.content)
    draft.authors = [encoded_once(name) for name in draft.authors]


def short_hash(*texts: str, size: int = 16) -> str:
    """A stable short name (2 × `size` hexadecimal digits) of some texts; their order and borders count."""
    written = "".join([f"{len(text)}:{text}" for text in texts])
    return blake2b(written.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def _id(draft: Draft, url: str | None, headline: str, summary: str) -> str:
    given = " ".join(draft.id[: LONGEST_ID * 4].split())
    if not given:
        return url or "text:" + short_hash(headline, draft.published, summary)
    return given if len(given) <= LONGEST_ID else "id:" + short_hash(draft.id)


def _texts(draft: Draft, base: str | None, *, sanitise: bool) -> tuple[str, str | None]:
    """The summary, and the full text where the feed carries one: as such, or as a description that is no summary."""
    summary = plain_text(draft.summary or draft.content, LONGEST_SUMMARY)
    full = draft.content
    if not full.strip() and len(draft.summary) > LONGEST_SUMMARY and summary.endswith("…"):
        full = draft.summary
    content = full[:LONGEST_CONTENT].strip()
    if content and sanitise:
        content = clean_html(content, base_url=base, limit=LONGEST_CONTENT).strip()
    return summary, content or None


def _picture(draft: Draft, base: str | None, page: str | None) -> str | None:
    if draft.image and (image := join_url(base, draft.image)):
        return image
    text = draft.content or draft.summary
    if "<img" not in text and "<IMG" not in text:
        return None
    pictures = pictures_in(text, base_url=page)
    return next((address for address in pictures if not _ORNAMENT.search(address)), None)


def _date(text: str, complaints: Complaints) -> datetime | None:
    if not text:
        return None
    moment = read_date(text)
    if moment is None:
        complaints.note("a date cannot be read or cannot be", text)
    return moment


def _authors(given: list[str]) -> tuple[str, ...]:
    """Names as they stand, mail addresses taken off; a bare mail address names nobody."""
    names = []
    for text in given[: 4 * MOST_AUTHORS]:
        name = plain_text(text, LONGEST_NAME)
        if "@" in name:
            named = _MAIL_AND_NAME.fullmatch(name)
            name = named[1] if named else _MAIL.sub("", name).strip(" <>()[],;")
        names.append(name)
    return tuple(dict.fromkeys(name for name in names if name))[:MOST_AUTHORS]


def _categories(given: list[str]) -> tuple[str, ...]:
    found = (plain_text(text, LONGEST_NAME // 2) for text in given[: 4 * MOST_CATEGORIES] if text)
    return tuple(dict.fromkeys(text for text in found if text))[:MOST_CATEGORIES]
