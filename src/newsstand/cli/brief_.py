"""`newsstand brief`: a story's articles in, its brief out."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from newsstand.brief import write_brief
from newsstand.cli.lines import Row, add_input, answer_lines, text_field
from newsstand.errors import InputError
from newsstand.model import Brief, SourceText

WRITERS = ("plain",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    add_input(parser)
    parser.add_argument("--jsonl", action="store_true", required=True, help="one story a line")
    parser.add_argument(
        "--style", choices=("british", "american"), default="british", help="spelling and dates"
    )
    parser.add_argument("--words", type=_word_count, default=220, metavar="N", help="at most so many words")
    parser.add_argument(
        "--writer", default="plain", metavar="plain|URL", help="who writes; only plain so far"
    )


def _word_count(value: str) -> int:
    if not value.isdigit() or not 10 <= int(value) <= 5_000:
        raise argparse.ArgumentTypeError(f"{value} is no number of words from 10 to 5000")
    return int(value)


def run(args: argparse.Namespace) -> int:
    """Write a brief of each line's story; returns the exit code."""
    if args.writer not in WRITERS:
        print(
            f"newsstand brief: there is no writer “{args.writer}”; available: {', '.join(WRITERS)}",
            file=sys.stderr,
        )
        return 2

    def answer(row: Row) -> Row:
        brief = write_brief(sources_of(row), style=args.style, words=args.words)
        return {"id": row.get("id"), **row_of(brief)}

    return answer_lines(args.file, answer)


def sources_of(row: Row) -> list[SourceText]:
    """The articles of a story's line; one without an id is known by its position, from 0."""
    articles = row.get("articles")
    if not isinstance(articles, list) or not articles:
        raise InputError("the field “articles” must be a list with at least one article", kind="bad_field")
    return [_source(article, place) for place, article in enumerate(articles)]


def _source(article: Any, place: int) -> SourceText:
    if not isinstance(article, dict):
        raise InputError(f"article {place} is not an object", kind="bad_field")
    id_ = article.get("id")
    return SourceText(
        id=str(place if id_ is None else id_),
        title=text_field(article, "title"),
        body=text_field(article, "body"),
        published=parse_published(article.get("published")),
        source=text_field(article, "source") or None,
        url=text_field(article, "url") or None,
        language=text_field(article, "language") or None,
    )


def parse_published(value: object) -> datetime | date | None:
    """A day or a time as written; None where there is none that can be read."""
    if not isinstance(value, str) or not value.strip():
        return None
    text = value.strip()
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            return None


def row_of(brief: Brief) -> Row:
    """A brief as its JSON object: dates as ISO days, and texts that are null where there is none."""
    row = asdict(brief)
    for entry in row["timeline"]:
        entry["date"] = entry["date"].isoformat()
    return row
