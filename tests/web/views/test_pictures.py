from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from newsstand.web.views.pictures import picture_path

NAME = "0123456789abcdef" * 2


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "pictures" / NAME[:2] / f"{NAME[2:]}-480.webp"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"RIFF....WEBP")
    path.with_suffix(".svg").write_text("<svg viewBox='0 0 1 1' xmlns='http://www.w3.org/2000/svg'/>")
    return path


def test_a_picture_is_kept_for_ever(client: Client, picture: Path) -> None:
    response = client.get(f"/picture/{NAME}-480.webp")
    assert b"".join(response.streaming_content) == b"RIFF....WEBP"  # type: ignore[attr-defined]
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    again = client.get(f"/picture/{NAME}-480.webp", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_a_drawing_may_run_nothing(client: Client, picture: Path) -> None:
    response = client.get(f"/picture/{NAME}-480.svg")
    assert b"".join(response.streaming_content).startswith(b"<svg")  # type: ignore[attr-defined]
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        f"{NAME}-1280.webp",  # not stored
        f"{NAME}-481.webp",
        f"{NAME}-480.png",
        f"{NAME.upper()}-480.webp",
        f"{NAME[:-1]}-480.webp",
        f"{NAME}-480.webp%0A",
        f"{NAME}-480.webp/",
        "../secret-key",
        "..%2f..%2fsecret-key",
        f"{'..%2f' * 4}{NAME}-480.webp",
        f"{NAME}%00-480.webp",
        "‥/" + NAME + "-480.webp",
    ],
)
def test_nothing_else_is_served(client: Client, picture: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret-key").write_text("secret")
    assert client.get(f"/picture/{name}").status_code == 404


def test_where_pictures_lie(tmp_path: Path) -> None:
    assert picture_path(NAME, "480", "svg") == tmp_path / "pictures" / "01" / f"{NAME[2:]}-480.svg"
