"""A live blog's posts: which blocks belong to one, and when it appeared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from newsstand.extract.headline import fold
from newsstand.extract.moments import parse_moment
from newsstand.extract.structured import Structured, texts_of, types_of
from newsstand.model import BODY_KINDS, Block

MOST_POSTS = 500
FEWEST_POSTS = 2
SHORTEST_MATCH = 12


@dataclass(frozen=True, slots=True)
class _Post:
    text: str
    posted_at: datetime | None


def gather_updates(blocks: Sequence[Block], structured: Structured) -> tuple[Block, ...]:
    """The blocks with those of one live-blog post made into one "update"; unchanged where the page is no live blog."""
    posts = _posts(structured)
    owners = [_owner(block, posts) for block in blocks]
    if len({owner for owner in owners if owner is not None}) < FEWEST_POSTS:
        return tuple(blocks)
    gathered: list[Block] = []
    last: int | None = None
    for block, owner in zip(blocks, owners, strict=True):
        if owner is None:
            gathered.append(block)
        elif owner == last:
            gathered[-1] = Block(
                kind="update", text=f"{gathered[-1].text}\n{block.text}", posted_at=posts[owner].posted_at
            )
        else:
            gathered.append(Block(kind="update", text=block.text, posted_at=posts[owner].posted_at))
        last = owner
    return tuple(gathered)


def _posts(structured: Structured) -> list[_Post]:
    posts = []
    for node in structured.nodes:
        updates = node.get("liveBlogUpdate") if "liveblogposting" in types_of(node) else None
        for update in (updates if isinstance(updates, list) else [])[:MOST_POSTS]:
            if isinstance(update, dict):
                text = "".join(
                    fold(t) for key in ("headline", "articleBody") for t in texts_of(update.get(key))
                )
                moment = next((parse_moment(t) for t in texts_of(update.get("datePublished"))), None)
                posts.append(_Post(text, moment if isinstance(moment, datetime) else None))
    return posts


def _owner(block: Block, posts: list[_Post]) -> int | None:
    folded = fold(block.text)
    if block.kind not in BODY_KINDS or len(folded) < SHORTEST_MATCH:
        return None
    return next((n for n, post in enumerate(posts) if folded in post.text), None)
