from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsstand.feeds.charset import encoded_once, to_utf8

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x1b\ufeff\x00"), max_size=60)


@given(TEXT, st.sampled_from([None, "utf-8", "latin-1", "windows-1252", "big5", "nonsense"]))
def test_utf8_comes_through_whatever_is_said(text: str, charset: str | None) -> None:
    problems: list[str] = []
    content = b"<" + text.encode()
    assert to_utf8(content, problems, charset=charset) == content
    assert problems == []


@given(st.binary(max_size=80), st.none() | st.text(max_size=12))
def test_any_bytes_become_valid_utf8(content: bytes, charset: str | None) -> None:
    to_utf8(content, [], charset=charset).decode("utf-8")


@given(st.text("aé üßñ", max_size=20))
def test_what_was_encoded_once_stays(text: str) -> None:
    assert encoded_once(text) == text


@given(st.text("aéüßñ –’€", min_size=1, max_size=20))
def test_what_was_encoded_twice_is_undone(text: str) -> None:
    assert encoded_once(text.encode().decode("cp1252")) == text
