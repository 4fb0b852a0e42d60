from newsstand.extract.body.choose import choose, reasons_for, score, weights
from newsstand.extract.body.lines import read_lines
from newsstand.extract.source import parse_page


def test_a_score_is_the_sum_of_its_reasons_strongest_first() -> None:
    row = {"bias": 1.0, "broad": 1.0, "comments": 1.0, "links": 0.5}
    reasons = reasons_for(row)
    assert abs(sum(r.value for r in reasons) - score(row)) < 1e-9
    assert [abs(r.value) for r in reasons] == sorted((abs(r.value) for r in reasons), reverse=True)


def test_the_weights_say_what_everybody_knows() -> None:
    table = weights()
    for against in ("comments", "start-more", "inside-join", "links", "caption", "above-headline"):
        assert table[against] < 0, against
    for in_favour in ("main-shape", "declared", "sentence"):
        assert table[in_favour] > 0, in_favour


def test_a_heading_with_nothing_under_it_goes() -> None:
    lines = read_lines(parse_page("<html><body><h2>One</h2><p>Text.</p><h2>Two</h2></body></html>"))
    liked = [{"bias": -100.0} for _ in lines]
    assert choose(lines, liked) == [True, True, False]
