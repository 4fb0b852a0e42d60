"""Paints the mark in the sizes that systems ask for an installed paper: `python -m tools.icons`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIC = Path(__file__).parents[1] / "src/newsstand/web/static/newsstand"
SIZES = (180, 192, 512)


def main() -> None:
    """Write icons/mark-<size>.png."""
    drawing = (STATIC / "mark.svg").read_text()
    with sync_playwright() as driver:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f'<body style="margin:0;line-height:0">{drawing}')
            page.screenshot(path=STATIC / "icons" / f"mark-{size}.png")
        browser.close()


if __name__ == "__main__":
    main()
