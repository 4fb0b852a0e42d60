"""Pictures come out small and without whatever else their files carried, or not at all."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from newsstand.model import Discarded
from newsstand.newsroom.pipeline.shrinking import LEAST_SIDE, MOST_SVG_BYTES, WIDTHS, Shrunk, shrink

SECRET = "51.5074 N, on the reporter's doorstep"


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (1600, 900), mode: str = "RGB", orientation: int = 1
) -> bytes:
    """A picture with an EXIF block, a comment and its left edge in red."""
    image = Image.new(mode, size, "white")
    image.paste(Image.new(mode, (size[0] // 8, size[1]), "red"), (0, 0))
    exif = Image.Exif()
    exif[0x010E] = SECRET
    exif[0x0112] = orientation
    out = io.BytesIO()
    if kind == "PNG":
        said = PngImagePlugin.PngInfo()
        said.add_text("Comment", SECRET)
        image.save(out, kind, exif=exif, pnginfo=said)
    elif kind == "GIF":
        image.save(out, kind, comment=SECRET.encode())
    else:
        image.save(out, kind, exif=exif, xmp=f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode())
    return out.getvalue()


def shrunk(body: bytes) -> Shrunk:
    result = shrink(body)
    assert isinstance(result, Shrunk), result
    return result


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_a_picture_comes_at_two_widths_and_says_nothing_else(kind: str) -> None:
    body = picture(kind)
    assert SECRET.encode() in body, "the test shows nothing otherwise"
    result = shrunk(body)
    assert (result.content_type, result.width, result.height) == ("image/webp", 1280, 720)
    assert [ending for ending, _ in result.files] == ["-480.webp", "-1280.webp"]
    for (_, small), width in zip(result.files, WIDTHS, strict=True):
        assert SECRET.encode() not in small
        with Image.open(io.BytesIO(small)) as opened:
            assert (opened.format, opened.size) == ("WEBP", (width, width * 9 // 16))
            assert not opened.getexif()
            assert "xmp" not in opened.info


def test_a_picture_stands_as_it_was_held() -> None:
    result = shrunk(picture(orientation=6))  # turned a quarter: its left edge is the top
    assert result.width < result.height
    with Image.open(io.BytesIO(result.files[0][1])) as opened:
        red, green, blue = opened.convert("RGB").getpixel((opened.width // 2, 4))  # type: ignore[misc]
    assert red > 200
    assert max(green, blue) < 80


def test_a_small_picture_is_not_blown_up() -> None:
    result = shrunk(picture(size=(300, 200)))
    assert (result.width, result.height) == (300, 200)


def test_what_shines_through_is_white_as_paper() -> None:
    image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    out = io.BytesIO()
    image.save(out, "PNG")
    with Image.open(io.BytesIO(shrunk(out.getvalue()).files[0][1])) as opened:
        assert min(opened.convert("RGB").getpixel((100, 100))) > 250  # type: ignore[type-var, arg-type]


@pytest.mark.parametrize("mode", ["L", "LA", "P", "CMYK", "1", "I;16"])
def test_every_kind_of_colour_is_taken(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (200, 160)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert shrunk(out.getvalue()).width == 200


@pytest.mark.parametrize("size", [(1, 1), (LEAST_SIDE - 1, 900), (900, LEAST_SIDE - 1)])
def test_spacers_and_logos_are_refused(size: tuple[int, int]) -> None:
    refused = shrink(picture(size=size))
    assert isinstance(refused, Discarded)
    assert refused.reason == "too_short"


def png_that_says(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [6_400, 8_000, 60_000])
def test_a_bomb_is_refused_before_it_is_unpacked(side: int) -> None:
    refused = shrink(png_that_says(side, side))
    assert isinstance(refused, Discarded)
    assert refused.reason == "too_large"


@pytest.mark.parametrize("body", [b"", b"\0" * 100, b"<html><body>Not found</body></html>", b"%PDF-1.7", picture()[:500], b"GIF89a"])  # fmt: skip
def test_what_is_no_picture_is_refused(body: bytes) -> None:
    refused = shrink(body)
    assert isinstance(refused, Discarded)
    assert refused.reason == "unreadable"


def drawing(box: str = 'viewBox="0 0 1200 675.5"', more: str = "") -> bytes:
    return f'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" {box}><rect/>{more}</svg>'.encode()


def test_a_drawing_is_kept_with_its_size() -> None:
    body = drawing(more="<script>alert(1)</script>")
    result = shrunk(body)
    assert (result.content_type, result.width, result.height) == ("image/svg+xml", 1200, 676)
    assert result.files == (("-480.svg", body), ("-1280.svg", body))


@pytest.mark.parametrize("box", ["", 'viewBox="0 0 0 0"', 'viewBox="0 0 1.2.3 4.5.6"', 'viewBox="0 0 . ."', 'viewBox="a b c d"', 'viewBox="0 0 -5 9"'])  # fmt: skip
def test_a_drawing_without_a_size_is_refused(box: str) -> None:
    refused = shrink(drawing(box))
    assert isinstance(refused, Discarded)
    assert refused.reason == "unreadable"


def test_a_drawing_as_large_as_a_book_is_refused() -> None:
    refused = shrink(drawing(more=" " * MOST_SVG_BYTES))
    assert isinstance(refused, Discarded)
    assert refused.reason == "too_large"
