"""What was fetched and what was read from it: pages, articles, their versions."""

from __future__ import annotations

from django.db import models

from newsstand.newsroom.models.publishing import Publisher


class Page(models.Model):
    """An address that an entry names, and how far it has come: wanted, fetched, read, or why not."""

    class State(models.TextChoices):
        WANTED = "wanted"  # to be fetched when it is due
        FETCHED = "fetched"  # bytes are here, to be read
        READ = "read"  # an article was made of it
        DISCARDED = "discarded"  # holds no article; `outcome` says why
        FAILED = "failed"  # given up after several attempts; `outcome` says why

    publisher = models.ForeignKey(Publisher, on_delete=models.CASCADE, related_name="pages")
    url = models.URLField(max_length=2000)
    url_key = models.CharField(max_length=2000, unique=True)
    state = models.CharField(max_length=10, default=State.WANTED, choices=State.choices)
    outcome = models.CharField(max_length=40, blank=True)
    detail = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    looks = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    first_seen_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)
    final_url = models.URLField(max_length=2000, blank=True)
    charset = models.CharField(max_length=40, blank=True)
    headers = models.JSONField(default=list)  # of its last answer, those that say something to machines
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    body_hash = models.CharField(max_length=32, blank=True)
    body = models.BinaryField(null=True)  # zstd; dropped once read
    article = models.ForeignKey("Article", on_delete=models.SET_NULL, null=True, related_name="pages")

    class Meta:
        indexes = (
            models.Index(fields=("state", "due_at"), name="page_work"),
            models.Index(fields=("due_at",), name="page_due"),
        )

    def __str__(self) -> str:
        return self.url


class Picture(models.Model):
    """A picture that our pages show from our own address; the bytes lie in the data folder under `name`."""

    class State(models.TextChoices):
        WANTED = "wanted"
        STORED = "stored"
        FAILED = "failed"

    url = models.URLField(max_length=2000)
    url_key = models.CharField(max_length=2000, unique=True)
    state = models.CharField(max_length=10, default=State.WANTED, choices=State.choices, db_index=True)
    detail = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=80, blank=True)
    content_type = models.CharField(max_length=60, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.url


class Article(models.Model):
    """An article read clean; its text lives in its versions, `version` names the one that stands."""

    publisher = models.ForeignKey(Publisher, on_delete=models.CASCADE, related_name="articles")
    url = models.URLField(max_length=2000)
    url_key = models.CharField(max_length=2000, unique=True)
    version = models.PositiveIntegerField(default=1)
    headline = models.TextField()
    standfirst = models.TextField(blank=True)
    overline = models.CharField(max_length=300, blank=True)
    byline = models.CharField(max_length=500, blank=True)
    authors = models.JSONField(default=list)
    dateline = models.CharField(max_length=200, blank=True)
    agency = models.CharField(max_length=200, blank=True)
    section = models.CharField(max_length=100, blank=True)
    keywords = models.JSONField(default=list)
    language = models.CharField(max_length=16, blank=True)
    image_url = models.URLField(max_length=2000, blank=True)
    image_caption = models.TextField(blank=True)
    image_credit = models.CharField(max_length=300, blank=True)
    image_alt = models.TextField(blank=True)
    picture = models.ForeignKey(Picture, on_delete=models.SET_NULL, null=True, related_name="articles")
    paywalled = models.BooleanField(default=False)
    signals = models.JSONField(default=dict)  # what its page says to machines, as last seen
    withdrawn_at = models.DateTimeField(null=True)  # its title took it down: nothing of it is shown
    words = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField()
    published_precision = models.CharField(
        max_length=6, default="time"
    )  # time, day, or none: then first seen
    updated_at = models.DateTimeField(null=True)
    read_from = models.CharField(max_length=4, default="page")  # or "feed", where the page gives nothing
    first_seen_at = models.DateTimeField(db_index=True)
    changed_at = models.DateTimeField()
    copy_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="copies")
    grouped_version = models.PositiveIntegerField(default=0)  # which version was grouped; 0: none yet

    class Meta:
        indexes = (
            models.Index(fields=("publisher", "-published_at"), name="article_of_publisher"),
            models.Index(fields=("-published_at",), name="article_recent"),
            models.Index(
                fields=("first_seen_at", "id"),
                name="article_ungrouped",
                condition=models.Q(grouped_version=0),
            ),
        )

    def __str__(self) -> str:
        return self.headline


class ArticleVersion(models.Model):
    """What an article said from `made_at` on; citations count characters of `body`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    headline = models.TextField()
    standfirst = models.TextField(blank=True)
    blocks = models.JSONField(default=list)
    body = models.TextField(blank=True)
    text_hash = models.CharField(max_length=32)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("article", "number"), name="one_version_a_number"),)

    def __str__(self) -> str:
        return f"{self.headline} (version {self.number})"
