from __future__ import annotations

import pytest

from newsstand.newsroom.models import Article, Story
from newsstand.web.selectors.coverage import coverage_of
from newsstand.web.selectors.facets import WIDTH, Facet
from tests.web.newsroom import make_article, make_story, make_title

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    titles = [
        make_title("Ledger", owner_kind="private"),
        make_title("Beacon", owner_kind="public"),
        make_title("Post", owner_kind="private"),
        make_title("Echo", country="IE", owner_kind="private"),
        make_title("Presse", country="FR", language="fr-FR", owner_kind="cooperative"),
    ]
    return make_story([make_article(t, f"As {t.name} tells it") for t in titles])


def facet(story: Story, name: str, **asked: str) -> Facet:
    return next(f for f in coverage_of(story, asked=asked).facets if f.name == name)


def names(story: Story, **asked: str) -> list[str]:
    return [r.article.publisher.name for r in coverage_of(story, asked=asked).own]


def test_values_are_counted_the_commonest_first(story: Story) -> None:
    country = facet(story, "country")
    assert [(s.label, s.titles) for s in country.shares] == [
        ("United Kingdom", 3),
        ("France", 1),
        ("Ireland", 1),
    ]
    assert country.shares[0].x == 0
    assert country.shares[-1].x + country.shares[-1].width <= WIDTH


def test_filters_narrow_and_are_taken_off_by_the_same_link(story: Story) -> None:
    assert names(story, country="GB", owner="private") == ["Ledger", "Post"]
    chip = next(s for s in facet(story, "country", country="GB", owner="private").shares if s.is_on)
    assert chip.query == "?owner=private"
    other = next(s for s in facet(story, "country", owner="private").shares if s.value == "IE")
    assert other.query == "?owner=private&country=IE"


def test_what_would_leave_nothing_is_not_offered(story: Story) -> None:
    assert [s.value for s in facet(story, "language", country="GB").shares] == ["en"]
    assert [s.value for s in facet(story, "country", language="fr").shares] == ["FR"]


@pytest.mark.parametrize(
    "asked",
    [
        {"country": "XX"},
        {"country": "gb'--"},
        {"owner": "\0"},
        {"nonsense": "1"},
        {"language": "fr" * 9000},
        {"country": ""},
    ],
)
def test_unknown_values_are_not_heeded(story: Story, asked: dict[str, str]) -> None:
    coverage = coverage_of(story, asked=asked)
    assert len(coverage.own) == 5
    assert coverage.chosen == {}


def test_of_two_that_leave_nothing_the_first_holds(story: Story) -> None:
    coverage = coverage_of(story, asked={"country": "GB", "language": "fr"})
    assert coverage.chosen == {"country": "GB"}
    assert len(coverage.own) == 3


def test_what_all_have_is_no_facet() -> None:
    one = make_story([make_article(make_title(n), n) for n in ("A", "B")])
    assert coverage_of(one).facets == ()


def test_a_copy_whose_original_is_filtered_away_names_it(story: Story) -> None:
    articles = list(Article.objects.order_by("pk"))
    Article.objects.filter(pk=articles[3].pk).update(copy_of=articles[0])
    (only,) = coverage_of(story, asked={"country": "IE"}).own
    assert only.carries == "Ledger"
    assert len(coverage_of(story).own) == 4
