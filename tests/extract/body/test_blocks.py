from newsstand.extract.body.blocks import Piece, kind_of, make_blocks
from newsstand.extract.body.lines import read_lines
from newsstand.extract.source import parse_page
from newsstand.model import Block


def blocks(body: str) -> tuple[Block, ...]:
    lines = read_lines(parse_page(f"<html><body>{body}</body></html>"))
    return make_blocks([Piece(line, kind_of(line)) for line in lines])


def test_items_of_one_list_are_one_block_and_rows_of_one_table_too() -> None:
    assert blocks(
        "<ul><li>a</li><li>b</li></ul><ul><li>c</li></ul><table><tr><th>x</th><th>y</th></tr><tr><td>1</td><td>2</td></tr></table>"
    ) == (
        Block(kind="list", text="a\nb"),
        Block(kind="list", text="c"),
        Block(kind="table", text="x | y\n1 | 2"),
    )


def test_a_short_bold_line_is_a_subhead_and_a_bold_sentence_is_not() -> None:
    assert [
        b.kind for b in blocks("<p><b>What happens next</b></p><p><b>The pool will close for good.</b></p>")
    ] == ["subhead", "paragraph"]
