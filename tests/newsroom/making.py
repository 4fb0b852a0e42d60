"""Rows for tests, made with as few words as the test needs to say."""

from datetime import UTC, datetime, timedelta
from itertools import count

from newsstand.newsroom import models, records
from newsstand.newsroom.search import Indexed, index_articles

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
numbers = count(1)


def make_publisher(slug: str = "valley-herald", name: str = "Valley Herald") -> models.Publisher:
    """A title with a feed that waits to be asked, and a front page; the same one each time it is asked for."""
    row, new = models.Publisher.objects.get_or_create(
        slug=slug,
        defaults={"name": name, "home_page": f"https://{slug}.example/", "country": "GB", "added_at": NOW},
    )
    if new:
        feed = models.Feed.objects.create(publisher=row, url=f"https://{slug}.example/rss", added_at=NOW)
        models.Poll.objects.create(feed=feed, due_at=NOW)
        models.FrontPage.objects.create(publisher=row, url=row.home_page, due_at=NOW)
    return row


def make_article(
    headline: str, body: str = "", *, standfirst: str = "", publisher: models.Publisher | None = None
) -> models.Article:
    """An article with its first version, found by search."""
    publisher = publisher or make_publisher()
    url = f"https://{publisher.slug}.example/{next(numbers)}"
    article = models.Article.objects.create(
        publisher=publisher, url=url, url_key=url, headline=headline, standfirst=standfirst,
        published_at=NOW - timedelta(hours=1), first_seen_at=NOW, changed_at=NOW,
    )  # fmt: skip
    add_version(article, 1, headline, standfirst, body)
    index_articles([Indexed(article.pk, headline, standfirst, body, publisher.name)])
    return article


def change_article(article: models.Article, headline: str, body: str) -> None:
    """A second thought of its title: a new version, found in place of the one before."""
    before = article.versions.get(number=article.version)
    article.version += 1
    article.headline = headline
    article.save()
    add_version(article, article.version, headline, before.standfirst, body)
    title = article.publisher.name
    was = (before.headline, before.standfirst, before.body, title)
    index_articles([Indexed(article.pk, headline, before.standfirst, body, title, before=was)])


def add_version(article: models.Article, number: int, headline: str, standfirst: str, body: str) -> None:
    """What an article said from now on."""
    models.ArticleVersion.objects.create(
        article=article, number=number, made_at=NOW, headline=headline, standfirst=standfirst, body=body,
        blocks=[{"kind": "paragraph", "text": part} for part in body.split("\n\n")] if body else [],
        text_hash=records.digest(headline, standfirst, body),
    )  # fmt: skip


def make_story(*articles: models.Article, headline: str = "A story") -> models.Story:
    """A story of these articles, the first of which opened it."""
    story = models.Story.objects.create(
        opened_by=articles[0], headline=headline, opened_at=NOW, moved_at=NOW, reports=len(articles)
    )
    for article in articles:
        models.Membership.objects.create(story=story, article=article, joined_at=NOW)
    return story
