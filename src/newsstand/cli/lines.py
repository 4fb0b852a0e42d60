"""What the engine's commands share: bytes in from a file or standard input, JSON out, one bad line costs itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson

from newsstand.errors import InputError

Row = dict[str, Any]


def add_input(parser: argparse.ArgumentParser) -> None:
    """The positional FILE, with `-` (the default) for standard input."""
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="a file, or - for standard input"
    )


def read_bytes(name: str) -> bytes:
    """The whole input; InputError names a file that cannot be read."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}", kind="unreadable_file") from error


def read_lines(name: str) -> Iterator[bytes]:
    """The input's lines as they arrive, blank ones left out."""
    if name == "-":
        yield from (line for line in sys.stdin.buffer if line.strip())
        return
    try:
        with Path(name).open("rb") as lines:
            yield from (line for line in lines if line.strip())
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}", kind="unreadable_file") from error


def print_json(value: object) -> None:
    """One JSON object on a line of standard output, written at once."""
    sys.stdout.buffer.write(orjson.dumps(value) + b"\n")
    sys.stdout.buffer.flush()


def parse_row(line: bytes) -> Row:
    """One line as an object; InputError says what is wrong with it."""
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise InputError(f"the line is not JSON: {error}", kind="bad_json") from error
    if not isinstance(row, dict):
        raise InputError("the line is not a JSON object", kind="bad_json")
    return row


def text_field(row: Row, name: str, *, required: bool = False) -> str:
    """A text of the row, "" where absent or null; InputError names a field of another type."""
    value = row.get(name)
    if value is None and not required:
        return ""
    if not isinstance(value, str):
        raise InputError(f"the field “{name}” must be a text", kind="bad_field")
    return value


def answer_lines(name: str, answer: Callable[[Row], Row]) -> int:
    """Answer each line of a JSONL input in order; a bad one is answered by its error. Returns 0, or 1 if any was bad."""
    status = 0
    for number, line in enumerate(read_lines(name), 1):
        row: Row = {}
        try:
            row = parse_row(line)
            print_json(answer(row))
        except InputError as error:
            status = 1
            print_json(error_row(row.get("id"), error))
            print(f"line {number}: {error}", file=sys.stderr)
    return status


def error_row(id_: object, error: InputError) -> Row:
    """The output line of a bad input line."""
    return {"id": id_, "error": {"kind": error.kind, "message": str(error)}}
