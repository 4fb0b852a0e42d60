"""The page that lists the demo's titles."""

from __future__ import annotations

from datetime import datetime

from newsstand.demo.newsroom import DemoNewsroom
from newsstand.demo.pages.designs import load_designs


def write_index(newsroom: DemoNewsroom, now: datetime, port: int) -> str:
    """The list of titles with their addresses and what each has led with."""
    rows = []
    for title, publisher in zip(newsroom.titles, newsroom.publishers(port), strict=True):
        lead = newsroom.front(title.slug, now).lead
        version = lead.as_of(now) if lead else None
        rows.append(
            {"title": title, "publisher": publisher, "lead": version.headline if version else "", "path": f"/t/{title.slug}/"}
        )  # fmt: skip
    return load_designs().get_template("shared/index.html").render(rows=rows, now=now)
