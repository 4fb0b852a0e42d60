"""How titles are paid: reads that count, each month's close, and what it gave every title. Closes are never changed."""

from __future__ import annotations

from django.db import models

from newsstand.members.models.billing import LedgerLine
from newsstand.members.models.sealed import Sealed
from newsstand.newsroom.models import Article, Publisher, Story


class CountedRead(models.Model):
    """A member's reading of an article or a brief within a month, kept until the month is closed and past appeal.

    `member` is the reader's pseudonym for money; it is kept whether or not they keep a history, and names nobody.
    """

    member = models.CharField(max_length=32)
    month = models.DateField()  # its first day
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, related_name="+")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, related_name="+")  # of its brief
    publisher = models.ForeignKey(Publisher, on_delete=models.CASCADE, null=True, related_name="+")
    day = models.PositiveSmallIntegerField(default=1)  # of the month, on which it was read last
    seconds = models.PositiveIntegerField(default=0)
    depth = models.PositiveSmallIntegerField(default=0)
    is_finished = models.BooleanField(default=False)
    told = models.JSONField(default=list)  # what tells sendings apart of which no deed is kept

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("month", "member", "article"), name="one_counted_read"),
            models.UniqueConstraint(fields=("month", "member", "story"), name="one_counted_brief"),
            models.CheckConstraint(
                condition=models.Q(article=None, story__isnull=False)
                | models.Q(article__isnull=False, story=None),
                name="counted_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.article_id or self.story_id} in {self.month:%Y-%m}"


class Close(Sealed):
    """A month, closed in one currency: what came in, what was taken off, what was shared.

    rules:   how it was worked out
    basis:   what the close knew of the articles and briefs that were read (JSON under zstd)
    flagged: members whose reading somebody should look at, and why
    """

    month = models.DateField()
    currency = models.CharField(max_length=3)
    closed_at = models.DateTimeField()
    fees = models.BigIntegerField()
    taxes = models.BigIntegerField()
    costs = models.BigIntegerField()
    kept = models.BigIntegerField()  # the house's own part
    shared = models.BigIntegerField()
    members = models.PositiveIntegerField()
    rules = models.JSONField(default=dict)
    basis = models.BinaryField(default=bytes)
    flagged = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("month", "currency"), name="closed_once"),)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} in {self.currency}"


class Portion(Sealed):
    """What of a ledger line a closed month took up for one member; `days` has a bit for each day that it pays for."""

    close = models.ForeignKey(Close, on_delete=models.PROTECT, related_name="portions")
    line = models.ForeignKey(LedgerLine, on_delete=models.PROTECT, related_name="portions")
    member = models.CharField(max_length=32, blank=True, db_index=True)
    minor = models.BigIntegerField()
    days = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("close", "line", "member"), name="one_portion_a_line"),
        )

    def __str__(self) -> str:
        return f"{self.minor} of {self.line_id}"


class Share(Sealed):
    """What one member's fee gave one title in a closed month; member "" stands for all whose reading gave nothing.

    points: hundredths; of a share that is taken back, what earlier closes gave the title
    """

    close = models.ForeignKey(Close, on_delete=models.PROTECT, related_name="shares")
    member = models.CharField(max_length=32, blank=True)
    publisher = models.ForeignKey(Publisher, on_delete=models.PROTECT, related_name="+", db_index=False)
    points = models.PositiveBigIntegerField()
    minor = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("member", "close", "publisher"), name="one_share_a_member_and_title"
            ),
        )

    def __str__(self) -> str:
        return f"{self.minor} to {self.publisher_id}"


class Statement(Sealed):
    """What a closed month gave one title, and for what."""

    close = models.ForeignKey(Close, on_delete=models.PROTECT, related_name="statements")
    publisher = models.ForeignKey(Publisher, on_delete=models.PROTECT, related_name="statements")
    number = models.CharField(max_length=40, unique=True)
    minor = models.BigIntegerField()
    members = models.PositiveIntegerField()
    reads = models.PositiveIntegerField()
    finished = models.PositiveIntegerField()
    seconds = models.PositiveBigIntegerField()
    cited = models.PositiveIntegerField(default=0)
    lines = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("close", "publisher"), name="one_statement_a_title"),)

    def __str__(self) -> str:
        return self.number
