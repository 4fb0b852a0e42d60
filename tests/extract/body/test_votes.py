from newsstand.extract.body.lines import read_lines
from newsstand.extract.body.votes import agreement, declared_body
from newsstand.extract.source import parse_page
from newsstand.extract.structured import read_structured

LONG = "The council voted on Tuesday night to close the pool for two years."


def test_long_lines_agree_by_their_parts_and_short_ones_as_wholes() -> None:
    lines = read_lines(
        parse_page(
            f"<html><body><p>{LONG}</p><p>the pool</p><p>Quite another sentence that stands nowhere.</p></body></html>"
        )
    )
    assert agreement(lines, LONG) == [1.0, 0.0, 0.0]
    assert agreement(lines, f"{LONG}\nThe pool") == [1.0, 1.0, 0.0]
    assert 0.5 < agreement(lines, LONG.replace("night ", ""))[0] < 1.0
    assert agreement(lines, "") == [0.0, 0.0, 0.0]


def test_the_longest_declared_body_counts() -> None:
    page = '<html><head><script type="application/ld+json">[{"@type":"NewsArticle","headline":"a","articleBody":"short"},{"@type":"NewsArticle","headline":"b","articleBody":"much longer"}]</script></head><body></body></html>'
    assert declared_body(read_structured(parse_page(page))) == "much longer"
