"""Where a reader stands with their membership, in sentences."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext

from newsstand.members.membership.plans import plan_book
from newsstand.model import Holding, MemberState, Plan
from newsstand.web.times import spoken_day


def day_of(moment: datetime) -> str:
    """A day of the reader's own zone: "12 March 2026"."""
    return spoken_day(timezone.localtime(moment).date(), weekday=False)


def plan_name(plan: Plan) -> str:
    """What a plan is called: ours in the language that is on, the house's own as its file says."""
    named = {
        "monthly": gettext("Monthly"),
        "yearly": gettext("Yearly"),
        "student": gettext("Student"),
        "group": gettext("Group"),
        "gift-3": gettext("Three months"),
        "gift-6": gettext("Six months"),
        "gift-12": gettext("A year"),
    }
    return named.get(plan.slug, plan.name)


def per_interval(plan: Plan) -> str:
    """How often it is paid."""
    if plan.kind == "group":
        return {"month": gettext("a seat and month"), "year": gettext("a seat and year")}.get(
            plan.interval, gettext("a seat")
        )
    return {"month": gettext("a month"), "year": gettext("a year")}.get(plan.interval, "")


def standing_in_words(held: Holding) -> str:
    """Where a reader stands, in one sentence."""
    until = day_of(held.until) if held.until else ""
    if held.state is MemberState.TRIAL:
        return gettext("Everything is open to you until %(day)s: your free days.") % {"day": until}
    if held.state is MemberState.CANCELLING:
        return gettext("You have cancelled: everything stays open until %(day)s.") % {"day": until}
    if held.state is MemberState.GRACE:
        return gettext("The last payment did not arrive. You read on until %(day)s.") % {"day": until}
    if held.state is MemberState.PAUSED:
        return (
            gettext("Your membership rests until %(day)s.") % {"day": until}
            if until
            else gettext("Your membership rests.")
        )
    if held.state is MemberState.ENDED:
        return _over(held)
    return _active(held, until)


def _active(held: Holding, until: str) -> str:
    plan = plan_book().of(held.plan)
    words = {
        "alone": gettext("This paper is yours: everything is open."),
        "staff": gettext("You work here: everything is open to you."),
        "seat": gettext("You read everything from a seat in a group."),
        "gift": gettext("You read everything until %(day)s: a gift."),
        "coupon": gettext("You read everything until %(day)s: a coupon."),
    }
    if held.source == "hand":
        given = gettext("You read everything until %(day)s: the operator gave you a membership.")
        return (
            given % {"day": until}
            if until
            else gettext("You read everything: the operator gave you a membership.")
        )
    if held.source == "card":
        named = gettext("You are a member: %(plan)s.") % {"plan": plan_name(plan)} if plan else ""
        return named or gettext("You are a member.")
    return words.get(held.source, gettext("You are a member.")) % {"day": until}


def _over(held: Holding) -> str:
    if not held.since:
        return gettext("You have no membership yet.")
    day = day_of(held.since)
    if held.source == "trial":
        return gettext("Your free days ended on %(day)s.") % {"day": day}
    return gettext("Your membership ended on %(day)s.") % {"day": day}


def what_follows(held: Holding, then: Holding | None) -> str:
    """What happens next by itself, in one sentence; "" for nothing."""
    if held.state is MemberState.ENDED:
        return gettext("Headlines and extracts stay open. What you saved and follow is kept.")
    if then is None or held.next_at is None:
        return ""
    day = day_of(held.next_at)
    if then.state is MemberState.PAUSED:
        return gettext("It rests from %(day)s on.") % {"day": day}
    if held.state is MemberState.PAUSED:
        return gettext("On %(day)s it goes on by itself.") % {"day": day} if then.state.may_read else ""
    if held.state is MemberState.ACTIVE and held.source == "card" and held.until:
        return gettext("It renews by itself on %(day)s.") % {"day": day_of(held.until)}
    if then.state.may_read:
        begins = {
            "gift": gettext("Your gift begins then: nothing of it is lost."),
            "coupon": gettext("The days of your coupon begin then."),
            "card": gettext("Your own membership goes on then."),
        }
        return begins.get(then.source, "")
    if held.state is MemberState.TRIAL:
        return gettext("Nothing is charged then. Whole articles close, unless you become a member.")
    if held.state is MemberState.GRACE:
        return gettext("Change your card, and all is well again.")
    return gettext("Nothing is charged by itself. Whole articles close then.")
