from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.errors import OutlineUnreadable
from newsstand.feeds.opml import Outline, read_opml, write_opml
from newsstand.text.markup import fold_text

NAMES = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=30
).filter(lambda name: fold_text(name, 300) == name)
OUTLINES = st.lists(
    st.builds(
        Outline,
        title=NAMES,
        feed_url=st.integers(0, 10**6).map(
            lambda n: f"https://bell.example/{n}?a=1&b=<2>".replace("<2>", "2")
        ),
        home_page=st.none() | st.just("https://bell.example/"),
        folders=st.lists(NAMES, max_size=3).map(tuple),
    ),
    max_size=12,
)


@given(OUTLINES, NAMES)
def test_what_is_written_is_read_again(outlines: list[Outline], title: str) -> None:
    def in_order(outline: Outline) -> tuple[str, ...]:
        return (*outline.folders, outline.title, outline.feed_url, outline.home_page or "")

    assert sorted(read_opml(write_opml(outlines, title=title)), key=in_order) == sorted(
        outlines, key=in_order
    )


def test_lists_as_readers_export_them() -> None:
    opml = b"""<?xml version="1.0" encoding="UTF-8"?>
    <opml version="1.0"><head><title>Mine</title></head><body>
      <outline text="News"><outline text="Islands &amp; ports">
        <outline type="rss" text="Bell" title="The Bell" xmlUrl="https://bell.example/feed?a=1&b=2" htmlUrl="/home"/>
      </outline></outline>
      <outline text="no feed here"/>
      <outline text="odd" xmlUrl="javascript:alert(1)"/>
      <outline xmlurl="https://bell.example/untitled"/>
    </body></opml>"""
    assert read_opml(opml) == (
        Outline(
            title="The Bell",
            feed_url="https://bell.example/feed?a=1&b=2",
            folders=("News", "Islands & ports"),
        ),
        Outline(title="https://bell.example/untitled", feed_url="https://bell.example/untitled"),
    )


@pytest.mark.parametrize(
    "data", [b"", b"words", b"<rss/>", b"<opml><body>", b"<opml>" + b"<outline>" * 100_000, b"\x1f\x8bxx"]
)
def test_what_is_no_opml_says_so(data: bytes) -> None:
    with pytest.raises(OutlineUnreadable):
        read_opml(data)


def test_lists_without_end_are_bounded() -> None:
    line = b'<outline xmlUrl="https://bell.example/feed"/>'
    assert len(read_opml(b"<opml><body>" + line * 20_100 + b"</body></opml>")) == 20_000
    deep = b'<outline text="f">' * 1_000 + line + b"</outline>" * 1_000
    (outline,) = read_opml(b"<opml><body>" + deep + b"</body></opml>")
    assert len(outline.folders) == 16
