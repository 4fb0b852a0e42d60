from newsstand.extract.body.captions import picture_beside
from newsstand.extract.body.lines import read_lines
from newsstand.extract.source import parse_page


def stands_by_picture(body: str) -> bool:
    (line,) = read_lines(parse_page(f"<html><body>{body}</body></html>"))[-1:]
    return picture_beside(line) is not None


def test_a_line_in_a_small_box_with_a_picture_stands_by_it() -> None:
    assert stands_by_picture("<div><img src='a.jpg'><div>The roof in March</div></div>")
    assert stands_by_picture("<figure><img src='a.jpg'><p>The roof in March</p></figure>")


def test_a_paragraph_with_a_picture_set_into_it_is_no_caption() -> None:
    assert not stands_by_picture(
        "<p><img src='a.jpg'>The council voted on Tuesday night to close the pool.</p>"
    )


def test_a_paragraph_in_an_article_that_holds_pictures_is_no_caption() -> None:
    other = "<p>" + "The council voted on Tuesday night to close the pool. " * 3 + "</p>"
    assert not stands_by_picture(
        f"<div>{other}<img src='a.jpg'><p>It will open again in two years.</p></div>"
    )
