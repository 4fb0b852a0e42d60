"""Mails on their way out."""

from __future__ import annotations

from django.db import models

from newsstand.members.models.readers import Reader


class Letter(models.Model):
    """A mail to be sent, or sent: written with what caused it in one transaction, sent by the next round, once."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"  # given up; `problem` says why

    key = models.CharField(max_length=160, unique=True)  # what it is about: the same letter is written once
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, null=True, related_name="letters")
    to = models.EmailField(max_length=254)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    state = models.CharField(max_length=8, default=State.WAITING, choices=State.choices)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (models.Index(fields=("due_at",), name="letter_work", condition=models.Q(state="waiting")),)

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"  # never the address: it would reach the logs
