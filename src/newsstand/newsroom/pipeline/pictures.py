"""Pictures of what stands in the edition: fetched once, made small and safe, served from our own address."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from newsstand.model import Discarded
from newsstand.net import Fetched
from newsstand.newsroom import records
from newsstand.newsroom.models import Edition, Picture
from newsstand.newsroom.pipeline.desk import Desk
from newsstand.newsroom.pipeline.threads import Writer, in_batches

MOST_AT_ONCE = 40
ACCEPT = "image/avif, image/webp, image/png, image/jpeg, image/svg+xml, image/*;q=0.5"
WIDTHS = (480, 1280)
MOST_PIXELS = 40_000_000
LEAST_SIDE = 120  # smaller ones are logos, spacers and tracking pixels
MOST_SVG_BYTES = 400_000
QUALITY = 72

_VIEW_BOX = re.compile(rb"viewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]{1,9})[\s,]+([\d.]{1,9})")


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A picture ready to be stored: file endings with their bytes, and the width and height of the largest."""

    content_type: str
    files: tuple[tuple[str, bytes], ...]
    width: int
    height: int


async def fetch_pictures(desk: Desk, writer: Writer) -> int:
    """Fetch the wanted pictures of the newest edition's stories; returns how many were asked for."""
    if desk.settings.pictures is None:
        return 0
    wanted = await writer.do(wanted_pictures)

    async def ask(picture: Picture) -> tuple[Picture, Fetched]:
        return picture, await desk.fetcher.get(
            picture.url, accept=ACCEPT, max_bytes=desk.settings.picture_bytes, robots=False
        )

    async for answers in in_batches([ask(picture) for picture in wanted], most=8):
        loop = asyncio.get_running_loop()
        bodies = [fetched.body for _, fetched in answers if fetched.outcome == "fetched"]
        shrunk = iter(await loop.run_in_executor(None, desk.workers.run, shrink, bodies))
        results: list[tuple[Picture, Shrunk | Discarded]] = [
            (
                picture,
                next(shrunk)
                if fetched.outcome == "fetched"
                else Discarded(reason="gone", detail=f"{fetched.outcome}: {fetched.detail}"),
            )
            for picture, fetched in answers
        ]
        await writer.do(store_pictures, results, desk.settings.pictures)
    return len(wanted)


def wanted_pictures() -> list[Picture]:
    """Pictures of the newest edition's reports that are not here yet, the best places first."""
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
    order = list(dict.fromkeys(rows))[:MOST_AT_ONCE]
    found = Picture.objects.in_bulk(order)
    return [found[pk] for pk in order]


def shrink(body: bytes) -> Shrunk | Discarded:
    """A picture at the widths that pages use, without whatever else its file carried; runs inside a worker."""
    if is_svg(body):
        return keep_svg(body)
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(body), formats=("JPEG", "PNG", "WEBP", "GIF", "AVIF")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return Discarded(reason="too_large", detail=f"{opened.width} x {opened.height} pixels")
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        return Discarded(reason="unreadable", detail=f"no picture: {str(error)[:120]}")
    if min(picture.size) < LEAST_SIDE:
        return Discarded(reason="too_short", detail=f"only {picture.width} x {picture.height} pixels")
    files = []
    for width in WIDTHS:
        copy = picture.copy()
        copy.thumbnail((width, width * 3))
        out = io.BytesIO()
        copy.save(out, "WEBP", quality=QUALITY, method=4)
        files.append((f"-{width}.webp", out.getvalue()))
    return Shrunk(content_type="image/webp", files=tuple(files), width=copy.width, height=copy.height)


def is_svg(body: bytes) -> bool:
    """Whether bytes look like a drawing in SVG."""
    return b"<svg" in body[:1000] and body.lstrip()[:1] == b"<"


def keep_svg(body: bytes) -> Shrunk | Discarded:
    """A drawing as it is: shown as a picture it runs nothing, and it is served with a policy that forbids the rest."""
    box = _VIEW_BOX.search(body[:4000])
    if len(body) > MOST_SVG_BYTES or box is None:
        return Discarded(
            reason="too_large" if box else "unreadable", detail="a drawing too large or without a size"
        )
    files = tuple((f"-{width}.svg", body) for width in WIDTHS)
    return Shrunk(
        content_type="image/svg+xml", files=files, width=round(float(box[1])), height=round(float(box[2]))
    )


@transaction.atomic
def store_pictures(results: Sequence[tuple[Picture, Shrunk | Discarded]], folder: Path) -> None:
    """Write the files, then the rows: a row that says "stored" has its files."""
    for picture, result in results:
        if isinstance(result, Discarded):
            picture.state = Picture.State.FAILED
            picture.detail = f"{result.reason}: {result.detail}"[:300]
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
