"""Editions are opened once for each reader, finished once, caught up with once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from newsstand.members.editions import (
    catch_up,
    finish_edition,
    missed_editions,
    open_edition,
    zones_of_readers,
)
from newsstand.members.models import OpenedEdition, Reader
from newsstand.newsroom.models import Edition
from tests.newsroom.making import NOW

pytestmark = [pytest.mark.store, pytest.mark.django_db]


def a_reader(**fields: Any) -> Reader:
    return Reader.objects.make(now=fields.pop("now", NOW), **fields)


def an_edition(kind: str = "morning", zone: str = "Europe/London", hours: float = 3) -> Edition:
    at = NOW - timedelta(hours=hours)
    return Edition.objects.create(kind=kind, zone=zone, day=at.date(), at=at)


def test_what_was_for_a_reader_stays_as_it_was() -> None:
    reader, edition = a_reader(), an_edition()
    first = open_edition(reader, edition, now=NOW, choose=lambda: [{"story": 1, "why": "because"}])
    again = open_edition(reader, edition, now=NOW + timedelta(hours=1), choose=lambda: [{"story": 2}])
    assert first == again
    assert again.for_you == [{"story": 1, "why": "because"}]
    assert again.opened_at == NOW
    assert open_edition(a_reader(), edition, now=NOW, choose=list).for_you == []


def test_an_edition_is_finished_once() -> None:
    reader, edition = a_reader(), an_edition()
    assert finish_edition(reader, edition, now=NOW)
    assert not finish_edition(reader, edition, now=NOW + timedelta(hours=1))
    assert OpenedEdition.objects.get().finished_at == NOW


def test_catching_up_ends_the_absence() -> None:
    reader = a_reader(away_since=NOW - timedelta(days=3))
    other = a_reader(email="b@reader.example", away_since=NOW)
    assert catch_up(reader)
    assert not catch_up(reader)
    reader.refresh_from_db()
    other.refresh_from_db()
    assert reader.away_since is None
    assert other.away_since == NOW


def test_editions_missed_are_those_of_the_zone_since_then() -> None:
    for hours, zone in (
        (3, "Europe/London"),
        (15, "Europe/London"),
        (27, "Europe/London"),
        (3, "Asia/Kathmandu"),
    ):
        an_edition("morning" if hours in (3, 27) else "evening", zone, hours)
    an_edition("morning", "Europe/London", -30)
    assert missed_editions("Europe/London", NOW - timedelta(hours=20), NOW) == 2


def test_zones_are_those_of_readers_who_are_here() -> None:
    for number, zone in enumerate(
        ["Asia/Kathmandu", "Pacific/Auckland", "Pacific/Auckland", "", "Mars/Base"]
    ):
        a_reader(email=f"{number}@reader.example", time_zone=zone)
    a_reader(email="gone@reader.example", time_zone="America/Lima", now=NOW - timedelta(days=31))
    a_reader(email="left@reader.example", time_zone="America/La_Paz", is_active=False)
    assert zones_of_readers(NOW) == ["Pacific/Auckland", "Asia/Kathmandu"]
