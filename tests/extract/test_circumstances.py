from newsstand.extract.body.lines import read_lines
from newsstand.extract.circumstances import (
    declared_publisher,
    is_paywalled,
    shown_overline,
    shown_publisher,
    shown_standfirst,
)
from newsstand.extract.meta import read_head
from newsstand.extract.near import near_headline
from newsstand.extract.source import parse_page
from newsstand.extract.structured import read_structured


def paywalled(head: str, lines: list[str], letters: int) -> bool:
    tree = parse_page(f"<html><head>{head}</head><body></body></html>")
    return is_paywalled(read_head(tree), read_structured(tree), lines, letters)


def test_a_gate_under_a_long_text_holds_nothing_back() -> None:
    gate = ["Already a subscriber? Sign in"]
    assert paywalled("", gate, 500)
    assert not paywalled("", gate, 5_000)
    assert not paywalled("", ["Subscribe to our newsletter"], 500)
    assert paywalled('<meta property="article:content_tier" content="locked">', [], 5_000)


def test_what_is_declared_free_is_free() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":true}</script>'
    assert not paywalled(head, ["Already a subscriber? Sign in"], 500)


def publisher(body: str, *not_names: str) -> str | None:
    tree = parse_page(f"<html><body>{body}</body></html>")
    return shown_publisher(near_headline(tree, None), not_names)


def test_a_reading_service_s_page_names_the_real_title() -> None:
    logo = '<div class="title"><img src="/logos/7.png" alt="The Harrow Herald"><span>The Harrow Herald</span></div><h1>Roof falls</h1>'
    assert publisher(logo, "Reader") == "The Harrow Herald"
    assert publisher(logo, "The Harrow Herald") is None
    author = '<div class="author"><img src="/people/ana.jpg" alt="Ana Reyes"><span>Ana Reyes</span></div><h1>Roof falls</h1>'
    assert publisher(author) is None


def test_the_declared_publisher_is_a_name() -> None:
    tree = parse_page(
        '<html><head><meta property="og:site_name" content="Herald"></head><body></body></html>'
    )
    assert declared_publisher(read_head(tree), read_structured(tree)) == "Herald"


def test_overlines_and_standfirsts_are_seen_by_their_names() -> None:
    tree = parse_page(
        '<html><body><p class="kicker">Harrow Bay</p><h1>Roof falls at the pool</h1>'
        '<p class="standfirst">Four of nine beams have rusted through, engineers say.</p><p>Text of the article.</p></body></html>'
    )
    heading = tree.find(".//h1")
    lines = read_lines(tree)
    assert shown_overline(heading, lines, "Roof falls at the pool") == "Harrow Bay"
    assert shown_standfirst(heading, lines, set()) == "Four of nine beams have rusted through, engineers say."
    assert shown_standfirst(heading, lines, {2}) is None
