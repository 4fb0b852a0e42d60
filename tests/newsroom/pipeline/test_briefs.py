"""A brief is stored with what bears it, rewritten when it says something else, and taken away with its ground."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from newsstand import model
from newsstand.brief import gate, write_brief
from newsstand.newsroom import records
from newsstand.newsroom.models import Article, ArticleVersion, Brief, Citation, Story
from newsstand.newsroom.pipeline.briefs import reopen_sentences, store_brief, story_image, story_sources
from tests.newsroom.making import NOW, change_article, make_article, make_publisher, make_story
from tests.newsroom.pipeline.newsroom import BARGE, Newsroom, open_newsroom
from tests.newsroom.pipeline.reports import tell

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom() as newsroom:
        yield newsroom


def wanted_story(*articles: Article) -> Story:
    story = make_story(*articles)
    Story.objects.filter(pk=story.pk).update(
        titles=len(articles), brief_wanted="a report joined", language="en"
    )
    return story


def earlier(article: Article) -> Article:
    """The same, published before all others."""
    article.published_at = NOW - timedelta(hours=2)
    article.save()
    return article


def barge() -> tuple[Article, Article]:
    return (
        make_article("Barge hits Old Quay Bridge", "\n\n".join(BARGE)),
        make_article(
            "Bridge closed after barge collision",
            "Fourteen people were hurt when a barge hit the Old Quay Bridge on Wednesday, hospital officials said.\n\n"
            "“We had four minutes to clear the deck,” said fire chief Dora Lindqvist, who led the rescue.",
            publisher=make_publisher("kurier", "Kurier"),
        ),
    )


def citations_in(content: Any, place: str = "") -> Iterator[tuple[str, int, int, int]]:
    """Every citation of a stored brief's content, with where in it it stands."""
    if isinstance(content, dict):
        for c in content.get("citations", ()):
            yield place, int(c["article"]), c["start"], c["end"]
        for name, part in content.items():
            if name != "citations":
                yield from citations_in(part, f"{place}/{name}")
    elif isinstance(content, list):
        for n, part in enumerate(content):
            yield from citations_in(part, f"{place}/{n}")


def test_every_citation_of_the_text_is_a_row_and_every_row_a_citation(newsroom: Newsroom) -> None:
    wanted_story(*barge())
    assert newsroom.brief() == 1
    brief = Brief.objects.get()
    said = sorted((article, start, end) for _, article, start, end in citations_in(brief.content))
    rows = sorted(Citation.objects.values_list("article", "start", "end"))
    assert rows == said
    assert len({article for article, _, _ in said}) == 2
    places = set(Citation.objects.values_list("place", flat=True))
    assert "standfirst" in places
    where = {
        p.strip("/").replace("/sentences", "").replace("/values", "") for p, *_ in citations_in(brief.content)
    }
    assert places == where
    for citation in Citation.objects.select_related("article"):
        body = ArticleVersion.objects.get(article=citation.article, number=citation.version).body
        assert 0 <= citation.start < citation.end <= len(body)


def test_no_sentence_is_stored_that_its_spans_do_not_bear(newsroom: Newsroom) -> None:
    story = wanted_story(*barge())
    newsroom.brief()
    sources, _ = story_sources(story, NOW, is_alone=True)
    known = {s.id: s for s in sources}
    content = Brief.objects.get().content
    sentences = [content["standfirst"], *(s for part in content["sections"] for s in part["sentences"])]
    assert sentences
    for said in sentences:
        spans = tuple(model.Citation(**c) for c in said["citations"])
        assert spans
        assert gate(model.Sentence(text=said["text"], citations=spans), known) is None
        assert gate(model.Sentence(text=said["text"] + " It cost 987 million.", citations=spans), known)


def test_the_story_takes_the_briefs_headline(newsroom: Newsroom) -> None:
    story = wanted_story(*barge())
    newsroom.brief()
    story.refresh_from_db()
    assert story.headline == Brief.objects.get().headline
    assert story.brief_wanted == ""
    assert newsroom.brief() == 0


def test_a_story_without_texts_has_no_brief(newsroom: Newsroom) -> None:
    first, second = (
        make_article("Barge hits bridge"),
        make_article("Bridge closed", publisher=make_publisher("k", "K")),
    )
    story = wanted_story(second, earlier(first))
    assert newsroom.brief() == 1
    story.refresh_from_db()
    assert (story.headline, story.brief_wanted) == ("Barge hits bridge", "")
    assert Brief.objects.count() == 0
    assert newsroom.brief() == 0


def test_a_brief_goes_with_the_texts_that_bore_it(newsroom: Newsroom) -> None:
    first, second = barge()
    story = wanted_story(earlier(first), second)
    newsroom.brief()
    for article in (first, second):
        change_article(article, f"{article.headline}, now for subscribers", "")
    Story.objects.update(brief_wanted="a report changed")
    newsroom.brief()
    story.refresh_from_db()
    assert Brief.objects.count() == Citation.objects.count() == 0
    assert story.headline == "Barge hits Old Quay Bridge, now for subscribers"


def test_what_says_the_same_is_not_rewritten(newsroom: Newsroom) -> None:
    first, second = barge()
    story = wanted_story(first, second)
    newsroom.brief()
    before = Brief.objects.values().get()
    rows = set(Citation.objects.values_list("pk", flat=True))
    newsroom.later(hours=1)
    Story.objects.update(brief_wanted="a report joined")
    assert newsroom.brief() == 1
    sources, versions = story_sources(story, NOW, is_alone=True)
    third = make_article("Nobody cites this", "Read more.", publisher=make_publisher("w", "W"))
    store_brief(story, write_brief(sources, words=260), versions | {str(third.pk): 1}, newsroom.clock.at)
    assert Brief.objects.values().get() == before
    assert set(Citation.objects.values_list("pk", flat=True)) == rows


def test_what_says_something_else_is_the_next_revision(newsroom: Newsroom) -> None:
    first, second = barge()
    wanted_story(first, second)
    newsroom.brief()
    later = newsroom.later(hours=1)
    change_article(first, first.headline, "\n\n".join(BARGE).replace("12 people", "15 people"))
    assert reopen_sentences(first, why="corrected") == 1
    newsroom.brief()
    brief = Brief.objects.get()
    assert (brief.revision, brief.written_at) == (2, later)
    assert "12 people" not in str(brief.content)
    assert dict(Citation.objects.values_list("article", "version")) == {first.pk: 2, second.pk: 1}


def test_a_report_nobody_cites_reopens_its_stories_of_several_titles_only() -> None:
    one, other = make_article("Alone"), make_article("Not alone", publisher=make_publisher("k", "K"))
    alone = make_story(one)
    Story.objects.filter(pk=alone.pk).update(titles=1)
    assert reopen_sentences(one, why="changed") == 0
    shared = make_story(other)
    Story.objects.filter(pk=shared.pk).update(titles=2)
    assert reopen_sentences(other, why="x" * 300) == 1
    shared.refresh_from_db()
    assert shared.brief_wanted == "x" * 100


def test_copies_are_no_sources_and_the_storys_language_comes_first() -> None:
    original, copy = tell(0, 0), tell(0, 3, copied_from=0)
    Article.objects.filter(pk=copy.pk).update(copy_of=original)
    german = make_article(
        "Schiff rammt Brücke", "Ein Schiff rammte die Brücke.", publisher=make_publisher("k", "K")
    )
    Article.objects.filter(pk=german.pk).update(language="de", published_at="2026-01-01T00:00Z")
    story = wanted_story(original, copy, german)
    sources, versions = story_sources(Story.objects.get(pk=story.pk), NOW, is_alone=True)
    assert [s.id for s in sources] == [str(original.pk), str(german.pk)]
    assert versions == {str(original.pk): 1, str(german.pk): 1}
    assert sources[0] == records.source_of(original, sources[0].body)


def test_the_storys_picture_is_an_originals_with_a_credit() -> None:
    plain, credited, copy = tell(0, 0), tell(0, 1), tell(0, 3, copied_from=0)
    story = wanted_story(plain, credited, copy)
    assert story_image(story, NOW) is None
    for article, credit, original in (
        (copy, "A. Photographer", plain),
        (plain, "", None),
        (credited, "B. Photographer", None),
    ):
        Article.objects.filter(pk=article.pk).update(
            image_url="http://x.example/1.jpg", image_credit=credit, copy_of=original
        )
    assert story_image(story, NOW) == credited


def test_the_widest_stories_are_written_first(newsroom: Newsroom) -> None:
    stories = [wanted_story(make_article(f"Line {n}")) for n in range(12)]
    Story.objects.filter(pk=stories[11].pk).update(titles=9)
    assert newsroom.brief() == 10
    waiting = set(Story.objects.exclude(brief_wanted="").values_list("pk", flat=True))
    assert waiting == {stories[9].pk, stories[10].pk}
    assert newsroom.brief() == 2
