"""Articles that members give away."""

from __future__ import annotations

from django.db import models

from newsstand.members.models.readers import Reader
from newsstand.newsroom.models import Article


class GiftLink(models.Model):
    """A link with which anybody may read one article; `number` counts a member's links of a month."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="gift_links")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=32, unique=True)
    month = models.DateField()
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    opened = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("reader", "month", "number"), name="so_many_gift_links_a_month"),
            models.UniqueConstraint(fields=("reader", "article"), name="one_gift_link_an_article"),
        )

    def __str__(self) -> str:
        return f"{self.article_id} given by {self.reader_id}"
