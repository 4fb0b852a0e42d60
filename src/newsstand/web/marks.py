"""Marks and notes: what stands behind a sentence of ours, as a page prints it.

Written in Python for its speed: a story's page has dozens of them. Every text goes through `escape`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext

from newsstand.web.languages import comma, direction, typeset
from newsstand.web.selectors.cards import article_url
from newsstand.web.stamps import stamp

if TYPE_CHECKING:
    from newsstand.web.selectors.chronicle import Step
    from newsstand.web.selectors.coverage import Report
    from newsstand.web.selectors.facets import Facet, Share
    from newsstand.web.selectors.passages import Passage


@lru_cache(maxsize=4096)
def title_url(slug: str) -> str:
    """A title's page."""
    return reverse("title", args=(slug,))


@lru_cache(maxsize=8192)
def kept_article_url(pk: int, headline: str) -> str:
    """An article's page, its address made once."""
    return article_url(pk, headline)


class Notes:
    """Prints the marks of one page at one moment in the language that is on; `report_url` is where a reader says what is wrong."""

    def __init__(self, now: datetime, report_url: str = "") -> None:
        self._now = now
        self._report_url = report_url
        self._language = escape(get_language() or "en")
        self._direction = direction(self._language)
        self._comma = escape(comma())
        self._read = escape(gettext("Read the article"))
        self._close = escape(gettext("Close"))
        self._report = escape(pgettext("an inaccuracy", "Report"))
        self._report_all = escape(gettext("Report this sentence as inaccurate"))
        self._headlines_only = escape(gettext("No more of this article may be quoted here."))
        self._changed = escape(gettext("The article has changed since."))
        self._label = gettext("Source %(n)s: %(names)s")

    def note(self, mark: int, passages: Sequence[Passage], place: str) -> SafeString:
        """A mark with the note that it opens; nothing where nothing is cited."""
        if not mark:
            return SafeString("")
        names = self._comma.join(dict.fromkeys(p.article.publisher.name for p in passages))
        label = escape(self._label % {"n": mark, "names": names})
        report = ""
        if self._report_url and place:
            report = (
                f' <a class="wrong" href="{escape(self._report_url)}?place={quote(place)}" rel="nofollow"'
                f' aria-label="{self._report_all}">{self._report}</a>'
            )
        return SafeString(
            f'⁠<a class="mark" lang="{self._language}" id="mark-{mark}" href="#note-{mark}" aria-label="{label}">{mark}</a>'
            f'<span class="note" id="note-{mark}" role="note" tabindex="-1" lang="{self._language}"'
            f' dir="{self._direction}">'
            f"{''.join(map(self._passage, passages))}"
            f'<a class="close" href="#mark-{mark}">{self._close}</a>{report}</span>'
        )

    def _passage(self, passage: Passage) -> str:
        article = passage.article
        title, window = article.publisher, passage.window
        if window.cited:
            quoted = (
                f'<span class="quoted" lang="{escape(article.language)}" dir="{passage.direction}">'
                f"{escape(window.before)}<mark>{escape(window.cited)}</mark>{escape(window.after)}</span>"
            )
        else:
            quoted = f'<span class="quoted">{self._headlines_only}</span>'
        older = f'<span class="whence">{self._changed}</span>' if passage.is_older else ""
        return (
            f'<span class="passage"><span class="whence"><a href="{escape(title_url(title.slug))}">'
            f"<b><bdi>{escape(title.name)}</bdi></b></a>{self._comma}{self.when(article)}</span>{quoted}{older}"
            f'<a class="onward" href="{escape(passage.url)}">{self._read}</a></span>'
        )

    def when(self, article: Any) -> SafeString:
        """When an article was published."""
        return stamp(article.published_at, article.published_precision, self._now)

    def report(self, report: Report) -> SafeString:
        """A report in the list of who reports a story."""
        article = report.article
        title = article.publisher
        place = f"{self._comma}{escape(report.place)}" if report.place else ""
        if report.headline:
            words = (
                f'<p class="headline" lang="{escape(article.language)}" dir="{report.direction}">'
                f'<a href="{escape(report.url)}">{escape(typeset(report.headline))}</a></p>'
            )
        else:
            nothing = escape(gettext("This title lets us show none of its words."))
            where = escape(gettext("Where it stands"))
            words = f'<p>{nothing} <a href="{escape(report.url)}">{where}</a></p>'
        changed = ""
        if report.changed_at:
            at = stamp(report.changed_at, "time", self._now)
            changed_at = escape(gettext("Changed at"))
            changed = f'<p class="changed">{changed_at} {at}</p>'
        carries = ""
        if report.carries:
            said = gettext("carries the text of %(name)s") % {"name": report.carries}
            carries = f'<p class="carries">{escape(said)}</p>'
        return SafeString(
            f'<p class="whence"><a href="{escape(title_url(title.slug))}"><b><bdi>{escape(title.name)}</bdi></b></a>'
            f"{place}{self._comma}{self.when(article)}</p>{words}{carries}{changed}"
        )

    def step(self, step: Step) -> SafeString:
        """A step in how a story grew."""
        who = (
            f'<a href="{escape(step.url)}"><b><bdi>{escape(step.title)}</bdi></b></a> ' if step.title else ""
        )
        at = stamp(step.at, step.precision, self._now)
        return SafeString(f'<li class="{step.kind}">{at}<p>{who}{escape(step.words)}</p></li>')

    def facet(self, facet: Facet, *, is_open: bool) -> SafeString:
        """A bar of who reports a story, by one property, that opens into filters."""
        bars = "".join(
            f'<rect class="t{s.tint}" x="{s.x}" y="0" width="{s.width}" height="24"/>' for s in facet.shares
        )
        first = facet.shares[0]
        said = f"<bdi>{escape(first.label)}</bdi> <b>{first.titles}</b>"
        if rest := sum(s.titles for s in facet.shares[1:]):
            others = ngettext("%(n)d other", "%(n)d others", rest) % {"n": rest}
            said = f"{said}{self._comma}{escape(others)}"
        chips = "".join(f"<li>{self._chip(s)}</li>" for s in facet.shares)
        return SafeString(
            f'<details class="facet"{" open" if is_open else ""}><summary>{escape(facet.label)}: <span>{said}</span>'
            f'<svg class="shares" width="100%" height="8" viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true">{bars}</svg>'
            f"</summary><ul>{chips}</ul></details>"
        )

    def _chip(self, share: Share) -> str:
        titles = escape(ngettext("title", "titles", share.titles))
        take_off = escape(gettext("Take this filter off"))
        off = f'<span aria-hidden="true">×</span><span class="unseen">{take_off}</span>'
        current = ' aria-current="true"' if share.is_on else ""
        return (
            f'<a class="chip{" on" if share.is_on else ""}" href="{escape(share.query)}#coverage" rel="nofollow"'
            f"{current}>"
            f'<svg class="key" width="9" height="9" viewBox="0 0 8 8" aria-hidden="true"><rect class="t{share.tint}" width="8" height="8"/></svg>'
            f'<bdi>{escape(share.label)}</bdi> <span class="n">{share.titles}<span class="unseen"> {titles}</span></span>'
            f"{off if share.is_on else ''}</a>"
        )
