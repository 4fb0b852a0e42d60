from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsstand.members.entitlement import visible_part
from newsstand.model import BODY_KINDS, Allowance, Block, Terms
from newsstand.newsroom.records import block_rows, body_of
from newsstand.web.selectors.article_page import ShownBlock, placed_blocks

words = st.text("ab\n |…", min_size=1, max_size=30).filter(lambda text: bool(text.strip()))
blocks = st.lists(
    st.builds(
        Block, kind=st.sampled_from(["paragraph", "quote", "list", "table", "caption", "embed"]), text=words
    ),
    max_size=6,
)


@given(blocks)
def test_each_block_of_the_body_knows_its_place_in_it(given_blocks: list[Block]) -> None:
    body = body_of(block_rows(given_blocks))
    shown = placed_blocks(visible_part(Allowance(level=Terms.FULL), blocks=given_blocks), body)
    for block in shown:
        if block.kind in BODY_KINDS:
            assert block.start is not None
            assert body[block.start : block.end] == block.text
        else:
            assert block.start is None
        for part in (*block.lines, *(cell for row in block.rows for cell in row)):
            text = "".join(piece.text for piece in part.pieces)
            assert part.start is None or body[part.start : part.start + len(text)] == text


def test_the_beginning_that_an_extract_shows_knows_its_place() -> None:
    given_blocks = [Block(kind="paragraph", text="word " * 30), Block(kind="paragraph", text="other " * 30)]
    body = body_of(block_rows(given_blocks))
    first, second = placed_blocks(
        visible_part(Allowance(level=Terms.EXTRACT, words=40, characters=320), blocks=given_blocks), body
    )
    assert (first.start, second.start) == (0, len("word " * 30) + 2)
    assert second.text.endswith("…")


def test_cells_stay_in_their_columns() -> None:
    block = ShownBlock(id="p1", kind="table", text="Port |  | Boats\n\nSkerry | 4 | ", start=10)
    read = [[("".join(p.text for p in cell.pieces), cell.start) for cell in row] for row in block.rows]
    assert read[0] == [("Port", 10), ("", 17), ("Boats", 20)]
    assert [text for text, _ in read[1]] == ["Skerry", "4", ""]


def test_an_embed_leads_to_the_web_alone() -> None:
    assert (
        ShownBlock(id="p1", kind="embed", text="Video https://v.example/1").address == "https://v.example/1"
    )
    assert ShownBlock(id="p1", kind="embed", text="javascript:alert(1)").address == ""
    assert ShownBlock(id="p1", kind="embed", text="").address == ""
