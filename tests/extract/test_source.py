import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.errors import PageUnreadable
from newsstand.extract.source import DEEPEST_TREE, LONGEST_TEXT, decode_page, depth_of, parse_page


def test_the_header_s_word_counts_where_the_bytes_fit_it() -> None:
    page = "<html><body><p>новости дня, отчёт совета города</p></body></html>"
    assert "новости" in decode_page(page.encode("windows-1251"), "windows-1251")
    assert "новости" in decode_page(page.encode("koi8-r"), "koi8-r")


def test_meta_is_read_where_the_header_says_nothing() -> None:
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><p>市议会周二晚间表决</p></html>'
    assert "市议会周二晚间表决" in decode_page(page.encode("gb2312"))


def test_latin_1_is_read_as_browsers_read_it() -> None:
    assert "“so”" in decode_page("<p>“so” – and so</p>".encode("cp1252"), "iso-8859-1")


def test_utf_8_with_a_few_broken_bytes_stays_utf_8() -> None:
    page = "<p>größere Übergabe, müde Zähler, schöne Höfe</p>".encode() + b"\xff"
    assert "größere Übergabe" in decode_page(page)


def test_undeclared_windows_1252_is_seen() -> None:
    assert "Müller" in decode_page("<p>Frau Müller über Österreich</p>".encode("cp1252"))


def test_text_without_markup_is_no_page() -> None:
    with pytest.raises(PageUnreadable):
        decode_page("only words, 1 < 2")


def test_depth_is_measured_and_bounded() -> None:
    assert depth_of(parse_page("<html><body><div><p>x</p></div></body></html>")) == 4
    with pytest.raises(PageUnreadable) as refused:
        parse_page("<div>" * (DEEPEST_TREE + 5) + "x")
    assert refused.value.kind == "too_deep"


def test_one_text_is_cut_at_its_bound() -> None:
    tree = parse_page(f"<p>{'a' * (LONGEST_TEXT + 9)}</p>")
    assert len(tree.text_content()) == LONGEST_TEXT


@given(
    st.binary(max_size=300),
    st.one_of(st.none(), st.sampled_from(["utf-8", "utf-16", "utf-7", "big5", "rot13", "hex", "a" * 50])),
)
def test_decoding_never_fails_on_markup(raw: bytes, charset: str | None) -> None:
    assert "\x00" not in decode_page(
        b"<html><body><p>words that are text enough to be a page of some kind</p>" + raw[:60], charset
    )
