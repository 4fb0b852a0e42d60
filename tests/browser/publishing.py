"""Gives the paper's first title somebody who speaks for it, readers, terms and demands; prints their cookie."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta

from newsstand.site.wiring import open_store


def main() -> None:
    """Bea speaks for one title and claims another; prints her cookie and both address words."""
    open_store()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db.models import Count

    from newsstand.members.models import Close, CountedRead, Reader, Statement
    from newsstand.members.representing.claiming import open_claim, speak_for
    from newsstand.members.representing.demands import make_demand
    from newsstand.newsroom.models import Publisher, Signal
    from tests.web.newsroom import make_article

    now = settings.NOW()
    cited = Publisher.objects.filter(articles__citations__isnull=False)
    title = cited.annotate(n=Count("articles", distinct=True)).order_by("-n", "pk")[0]
    other = Publisher.objects.exclude(pk=title.pk).earliest("pk")
    bea = Reader.objects.make(email="bea@beacon.example", name="Bea", now=now)
    speak_for(bea, title, now)
    open_claim(bea, other, now)
    for line in ("Ferry aground off Skerry Point", "Harbour reopens", "Who pays for the tug?"):
        url = f"{title.home_page}{len(line)}"  # another process counted the paper's own
        make_article(title, line, url=url, url_key=url)
    articles = list(title.articles.order_by("pk")[:8])
    for number, article in enumerate(articles):
        CountedRead.objects.bulk_create(
            CountedRead(
                member=f"m{n}", month=date(2026, 3, 1), article=article, publisher=title, day=1 + (n * 5 + number) % 12,
                seconds=100, depth=100, is_finished=n % 3 > 0,
            )
            for n in range(60 // (number + 1))
        )  # fmt: skip
    Signal.objects.create(publisher=title, kind="robots_ai", url=f"{title.home_page}robots.txt", first_seen_at=now - timedelta(days=9), seen_at=now)  # fmt: skip
    Signal.objects.create(publisher=title, article=articles[0], kind="noarchive", first_seen_at=now, seen_at=now)  # fmt: skip
    make_demand(title, articles[0], bea, kind="correction", words="It was 209 passengers, not 212.", now=now)
    make_demand(title, articles[1], bea, kind="takedown", words="A court told us to.", now=now)
    close = Close.objects.create(month=date(2026, 2, 1), currency="EUR", closed_at=now, fees=0, taxes=0, costs=0, kept=0, shared=0, members=9, fingerprint="0")  # fmt: skip
    Statement.objects.create(close=close, publisher=title, number="2026-02-EUR-1", minor=123456, members=9, reads=777, finished=500, seconds=1, fingerprint="0")  # fmt: skip
    session = SessionStore()
    session[SESSION_KEY] = str(bea.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = bea.get_session_auth_hash()
    session.save()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key}
    sys.stdout.write(json.dumps({"cookie": cookie, "title": title.slug, "other": other.slug}))


if __name__ == "__main__":
    main()
