"""What stands of a title's terms, from its own row and its article's: no query."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from newsstand.model import Agreement, Signals, Terms
from newsstand.newsroom.models import Article, Publisher
from newsstand.newsroom.terms.narrowing import narrow
from newsstand.text.paths import path_of, rule_for


def terms_of(publisher: Publisher, article: Article, now: datetime) -> Agreement:
    """What a title lets us do with one of its articles at a moment: its agreement, narrowed by signals.

    Embargo, expiry and territories stay in it: whether they bind depends on who asks.
    """
    site = publisher.signals
    return narrow(
        agreement_of(publisher, now),
        signals_of(site, article.signals, (lambda: article.url) if site.get("rules") else None),
    )


def agreement_of(publisher: Publisher, now: datetime | None = None) -> Agreement:
    """What stands of a title's agreements; with `now`, one that has begun meanwhile counts already."""
    facts: Mapping[str, Any] = {"level": publisher.terms, **publisher.agreed}
    coming: Sequence[Mapping[str, Any]] = publisher.agreed.get("coming", ())
    if now is not None:
        begun = [c for c in coming if datetime.fromisoformat(c["since"]) <= now]
        facts = max(begun, key=lambda c: (datetime.fromisoformat(c["since"]), c["agreement"]), default=facts)
    return read_agreement(facts, is_agreed=bool(publisher.agreed) and set(facts) != {"level", "coming"})


def read_agreement(facts: Mapping[str, Any], *, is_agreed: bool) -> Agreement:
    """An agreement as its facts were copied into its title's row."""
    expires = facts.get("expires_days")
    level = Terms(facts["level"])
    return Agreement(
        level=level,
        extract_words=facts.get("extract_words", 40),
        may_summarise=facts.get("may_summarise", True),
        quote_share=float(facts.get("quote_share", 0.1)),
        shows_pictures=facts.get("shows_pictures", level == Terms.FULL),
        territories=frozenset(facts.get("territories", ())),
        embargo=timedelta(minutes=facts.get("embargo_minutes", 0)),
        expires_after=timedelta(days=expires) if expires else None,
        is_agreed=is_agreed,
    )


def signals_of(
    site: Mapping[str, Any], page: Mapping[str, Any], url: Callable[[], str] | None = None
) -> Signals:
    """What a site (`Publisher.signals`) and a page (`Article.signals`) say, as stored; the page wins.

    url: gives the page's address, asked for only where the site has rules for some of its paths
    """
    known = {name: value for name, value in site.items() if name in Signals.__slots__}
    if url is not None:
        known |= said_of_path(site.get("rules", {}), path_of(url()))
    if page:
        known |= {name: value for name, value in page.items() if name in Signals.__slots__}
        known["forbids_picture"] = known.get("forbids_picture", False) or "picture_withdrawn" in page
    return Signals(**known)


def said_of_path(rules: Mapping[str, Any], path: str) -> dict[str, bool]:
    """What a site's rules come to for one path; where files or agents differ, the strictest counts."""
    said: dict[str, bool] = {}
    ai = [rule_for(path, group, tie=True) for group in rules.get("allows_ai", ())]
    if any(verdict is not None for verdict in ai):
        said["allows_ai"] = all(verdict is not False for verdict in ai)
    mining = rule_for(path, rules.get("reserves_mining", ()), tie=True)
    if mining is not None:
        said["reserves_mining"] = mining
    if any(rule_for(path, [rule], tie=True) for rule in rules.get("forbids_snippet", ())):
        said["forbids_snippet"] = True
    return said
