"""A reader with at least one row in every table that can say something of them, and another with the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore

from newsstand.members.models import (
    Checkout,
    Claim,
    Close,
    CountedRead,
    Coupon,
    CouponUse,
    Customer,
    Deed,
    Demand,
    DoorLine,
    Follow,
    Gift,
    GiftLink,
    Group,
    Highlight,
    Interest,
    Learning,
    LedgerLine,
    Lesson,
    Letter,
    Mute,
    OpenedEdition,
    Portion,
    ProviderEvent,
    Reader,
    Reading,
    Saved,
    SavedSearch,
    Seat,
    Share,
    Subscription,
    SubscriptionEvent,
)
from newsstand.members.privacy.belongings import table_called
from newsstand.newsroom.desk.log import write_line
from newsstand.newsroom.models import Article, Edition, Inaccuracy, Opening, Pick, Publisher, Story
from tests.web.newsroom import NOW, make_article, make_story, make_title

MONTH = date(2026, 3, 1)


class Paper:
    """What readers read, made once."""

    def __init__(self) -> None:
        self.title: Publisher = make_title("Northern Ledger")
        self.article: Article = make_article(self.title, "A ferry runs aground")
        self.story: Story = make_story([self.article])
        self.edition = Edition.objects.create(kind="lead", at=NOW)
        self.coupon = Coupon.objects.create(code="SPRING", days=14, most_uses=9, made_at=NOW)
        self.pick = Pick.objects.create(
            kind="picks", story=self.story, chosen_by="engine", chosen_at=NOW, changed_by="engine", changed_at=NOW
        )  # fmt: skip
        self.close = Close.objects.create(
            month=MONTH, currency="EUR", closed_at=NOW, fees=999, taxes=0, costs=0, kept=0, shared=999, members=2,
            fingerprint="0" * 64,
        )  # fmt: skip


def make_full_reader(paper: Paper, number: int, email: str, name: str, role: str = "member") -> Reader:
    """A reader who has done everything that one can do here."""
    reader = Reader.objects.make(email=email, name=name, role=role, now=NOW)
    Reader.objects.filter(pk=reader.pk).update(password="pbkdf2_sha256$SECRET")
    reader.refresh_from_db()
    mine: dict[str, Any] = {"reader": reader}
    Follow.objects.create(**mine, kind="title", key=paper.title.slug, name=paper.title.name, made_at=NOW)
    Mute.objects.create(**mine, kind="word", key="ferry", name="ferry", made_at=NOW)
    SavedSearch.objects.create(**mine, query="marigold", name="marigold", made_at=NOW, seen_at=NOW)
    Reading.objects.create(**mine, article=paper.article, first_at=NOW, last_at=NOW, seconds=60, depth=90)
    Saved.objects.create(**mine, story=paper.story, made_at=NOW)
    Highlight.objects.create(
        **mine, article=paper.article, version=1, start=4, end=9, text="ferry", note="why?", made_at=NOW, changed_at=NOW
    )  # fmt: skip
    Deed.objects.create(**mine, key="k1", verb="save", kind="story", target=str(paper.story.pk), at=NOW)
    OpenedEdition.objects.create(**mine, edition=paper.edition, opened_at=NOW)
    Learning.objects.create(**mine, liked=1.0, at=NOW)
    Interest.objects.create(**mine, kind="title", key=paper.title.slug, liked=1.0, at=NOW)
    Lesson.objects.create(**mine, story=paper.story, kind="opened", at=NOW)
    Subscription.objects.create(
        **mine,
        state="active",
        source="card",
        plan="monthly",
        customer=f"cus_{number}",
        contract=f"sub_{number}",
    )
    SubscriptionEvent.objects.create(
        **mine, key=f"contract:{number}", kind="contract", at=NOW, heard_at=NOW,
        facts={"contract": f"sub_{number}", "customer": f"cus_{number}", "status": "active", "rank": 1},
    )  # fmt: skip
    Customer.objects.create(**mine, customer=f"cus_{number}", made_at=NOW)
    CouponUse.objects.create(**mine, coupon=paper.coupon, number=number, at=NOW)
    Checkout.objects.create(
        **mine, plan="monthly", currency="EUR", key=f"key-{number}", session=f"cs_{number}", url="https://pay.example/x",
        made_at=NOW, expires_at=NOW + timedelta(days=1),
    )  # fmt: skip
    group = Group.objects.create(name=f"Family {number}", administrator=reader, seats=3, made_at=NOW)
    Seat.objects.create(
        group=group,
        number=1,
        email=email,
        reader=reader,
        code_hash=f"seat{number}",
        offered_at=NOW,
        taken_at=NOW,
    )
    Gift.objects.create(
        code_hash=f"given{number}", giver=reader, plan="gift", months=3, to_name="Bo", to_email="bo@friend.example",
        message=f"For you, {name}", made_at=NOW, paid_at=NOW, redeemed_at=NOW,
    )  # fmt: skip
    Gift.objects.create(
        code_hash=f"got{number}", plan="gift", months=3, to_name=name, to_email=email, message="Enjoy", made_at=NOW,
        redeemed_by=reader, redeemed_at=NOW,
    )  # fmt: skip
    GiftLink.objects.create(
        **mine, article=paper.article, code=f"code{number}", month=MONTH, number=1, made_at=NOW, until=NOW
    )
    Letter.objects.create(
        **mine, key=f"welcome:{number}", to=email, kind="welcome", subject=f"Welcome, {name}", text=f"Dear {name}", made_at=NOW,
        due_at=NOW,
    )  # fmt: skip
    Letter.objects.create(
        key=f"link:{number}", to=email, kind="account.reset", subject="Your link", text="https://x.example/SECRET", made_at=NOW,
        due_at=NOW,
    )  # fmt: skip
    line = LedgerLine.objects.create(
        key=f"fee:{number}", kind="fee", member=reader.pseudonym, currency="EUR", minor=999, at=NOW
    )
    Portion.objects.create(close=paper.close, line=line, member=reader.pseudonym, minor=699)
    CountedRead.objects.create(
        member=reader.pseudonym, month=MONTH, article=paper.article, publisher=paper.title
    )
    Share.objects.create(
        close=paper.close, member=reader.pseudonym, publisher=paper.title, points=5, minor=499
    )
    Claim.objects.create(**mine, publisher=paper.title, token=f"t{number}", made_at=NOW)
    Demand.objects.create(
        **mine,
        publisher=paper.title,
        article=paper.article,
        kind="correction",
        words="It was 209.",
        made_at=NOW,
    )
    Inaccuracy.objects.create(**mine, story=paper.story, words="It was 209.", address=email, at=NOW)
    Opening.objects.create(pick=paper.pick, editor=reader, since=NOW, seen_at=NOW)
    write_line(reader, "spike", now=NOW, story=paper.story, why="old")
    ProviderEvent.objects.create(
        event=f"evt_{number}", kind="invoice.paid", created_at=NOW, heard_at=NOW, applied_at=NOW,
        body={"type": "invoice.paid", "data": {"object": {"customer": f"cus_{number}", "customer_email": email}}},
    )  # fmt: skip
    DoorLine.objects.create(**mine, at=NOW, what="signed_in", way="password", browser="Lynx")
    _sign_in(reader, email)
    return reader


def _sign_in(reader: Reader, email: str) -> None:
    """What signing in leaves, where accounts are there."""
    session = SessionStore()
    session["_auth_user_id"] = str(reader.pk)
    session.save()
    made = {
        "account.EmailAddress": {"email": email, "verified": True, "primary": True},
        "mfa.Authenticator": {"type": "totp", "data": {"secret": "SECRET"}},
        "usersessions.UserSession": {
            "ip": "192.0.2.7", "session_key": session.session_key, "user_agent": "Lynx", "data": {},
        },
        "socialaccount.SocialAccount": {"provider": "openid", "uid": email, "extra_data": {"email": email}},
    }  # fmt: skip
    for name, fields in made.items():
        table = table_called(name)
        if table is not None:
            table._base_manager.create(user=reader, **fields)
