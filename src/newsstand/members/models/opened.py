"""Which finite editions a reader opened, with what was chosen for them then, and which they finished."""

from __future__ import annotations

from django.db import models

from newsstand.members.models.readers import Reader
from newsstand.newsroom.models import Edition


class OpenedEdition(models.Model):
    """That a reader opened an edition. Its For You part is frozen then, as the rest of the edition is."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="opened_editions")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    for_you = models.JSONField(default=list)  # [{"story": 12, "why": "because you follow …"}], best first
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("reader", "edition"), name="edition_opened_once"),)
        indexes = (models.Index(fields=("reader", "-opened_at"), name="opened_recent"),)

    def __str__(self) -> str:
        return f"{self.reader_id} opened {self.edition_id}"
