"""Statements as files: CSV for reckoning, PDF for printing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.db.models import QuerySet

from newsstand.members.models import Statement
from newsstand.members.paying.money import plain_amount
from newsstand.newsroom.models import Publisher

COLUMNS = (
    "statement", "month", "currency", "title", "kind", "article", "headline", "url", "reads", "finished", "seconds",
    "amount", "fingerprint",
)  # fmt: skip
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def statements_of(publisher: Publisher) -> QuerySet[Statement]:
    """A title's statements, the newest first."""
    found = Statement.objects.filter(publisher=publisher).select_related("close", "publisher")
    return found.order_by("-close__month", "close__currency")


def statement_csv(statement: Statement) -> bytes:
    """A statement's lines and their total as CSV in UTF-8, amounts as decimals; no cell is taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(statement))
    return out.getvalue().encode()


def statement_pdf(statement: Statement, language: str) -> bytes:
    """A statement for printing, in a language of the pages (those that our font cannot set: in English)."""
    from newsstand.members.paying.printing import print_statement  # letters and tables cost a start's time

    return print_statement(statement, language)


def plain_cell(text: str) -> str:
    """A text as a cell that spreadsheets take for text."""
    text = " ".join(text.replace("\0", "").split(" "))
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def _rows(statement: Statement) -> Iterator[tuple[object, ...]]:
    close = statement.close
    head = (statement.number, f"{close.month:%Y-%m}", close.currency, plain_cell(statement.publisher.name))
    for line in statement.lines:
        yield (
            *head, line["kind"], line.get("article", ""), plain_cell(line.get("headline", "")),
            plain_cell(line.get("url", "")), line["reads"], line["finished"], line["seconds"],
            plain_amount(line["minor"], close.currency), "",
        )  # fmt: skip
    yield (
        *head, "total", "", "", "", statement.reads, statement.finished, statement.seconds,
        plain_amount(statement.minor, close.currency), statement.fingerprint,
    )  # fmt: skip
