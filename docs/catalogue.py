"""The counts in docs/catalogue.md, made from the starter catalogue: `python -m docs.catalogue` writes them anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from newsstand.model import Publisher
from newsstand.newsroom.catalogue import load_catalogue

PAGE = Path(__file__).with_name("catalogue.md")
BEGIN, END = "<!-- counts begin -->", "<!-- counts end -->"


def counts(titles: tuple[Publisher, ...]) -> str:
    """How many titles of which kind, country and language, as the page says it."""
    feeds = sum(len(title.feeds) for title in titles)
    countries = Counter(title.country for title in titles)
    languages = Counter(title.language for title in titles)
    kinds = Counter(title.kind for title in titles)
    rows = (("kind", kinds), ("country", countries), ("language", languages))
    return "\n".join(
        (
            f"{len(titles)} titles with {feeds} feeds, from {len(countries)} countries, in {len(languages)} languages.",
            "",
            "| by | titles |",
            "| --- | --- |",
            *(f"| {name} | {in_words(counter.items())} |" for name, counter in rows),
        )
    )


def in_words(items: Iterable[tuple[str, int]]) -> str:
    """Counts from the largest down, equal ones by name."""
    return ", ".join(f"{name} {count}" for name, count in sorted(items, key=lambda item: (-item[1], item[0])))


def with_counts(page: str, told: str) -> str:
    """The page with these counts between its marks."""
    before, rest = page.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    return f"{before}{BEGIN}\n\n{told}\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_counts(PAGE.read_text("utf-8"), counts(load_catalogue())), "utf-8")
