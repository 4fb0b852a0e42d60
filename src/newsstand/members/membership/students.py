"""Who may take a student plan: by a confirmed address at an academic domain, or by the operator's word."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from newsstand.members.membership.plans import PlanBook
from newsstand.members.models import Reader, SubscriptionEvent
from newsstand.model import Plan


def is_academic(email: str, domains: tuple[str, ...]) -> bool:
    """Whether an address is at one of the domains: ".edu" is any that ends so, "uni.example" itself and what is below it."""
    host = email.rpartition("@")[2].lower().rstrip(".")
    return any(f".{host}".endswith(domain if domain.startswith(".") else f".{domain}") for domain in domains)


def is_student(reader: Reader, book: PlanBook) -> bool:
    """Whether somebody has shown that they study."""
    confirmed = EmailAddress.objects.filter(user=reader, verified=True).values_list("email", flat=True)
    if any(is_academic(email, book.student_domains) for email in confirmed):
        return True
    slugs = [plan.slug for plan in book.plans if plan.kind == "student"]
    return SubscriptionEvent.objects.filter(reader=reader, kind="granted", facts__plan__in=slugs).exists()


def may_buy(reader: Reader, plan: Plan, book: PlanBook) -> bool:
    """Whether a plan is sold to this reader."""
    return plan.is_offered and (plan.kind != "student" or is_student(reader, book))
