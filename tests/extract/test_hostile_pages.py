"""Pages that mean harm, or are broken in ways that have crashed readers before."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.errors import PageUnreadable
from newsstand.extract import extract, read_front_page
from newsstand.extract.source import LARGEST_PAGE
from newsstand.model import Article, Discarded
from tests.extract.page import PARAGRAPHS, article_page

UMLAUTS = "Ärzte und Pfleger übergaben am Dienstag größere Mengen an Prüfberichten, die fünf Jahre zurückreichen, sagte Jürgen Böhm."


@pytest.mark.parametrize("tag", ["div", "span", "b", "blockquote", "table><tr><td", "ul><li", "font"])
def test_a_hundred_thousand_levels_are_refused_or_flattened(tag: str) -> None:
    page = "<html><body><h1>Deep</h1>" + f"<{tag}>" * 100_000 + f"<p>{PARAGRAPHS[0]}</p></body></html>"
    try:
        outcome = extract(page, url="https://deep.example/a")
    except PageUnreadable as refusal:
        kind = refusal.kind
    else:
        assert isinstance(outcome, Article | Discarded)
        kind = "too_deep"
    assert kind == "too_deep"


def test_nesting_just_within_bounds_is_read() -> None:
    page = article_page(body="<div>" * 300 + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "</div>" * 300)
    outcome = extract(page)
    assert isinstance(outcome, Article)
    assert PARAGRAPHS[2] in outcome.body


def test_nul_bytes_and_control_characters_go() -> None:
    page = article_page().replace("Harrow", "Har\x00row").replace("council", "coun\x01cil").encode()
    outcome = extract(page)
    assert isinstance(outcome, Article)
    assert outcome.blocks[0].text == PARAGRAPHS[0]


@pytest.mark.parametrize("meta", ["utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("header", ["utf-8", "iso-8859-1", None, "x-unknown"])
@pytest.mark.parametrize("real", ["utf-8", "windows-1252"])
def test_wrong_encodings_are_seen_through(real: str, header: str | None, meta: str) -> None:
    page = article_page(body=f"<p>{UMLAUTS}</p><p>{UMLAUTS[::1]} Nochmals.</p>").replace("utf-8", meta)
    page = page.replace("©", "").replace("’", "'").replace("“", '"').replace("”", '"')
    outcome = extract(page.encode(real), charset=header)
    assert isinstance(outcome, Article)
    assert UMLAUTS in outcome.body


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_wins(encoding: str) -> None:
    outcome = extract(
        article_page(body=f"<p>{UMLAUTS}</p><p>{UMLAUTS}!</p>").encode(encoding), charset="iso-8859-1"
    )
    assert isinstance(outcome, Article)
    assert UMLAUTS in outcome.body


def test_a_headline_of_ten_megabytes_is_cut() -> None:
    started = time.monotonic()
    page = article_page().replace("<h1>Harrow", "<h1>" + "Pool closes " * 850_000 + "Harrow")
    outcome = extract(page)
    assert time.monotonic() - started < 20
    assert isinstance(outcome, Discarded) or len(outcome.headline) <= 500


@pytest.mark.parametrize(
    "stamp",
    ["0000-00-00T00:00:00Z", "0001-01-01", "3000-01-01T00:00:00Z", "99999999999999", "yesterday", "-1"],
)
def test_impossible_dates_are_no_dates(stamp: str) -> None:
    head = f'<meta property="article:published_time" content="{stamp}"><script type="application/ld+json">{{"@type":"NewsArticle","headline":"Pool","datePublished":"{stamp}"}}</script>'
    outcome = extract(article_page(head=head))
    assert isinstance(outcome, Article)
    assert outcome.published is None


def test_scripts_handlers_and_script_links_never_reach_the_text() -> None:
    body = (
        f"<p onclick='steal()'>{PARAGRAPHS[0]}<script>alert('in text')</script></p>"
        f"<p><a href='javascript:alert(1)'>{PARAGRAPHS[1]}</a></p><p>{PARAGRAPHS[2]} &lt;script&gt;alert(2)&lt;/script&gt;</p>"
        f"<style>p {{ color: red }}</style><p>{PARAGRAPHS[3]}</p><template><p>{PARAGRAPHS[4]}</p></template>"
    )
    head = '<meta property="og:image" content="javascript:alert(3)"><link rel="canonical" href="javascript:alert(4)">'
    outcome = extract(article_page(body=body, head=head), url="https://x.example/a")
    assert isinstance(outcome, Article)
    assert "in text" not in outcome.body
    assert "color" not in outcome.body
    assert "steal" not in outcome.body
    assert outcome.links == ()
    assert outcome.image is None
    assert outcome.canonical_url is None


def test_entity_bombs_do_not_grow() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
        '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>'
    )
    outcome = extract(bomb + article_page(body="".join(f"<p>{p} &e;&e;</p>" for p in PARAGRAPHS)))
    assert isinstance(outcome, Article)
    assert len(outcome.body) < 5_000


def test_a_page_beyond_the_bound_is_refused_at_once() -> None:
    with pytest.raises(PageUnreadable) as refused:
        extract(b"<p>" + b"a" * LARGEST_PAGE)
    assert refused.value.kind == "too_large"


@pytest.mark.parametrize(
    "junk", [b"", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, b"%PDF-1.7 no markup here", "only words"]
)
def test_what_is_no_page_is_refused(junk: bytes | str) -> None:
    try:
        outcome = extract(junk)
    except PageUnreadable:
        return
    assert isinstance(outcome, Discarded)


def test_structured_data_that_never_ends_costs_little() -> None:
    started = time.monotonic()
    deep = '<script type="application/ld+json">' + '{"a":' * 200_000 + "</script>"
    wide = '<script type="application/ld+json">[' + '{"@type":"Thing","name":"x"},' * 40_000 + "{}]</script>"
    outcome = extract(article_page(head=deep + wide))
    assert isinstance(outcome, Article)
    assert time.monotonic() - started < 10


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=400), st.binary(max_size=400))
def test_any_text_and_any_bytes_end_in_an_outcome(text: str, raw: bytes) -> None:
    for page in (f"<html><body><h1>{text}</h1><p>{text}</p></body></html>", b"<html><body><p>" + raw):
        try:
            outcome = extract(page, url="https://any.example/")
            links = read_front_page(page, url="https://any.example/")
        except PageUnreadable:
            continue
        assert isinstance(outcome, Article | Discarded)
        assert isinstance(links, tuple)
