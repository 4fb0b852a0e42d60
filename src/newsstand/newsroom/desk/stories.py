"""What editors decide about stories: spike, merge, split, move, pin, section. It wins over the engine, and is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from newsstand.errors import ActRefused
from newsstand.newsroom.desk.decided import lock_decided, note_grouping, note_lead
from newsstand.newsroom.desk.log import LONGEST_WHY, Editor, signature, write_line
from newsstand.newsroom.models import (
    Article,
    Brief,
    Inaccuracy,
    Membership,
    Pick,
    Ruling,
    Slot,
    Story,
    Subject,
)
from newsstand.newsroom.models.desk import LIVE
from newsstand.newsroom.pipeline.stories import refresh_story
from newsstand.newsroom.records import clean

LONGEST_PIN = timedelta(days=7)
ENGINE = "engine"


def spike(number: int, editor: Editor, *, why: str, now: datetime) -> Story:
    """Take a story out of every list and edition; its reports stay what they are."""
    with transaction.atomic():
        lock_decided()
        story = _locked(number)
        if story.spiked_at is None:
            story.spiked_at = now
            story.save(update_fields=["spiked_at"])
            _rule(story, spiked_by=signature(editor), spiked_why=clean(why)[:LONGEST_WHY])
            note_lead()
            write_line(editor, "spike", now=now, story=story, why=why)
        return story


def unspike(number: int, editor: Editor, *, why: str = "", now: datetime) -> Story:
    """Put a story back that was spiked; one that was merged stays where it went."""
    with transaction.atomic():
        lock_decided()
        story = _locked(number)
        if into := merged_into(story.pk):
            raise ActRefused(
                gettext("It is part of another story now: %(headline)s") % {"headline": into.headline}
            )
        if story.spiked_at is not None:
            before = {"spiked_at": story.spiked_at.isoformat()}
            story.spiked_at = None
            story.save(update_fields=["spiked_at"])
            _rule(story, spiked_by="", spiked_why="")
            note_lead()
            write_line(editor, "unspike", now=now, story=story, why=why, before=before)
        return story


def merge(number: int, into: int, editor: Editor, *, now: datetime, why: str = "") -> Story:
    """Make one story part of another: its reports, picks and what readers reported go there, later reports follow."""
    with transaction.atomic():
        lock_decided()
        story, target = _locked(number), _locked(into)
        if story.pk == target.pk:
            raise ActRefused(gettext("A story cannot be merged into itself."))
        _refuse_gone(story)
        _refuse_gone(target)
        if target.spiked_at is not None:
            raise ActRefused(gettext("It would go into a story that is spiked."))
        _merge(story, target, editor, now, why)
        return target


def _merge(story: Story, target: Story, editor: Editor, now: datetime, why: str) -> None:
    reports = list(Membership.objects.filter(story=story).values_list("article_id", flat=True))
    Membership.objects.filter(story=story).update(
        story=target, decided_by=signature(editor), reasons=_reasons(editor, "merged by")
    )
    _take_along(story, target)
    _empty(story, target, now)
    refresh_story(target, why="an editor merged two stories")
    note_grouping()
    before = {"story": story.pk, "headline": story.headline, "articles": reports[:2000]}
    after = {"story": target.pk, "headline": target.headline}
    write_line(editor, "merge", now=now, story=target, why=why, before=before, after=after)
    write_line(editor, "merge", now=now, story=story, why=why, before=before, after=after)


def split(article: int, editor: Editor, *, now: datetime, why: str = "") -> Story:
    """Make a report a story of its own; the engine never puts it back."""
    with transaction.atomic():
        lock_decided()
        member = _member(article)
        story = _locked(member.story_id)
        _refuse_gone(story)
        if story.memberships.count() < 2:
            raise ActRefused(gettext("It is a story of its own already."))
        _hand_over(story, member.article)
        target = _own_story(member.article)
        _take_over(member, story, target, editor, "split", now, why)
        return target


def move(article: int, into: int, editor: Editor, *, now: datetime, why: str = "") -> Story:
    """Put a report into another story; where it was the last of its story, the story goes with it."""
    with transaction.atomic():
        lock_decided()
        member = _member(article)
        story, target = _locked(member.story_id), _locked(into)
        _refuse_gone(target)
        if story.pk == target.pk:
            return target
        if target.spiked_at is not None:
            raise ActRefused(gettext("It would go into a story that is spiked."))
        if story.memberships.count() < 2:
            _merge(story, target, editor, now, why)
            return target
        _hand_over(story, member.article)
        _take_over(member, story, target, editor, "move", now, why)
        return target


TAKEN = {
    "split": ("split off by", "an editor split a story"),
    "move": ("moved by", "an editor moved a report"),
}


def _take_over(
    member: Membership, story: Story, target: Story, editor: Editor, verb: str, now: datetime, why: str
) -> None:
    """Send a report from one story to another, bring both up to date, and write it down for both."""
    sent, reason = TAKEN[verb]
    _send(member, target, editor, sent)
    refresh_story(target, why=reason)
    refresh_story(story, why=reason)
    _drop_lone_brief(story)
    note_grouping()
    before = {"article": member.article_id, "headline": member.article.headline, "story": story.pk}
    for told in (story, target):
        write_line(editor, verb, now=now, story=told, why=why, before=before, after={"story": target.pk})


def pin_in_lead(number: int, until: datetime, editor: Editor, *, now: datetime, why: str = "") -> Story:
    """Let a story stand at the top of Lead stories until a moment; of several, the one that was pinned last."""
    with transaction.atomic():
        lock_decided()
        story = _locked(number)
        if story.spiked_at is not None:
            raise ActRefused(gettext("A story that is spiked stands nowhere."))
        if not now < until <= now + LONGEST_PIN:
            raise ActRefused(gettext("A story is pinned for a week at the most."))
        _rule(story, pinned_until=until, pinned_at=now, pinned_by=signature(editor))
        note_lead()
        write_line(editor, "lead_pin", now=now, story=story, why=why, after={"until": until.isoformat()})
        return story


def unpin_from_lead(number: int, editor: Editor, *, now: datetime) -> Story:
    """Leave a story's place in Lead stories to the engine."""
    with transaction.atomic():
        lock_decided()
        story = _locked(number)
        if Ruling.objects.filter(story=story, pinned_until__isnull=False).exists():
            _rule(story, pinned_until=None, pinned_at=None, pinned_by="")
            note_lead()
            write_line(editor, "lead_unpin", now=now, story=story)
        return story


def set_section(number: int, section: str, editor: Editor, *, now: datetime) -> Story:
    """Put a story into a section, whatever its reports say; with "" it is theirs to say again."""
    with transaction.atomic():
        lock_decided()
        story = _locked(number)
        _refuse_gone(story)
        before = {"section": story.section}
        section = " ".join(clean(section).split())[:100]
        _rule(story, section=section)
        if section:
            story.section = section
            story.save(update_fields=["section"])
        else:
            refresh_story(story, why="an editor left the section to the engine")
        note_lead()
        write_line(editor, "section", now=now, story=story, before=before, after={"section": section})
        return story


def merged_into(number: int) -> Story | None:
    """The story that this one was merged into; None where it was not."""
    if number >= 2**63:  # more than a store counts to
        return None
    found = (
        Ruling.objects.filter(story=number, merged_into__isnull=False).select_related("merged_into").first()
    )
    return found.merged_into if found else None


def _take_along(story: Story, target: Story) -> None:
    """What hangs on a story goes to the one that it became part of; what is there already stays."""
    Inaccuracy.objects.filter(story=story).update(story=target)
    Ruling.objects.filter(merged_into=story).update(merged_into=target)
    there = Slot.objects.filter(story=target).values("edition")
    Slot.objects.filter(story=story).exclude(edition__in=there).update(story=target)
    kinds = list(Pick.objects.filter(story=target, state__in=LIVE).values_list("kind", flat=True))
    live = Pick.objects.filter(story=story, state__in=LIVE)
    live.filter(kind__in=kinds).update(state=Pick.State.WITHDRAWN)
    Pick.objects.filter(story=story).update(story=target)
    topics = list(Subject.objects.filter(story=target).values_list("topic_id", flat=True))
    ruled = Subject.objects.filter(story=story).exclude(decided_by=ENGINE).exclude(topic__in=topics)
    ruled.update(story=target)
    Subject.objects.filter(story=story).delete()


def _empty(story: Story, target: Story, now: datetime) -> None:
    """Leave nothing of a merged story but its address, which leads on."""
    Brief.objects.filter(story=story).delete()
    story.reports = story.titles = 0
    story.image, story.brief_wanted, story.topics_wanted = None, "", False
    story.spiked_at = now
    story.save(update_fields=["reports", "titles", "image", "brief_wanted", "topics_wanted", "spiked_at"])
    _rule(story, merged_into=target, pinned_until=None, pinned_at=None, pinned_by="")


def _hand_over(story: Story, leaving: Article) -> None:
    """Where the report that opened a story leaves it, the oldest that opened no other opens it."""
    if story.opened_by_id != leaving.pk:
        return
    staying = (
        Article.objects.filter(membership__story=story)
        .exclude(pk=leaving.pk)
        .order_by("published_at", "url_key")
    )
    heir = staying.filter(opened_story=None).first()
    if heir is None:  # all of them opened stories that were merged into this one: one such address ends here
        heir = staying[0]
        Story.objects.filter(opened_by=heir, reports=0).delete()
    story.opened_by = heir
    story.save(update_fields=["opened_by"])


def _own_story(article: Article) -> Story:
    """The story that a report opened before it was merged away, or a new one."""
    found = Story.objects.filter(opened_by=article).first()
    if found is None:
        return Story.objects.create(
            opened_by=article,
            headline=article.headline,
            section=article.section,
            language=article.language,
            opened_at=article.published_at,
            moved_at=article.published_at,
        )
    found.spiked_at = None
    found.save(update_fields=["spiked_at"])
    _rule(found, merged_into=None)
    return found


def _send(member: Membership, target: Story, editor: Editor, words: str) -> None:
    member.story, member.decided_by = target, signature(editor)
    member.reasons = _reasons(editor, words)
    member.save(update_fields=["story", "decided_by", "reasons"])


def _drop_lone_brief(story: Story) -> None:
    """A single title's story has no brief of ours: the one of before cites what is gone."""
    if story.titles < 2:
        Brief.objects.filter(story=story).delete()
        Story.objects.filter(pk=story.pk).update(brief_wanted="", image=None)


def _reasons(editor: Editor, words: str) -> list[dict[str, Any]]:
    return [{"name": "editor", "value": 1.0, "detail": f"{words} {signature(editor)}"[:200]}]


def _rule(story: Story, **fields: Any) -> Ruling:
    ruling, _ = Ruling.objects.update_or_create(story=story, defaults=fields)
    return ruling


def _refuse_gone(story: Story) -> None:
    if into := merged_into(story.pk):
        raise ActRefused(
            gettext("It is part of another story now: %(headline)s") % {"headline": into.headline}
        )


def _member(article: int) -> Membership:
    member = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("article")
        .filter(Q(article=article))
        .first()
    )
    if member is None:
        raise ActRefused(gettext("There is no such report in a story."))
    return member


def _locked(number: int) -> Story:
    story = Story.objects.select_for_update().filter(pk=number).first()
    if story is None:
        raise ActRefused(gettext("There is no such story."))
    return story
