"""Articles that their titles take down: nothing of them is shown, and briefs that rest on them are written anew.

The text stays in the store, so that a mistake can be undone: search, lists, editions and briefs pass it over.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from newsstand.newsroom.desk.decided import lock_decided, note_lead
from newsstand.newsroom.models import Article, Membership, Picture
from newsstand.newsroom.pipeline.briefs import reopen_sentences
from newsstand.newsroom.pipeline.stories import refresh_story
from newsstand.newsroom.signals import PICTURE_WITHDRAWN

WITHDRAWN = "withdrawn"
"""What stands in the row of a picture whose files are to go: no article shows it any more."""


def withdraw(article: Article, *, now: datetime, why: str, picture_only: bool = False) -> bool:
    """Take an article down, or its picture alone; False where that was done before.

    why: for the line that says why a brief is written anew; the desk's log is the caller's to write
    """
    with transaction.atomic():
        lock_decided()
        row = Article.objects.select_for_update().select_related("publisher").get(pk=article.pk)
        if picture_only:
            if PICTURE_WITHDRAWN in row.signals or not (row.image_url or row.picture_id):
                return False
            _take_picture(row)
        elif row.withdrawn_at is not None:
            return False
        else:
            row.withdrawn_at = now
            row.save(update_fields=["withdrawn_at"])
            _let_picture_go(row)
        _tell_story(row, why or f"{row.publisher.name} took its report down")
    _copy_to(article, row)
    return True


def restore(article: Article, *, now: datetime, why: str = "", picture_only: bool = False) -> bool:
    """Undo a withdrawal, of the article or of its picture; False where there is none."""
    with transaction.atomic():
        lock_decided()
        row = Article.objects.select_for_update().select_related("publisher").get(pk=article.pk)
        if picture_only:
            if PICTURE_WITHDRAWN not in row.signals:
                return False
            row.image_url = row.signals.pop(PICTURE_WITHDRAWN)
            row.picture = Picture.objects.filter(url=row.image_url).first()
            row.save(update_fields=["image_url", "picture", "signals"])
        elif row.withdrawn_at is None:
            return False
        else:
            row.withdrawn_at = None
            row.save(update_fields=["withdrawn_at"])
        if row.picture_id is not None:
            gone = Picture.objects.filter(pk=row.picture_id, state=Picture.State.FAILED, detail=WITHDRAWN)
            gone.update(state=Picture.State.WANTED, detail="", name="")
        _tell_story(row, why or f"{row.publisher.name} put its report back")
    _copy_to(article, row)
    return True


def remove_withdrawn_pictures(folder: Path | None) -> int:
    """Remove the files of pictures that were withdrawn, then note that they are gone; returns how many."""
    rows = Picture.objects.filter(state=Picture.State.FAILED, detail=WITHDRAWN).exclude(name="")
    done = 0
    for picture in rows:
        if folder is not None:
            for path in (folder / picture.name[:2]).glob(f"{picture.name[2:]}*"):
                path.unlink(missing_ok=True)
        picture.name = ""
        picture.save(update_fields=["name"])
        done += 1
    return done


def _take_picture(row: Article) -> None:
    row.signals[PICTURE_WITHDRAWN] = row.image_url
    _let_picture_go(row)
    row.image_url, row.picture = "", None
    row.save(update_fields=["image_url", "picture", "signals"])


def _let_picture_go(row: Article) -> None:
    """A picture that no other article shows goes, with its files."""
    others = Article.objects.filter(picture=row.picture_id, withdrawn_at=None).exclude(pk=row.pk)
    if row.picture_id is not None and not others.exists():
        Picture.objects.filter(pk=row.picture_id).update(state=Picture.State.FAILED, detail=WITHDRAWN)


def _tell_story(row: Article, why: str) -> None:
    membership = Membership.objects.filter(article=row).select_related("story").first()
    if membership is not None:
        refresh_story(membership.story, why=why)
    reopen_sentences(row, why)
    note_lead()


def _copy_to(article: Article, row: Article) -> None:
    for name in ("withdrawn_at", "image_url", "picture", "signals"):
        setattr(article, name, getattr(row, name))
