"""Whether the world outside answers, so that `up` can choose between real titles and the demo newsroom."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from itertools import islice
from urllib.parse import urljoin

from newsstand.net import Fetcher, FetchSettings

ASKED = 6
SECONDS = 3.0
MOST_BYTES = 512 * 1024


async def outside_answers(
    addresses: Iterable[str] | None = None, settings: FetchSettings | None = None
) -> bool:
    """Whether any of a few titles' sites answers at all within three seconds, whatever it says.

    addresses: the sites to ask, a few spread over the starter catalogue where none are named
    """
    sites = list(spread_sites() if addresses is None else addresses)
    settings = settings or FetchSettings(connect_seconds=SECONDS, total_seconds=SECONDS, spacing=0.0)
    async with Fetcher(settings) as fetcher:
        asked = [asyncio.ensure_future(answers(fetcher, site)) for site in sites]
        try:
            for answer in asyncio.as_completed(asked, timeout=SECONDS):
                if await answer:
                    return True
        except TimeoutError:
            return False
        finally:
            for task in asked:
                task.cancel()
            await asyncio.gather(*asked, return_exceptions=True)
    return False


async def answers(fetcher: Fetcher, site: str) -> bool:
    """Whether a site's robots.txt brings an answer in HTTP: any status will do."""
    fetched = await fetcher.get(urljoin(site, "/robots.txt"), max_bytes=MOST_BYTES, robots=False)
    return fetched.status is not None


def spread_sites() -> Sequence[str]:
    """Home pages of a few titles from the whole length of the starter catalogue, so of several countries and hosts."""
    from newsstand.cli.titles import choose_catalogue

    titles = choose_catalogue("starter")
    step = max(1, len(titles) // ASKED)
    return [title.home_page for title in islice(titles, 0, None, step)][:ASKED]
