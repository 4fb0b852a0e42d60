"""All of an article's topics, a story's topics, and what holds of any text."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.model import ArticleTexts
from newsstand.topics import find_topics, sum_topics
from tests.topics.texts import found

LANGUAGES = st.sampled_from(["en", "de", "fr", "es", "ar", "ja", None])
WORDS = st.sampled_from(
    [
        "Leeds",
        "in",
        "Paris",
        "Georgia",
        "Mr",
        "Keir",
        "Marlow",
        "said",
        "FC",
        "United",
        "the",
        "ECB",
        "(",
        ")",
        ",",
        ".",
        "-",
        "’s",
        "Hochwasser",
        "flood",
        "\n\n",
        "«",
        "»",
        "“",
        "”",
        "القاهرة",
        "في",
        "à",
        "Nantes",
        "St.",
        "U.S.",
        "Bank",
        "of",
        "England",
        "München",
        "I",
        "é",
        "12",
        "東京",
        "a",
    ]
)
TEXTS = st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=80).map(" ".join))


@settings(deadline=None, max_examples=150)
@given(headline=TEXTS, body=TEXTS, language=LANGUAGES)
def test_any_text_gives_topics_whose_spans_lie_in_it(headline: str, body: str, language: str | None) -> None:
    texts = ArticleTexts(headline=headline, body=body)
    topics = find_topics(texts, language)
    assert topics == find_topics(texts, language)
    whole = "\n\n".join(p for p in (headline, body) if p)
    for topic in topics:
        assert topic.weight > 0
        assert topic.reasons
        assert all(0 <= start < end <= len(whole) for start, end in topic.spans)
    assert len({t.topic.slug for t in topics}) == len(topics)
    assert [t.weight for t in topics] == sorted((t.weight for t in topics), reverse=True)


def test_time_is_bounded() -> None:
    hostile = [
        "Leeds in Paris, Texas and Georgia said Keir Marlow of the Bank of England (BoE). " * 2500,
        "A" * 200_000,
        "Aa " * 66_000,
        "Bank of " * 25_000,
        "’" * 200_000,
        "de la " * 33_000,
    ]
    for body in hostile:
        for language in ("en", "de"):
            start = time.process_time()
            find_topics(ArticleTexts(headline="x", body=body), language)
            assert time.process_time() - start < 3, body[:20]


def test_a_story_is_about_what_its_articles_share() -> None:
    first = found(
        "Flood in Leeds", "The flood hit Leeds, flood warnings stand. Keith Marlow, the mayor, said so."
    )
    second = found(
        "Leeds under water", "Leeds saw a flash flood and flooding. Mayor Keith J. Marlow spoke. Marlow left."
    )
    third = found(
        "River rises", "Flood warnings stand in Leeds and flooding goes on. Rosa Pimm, a baker, said no."
    )
    story = {f.topic.slug: f for f in sum_topics([list(a.values()) for a in (first, second, third)])}
    assert story["leeds-gb"].articles == 3
    assert story["floods"].articles == 3
    assert story["keith-marlow"].articles == 2, "named in two ways, one person"
    assert "rosa-pimm" not in story, "one report of three is not enough"
    assert story["leeds-gb"].reasons[0].detail == "named by 3 of 3 reports"


def test_the_story_of_one_report_is_about_what_the_report_is() -> None:
    only = list(found("Flood in Leeds", "The flood hit Leeds, flood warnings stand.").values())
    assert {f.topic.slug for f in sum_topics([only])} == {f.topic.slug for f in only}
    assert sum_topics([]) == ()
