"""A picture by its name and number, and a title's mark."""

from __future__ import annotations

from html import escape

from newsstand.demo.pictures.palette import mix_inks
from newsstand.demo.pictures.scenes import SCENES
from newsstand.demo.pictures.sheet import HEIGHT, WIDTH, Sheet
from newsstand.demo.titles import Look, Title


def draw_picture(art: str, seed: int, look: Look, *, width: int = WIDTH, height: int = HEIGHT) -> str:
    """The SVG of a picture; the same for the same art, seed and look. KeyError for what nobody draws."""
    sheet = Sheet(mix_inks(look), f"{art}-{seed}")
    SCENES[art](sheet)
    return sheet.svg(width, height)


def draw_logo(title: Title) -> str:
    """A title's mark: its initial on its colour."""
    initial = escape(title.name.removeprefix("The ").removeprefix("La ")[0])
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">'
        f'<rect width="64" height="64" fill="{title.look.accent}"/>'
        f'<text x="32" y="46" font-family="Georgia, serif" font-size="40" font-weight="bold" text-anchor="middle" '
        f'fill="#fff">{initial}</text></svg>'
    )
