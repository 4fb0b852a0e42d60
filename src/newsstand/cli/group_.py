"""`newsstand group`: articles into stories, a line at a time."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime

from newsstand.cli.lines import (
    Row,
    add_input,
    answer_lines,
    error_row,
    parse_row,
    print_json,
    read_lines,
    text_field,
)
from newsstand.errors import InputError
from newsstand.group import Grouper, GroupSettings
from newsstand.model import Assignment, Report

HELP = "group articles into stories"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--jsonl", action="store_true", help="one JSON object a line (always so)")
    when = parser.add_mutually_exclusive_group()
    when.add_argument(
        "--online", action="store_true", help="answer each line before the next is read (default)"
    )
    when.add_argument("--final", action="store_true", help="answer at the end, after splits and merges")
    add_input(parser)


def run(args: argparse.Namespace) -> int:
    """Group the input's articles in their order; 0, or 1 if a line was bad."""
    return _answer_at_the_end(args.file) if args.final else _answer_online(args.file)


def _answer_online(file: str) -> int:
    grouper = Grouper()
    return answer_lines(file, lambda row: row_of(grouper.add(report_of(row))))


def _answer_at_the_end(file: str) -> int:
    grouper = Grouper(GroupSettings(window_reports=sys.maxsize))
    bad: dict[int, Row] = {}
    count = 0
    for number, line in enumerate(read_lines(file), 1):
        count = number
        row: Row = {}
        try:
            row = parse_row(line)
            grouper.add(report_of(row))
        except InputError as error:
            bad[number] = error_row(row.get("id"), error)
            print(f"line {number}: {error}", file=sys.stderr)
    decided = iter(grouper.final())
    for number in range(1, count + 1):
        print_json(bad[number] if number in bad else row_of(next(decided)))
    return 1 if bad else 0


def report_of(row: Row) -> Report:
    """The report of an input line; InputError says which field is missing or of the wrong kind."""
    return Report(
        id=text_field(row, "id", required=True),
        url=text_field(row, "url") or None,
        title=text_field(row, "title"),
        body=text_field(row, "body"),
        published=moment_of(text_field(row, "published")),
        language=text_field(row, "language") or None,
        source=text_field(row, "source") or None,
    )


def moment_of(text: str) -> datetime | date | None:
    """A bare day or an ISO moment, None for nothing; InputError where it is neither."""
    text = text.strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            f"“published” is neither a day nor a moment: {text[:40]}", kind="bad_field"
        ) from error


def row_of(assignment: Assignment) -> Row:
    """The output line of an assignment."""
    return {
        "id": assignment.id,
        "story": assignment.story,
        "copy_of": assignment.copy_of,
        "reasons": [{"name": r.name, "value": r.value, "detail": r.detail} for r in assignment.reasons],
    }
