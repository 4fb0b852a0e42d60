"""Fingerprints of closed months: SHA-256 over lines that say the same on every store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import orjson


def fingerprint_of_statement(
    month: date, currency: str, slug: str, sums: Mapping[str, int], lines: list[dict[str, Any]]
) -> str:
    """Of what a statement says; a row's number in the store is no part of it."""
    named = [{key: value for key, value in line.items() if key != "article"} for line in lines]
    said = [f"{month:%Y-%m}", currency, slug, dict(sums), named]
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()


def fingerprint_of_close(
    month: date,
    currency: str,
    sums: Mapping[str, int],
    rules: Mapping[str, int],
    shares: Iterable[tuple[str, str, int, int]],
    statements: Mapping[str, str],
) -> str:
    """Of a close: its sums and rules, every share (member, title's slug, points, amount), every statement's fingerprint."""
    seal = hashlib.sha256()
    head = [f"{month:%Y-%m}", currency, dict(sums), dict(rules)]
    seal.update(orjson.dumps(head, option=orjson.OPT_SORT_KEYS) + b"\n")
    for member, slug, points, minor in sorted(shares):
        seal.update(f"{member}|{slug}|{points}|{minor}\n".encode())
    for slug, fingerprint in sorted(statements.items()):
        seal.update(f"{slug}|{fingerprint}\n".encode())
    return seal.hexdigest()
