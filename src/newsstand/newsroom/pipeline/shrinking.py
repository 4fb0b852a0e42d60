"""Pictures made small and safe. No Django here: this runs in workers."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsstand.model import Discarded

if TYPE_CHECKING:
    from PIL import Image

WIDTHS = (480, 1280)
MOST_PIXELS = 40_000_000
LEAST_SIDE = 120  # smaller ones are logos, spacers and tracking pixels
MOST_SVG_BYTES = 400_000
QUALITY = 72
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")

_VIEW_BOX = re.compile(
    rb"viewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+(\d{1,6}(?:\.\d{1,6})?)[\s,]+(\d{1,6}(?:\.\d{1,6})?)"
)


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
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(body), formats=FORMATS) as opened:
                picture = lay_flat(opened)
    except bombs as error:
        return Discarded(reason="too_large", detail=str(error)[:120])
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
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


def lay_flat(opened: Image.Image) -> Image.Image:
    """A picture upright in plain colours; what shines through is white, as on paper."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(opened)
    if not upright.has_transparency_data:
        return upright.convert("RGB")
    paper = Image.new("RGBA", upright.size, "white")
    paper.alpha_composite(upright.convert("RGBA"))
    return paper.convert("RGB")


def is_svg(body: bytes) -> bool:
    """Whether bytes look like a drawing in SVG."""
    return b"<svg" in body[:1000] and body.lstrip()[:1] == b"<"


def keep_svg(body: bytes) -> Shrunk | Discarded:
    """A drawing as it is: shown as a picture it runs nothing, and it is served with a policy that forbids the rest."""
    box = _VIEW_BOX.search(body[:4000])
    width, height = (round(float(box[1])), round(float(box[2]))) if box else (0, 0)
    if not width or not height:
        return Discarded(reason="unreadable", detail="a drawing without a size")
    if len(body) > MOST_SVG_BYTES:
        return Discarded(reason="too_large", detail=f"a drawing of {len(body):,} bytes")
    files = tuple((f"-{wide}.svg", body) for wide in WIDTHS)
    return Shrunk(content_type="image/svg+xml", files=files, width=width, height=height)
