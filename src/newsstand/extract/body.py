"""Which of a page's lines are the article."""

from __future__ import annotations

from copy import deepcopy

from newsstand.extract.reading import Reading
from newsstand.model import Block, BlockKind

_KINDS: dict[str, BlockKind] = {
    "p": "paragraph",
    "head": "subhead",
    "quote": "quote",
    "list": "list",
    "table": "table",
}


def read_body(reading: Reading) -> Reading:
    """Fill in the blocks."""
    from trafilatura import bare_extraction

    document = bare_extraction(deepcopy(reading.tree), url=reading.url, include_comments=False)
    blocks = []
    for element in document.body if document is not None else ():
        text = " ".join("".join(element.itertext()).split())
        if element.tag == "list":
            text = "\n".join(" ".join("".join(i.itertext()).split()) for i in element)
        if text:
            blocks.append(Block(kind=_KINDS.get(element.tag, "paragraph"), text=text))
    return reading.with_blocks(tuple(blocks))
