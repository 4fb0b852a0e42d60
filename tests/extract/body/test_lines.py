from newsstand.extract.body.lines import Line, read_lines
from newsstand.extract.source import parse_page


def read(body: str) -> list[Line]:
    return read_lines(parse_page(f"<html><body>{body}</body></html>"))


def test_blocks_part_lines_and_inline_elements_do_not() -> None:
    assert [line.text for line in read("<div>One <b>t</b>wo<p>three</p>four <a href='#'>five</a></div>")] == [
        "One two",
        "three",
        "four five",
    ]


def test_two_breaks_part_paragraphs_and_one_parts_words() -> None:
    assert [line.text for line in read("<div>one<br>two<br><br>three</div>")] == ["one two", "three"]


def test_kinds_follow_the_markup() -> None:
    lines = read(
        "<h2>h</h2><ul><li>i</li></ul><figure><figcaption>c</figcaption></figure><blockquote><p>q</p></blockquote><table><tr><td>a</td><td>b</td></tr></table>"
    )
    assert [(line.kind, line.text, line.quoted) for line in lines] == [
        ("heading", "h", False),
        ("item", "i", False),
        ("caption", "c", False),
        ("paragraph", "q", True),
        ("row", "| a | b", False),
    ]


def test_shares_of_links_and_bold_are_measured() -> None:
    linked, bold = read("<p><a href='/'>all of it</a></p><p><strong>bold line</strong></p>")
    assert (linked.links, linked.bold) == (1.0, False)
    assert (bold.links, bold.bold) == (0.0, True)


def test_what_is_never_shown_is_no_line() -> None:
    assert [
        line.text
        for line in read(
            "<script>x</script><nav><p>menu</p></nav><select><option>o</option></select><p>text</p>"
        )
    ] == ["text"]
    assert [line.hidden for line in read("<p hidden>a</p><p style='display: none'>b</p><p>c</p>")] == [
        True,
        True,
        False,
    ]


def test_an_unclosed_menu_does_not_swallow_the_article() -> None:
    lines = read("<nav><a href='/'>Home</a><h1>Roof falls</h1><p>The roof of the pool fell on Monday.</p>")
    assert "The roof of the pool fell on Monday." in [line.text for line in lines]
