from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newsstand.members.letters import letter_from, link_to
from newsstand.members.letters.rendering import in_markup

HELLO = """{% extends "letters/base.txt" %}{% load i18n %}
{% block subject %}Hello,
   {{ name }}{% endblock %}
{% block text %}
Dear {{ name }}, it is {{ at|date:"H:i" }}.



Read on:
{{ address }}/join/
{% endblock %}"""


@pytest.fixture(autouse=True)
def _templates(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "hello.txt").write_text(HELLO)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_ADDRESS": "https://news.example/"}


def test_a_letter_is_its_template_with_a_subject_of_one_line() -> None:
    from tests.web.newsroom import NOW

    letter = letter_from("hello", {"name": "Ada & <Bob>", "at": NOW}, "en-gb", zone="Asia/Tokyo")
    assert letter.subject == "Hello, Ada & <Bob>"
    assert letter.text.startswith(
        "Dear Ada & <Bob>, it is 23:05.\n\nRead on:\nhttps://news.example/join/\n\n--"
    )
    assert '<a href="https://news.example/join/">Read on</a>' in letter.html
    assert "Ada &amp; &lt;Bob&gt;" in letter.html
    assert "<Bob>" not in letter.html
    assert 'dir="ltr"' in letter.html


def test_a_language_that_we_do_not_speak_is_the_papers() -> None:
    assert 'lang="en-gb"' in letter_from("hello", {"name": "A"}, "tlh").html
    assert 'dir="rtl"' in letter_from("hello", {"name": "A"}, "ar", zone="No/Where").html


def test_links_lead_to_the_address_that_is_set(settings: Any) -> None:
    assert link_to("/join/") == "https://news.example/join/"
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_ADDRESS": ""}
    assert link_to("/join/") == "http://localhost:8000/join/"


def test_markup_of_a_text() -> None:
    assert (
        in_markup("One\ntwo\n\n- a <b>\n- c") == "<p>One<br>two</p>\n<ul><li>a &lt;b&gt;</li><li>c</li></ul>"
    )
    assert in_markup('https://a.example/"x') == (
        '<p><a href="https://a.example/&quot;x">https://a.example/&quot;x</a></p>'
    )
