"""What sites and pages say to machines, stored with its dates: what stands is copied into the title's and article's rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from newsstand import model
from newsstand.newsroom import records
from newsstand.newsroom.models import Article, Publisher, Signal
from newsstand.newsroom.terms.reopening import reopen_title

if TYPE_CHECKING:
    from newsstand.extract.site_signals import SiteSaid

WHOLE_SITE = frozenset({"/", "/*", "*"})
PICTURE_WITHDRAWN = "picture_withdrawn"
"""Beside what a page says to machines: the address of its picture, which its title took down."""

Found = tuple[str, str, str]  # kind, value, address


def signals_row(signals: Iterable[model.Signal]) -> dict[str, Any]:
    """What a page says as `Article.signals` holds it: fields of `model.Signals`; of several the strictest."""
    row: dict[str, Any] = {}
    for signal in signals:
        if signal.kind in ("noai", "content_usage") and forbids_summaries(signal):
            row["allows_ai"] = False
        elif signal.kind == "tdmrep":
            row["reserves_mining"] = row.get("reserves_mining", False) or signal.value == "1"
        elif signal.kind == "rsl":
            row["licence"] = signal.value
        elif signal.kind == "noarchive":
            row["forbids_archive"] = True
        elif signal.kind == "nosnippet":
            row["forbids_snippet"] = True
        elif signal.kind == "max_snippet":
            row["most_snippet"] = min(row.get("most_snippet", 10**9), int(signal.value))
        elif signal.kind == "nopicture":
            row["forbids_picture"] = True
        elif signal.kind == "is_free":
            row["is_free"] = False
    return row


def forbids_summaries(signal: model.Signal) -> bool:
    """Whether `noai` or a page's usage preferences shut out summaries."""
    if signal.kind == "noai":
        return True
    from newsstand.extract.signals import usage_of
    from newsstand.extract.site_signals import SUMMARISING, refuses

    return refuses(usage_of(signal.value), SUMMARISING)


def note_page_signals(article: Article, signals: Iterable[model.Signal], url: str, now: datetime) -> bool:
    """Store what an article's page says now, part of the caller's transaction; whether its terms are others than before."""
    said = tuple(signals)
    row = signals_row(said)
    if PICTURE_WITHDRAWN in article.signals:
        row[PICTURE_WITHDRAWN] = article.signals[PICTURE_WITHDRAWN]
    changed = bool(row != article.signals)
    if not said and not changed:
        return False
    note(article.publisher, article, [(s.kind, s.value, url) for s in said], now)
    if changed:
        article.signals = row
        Article.objects.filter(pk=article.pk).update(signals=article.signals)
    return changed


def note_site_signals(publisher: Publisher, said: SiteSaid, due_at: datetime, now: datetime) -> bool:
    """Store what a title's site says now; whether its terms are others than before, and its briefs wanted anew."""
    note(publisher, None, [(s.kind, s.value, url) for s, url in said.signals], now)
    row = site_row(said)
    changed = bool(row != publisher.signals)
    publisher.signals, publisher.signals_due_at = row, due_at
    publisher.save(update_fields=["signals", "signals_due_at"])
    if changed:
        reopen_title(publisher, now)
    return changed


def site_row(said: SiteSaid) -> dict[str, Any]:
    """What a site says as `Publisher.signals` holds it: plain where it counts for the whole site, else by its rules."""
    row: dict[str, Any] = {}
    rules: dict[str, Any] = {}
    if said.allows_ai:
        if any(is_whole(group) and not group[0][1] for group in said.allows_ai):
            row["allows_ai"] = False
        else:
            rules["allows_ai"] = [[list(rule) for rule in group] for group in said.allows_ai]
    if is_whole(said.reserves_mining):
        row["reserves_mining"] = said.reserves_mining[0][1]
    elif said.reserves_mining:
        rules["reserves_mining"] = [list(rule) for rule in said.reserves_mining]
    if any(path in WHOLE_SITE for path, _ in said.forbids_snippet):
        row["forbids_snippet"] = True
    elif said.forbids_snippet:
        rules["forbids_snippet"] = [list(rule) for rule in said.forbids_snippet]
    if said.licence:
        row["licence"] = said.licence
    if any(s.kind == "robots" for s, _ in said.signals):
        row["allows_robot"] = False
    return row | ({"rules": rules} if rules else {})


def is_whole(rules: tuple[tuple[str, bool], ...]) -> bool:
    """Whether rules are one for the whole site."""
    return len(rules) == 1 and rules[0][0] in WHOLE_SITE


def note(publisher: Publisher, article: Article | None, found: Iterable[Found], now: datetime) -> None:
    """Bring the rows of what was seen up to date: new, seen again, or gone."""
    wanted: Mapping[tuple[str, str], str] = {
        (kind, records.clean(value)[:500]): records.clean(url)[:2000] for kind, value, url in found
    }
    standing = Signal.objects.filter(publisher=publisher, article=article, gone_at=None)
    rows = {(row.kind, row.value): row for row in standing}
    for key, row in rows.items():
        if key in wanted:
            row.seen_at, row.url = now, wanted[key]
        else:
            row.gone_at = now
    Signal.objects.bulk_update(rows.values(), ["seen_at", "url", "gone_at"], batch_size=200)
    Signal.objects.bulk_create(
        Signal(
            publisher=publisher,
            article=article,
            kind=kind,
            value=value,
            url=url,
            first_seen_at=now,
            seen_at=now,
        )
        for (kind, value), url in wanted.items()
        if (kind, value) not in rows
    )
