"""Who publishes, where we ask, and what they gave us: publishers, feeds, entries, front pages."""

from __future__ import annotations

from django.db import models

from newsstand.model import Terms


class Publisher(models.Model):
    """A title: who answers for the words."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    home_page = models.URLField(max_length=500)
    country = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=16, blank=True)
    kind = models.CharField(max_length=20, default="newspaper")
    owner = models.CharField(max_length=200, blank=True)
    owner_kind = models.CharField(max_length=20, blank=True)
    section = models.CharField(max_length=40, blank=True)
    # What stands of its agreements, copied here so that lists ask for nothing more; {}: it never agreed to anything.
    terms = models.CharField(
        max_length=10, default=Terms.EXTRACT, choices=[(t.value, t.value) for t in Terms]
    )
    agreed = models.JSONField(default=dict)
    signals = models.JSONField(default=dict)  # what its whole site says to machines, as last seen
    signals_due_at = models.DateTimeField(null=True)  # when it is asked again; None: it never was
    is_demo = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """An address that we poll. Only news changes this row; that it was asked is noted in its Poll."""

    class State(models.TextChoices):
        ACTIVE = "active"
        RETIRED = "retired"  # 410, or an editor said so

    publisher = models.ForeignKey(Publisher, on_delete=models.CASCADE, related_name="feeds")
    url = models.URLField(max_length=2000, unique=True)
    moved_from = models.URLField(max_length=2000, blank=True)
    state = models.CharField(max_length=10, default=State.ACTIVE, choices=State.choices)
    title = models.CharField(max_length=500, blank=True)
    format = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=16, blank=True)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    body_hash = models.CharField(max_length=32, blank=True)
    problems = models.JSONField(default=list)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.url


class Poll(models.Model):
    """When a feed was asked, what came of it, since when, and when it is asked again."""

    feed = models.OneToOneField(Feed, on_delete=models.CASCADE, related_name="poll", primary_key=True)
    due_at = models.DateTimeField(db_index=True)
    asked_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    detail = models.CharField(max_length=500, blank=True)
    since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    history = models.JSONField(default=dict)
    why_due = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.outcome}"


class Entry(models.Model):
    """One item as a feed gave it."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="entries")
    key = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=40)
    url = models.URLField(max_length=2000, blank=True)
    headline = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    raw_content = models.TextField(blank=True)  # as the feed has it: not to be shown without `clean_html`
    authors = models.JSONField(default=list)
    categories = models.JSONField(default=list)
    image = models.URLField(max_length=2000, blank=True)
    published_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(null=True)
    first_seen_at = models.DateTimeField()
    page = models.ForeignKey("Page", on_delete=models.SET_NULL, null=True, related_name="entries")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("feed", "key"), name="entry_lands_once"),)

    def __str__(self) -> str:
        return self.headline


class FrontPage(models.Model):
    """A publisher's home page, observed: when it was looked at, and when it is looked at again."""

    publisher = models.OneToOneField(Publisher, on_delete=models.CASCADE, related_name="front_page")
    url = models.URLField(max_length=2000)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    due_at = models.DateTimeField(db_index=True)
    observed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    detail = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.url


class Placement(models.Model):
    """An article's link seen on a front page: its place (1 is the top) at one look."""

    front_page = models.ForeignKey(FrontPage, on_delete=models.CASCADE, related_name="placements")
    seen_at = models.DateTimeField()
    since = models.DateTimeField(
        null=True
    )  # from which look on the page has carried the article without a gap
    url_key = models.CharField(max_length=2000, db_index=True)
    place = models.PositiveSmallIntegerField()
    size = models.FloatField(default=0.0)
    headline = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("front_page", "seen_at", "place"), name="one_link_a_place"),
        )

    def __str__(self) -> str:
        return f"{self.place}. {self.headline}"
