import json

from hypothesis import given
from hypothesis import strategies as st

from newsstand.extract.source import parse_page
from newsstand.extract.structured import Structured, load_json, read_structured, texts_of

ARTICLE = '{"@type": "NewsArticle", "headline": "Pool &amp; roof", "datePublished": "2024-05-01"}'


def read(*scripts: str) -> Structured:
    tags = "".join(f'<script type="application/ld+json">{s}</script>' for s in scripts)
    return read_structured(parse_page(f"<html><head>{tags}</head><body><p>x</p></body></html>"))


def test_articles_are_found_in_graphs_arrays_and_pages() -> None:
    for script in (
        ARTICLE,
        f"[{ARTICLE}]",
        f'{{"@graph": [{{"@type": "WebSite", "name": "x"}}, {ARTICLE}]}}',
        f'{{"@type": "WebPage", "mainEntity": {ARTICLE}}}',
        ARTICLE.replace('"NewsArticle"', '["http://schema.org/NewsArticle", "Thing"]'),
    ):
        assert read(script).first_text("headline") == "Pool & roof", script


def test_broken_scripts_are_repaired() -> None:
    for script in (
        ARTICLE.replace("}", ",}"),
        f"<!-- {ARTICLE} -->",
        f"//<![CDATA[\n{ARTICLE}\n//]]>",
        ARTICLE.replace("Pool", "Pool\n\t"),
        ARTICLE + ";",
        f"{ARTICLE} {ARTICLE}",
        ARTICLE[:-1] + ', "broken": "unescaped "quotes" here"}',
    ):
        assert read(script).first_text("headline") == "Pool & roof", script


def test_references_are_followed() -> None:
    structured = read(
        '{"@graph": [{"@type": "Article", "headline": "H", "author": {"@id": "#p"}}, {"@type": "Person", "@id": "#p", "name": "Ana Reyes"}]}'
    )
    assert list(texts_of(structured.follow(structured.articles[0]["author"]))) == ["Ana Reyes"]


def test_the_page_s_own_article_comes_before_teasers() -> None:
    teaser = '{"@type": "NewsArticle", "headline": "Teaser"}'
    assert read(teaser, ARTICLE).first_text("headline") == "Pool & roof"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda c: (
            st.lists(c, max_size=4)
            | st.dictionaries(st.sampled_from(["@type", "@id", "name", "@graph", "author"]), c, max_size=4)
        ),
        max_leaves=25,
    )
)
def test_any_json_is_survived(value: object) -> None:
    script = json.dumps(value).replace("<", "\\u003c")
    structured = read(script)
    assert all(isinstance(t, str) and t for node in structured.nodes for t in texts_of(node))


@given(st.text(max_size=200))
def test_any_script_is_survived(text: str) -> None:
    list(load_json(text))
