"""Pictures made small and safe. No Django here: this runs in workers."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from newsstand.model import Discarded

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
