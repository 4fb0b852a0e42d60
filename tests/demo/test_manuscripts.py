"""Article files are read to the letter, and a wrong one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsstand.demo.clock import moment
from newsstand.demo.manuscripts import ManuscriptUnreadable, read_event, read_manuscript

NEWS = """+++
title = "beacon"
at = "07:40"
headline = "Otter crosses road"
standfirst = "It looked both ways."
byline = "By Mara Quill"
authors = ["Mara Quill"]
dateline = "WEXMOUTH"
section = "local"
[picture]
art = "sea"
caption = "The road"
+++
An otter crossed
the road.

## What it did next

It crossed back.

[[read more: Otters, explained]]

> I saw it, said nobody.

- one
- two
"""

LIVE = """+++
title = "beacon"
at = "09:00"
headline = "Otter: live"
kind = "live"
+++
We follow the otter.

@@ 09:05 | It has set out

It has left the river.

@@ 10:30 | It is back

It is in the river.
"""


def test_blocks_are_typed_and_promos_stand_apart() -> None:
    version = read_manuscript("01-beacon.md", NEWS).version
    assert [b.kind for b in version.blocks] == ["paragraph", "subhead", "paragraph", "quote", "list"]
    assert version.blocks[0].text == "An otter crossed the road."
    assert version.blocks[4].text == "one\ntwo"
    assert [(p.after, p.words) for p in version.promos] == [(3, "read more: Otters, explained")]
    assert "Otters, explained" not in version.body
    assert version.at == moment("07:40")
    assert version.picture is not None
    assert version.picture.art == "sea"


def test_a_live_blog_has_posts_and_grows(tmp_path: Path) -> None:
    (tmp_path / "01-beacon.md").write_text(LIVE, "utf-8")
    _, (blog,) = read_event("otter", tmp_path.iterdir())
    assert blog.as_of(moment("08:59")) is None
    early, late = blog.as_of(moment("09:10")), blog.as_of(moment("11:00"))
    assert early is not None
    assert late is not None
    assert [p.headline for p in early.posts] == ["It has set out"]
    assert [p.headline for p in late.posts] == ["It is back", "It has set out"]
    assert blog.changed_at(moment("11:00")) == moment("10:30")


def test_a_revision_replaces_the_text_at_its_time(tmp_path: Path) -> None:
    (tmp_path / "01-beacon.md").write_text(NEWS, "utf-8")
    revised = NEWS.replace('"07:40"', '"12:00"').replace("It crossed back.", "It stayed.")
    revised = revised.replace('section = "local"', 'section = "local"\nnote = "Correction: it stayed."')
    (tmp_path / "01-beacon.rev1.md").write_text(revised, "utf-8")
    event, (article,) = read_event("otter", tmp_path.iterdir())
    before, after = article.as_of(moment("11:59")), article.as_of(moment("12:00"))
    assert before is not None
    assert after is not None
    assert "crossed back" in before.body
    assert "It stayed." in after.body
    assert (before.note, after.note) == (None, "Correction: it stayed.")
    assert event.titles == ("beacon",)


def test_what_is_carried_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "01-beacon.md").write_text(NEWS.replace("+++\nAn", "x = 1\n+++\nAn", 1), "utf-8")
    (tmp_path / "02-le-fanal.md").write_text(
        NEWS.replace('"beacon"', '"le-fanal"\ncarries = "01-beacon"', 1), "utf-8"
    )
    _, articles = read_event("otter", tmp_path.iterdir())
    assert [a.copy_of for a in articles] == [None, "otter/01-beacon"]
    (tmp_path / "01-beacon.md").unlink()
    with pytest.raises(ManuscriptUnreadable, match="carries otter/01-beacon"):
        read_event("otter", tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("beacon.md", NEWS, "name"),
        ("01-beacon.md", NEWS.replace("+++", "---"), "head"),
        ("01-beacon.md", NEWS.replace('"07:40"', '"at dawn"'), "at"),
        ("01-beacon.md", NEWS.replace("headline =", "line ="), "headline"),
        ("01-beacon.md", NEWS.replace('"sea"', '"unicorn"'), "draws"),
        ("01-beacon.md", NEWS.replace('section = "local"', 'kind = "rumour"'), "kind"),
        ("01-beacon.md", NEWS.replace('at = "07:40"', "at = 07:40 am"), "TOML"),
        ("01-beacon.md", LIVE.replace("@@ 09:05 |", "@@ nine"), "post begins"),
        ("01-beacon.md", LIVE.replace("@@ 09:05 |", "@@ 29:05 |"), "post stands"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(name: str, text: str, what: str) -> None:
    with pytest.raises(ManuscriptUnreadable, match=rf"{name}: .*{what}"):
        read_manuscript(name, text)


def test_a_revision_needs_what_it_revises_and_comes_later(tmp_path: Path) -> None:
    (tmp_path / "01-beacon.rev1.md").write_text(NEWS, "utf-8")
    with pytest.raises(ManuscriptUnreadable, match="no first version"):
        read_event("otter", tmp_path.iterdir())
    (tmp_path / "01-beacon.md").write_text(NEWS.replace('"07:40"', '"09:00"'), "utf-8")
    with pytest.raises(ManuscriptUnreadable, match="older"):
        read_event("otter", tmp_path.iterdir())
