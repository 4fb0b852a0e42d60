from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from newsstand.feeds.changes import Changes, entry_fingerprint, entry_key, plan_changes
from newsstand.model import Entry
from tests.feeds.feeds_for_tests import NOW, entry, feed_of

Known = dict[str, str]


def poll(known: Known, *entries: Entry) -> tuple[Changes, Known]:
    """What a poll brings, and what is known after it is stored."""
    changes = plan_changes(feed_of(*entries), known, now=NOW)
    stored = dict(known)
    stored |= zip(changes.new_keys, changes.new_fingerprints, strict=True)
    stored |= zip(changes.changed_keys, changes.changed_fingerprints, strict=True)
    assert changes.new_fingerprints == tuple(map(entry_fingerprint, changes.new))
    assert changes.changed_fingerprints == tuple(map(entry_fingerprint, changes.changed))
    return changes, stored


def test_new_entries_come_once() -> None:
    first, known = poll({}, entry("a"), entry("b"))
    assert [one.id for one in first.new] == ["a", "b"]
    assert first.new_keys == (entry_key(entry("a")), entry_key(entry("b")))
    second, _ = poll(known, entry("c"), entry("a"), entry("b"))
    assert [one.id for one in second.new] == ["c"]
    assert second.changed == ()
    assert second.seen_ids == {entry_key(entry(name)) for name in "abc"}
    assert not second.suspicious_ids


def test_a_changed_text_is_a_change_and_a_changed_date_or_picture_is_none() -> None:
    _, known = poll({}, entry("a", published=NOW), entry("b", summary="old"))
    dressed = entry("a", published=NOW - timedelta(hours=1), image="https://bell.example/x.jpg", updated=NOW)
    changes, _ = poll(known, dressed, entry("b", summary="new"))
    assert changes.new == ()
    assert [one.id for one in changes.changed] == ["b"]
    assert changes.changed_keys == (entry_key(entry("b")),)


def test_tracking_in_an_address_is_no_change() -> None:
    _, known = poll({}, entry("a", url="https://bell.example/x?utm_source=1&token=5"))
    changes, _ = poll(known, entry("a", url="https://bell.example/x?utm_source=2&token=6"))
    assert changes.new == changes.changed == ()


def test_new_ids_with_the_same_addresses_are_the_same_entries() -> None:
    _, known = poll({}, *(entry(f"a{n}", url=f"https://bell.example/{n}", headline="H") for n in range(4)))
    renamed = [entry(f"b{n}", url=f"https://bell.example/{n}", headline="H") for n in range(4)]
    changes, stored = poll(known, *renamed)
    assert changes.new == changes.changed == ()
    assert changes.suspicious_ids
    assert changes.seen_ids == frozenset(known)
    assert stored == known


def test_a_renamed_and_rewritten_entry_keeps_its_key() -> None:
    _, known = poll({}, entry("a", url="https://bell.example/1", summary="old"))
    changes, stored = poll(known, entry("b", url="https://bell.example/1", summary="new"))
    assert changes.new == ()
    assert changes.changed_keys == (entry_key(entry("a")),)
    assert set(stored) == set(known)


def test_without_addresses_headline_and_date_tell() -> None:
    old = [entry(f"a{n}", url=None, published=NOW - timedelta(hours=n)) for n in range(3)]
    _, known = poll({}, *old)
    changes, _ = poll(known, *(replace(one, id=f"b{n}") for n, one in enumerate(old)))
    assert changes.new == changes.changed == ()


def test_one_address_for_all_tells_nobody_apart() -> None:
    home = "https://bell.example/"
    _, known = poll({}, *(entry(f"a{n}", url=home, headline=f"Old {n}") for n in range(3)))
    changes, _ = poll(known, *(entry(f"b{n}", url=home, headline=f"New {n}") for n in range(3)))
    assert [one.id for one in changes.new] == ["b0", "b1", "b2"]


def test_an_entry_still_in_the_feed_lends_its_address_to_no_other() -> None:
    _, known = poll({}, entry("a", url="https://bell.example/live"))
    changes, _ = poll(
        known,
        entry("a", url="https://bell.example/live"),
        entry("b", url="https://bell.example/live", headline="More"),
    )
    assert [one.id for one in changes.new] == ["b"]


def test_one_id_for_all_is_told_apart_by_address() -> None:
    same = [entry("feed", url=f"https://bell.example/{n}", headline=f"H{n}") for n in range(3)]
    first, known = poll({}, *same)
    assert len(first.new) == 3
    second, _ = poll(known, *same)
    assert second.new == second.changed == ()


def test_what_stands_twice_lands_once() -> None:
    changes, _ = poll({}, entry("a"), entry("a"))
    assert len(changes.new) == 1


def test_a_date_far_ahead_is_no_date_of_publication() -> None:
    changes, known = poll(
        {}, entry("a", published=NOW + timedelta(days=30)), entry("b", published=NOW + timedelta(hours=3))
    )
    assert [one.published for one in changes.new] == [None, NOW + timedelta(hours=3)]
    again, _ = poll(known, entry("a", published=NOW + timedelta(days=30)))
    assert again.new == again.changed == ()


def test_keys_and_fingerprints_are_short_and_stable() -> None:
    # stored with every entry: a change of these values makes all of them new again
    assert entry_key(entry("a")) == "8e4318350b2762d0d35d930ff2d4886f"
    assert entry_fingerprint(entry("a")) == "e33fbfe94af7..5e1d3e276b74"
    assert len(entry_fingerprint(entry("a", published=NOW))) == 38
    assert entry_fingerprint(entry("a")) != entry_fingerprint(entry("a", headline="other"))
