"""`newsstand extract`: read the article off a page."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from typing import Any

from newsstand.cli.lines import Row, add_input, answer_lines, print_json, read_bytes, text_field
from newsstand.extract import extract
from newsstand.model import Article, Dateline, Discarded, Picture


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The page's address, and whether the input is one page or one JSON object a line."""
    add_input(parser)
    parser.add_argument("--url", help="where the page was fetched from")
    parser.add_argument("--jsonl", action="store_true", help="read {id, url, html} lines instead of one page")


def run(args: argparse.Namespace) -> int:
    """Print the article of a page, or of each line."""
    if args.jsonl:
        return answer_lines(args.file, _answer)
    page = read_bytes(args.file)
    print_json(as_row(None, args.url, extract(page, url=args.url)))
    return 0


def _answer(row: Row) -> Row:
    url = text_field(row, "url") or None
    return as_row(row.get("id"), url, extract(text_field(row, "html", required=True), url=url))


def as_row(id_: object, url: str | None, outcome: Article | Discarded) -> Row:
    """An outcome in the shape that the command promises."""
    discarded = outcome if isinstance(outcome, Discarded) else None
    article = outcome if isinstance(outcome, Article) else outcome.head or Article(url=url, headline="")
    return {
        "id": id_,
        "url": url,
        "canonical_url": article.canonical_url,
        "publisher": article.publisher,
        "language": article.language,
        "overline": article.overline,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "byline": article.byline,
        "authors": list(article.authors),
        "dateline": _dateline(article.dateline),
        "published": _moment(article.published),
        "updated": _moment(article.updated),
        "section": article.section,
        "keywords": list(article.keywords),
        "image": _picture(article.image),
        "agency": article.agency,
        "paywalled": article.paywalled,
        "words": article.words,
        "blocks": [_block(b) for b in article.blocks],
        "links": list(article.links),
        "body": article.body,
        "discarded": {"reason": discarded.reason, "detail": discarded.detail} if discarded else None,
    }


def _block(block: Any) -> Row:
    row = {"kind": block.kind, "text": block.text}
    return row | ({"posted_at": block.posted_at.isoformat()} if block.posted_at else {})


def _moment(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment else None


def _dateline(dateline: Dateline | None) -> Row | None:
    return {"place": dateline.place, "agency": dateline.agency} if dateline else None


def _picture(picture: Picture | None) -> Row | None:
    if picture is None:
        return None
    return {"url": picture.url, "caption": picture.caption, "credit": picture.credit, "alt": picture.alt}
