"""Stories -> an edition: the lead stories at this moment, with their reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from newsstand import model
from newsstand.newsroom import records
from newsstand.newsroom.desk.decided import decided
from newsstand.newsroom.desk.lead import with_pins
from newsstand.newsroom.models import Article, Edition, Page, Placement, Slot, Story
from newsstand.newsroom.pipeline.desk import Desk
from newsstand.rank import LeadSettings, lead_stories

MOST_CANDIDATES = 600
LOOKED_BACK = LeadSettings().sighting_age + LeadSettings().trend_over


def make_edition(desk: Desk) -> Edition | None:
    """Rank what is open now; a new edition is stored only where it differs from the last one."""
    now, desk.lead_decided = desk.now(), decided().lead
    found = lead_stories(list(candidates(desk, now)), now=now, limit=desk.settings.edition_slots)
    ranked, pinned = with_pins(found.slots, now)
    last = Edition.objects.filter(kind=Edition.Kind.LEAD).order_by("-at").first()
    standing = list(last.slots.values_list("story_id", "pinned")) if last else []
    if standing == [(int(s.story), s.story in pinned) for s in ranked]:
        return None
    with transaction.atomic():
        edition, _ = Edition.objects.get_or_create(kind=Edition.Kind.LEAD, at=now)
        edition.slots.all().delete()
        Slot.objects.bulk_create(
            Slot(
                edition=edition,
                place=place,
                story_id=int(slot.story),
                score=slot.score,
                reasons=records.reason_rows(slot.reasons),
                pinned=slot.story in pinned,
                chosen_by=pinned.get(slot.story, ""),
            )
            for place, slot in enumerate(ranked, 1)
        )
        Edition.objects.filter(kind=Edition.Kind.LEAD, at__lt=now - desk.settings.keep_editions).delete()
    return edition


def is_outdated(desk: Desk) -> bool:
    """Whether an editor decided something about the lead since the last edition was looked at."""
    return decided().lead != desk.lead_decided


def candidates(desk: Desk, now: datetime) -> Iterable[model.Candidate]:
    """The stories that moved lately, with who reported them and where front pages put them."""
    stories = list(
        Story.objects.filter(
            moved_at__gte=now - desk.settings.edition_age, moved_at__lte=now, spiked_at=None
        ).order_by("-titles", "-moved_at")[:MOST_CANDIDATES]
    )
    return candidates_of(stories, now)


def candidates_of(stories: Sequence[Story], now: datetime) -> Iterable[model.Candidate]:
    """These stories as ranking sees them at `now`."""
    members: dict[int, list[Article]] = defaultdict(list)
    for article in (
        Article.objects.filter(membership__story__in=stories, withdrawn_at=None)
        .select_related("publisher", "membership")
        .order_by("published_at", "url_key")
        .only(
            "published_at",
            "copy_of",
            "language",
            "url_key",
            "words",
            "publisher__slug",
            "publisher__owner",
            "publisher__country",
            "membership__story",
        )
    ):
        members[article.membership.story_id].append(article)
    places = places_by_address(now - LOOKED_BACK)
    addresses = addresses_of(stories) if places else {}
    for story in stories:
        reports = members[story.pk]
        if not reports:  # all of them were taken down
            continue
        yield model.Candidate(
            story=str(story.pk),
            section=story.section or None,
            coverage=tuple(
                model.Coverage(
                    publisher=a.publisher.slug,
                    owner=a.publisher.owner or None,
                    country=a.publisher.country or None,
                    language=(a.language or "").split("-")[0] or None,
                    published_at=a.published_at,
                    is_copy=a.copy_of_id is not None,
                    words=a.words,
                )
                for a in reports
            ),
            sightings=tuple(
                sighting
                for a in reports
                for key in sorted({a.url_key} | addresses.get(a.pk, set()))
                for sighting in places.get(key, ())
            ),
            opened_at=story.opened_at,
            moved_at=story.moved_at,
        )


def addresses_of(stories: Sequence[Story]) -> dict[int, set[str]]:
    """The URL keys of the pages that led to each of the stories' articles: a front page may link to any of them."""
    addresses: dict[int, set[str]] = defaultdict(set)
    for article, key in Page.objects.filter(article__membership__story__in=stories).values_list(
        "article", "url_key"
    ):
        addresses[article].add(key)
    return addresses


def places_by_address(since: datetime) -> dict[str, list[model.Sighting]]:
    """Where front pages put each article since then, by the URL key of the link."""
    places: dict[str, list[model.Sighting]] = defaultdict(list)
    rows = Placement.objects.filter(seen_at__gte=since).values_list(
        "url_key",
        "place",
        "size",
        "seen_at",
        "since",
        "front_page__observed_at",
        "front_page__publisher__slug",
        "front_page__publisher__owner",
    )
    for key, place, size, seen_at, first_seen_at, observed_at, slug, owner in rows:
        places[key].append(
            model.Sighting(
                publisher=slug,
                place=place,
                seen_at=seen_at,
                owner=owner or None,
                size=size,
                first_seen_at=first_seen_at,
                left_at=observed_at if observed_at and observed_at > seen_at else None,
            )
        )
    return places
