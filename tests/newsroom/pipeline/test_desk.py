"""A desk holds plain values: what a use case needs comes with it, never from somewhere else."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import timedelta

import pytest

from newsstand.net import Fetcher
from newsstand.newsroom.pipeline.desk import Desk, DeskSettings, Workers
from newsstand.newsroom.pipeline.workers import WorkerPool
from tests.newsroom.pipeline.newsroom import Clock, Here


def test_settings_are_frozen() -> None:
    settings = DeskSettings()
    with pytest.raises(FrozenInstanceError):
        settings.page_days = 7  # type: ignore[misc]


def test_what_is_large_or_long_has_bounds_from_the_start() -> None:
    settings = DeskSettings()
    for size in (settings.feed_bytes, settings.page_bytes, settings.picture_bytes):
        assert 0 < size <= 64 * 2**20
    assert timedelta(0) < settings.edition_age <= settings.keep_editions
    assert settings.pictures is None, "nobody writes files who was not given a folder"


@pytest.mark.parametrize("make", [WorkerPool, Here])
def test_workers_are_whoever_reads_runs_rests_and_closes(make: type[WorkerPool | Here]) -> None:
    workers: Workers = make()
    desk = Desk(now=Clock(), fetcher=Fetcher(), workers=workers)
    assert desk.grouper is None
    assert desk.workers.run(len, []) == []
    desk.workers.rest(0.0)
    desk.workers.close()
