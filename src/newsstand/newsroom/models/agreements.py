"""What titles let us show: what they agreed to, and what their sites say to machines. Nothing is overwritten: the newest line stands."""

from __future__ import annotations

from django.db import models

from newsstand.model import Terms
from newsstand.newsroom.models.articles import Article
from newsstand.newsroom.models.publishing import Publisher


class Agreement(models.Model):
    """What a title agreed to, from `since` until it was replaced; `decided_by` is a reader's name or "catalogue"."""

    publisher = models.ForeignKey(Publisher, on_delete=models.CASCADE, related_name="agreements")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    level = models.CharField(max_length=10, choices=[(t.value, t.value) for t in Terms])
    extract_words = models.PositiveIntegerField(default=40)
    may_summarise = models.BooleanField(default=True)
    quote_share = models.DecimalField(max_digits=4, decimal_places=3, default="0.100")
    shows_pictures = models.BooleanField(default=False)
    territories = models.JSONField(default=list)
    embargo_minutes = models.PositiveIntegerField(default=0)
    expires_days = models.PositiveIntegerField(null=True)
    decided_by = models.CharField(max_length=150)
    note = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("publisher", "-since"), name="agreement_newest"),)

    def __str__(self) -> str:
        return f"{self.publisher_id}: {self.level} since {self.since:%Y-%m-%d}"


class Signal(models.Model):
    """One thing that a title's site or page says to machines: what, where, since when, and when it was last seen."""

    publisher = models.ForeignKey(Publisher, on_delete=models.CASCADE, related_name="seen_signals")
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, null=True, related_name="+"
    )  # None: the whole site
    kind = models.CharField(
        max_length=30
    )  # robots, robots_ai, tdmrep, rsl, noarchive, nosnippet, max_snippet, is_free
    value = models.CharField(max_length=500, blank=True)
    url = models.URLField(max_length=2000, blank=True)  # where it stands
    first_seen_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("publisher", "kind"), name="signal_of_publisher"),)

    def __str__(self) -> str:
        return f"{self.kind}={self.value}"
