"""Take in feeds by address, each under a title of its own: `python -m benchmarks.take_in FILE`, settings say where."""

from __future__ import annotations

import sys
from pathlib import Path

from newsstand.model import Publisher
from newsstand.site.wiring import open_store, take_in_titles
from newsstand.text.urls import host_of


def main() -> int:
    """Store every address that the file lists."""
    open_store()
    take_in_titles(
        Publisher(
            slug=f"title-{number}",
            name=host_of(url) or url,
            home_page=url,
            country="XX",
            language="en",
            kind="newspaper",
            feeds=(url,),
        )
        for number, url in enumerate(Path(sys.argv[1]).read_text().split())
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
