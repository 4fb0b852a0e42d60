"""Pictures from our own address."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase, HttpResponseNotModified

CONTENT_TYPES = {"webp": "image/webp", "svg": "image/svg+xml"}
FOR_EVER = "public, max-age=31536000, immutable"
# A drawing comes from strangers: opened by itself it may run nothing and ask nobody.
DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def picture(request: HttpRequest, name: str, width: str, ending: str) -> HttpResponseBase:
    """A stored picture at a width; the address allows nothing but 32 hexadecimal digits."""
    etag = f'"{name}-{width}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        try:
            response = FileResponse(
                picture_path(name, width, ending).open("rb"), content_type=CONTENT_TYPES[ending]
            )
        except OSError as error:
            raise Http404("There is no such picture.") from error
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["ETag"] = etag
    response.headers["X-Content-Type-Options"] = "nosniff"
    if ending == "svg":
        response.headers["Content-Security-Policy"] = DRAWING_POLICY
    return response


def picture_path(name: str, width: str, ending: str) -> Path:
    """Where a picture lies in the data folder."""
    return Path(settings.DATA_FOLDER) / "pictures" / name[:2] / f"{name[2:]}-{width}.{ending}"
