"""Fill a store with a newspaper of any size: `python -m benchmarks.filled_store ARTICLES STORIES`, settings say where.

Generated reports of invented titles, grouped as they were made, with briefs, citations, topics, places on front pages,
an edition, and readers who follow, save and read. Rows are written as the pipeline would leave them, without its work.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from newsstand.demo.generate.articles import GeneratedArticle, publish_order, title_slug, write
from newsstand.demo.generate.events import World
from newsstand.demo.generate.names import title_name
from newsstand.site.wiring import open_store
from newsstand.text.sentences import split_sentences

NOW = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
TITLES = 250
TOPICS = 1200
TOPICS_A_STORY = 5
READERS = 20
PICTURES = 24
BATCH = 2000
SEED = 20260312


def fill(articles: int, stories: int) -> None:
    """Write everything; the same for the same numbers."""
    from django.db import transaction

    world = World(
        titles=TITLES,
        events=stories,
        articles=articles,
        seed=SEED,
        start=NOW - timedelta(days=30),
        hours=30 * 24.0,
    )
    with transaction.atomic():
        publishers = make_titles()
        opened = write_articles(world, publishers)
    with transaction.atomic():
        write_briefs(opened)
    with transaction.atomic():
        make_topics()
        make_edition()
        make_pictures()
        make_readers()


def make_titles() -> dict[str, int]:
    """The titles, by slug."""
    from newsstand.newsroom.models import Publisher

    countries = ("GB", "IE", "FR", "DE", "US", "ES", "IT", "IN")
    Publisher.objects.bulk_create(
        Publisher(
            slug=title_slug(n),
            name=title_name(n, SEED),
            home_page=f"https://{title_slug(n)}.example/",
            country=countries[n % len(countries)],
            language="en",
            owner=f"Owner {n // 3}",
            owner_kind=("private", "public", "foundation", "state")[n % 4],
            added_at=NOW,
        )
        for n in range(TITLES)
    )
    return dict(Publisher.objects.values_list("slug", "pk"))


def write_articles(world: World, publishers: dict[str, int]) -> dict[str, list[tuple[int, str, str, str]]]:
    """Articles, versions, the index, stories and memberships; returns each event's members: row, title, headline, body."""
    from newsstand.newsroom.models import Article, ArticleVersion, Membership, Story
    from newsstand.newsroom.search import Indexed, index_articles

    members: dict[str, list[tuple[int, str, str, str]]] = {}
    rows_by_id: dict[str, int] = {}
    story_rows: dict[str, Story] = {}
    reports = (write(world, assigned) for assigned in publish_order(world))
    for batch in in_batches(reports, BATCH):
        made = Article.objects.bulk_create(article_row(g, publishers, rows_by_id) for g in batch)
        rows_by_id |= {g.id: a.pk for g, a in zip(batch, made, strict=True)}
        ArticleVersion.objects.bulk_create(
            ArticleVersion(
                article=a, number=1, made_at=g.at, headline=g.headline, standfirst=g.standfirst, body=g.body,
                blocks=[{"kind": "paragraph", "text": t} for t in g.body.split("\n\n")], text_hash="0" * 32,
            )
            for g, a in zip(batch, made, strict=True)
        )  # fmt: skip
        index_articles(
            [
                Indexed(a.pk, g.headline, g.standfirst, g.body, g.title_name)
                for g, a in zip(batch, made, strict=True)
            ]
        )
        new = {
            g.event: (g, a)
            for g, a in reversed(list(zip(batch, made, strict=True)))
            if g.event not in story_rows
        }
        opened = Story.objects.bulk_create(story_row(g, a) for g, a in new.values())
        story_rows |= dict(zip(new, opened, strict=True))
        Membership.objects.bulk_create(
            Membership(
                story=story_rows[g.event], article=a, joined_at=g.at,
                reasons=[{"name": "shared_names", "value": 0.7, "detail": "names in both"}],
            )
            for g, a in zip(batch, made, strict=True)
        )  # fmt: skip
        for g, a in zip(batch, made, strict=True):
            members.setdefault(g.event, []).append((a.pk, g.title, g.headline, g.body))
            story_rows[g.event].moved_at = g.at
    for event, story in story_rows.items():
        story.reports = len(members[event])
        story.titles = len({title for _, title, _, _ in members[event]})
    Story.objects.bulk_update(story_rows.values(), ["reports", "titles", "moved_at"], batch_size=200)
    return {str(story_rows[event].pk): held for event, held in members.items()}


def article_row(g: GeneratedArticle, publishers: dict[str, int], known: dict[str, int]) -> Any:
    """A report as an unsaved row."""
    from newsstand.newsroom.models import Article

    url = f"https://{g.title}.example/{g.id}"
    return Article(
        publisher_id=publishers[g.title], url=url, url_key=url, headline=g.headline, standfirst=g.standfirst,
        byline=g.byline, authors=list(g.authors), section=g.section, language="en", words=len(g.body.split()),
        published_at=g.at, first_seen_at=g.at, changed_at=g.at, grouped_version=1, copy_of_id=known.get(g.copy_of or ""),
    )  # fmt: skip


def story_row(g: GeneratedArticle, article: Any) -> Any:
    """A story as the first report opens it, an unsaved row."""
    from newsstand.newsroom.models import Story

    return Story(
        opened_by=article,
        headline=g.headline,
        section=g.section,
        language="en",
        opened_at=g.at,
        moved_at=g.at,
    )


def write_briefs(stories: dict[str, list[tuple[int, str, str, str]]]) -> None:
    """A brief of three sections for every story of several titles, each sentence cited."""
    from newsstand.newsroom.models import Brief, Citation

    told = {int(pk): held for pk, held in stories.items() if len({title for _, title, _, _ in held}) > 1}
    for batch in in_batches(told.items(), BATCH // 4):
        contents = [(pk, *brief_of(held)) for pk, held in batch]
        made = Brief.objects.bulk_create(
            Brief(
                story_id=pk, written_at=NOW, writer="plain", headline=content["headline"],
                standfirst=content["standfirst"]["text"], content=content, content_hash="0" * 32,
            )
            for pk, content, _ in contents
        )  # fmt: skip
        Citation.objects.bulk_create(
            Citation(brief=brief, place=place, article_id=article, version=1, start=start, end=end)
            for brief, (_, _, cited) in zip(made, contents, strict=True)
            for place, article, start, end in cited
        )


def brief_of(
    members: list[tuple[int, str, str, str]],
) -> tuple[dict[str, Any], list[tuple[str, int, int, int]]]:
    """The content of a brief made of the reports' first sentences, and its citations: place, article, start, end."""
    sentences = []
    for article, _, _, body in members[:6]:
        found = [span for span in split_sentences(body) if span.end - span.start > 20][:4]
        sentences += [(article, span.start, span.end, body[span.start : span.end]) for span in found]
    cited: list[tuple[str, int, int, int]] = []

    def cite(place: str, number: int) -> dict[str, Any]:
        article, start, end, text = sentences[number % len(sentences)]
        cited.append((place, article, start, end))
        other = sentences[(number + 5) % len(sentences)]
        if other[0] != article:
            cited.append((place, *other[:3]))
        return {"text": text, "citations": []}

    content: dict[str, Any] = {
        "headline": members[0][2],
        "overline": None,
        "standfirst": cite("standfirst", 0),
        "sections": [
            {"heading": heading, "sentences": [cite(f"sections/{i}/{j}", 1 + i * 3 + j) for j in range(3)]}
            for i, heading in enumerate(("What happened", "What is said", "What comes next"))
        ],
        "quotes": [cite("quotes/0", 3) | {"speaker": "Ines Holloway"}],
        "figures": [{"what": "People", "values": [{"value": "212"} | cite("figures/0/0", 4)]}],
        "timeline": [{"date": "2026-03-12"} | cite(f"timeline/{i}", i) for i in range(3)],
        "differences": [cite("differences/0", 2)],
        "refused": [],
        "writer": "plain",
    }
    return content, cited


def make_topics() -> None:
    """Topics of every kind, some of them everywhere, most of them rare."""
    from newsstand.newsroom.models import Story, Subject, Topic

    kinds = ("person", "place", "organisation", "team", "theme")
    topics = Topic.objects.bulk_create(
        Topic(
            slug=f"topic-{n}", name=f"Topic {n}", kind=kinds[n % 5], added_at=NOW,
            country="GB" if n % 5 == 1 else "", latitude=50 + n % 9 if n % 5 == 1 else None,
            longitude=-4 + n % 7 if n % 5 == 1 else None,
        )
        for n in range(TOPICS)
    )  # fmt: skip
    rows = Story.objects.values_list("pk", "moved_at").iterator(chunk_size=BATCH)
    subjects = (
        Subject(topic=topics[n], story_id=pk, weight=1.0 / (place + 1), articles=1, moved_at=moved_at)
        for pk, moved_at in rows
        for place, n in enumerate(
            {(pk * (7 + k * k * 13)) % (TOPICS >> (k * 2)) for k in range(TOPICS_A_STORY)}
        )
    )
    for batch in in_batches(subjects, BATCH * 2):
        Subject.objects.bulk_create(batch)


def make_edition() -> None:
    """The newest lead edition: the 120 stories that moved last and that several titles tell."""
    from newsstand.newsroom.models import Edition, Slot, Story

    edition = Edition.objects.create(kind="lead", at=NOW - timedelta(minutes=2))
    newest = Story.objects.filter(titles__gte=2, moved_at__lte=NOW).order_by("-moved_at")[:120]
    Slot.objects.bulk_create(
        Slot(
            edition=edition, place=place, story=story, score=10.0 - place / 20,
            reasons=[{"name": "independent_titles", "value": 2.2, "detail": f"{story.titles} independent titles"}],
        )
        for place, story in enumerate(newest, 1)
    )  # fmt: skip


def make_pictures() -> None:
    """Pictures of the weight of photographs for the edition's first stories, made small as the pipeline does it."""
    import io
    import random

    from django.conf import settings
    from PIL import Image

    from newsstand.newsroom.models import Article, Picture, Slot, Story
    from newsstand.newsroom.pipeline.shrinking import Shrunk, shrink

    source = random.Random(SEED)
    for slot in Slot.objects.select_related("story__opened_by").order_by("place")[:PICTURES]:
        coarse = Image.frombytes("RGB", (160, 90), source.randbytes(160 * 90 * 3))
        smooth = coarse.resize((40, 22)).resize((1600, 900), Image.Resampling.BICUBIC)
        grain = Image.frombytes("RGB", (400, 225), source.randbytes(400 * 225 * 3)).resize(
            (1600, 900), Image.Resampling.BICUBIC
        )
        out = io.BytesIO()
        Image.blend(smooth, grain, 0.3).save(out, "JPEG", quality=88)
        small = shrink(out.getvalue())
        if not isinstance(small, Shrunk):
            raise RuntimeError(small.detail)
        name = f"{slot.place:032x}"
        folder = settings.DATA_FOLDER / "pictures" / name[:2]
        folder.mkdir(parents=True, exist_ok=True)
        for ending, content in small.files:
            (folder / f"{name[2:]}{ending}").write_bytes(content)
        picture = Picture.objects.create(
            url=f"https://pictures.example/{name}", url_key=f"https://pictures.example/{name}", state="stored", name=name,
            content_type=small.content_type, width=small.width, height=small.height, added_at=NOW,
        )  # fmt: skip
        opened = slot.story.opened_by
        Article.objects.filter(pk=opened.pk).update(
            picture=picture, image_url=picture.url, image_alt="The scene", image_credit="Jo Pike"
        )
        Story.objects.filter(pk=slot.story_id).update(image=opened)


def make_readers() -> None:
    """Readers with what they follow, saved, read and muted."""
    from newsstand.members.models import Follow, Mute, Reader, Reading, Saved
    from newsstand.newsroom.models import Story

    newest = list(Story.objects.order_by("-moved_at").values_list("pk", flat=True)[:400])
    for n in range(READERS):
        reader = Reader.objects.make(email=f"reader{n}@paper.example", name=f"Reader {n}", now=NOW)
        Follow.objects.bulk_create(
            Follow(reader=reader, kind="topic", key=f"topic-{k}", name=f"Topic {k}", made_at=NOW)
            for k in range(n, n + 60, 6)
        )
        Mute.objects.create(reader=reader, kind="topic", key=f"topic-{n + 300}", name="Muted", made_at=NOW)
        Mute.objects.create(reader=reader, kind="word", key="lottery", name="lottery", made_at=NOW)
        Saved.objects.bulk_create(Saved(reader=reader, story_id=pk, made_at=NOW) for pk in newest[n : n + 20])
        Reading.objects.bulk_create(
            Reading(
                reader=reader, story_id=pk, first_at=NOW, last_at=NOW, seconds=60, depth=95, finished_at=NOW
            )
            for pk in newest[n * 2 : n * 2 + 80]
        )


def in_batches(things: Iterable[Any], most: int) -> Iterator[list[Any]]:
    """Lists of so many, the last one shorter."""
    source = iter(things)
    while batch := list(islice(source, most)):
        yield batch


if __name__ == "__main__":
    open_store()
    fill(int(sys.argv[1]), int(sys.argv[2]))
