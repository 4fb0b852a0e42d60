"""Pictures of what stands in the edition: fetched once, made small and safe, served from our own address."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from datetime import datetime
from pathlib import Path

from django.db import transaction

from newsstand.model import Discarded
from newsstand.net import Fetched
from newsstand.newsroom import records
from newsstand.newsroom.models import Article, Edition, Picture
from newsstand.newsroom.pipeline.desk import Desk
from newsstand.newsroom.pipeline.shrinking import Shrunk, shrink
from newsstand.newsroom.pipeline.threads import Writer, in_batches
from newsstand.newsroom.terms import terms_of
from newsstand.newsroom.withdrawing import remove_withdrawn_pictures

MOST_AT_ONCE = 40
ACCEPT = "image/avif, image/webp, image/png, image/jpeg, image/svg+xml, image/*;q=0.5"


async def fetch_pictures(desk: Desk, writer: Writer) -> int:
    """Fetch the wanted pictures of the newest edition's stories; returns how many were asked for."""
    if desk.settings.pictures is None:
        return 0
    await writer.do(remove_withdrawn_pictures, desk.settings.pictures)
    alone = desk.settings.is_alone
    wanted = await writer.do(lambda: wanted_pictures(desk.now(), is_alone=alone))

    async def ask(picture: Picture) -> tuple[Picture, Fetched]:
        return picture, await desk.fetcher.get(
            picture.url, accept=ACCEPT, max_bytes=desk.settings.picture_bytes, robots=False
        )

    loop = asyncio.get_running_loop()
    async with aclosing(in_batches([ask(picture) for picture in wanted], most=8)) as batches:
        async for answers in batches:
            bodies = [fetched.body for _, fetched in answers if fetched.outcome == "fetched"]
            shrunk = iter(await loop.run_in_executor(None, desk.workers.run, shrink, bodies))
            results: list[tuple[Picture, Shrunk | Discarded]] = [
                (picture, next(shrunk) if fetched.outcome == "fetched" else not_here(fetched))
                for picture, fetched in answers
            ]
            await writer.do(store_pictures, results, desk.settings.pictures)
    return len(wanted)


def not_here(fetched: Fetched) -> Discarded:
    """Why a picture that did not come is given up."""
    return Discarded(reason="gone", detail=f"{fetched.outcome}: {fetched.detail}")


def wanted_pictures(now: datetime, *, is_alone: bool) -> list[Picture]:
    """Pictures of the newest edition's reports that may be shown and are not here yet, the best places first."""
    edition = Edition.objects.order_by("-at").first()
    if edition is None:
        return []
    rows = (
        Picture.objects.filter(
            state=Picture.State.WANTED, articles__membership__story__slots__edition=edition
        )
        .order_by("articles__membership__story__slots__place", "pk")
        .values_list("pk", flat=True)[: MOST_AT_ONCE * 4]
    )
    order = list(dict.fromkeys(rows))
    if not is_alone:
        shown = showable(order, now)
        order = [pk for pk in order if pk in shown]
    order = order[:MOST_AT_ONCE]
    found = Picture.objects.in_bulk(order)
    return [found[pk] for pk in order]


def showable(pictures: Sequence[int], now: datetime) -> set[int]:
    """Those of these pictures that the terms of an article let everybody see."""
    articles = Article.objects.filter(picture__in=pictures, withdrawn_at=None).select_related("publisher")
    return {a.picture_id for a in articles if a.picture_id and terms_of(a.publisher, a, now).shows_pictures}


@transaction.atomic
def store_pictures(results: Sequence[tuple[Picture, Shrunk | Discarded]], folder: Path) -> None:
    """Write the files, then the rows: a row that says "stored" has its files."""
    for picture, result in results:
        if isinstance(result, Discarded):
            picture.state = Picture.State.FAILED
            picture.detail = records.clean(f"{result.reason}: {result.detail}")[:300]
        else:
            name = records.digest(picture.url_key)
            for ending, body in result.files:
                write_file(folder / name[:2] / (name[2:] + ending), body)
            picture.state, picture.detail, picture.name = Picture.State.STORED, "", name
            picture.content_type = result.content_type
            picture.width, picture.height = result.width, result.height
        picture.save()


def write_file(path: Path, body: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(path.suffix + ".part")
    half.write_bytes(body)
    half.replace(path)
