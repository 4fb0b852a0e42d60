"""Search promises the same on every store: these tests run on both."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsstand.newsroom.backup import rebuild_search
from newsstand.newsroom.models import Article
from newsstand.newsroom.search import search_articles
from tests.newsroom.making import change_article, make_article, make_publisher

pytestmark = [pytest.mark.store, pytest.mark.django_db]


@pytest.fixture
def shelf() -> dict[str, Article]:
    """Six short articles about rivers, bridges and a budget."""
    return {
        "bridge": make_article(
            "Old bridge closes for repairs", "The stone bridge over the river Wend shuts on Monday for a year."
        ),
        "flood": make_article(
            "River bursts its banks", "Heavy rain brought a flood. The bridge at Upper Wend is under water."
        ),
        "budget": make_article(
            "Council passes budget", "Roads get 3.5 million pounds, the theatre 1,200.", standfirst="A long night ends"
        ),
        "mueller": make_article(
            "Müller gewinnt in Zürich", "Der Läufer siegte vor 20.000 Zuschauern.",
            publisher=make_publisher("kurier", "Kurier am Morgen"),
        ),
        "mail": make_article("E-mail outage at the county", "Staff could not reach example.org for hours."),
        "tokyo": make_article("Жители города вышли на площадь", "Мэр обещал ответить."),
    }  # fmt: skip


def found(shelf: dict[str, Article], query: str) -> set[str]:
    names = {article.pk: name for name, article in shelf.items()}
    return {names[hit.article] for hit in search_articles(query, limit=50)}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("bridge", {"bridge", "flood"}),
        ("BRIDGE", {"bridge", "flood"}),
        ("bridge river", {"bridge", "flood"}),
        ("bridge flood", {"flood"}),
        ("bridge -flood", {"bridge"}),
        ("bridge -flood -stone", set()),
        ('"upper wend"', {"flood"}),
        ('"wend upper"', set()),
        ('"stone bridge" -budget', {"bridge"}),
        ('wend -"river wend"', {"flood"}),
        ('"river wend', {"bridge"}),
        ("long night", {"budget"}),
        ("kurier", {"mueller"}),
        ("müller", {"mueller"}),
        ("площадь", {"tokyo"}),
        ("e-mail", {"mail"}),
        ("email", set()),
        ("zeppelin", set()),
        ("-bridge", set()),
        ("", set()),
        ('"', set()),
        ("-", set()),
        ("!!! ???", set()),
    ],
)
def test_what_a_query_finds(shelf: dict[str, Article], query: str, names: set[str]) -> None:
    assert found(shelf, query) == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("3.5", {"budget"}),
        ("1,200", {"budget"}),
        ("example.org", {"mail"}),
        ("muller", {"mueller"}),
        ("zurich", {"mueller"}),
        ("laufer", {"mueller"}),
        ("ПЛОЩАДЬ", {"tokyo"}),
    ],
)
def test_numbers_hosts_and_letters_without_their_marks(
    shelf: dict[str, Article], query: str, names: set[str]
) -> None:
    assert found(shelf, query) == names


def empty_index() -> None:
    everything = {
        "sqlite": "INSERT INTO newsroom_search(newsroom_search) VALUES ('delete-all')",
        "postgresql": "DELETE FROM newsroom_search",
    }
    with connection.cursor() as cursor:
        cursor.execute(everything[connection.vendor])


def test_a_word_in_the_headline_counts_most(shelf: dict[str, Article]) -> None:
    hits = search_articles("bridge", limit=50)
    assert [hit.article for hit in hits] == [shelf["bridge"].pk, shelf["flood"].pk]
    assert hits[0].score > hits[1].score


def test_hits_come_in_pages() -> None:
    articles = {make_article(f"Ferry number {n}", "It sails at noon.").pk for n in range(7)}
    first, second, third = (search_articles("ferry", limit=3, offset=n) for n in (0, 3, 6))
    assert [len(page) for page in (first, second, third)] == [3, 3, 1]
    assert {hit.article for hit in (*first, *second, *third)} == articles


def test_a_changed_article_is_found_by_its_new_words_alone(shelf: dict[str, Article]) -> None:
    change_article(shelf["flood"], "Water falls in Upper Wend", "The clean-up begins.")
    assert found(shelf, "bridge") == {"bridge"}
    assert found(shelf, "bursts") == set()
    assert found(shelf, "clean-up") == {"flood"}
    change_article(shelf["flood"], "River bursts its banks again", "The clean-up stops.")
    assert found(shelf, "bursts again") == {"flood"}


def test_an_index_made_anew_from_the_versions_finds_the_same(shelf: dict[str, Article]) -> None:
    change_article(shelf["flood"], "Water falls in Upper Wend", "The clean-up begins.")
    empty_index()
    assert found(shelf, "water") == set()
    rebuild_search()
    assert found(shelf, "water") == {"flood"}
    assert found(shelf, "bridge") == {"bridge"}


SIGNS = st.sampled_from(
    [*"\"'-*^:(){}[]<>&|!~\\/%_;,.+=#@$`\0\u200b\ud800 \n", "NEAR", "AND", "OR", "NOT", "headline:", "bridge"]
)
HOSTILE = st.one_of(
    st.text(max_size=60), st.lists(SIGNS, max_size=40).map("".join), st.lists(SIGNS).map(" ".join)
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=HOSTILE)
def test_any_text_is_a_query(query: str) -> None:
    for hit in search_articles(query, limit=3):
        assert hit.article


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=HOSTILE.filter(lambda text: "\0" not in text and "\ud800" not in text))
def test_any_text_can_be_indexed_and_replaced(text: str) -> None:
    article = make_article(f"Lighthouse {text}", text, standfirst=text)
    assert article.pk in {hit.article for hit in search_articles("lighthouse", limit=500)}
    change_article(article, f"Windmill {text}", text + text)
    assert article.pk not in {hit.article for hit in search_articles("lighthouse", limit=500)}


def test_a_very_long_query_is_answered() -> None:
    make_article("A bridge too far", "Word " * 50)
    assert search_articles("bridge " * 100_000, limit=5)


def test_a_page_of_very_many_words_is_indexed_as_far_as_the_store_takes_it() -> None:
    words = [chr(0x4E00 + i // 150) + chr(0x4E00 + i % 150) + "报道新闻" for i in range(22_000)]
    article = make_article("长文", " ".join(words))
    assert [hit.article for hit in search_articles(words[3], limit=5)] == [article.pk]
