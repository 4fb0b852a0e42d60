from newsstand.extract.near import near_headline
from newsstand.extract.source import parse_page


def test_what_follows_the_headline_comes_first_then_what_precedes_it_nearest_first() -> None:
    tree = parse_page(
        "<html><body><nav><p>menu</p></nav><p>far</p><p>close</p><h1>Head</h1><p>after</p><form><p>form</p></form></body></html>"
    )
    assert [e.text for e in near_headline(tree, tree.find(".//h1")) if e.tag == "p"] == [
        "after",
        "close",
        "far",
    ]
