"""A small newsroom for tests: titles, articles, stories with briefs, an edition, made row by row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from newsstand.members.models import Reader, Subscription
from newsstand.model import Allowance, MemberState, Terms
from newsstand.newsroom.models import (
    Article,
    ArticleVersion,
    Brief,
    Citation,
    Edition,
    Feed,
    Membership,
    Picture,
    Poll,
    Publisher,
    Slot,
    Story,
)
from newsstand.newsroom.search import Indexed, index_articles

NOW = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
MORNING = NOW.replace(hour=6, minute=0)
OPEN = Allowance(level=Terms.FULL, shows_picture=True, why="member")
_numbers = count(1)

BODY = (
    "The ferry Marigold ran aground off Skerry Point before dawn on Thursday. Nobody was hurt.\n\n"
    "The harbour master, Ines Holloway, said that 212 passengers were taken off by lifeboat. “We counted them twice,” she said.\n\n"
    "The ship’s owner puts the number of passengers at 209."
)


def make_title(name: str, **fields: Any) -> Publisher:
    slug = fields.pop("slug", name.lower().replace(" ", "-"))
    defaults = {
        "home_page": f"https://{slug}.example/",
        "country": "GB",
        "language": "en-GB",
        "terms": "full",
        "added_at": NOW,
    }
    return Publisher.objects.create(slug=slug, name=name, **(defaults | fields))


def make_member(reader: Reader, state: MemberState = MemberState.ACTIVE) -> Reader:
    """A reader with a membership that stands so, and is settled by nothing but time."""
    Subscription.objects.update_or_create(reader=reader, defaults={"state": state})
    return reader


def make_article(
    title: Publisher, headline: str, *, body: str = BODY, hours: float = 1.0, **fields: Any
) -> Article:
    number = next(_numbers)
    at = NOW - timedelta(hours=hours)
    blocks = fields.pop("blocks", None) or [{"kind": "paragraph", "text": t} for t in body.split("\n\n")]
    url = f"https://{title.slug}.example/{number}"
    defaults = {
        "url": url, "url_key": url, "standfirst": "", "language": title.language, "section": "uk", "version": 1,
        "published_at": at, "first_seen_at": at, "changed_at": at, "grouped_version": 1, "words": len(body.split()),
    }  # fmt: skip
    article = Article.objects.create(publisher=title, headline=headline, **(defaults | fields))
    for version in range(1, article.version + 1):
        ArticleVersion.objects.create(
            article=article,
            number=version,
            made_at=at + timedelta(minutes=10 * (version - 1)),
            headline=headline if version == article.version else f"{headline}, version {version}",
            blocks=blocks,
            body=body,
            text_hash="0" * 32,
        )
    index_articles([Indexed(article.pk, headline, article.standfirst, body, title.name)])
    return article


def make_picture(name: str = "ab" * 16, content_type: str = "image/webp") -> Picture:
    key = f"https://pictures.example/{next(_numbers)}"
    return Picture.objects.create(
        url=key,
        url_key=key,
        state="stored",
        name=name,
        content_type=content_type,
        width=1280,
        height=720,
        added_at=NOW,
    )


def make_story(
    articles: Sequence[Article], *, headline: str | None = None, section: str = "uk", **fields: Any
) -> Story:
    first = articles[0]
    defaults = {
        "headline": headline or first.headline,
        "section": section,
        "language": first.language,
        "opened_at": first.published_at,
        "moved_at": max(a.published_at for a in articles),
        "reports": len(articles),
        "titles": len({a.publisher_id for a in articles}),
        "image": next((a for a in articles if a.picture_id), None),
    }
    story = Story.objects.create(opened_by=first, **(defaults | fields))
    for article in articles:
        reasons = (
            []
            if article is first
            else [{"name": "shared_names", "value": 0.7, "detail": "names in both: Marigold, Holloway"}]
        )
        Membership.objects.create(story=story, article=article, joined_at=NOW, reasons=reasons)
    return story


def cite(article: Article, words: str, body: str = BODY) -> dict[str, Any]:
    start = body.index(words)
    return {"article": str(article.pk), "start": start, "end": start + len(words)}


def make_brief(story: Story, articles: Sequence[Article], **parts: Any) -> Brief:
    """A brief of the ferry that ran aground; `parts` replaces parts of its content."""
    first, last = articles[0], articles[-1]
    content: dict[str, Any] = {
        "headline": story.headline,
        "overline": None,
        "standfirst": {
            "text": "The ferry Marigold ran aground off Skerry Point before dawn.",
            "citations": [
                cite(first, "The ferry Marigold ran aground off Skerry Point before dawn on Thursday.")
            ],
        },
        "sections": [
            {
                "heading": "What happened",
                "sentences": [
                    {"text": "Nobody was hurt.", "citations": [cite(first, "Nobody was hurt.")]},
                    {
                        "text": "Lifeboats took 212 passengers off.",
                        "citations": [cite(first, "212 passengers were taken off by lifeboat")],
                    },
                ],
            }
        ],
        "quotes": [
            {
                "text": "“We counted them twice”",
                "speaker": "Ines Holloway, harbour master",
                "citations": [cite(first, "“We counted them twice,” she said.")],
            }
        ],
        "figures": [
            {
                "what": "Passengers",
                "values": [
                    {"value": "212", "citations": [cite(first, "212 passengers")]},
                    {"value": "209", "citations": [cite(last, "the number of passengers at 209")]},
                ],
            }
        ],
        "timeline": [
            {
                "date": "2026-03-12",
                "text": "The ferry ran aground.",
                "citations": [cite(first, "The ferry Marigold ran aground")],
            }
        ],
        "differences": [
            {
                "text": "The owner counts 209 passengers, the harbour master 212.",
                "citations": [cite(first, "212 passengers"), cite(last, "the number of passengers at 209")],
            }
        ],
        "refused": [],
        "writer": "plain",
    }
    content |= parts
    brief = Brief.objects.create(
        story=story,
        written_at=NOW - timedelta(minutes=3),
        writer="plain",
        headline=story.headline,
        standfirst=content["standfirst"]["text"],
        content=content,
        content_hash="0" * 32,
    )
    versions = {str(a.pk): a.version for a in articles}
    Citation.objects.bulk_create(
        Citation(
            brief=brief,
            place=place,
            article_id=int(c["article"]),
            version=versions[c["article"]],
            start=c["start"],
            end=c["end"],
        )
        for place, citations in _cited(content)
        for c in citations
    )
    return brief


def _cited(content: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    found = [("standfirst", content["standfirst"]["citations"])]
    for i, section in enumerate(content["sections"]):
        found += [(f"sections/{i}/{j}", s["citations"]) for j, s in enumerate(section["sentences"])]
    for name in ("quotes", "timeline", "differences"):
        found += [(f"{name}/{i}", part["citations"]) for i, part in enumerate(content[name])]
    for i, figure in enumerate(content["figures"]):
        found += [(f"figures/{i}/{j}", v["citations"]) for j, v in enumerate(figure["values"])]
    return found


def make_edition(stories: Sequence[Story], *, minutes: float = 2.0) -> Edition:
    edition = Edition.objects.create(kind="lead", at=NOW - timedelta(minutes=minutes))
    Slot.objects.bulk_create(
        Slot(
            edition=edition,
            place=place,
            story=story,
            score=10.0 - place,
            reasons=[
                {"name": "independent_titles", "value": 2.2, "detail": f"{story.titles} independent titles"}
            ],
        )
        for place, story in enumerate(stories, 1)
    )
    return edition


def make_daily(
    stories: Sequence[Story],
    *,
    at: datetime = MORNING,
    kind: str = "morning",
    zone: str = "Europe/London",
    day: date | None = None,
) -> Edition:
    edition = Edition.objects.create(kind=kind, zone=zone, day=day or at.date(), at=at)
    below = sorted(stories[3:], key=lambda s: s.section)
    for place, story in enumerate([*stories[:3], *below], 1):
        desk = "lead" if place <= 3 else (story.section if story.section != "news" else "more")
        Slot.objects.create(
            edition=edition, place=place, story=story, score=10 - place / 10, desk=desk, headline=f"Then: {story.headline}",
            reasons=[{"name": "new_since", "value": 0.0, "detail": "moved since the edition before"}],
        )  # fmt: skip
    return edition


def make_feed(title: Publisher, outcome: str, **fields: Any) -> Poll:
    feed = Feed.objects.create(publisher=title, url=f"{title.home_page}feed/{next(_numbers)}", added_at=NOW)
    defaults = {"due_at": NOW + timedelta(minutes=5), "asked_at": NOW - timedelta(minutes=4)}
    return Poll.objects.create(feed=feed, outcome=outcome, **(defaults | fields))


def ferry_story(**fields: Any) -> Story:
    """Three titles on the ferry, one of them with another's text, a brief, a picture."""
    ledger = Publisher.objects.filter(slug="northern-ledger").first() or make_title("Northern Ledger")
    echo = Publisher.objects.filter(slug="harbour-echo").first() or make_title("Harbour Echo", country="IE")
    presse = Publisher.objects.filter(slug="la-presse-du-port").first() or make_title(
        "La Presse du Port", country="FR", language="fr-FR"
    )
    first = make_article(
        ledger, "Ferry Marigold aground off Skerry Point", hours=3, picture=make_picture(),
        image_url="https://x.example/p.jpg", image_alt="A ferry on rocks", image_caption="The Marigold at first light",
        image_credit="Jo Pike/Northern Ledger", byline="By Jo Pike", dateline="SKERRY POINT", version=2,
    )  # fmt: skip
    copy = make_article(echo, "Ferry aground off Skerry Point", hours=2, copy_of=first)
    third = make_article(presse, "Le ferry Marigold s’échoue", hours=1)
    story = make_story([first, copy, third], **fields)
    make_brief(story, [first, copy, third])
    return story


def fill(stories: int = 30) -> list[Story]:
    """A whole paper: the ferry leads, other stories of several sections follow, half of them told by two titles."""
    found = [ferry_story()]
    titles = list(Publisher.objects.all())
    words = ("politics", "business", "sport", "culture", "world", "science", "news")
    for number in range(stories - 1):
        tellers = titles[: 1 + number % 2]
        told = [
            make_article(t, f"Matter {number} as {t.name} tells it", hours=2 + number / 10) for t in tellers
        ]
        found.append(
            make_story(told, headline=f"The matter of number {number}", section=words[number % len(words)])
        )
    make_edition(found)
    return found
