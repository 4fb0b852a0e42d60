"""What the tables refuse, whoever writes."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from newsstand.newsroom import models
from tests.newsroom.making import NOW, add_version, make_article, make_publisher, make_story

pytestmark = [pytest.mark.store, pytest.mark.django_db]


def entry(key: str) -> models.Entry:
    return models.Entry.objects.create(
        feed=make_publisher().feeds.get(), key=key, fingerprint="f", first_seen_at=NOW
    )


def page(key: str) -> models.Page:
    return models.Page.objects.create(publisher=make_publisher(), url=key, url_key=key, first_seen_at=NOW)


def placement(place: int) -> models.Placement:
    front = make_publisher().front_page
    return models.Placement.objects.create(front_page=front, seen_at=NOW, url_key="k", place=place)


def brief_of(story: models.Story) -> models.Brief:
    return models.Brief.objects.create(
        story=story,
        written_at=NOW,
        writer="plain",
        headline="h",
        standfirst="s",
        content={},
        content_hash="x",
    )


def cite(start: int, end: int) -> None:
    article = make_article("A headline", "A body of some length.")
    brief = brief_of(make_story(article))
    models.Citation.objects.create(
        brief=brief, place="standfirst", article=article, version=1, start=start, end=end
    )


def twice(make: Callable[[], object]) -> None:
    make()
    make()


def in_two_stories() -> None:
    article, other = make_article("One"), make_article("Two")
    make_story(other)
    make_story(article)
    models.Membership.objects.create(
        story=models.Story.objects.earliest("pk"), article=article, joined_at=NOW
    )


def two_versions_of_a_number() -> None:
    add_version(make_article("One"), 1, "One", "", "again")


def one_story_in_two_places() -> None:
    story = make_story(make_article("One"))
    edition = models.Edition.objects.create(at=NOW)
    for place in (1, 2):
        models.Slot.objects.create(edition=edition, place=place, story=story, score=1.0)


REFUSED: dict[str, Callable[[], object]] = {
    "an entry lands once": lambda: twice(lambda: entry("k")),
    "a page is fetched once": lambda: twice(lambda: page("https://a.example/1")),
    "a place on a front page holds one link": lambda: twice(lambda: placement(1)),
    "an article has one story": in_two_stories,
    "a story has one brief": lambda: (lambda story: twice(lambda: brief_of(story)))(
        make_story(make_article("One"))
    ),
    "a version has its number alone": two_versions_of_a_number,
    "a citation has a length": lambda: cite(5, 5),
    "a citation runs forwards": lambda: cite(6, 5),
    "a citation begins in the text": lambda: cite(-1, 5),
    "a story has one place": one_story_in_two_places,
    "an edition has its moment alone": lambda: twice(lambda: models.Edition.objects.create(at=NOW)),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_cannot_be_is_refused(fault: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        REFUSED[fault]()


def test_a_right_citation_is_taken() -> None:
    cite(0, 5)
    assert models.Citation.objects.count() == 1


def test_the_same_entry_of_another_feed_is_another() -> None:
    entry("k")
    models.Entry.objects.create(
        feed=make_publisher("kurier", "Kurier").feeds.get(), key="k", fingerprint="f", first_seen_at=NOW
    )
    assert models.Entry.objects.count() == 2


def test_a_title_that_goes_takes_all_of_its_own_along_and_nothing_else() -> None:
    herald, kurier = make_publisher(), make_publisher("kurier", "Kurier")
    article, other = make_article("One", publisher=herald), make_article("Two", publisher=kurier)
    other.copy_of = article
    other.save()
    make_story(other, article)
    herald.delete()
    assert set(models.Article.objects.values_list("headline", "copy_of")) == {("Two", None)}
    assert models.Membership.objects.count() == 1
    assert set(models.Feed.objects.values_list("publisher__slug", flat=True)) == {"kurier"}


def test_the_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_store_is_the_one_that_is_promised() -> None:
    """SQLite: a file, in WAL, with foreign keys enforced."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            modes = [
                cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys")
            ]
        assert modes == ["wal", 1]
        assert "memory" not in str(connection.settings_dict["NAME"])
    else:
        assert connection.vendor == "postgresql"
