"""Adds articles that are hard to lay out: `python -m tests.browser.pieces` prints their ids by name."""

from __future__ import annotations

import json
import sys

from newsstand.site.wiring import open_store

LONG = "\n\n".join(
    f"Paragraph {n} has a ship 🚢 in it. " + "The tide went out and came in again. " * 12 for n in range(12)
)


def main() -> None:
    """A long one, one of every kind of block, one in Arabic."""
    open_store()
    from newsstand.newsroom.records import body_of
    from tests.web.newsroom import make_article, make_title

    title = make_title("The Long Read")
    kinds = [
        {
            "kind": "paragraph",
            "text": "An" + "other" * 60 + " word, and https://an.example/" + "address/" * 30,
        },
        {"kind": "subhead", "text": "What follows"},
        {"kind": "quote", "text": "First line\nsecond line"},
        {"kind": "list", "text": "one\ntwo"},
        {
            "kind": "table",
            "text": "\n".join(" | ".join(f"column {c} of {r}" for c in range(14)) for r in range(4)),
        },
        {"kind": "update", "text": "A post", "posted_at": "2026-03-12T13:30:00+00:00"},
    ]
    made = {
        "long": make_article(title, "A long piece", body=LONG, version=2),
        "kinds": make_article(title, "Every kind", blocks=kinds, body=body_of(kinds)),
        "arabic": make_article(
            make_title("Al Marfa", language="ar"),
            "العبارة تجنح",
            body="جنحت العبارة قبالة الساحل فجر الخميس.\n\nلم يصب أحد بأذى.",
        ),
    }
    made["long"].versions.filter(number=1).update(body=LONG.replace("tide", "water"))
    sys.stdout.write(json.dumps({name: article.pk for name, article in made.items()}))


if __name__ == "__main__":
    main()
