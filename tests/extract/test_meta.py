from newsstand.extract.meta import read_head
from newsstand.extract.source import parse_page


def test_values_are_found_by_any_of_the_names_in_page_order() -> None:
    head = read_head(
        parse_page(
            """<html lang="de-AT"><head><title> Ein
            Titel </title><meta property="og:title" content="OG"><meta name="OG:Title" content="zwei"><meta itemprop="headline" content="M">
            <meta name="empty" content=""><link rel="canonical shortlink" href="/a"></head><body><svg><title>icon</title></svg></body></html>"""
        )
    )
    assert head.title == "Ein Titel"
    assert head.first("none", "og:title") == "OG"
    assert head.all("og:title", "itemprop:headline") == ("OG", "zwei", "M")
    assert head.first("empty") is None
    assert head.links["canonical"] == head.links["shortlink"] == ("/a",)
    assert head.language == "de-AT"
