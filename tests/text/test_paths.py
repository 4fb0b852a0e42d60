"""Patterns of paths match as RFC 9309 says, and the most specific rule counts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.text.paths import path_matches, path_of, rule_for


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("/", "/a", True),
        ("/fish", "/fish/salmon.html", True),
        ("/fish", "/Fish", False),
        ("/fish*", "/fishheads", True),
        ("*", "/", True),
        ("/*.php", "/folder/index.php?a=1", True),
        ("/*.php$", "/index.php", True),
        ("/*.php$", "/index.php?a=1", False),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/fish*.php", "/fishheads/catfish.php?x", True),
        ("/a*a", "/a", False),
        ("/ab*b$", "/ab", False),
    ],
)
def test_patterns(pattern: str, path: str, matches: bool) -> None:
    assert path_matches(pattern, path) is matches


@given(st.text("ab*", max_size=8), st.booleans(), st.text("ab", max_size=10))
def test_as_an_expression_would(pattern: str, ends: bool, path: str) -> None:
    expression = ".*".join(map(re.escape, pattern.split("*"))) + ("$" if ends else "")
    expected = re.match(expression, path, re.DOTALL) is not None
    assert path_matches(pattern + "$" * ends, path) is expected


def test_the_most_specific_rule_counts() -> None:
    rules = [("/", False), ("/free/", True), ("/free/not", False)]
    assert rule_for("/news", rules, tie=True) is False
    assert rule_for("/free/a", rules, tie=True) is True
    assert rule_for("/free/not/this", rules, tie=True) is False
    assert rule_for("/x", [("/y", False)], tie=True) is None
    for tie in (True, False):
        assert rule_for("/a", [("/a", True), ("/a", False)], tie=tie) is tie


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://a.example", "/"),
        ("https://a.example/b?c=d#e", "/b?c=d"),
        ("http://[", "/"),
        ("", "/"),
    ],
)
def test_paths_of_addresses(url: str, path: str) -> None:
    assert path_of(url) == path
