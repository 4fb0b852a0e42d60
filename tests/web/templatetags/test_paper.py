from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.template import Context, Template

from newsstand.web.snippets import Piece
from newsstand.web.templatetags.paper import asset, host, marked, web_address, who_reports
from tests.web.newsroom import NOW
from tests.web.selectors.test_editions import card


def test_an_asset_is_named_by_its_bytes() -> None:
    first, other = asset("newsstand/paper.css"), asset("newsstand/mark.svg")
    assert first.startswith("/static/newsstand/paper.css?v=")
    assert first.partition("?v=")[2] != other.partition("?v=")[2]


@pytest.mark.parametrize(
    ("url", "shown"),
    [("https://x.example/", "https://x.example/"), ("HTTP://x/", "HTTP://x/"), ("javascript:x", "#"), ("data:x", "#"), ("", "#")],
)  # fmt: skip
def test_only_web_addresses_stand_in_links(url: str, shown: str) -> None:
    assert web_address(url) == shown


def test_hosts_are_said_without_www() -> None:
    assert host("https://www.ledger.example/a?b") == "ledger.example"


def test_marked_pieces_are_escaped() -> None:
    assert marked([Piece("<a>", False), Piece("<b>", True)]) == "&lt;a&gt;<mark>&lt;b&gt;</mark>"


def test_who_reports_names_the_first_few_and_counts_the_others() -> None:
    wide = card(1, None)
    wide.title_count, wide.titles = 7, ["A & B", "C", "D"]
    assert (
        who_reports(wide)
        == '<b>7 titles</b> <span class="names"><bdi>A &amp; B</bdi>, <bdi>C</bdi>, <bdi>D</bdi> and 4 more</span>'
    )
    wide.title_count, wide.titles = 1, ["A"]
    assert who_reports(wide) == '<span class="names"><bdi>A</bdi></span>'


def test_a_time_says_its_zone() -> None:
    template = Template('{% load paper %}{% moment when "face" %}')
    html = template.render(Context({"now": NOW, "when": datetime(2026, 3, 12, 9, 30, tzinfo=UTC)}))
    assert html == (
        '<time datetime="2026-03-12T09:30:00+00:00" title="Thursday 12 March 2026, 09:30 GMT">09:30'
        '<span class="unseen"> GMT</span></time>'
    )
    assert template.render(Context({"now": NOW, "when": None})) == ""
