"""The pages of memberships, as readers meet them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from newsstand.members.membership.coupons import make_coupon
from newsstand.members.membership.events import note_event
from newsstand.members.membership.gifts import code_of, gift_paid, make_gift
from newsstand.members.membership.groups import group_of, seats_of
from newsstand.members.membership.holding import holding_of
from newsstand.members.membership.plans import plan_book
from newsstand.members.models import Gift, Letter, Reader, SubscriptionEvent
from tests.web.newsroom import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> Reader:
    """Somebody to whom nothing has happened yet, signed in."""
    made = Reader.objects.make(email="ada@reader.example", name="Ada", now=NOW)
    client.force_login(made)
    return made


@pytest.fixture
def sells(settings: Any) -> None:
    """A house that takes cards; nothing here asks the provider."""
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_STRIPE_KEY": "sk_test_1"}


def in_days(number: float) -> str:
    return (NOW + timedelta(days=number)).isoformat()


def tell(reader: Reader, kind: str, **facts: Any) -> None:
    note_event(
        reader, kind, key=f"{kind}:{reader.pk}:{SubscriptionEvent.objects.count()}", at=NOW, now=NOW, **facts
    )


def contract(reader: Reader, status: str = "active", **facts: Any) -> None:
    said = {
        "contract": f"sub_{reader.pk}", "customer": "cus_1", "plan": "monthly", "status": status, "cancels": False,
        "period_start": in_days(0), "period_end": in_days(30), "seats": 1, "rank": 0,
    }  # fmt: skip
    tell(reader, "contract", **(said | facts))


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def another(name: str) -> tuple[Reader, Client]:
    made, client = Reader.objects.make(email=f"{name}@reader.example", name=name.title(), now=NOW), Client()
    client.force_login(made)
    return made, client


@pytest.mark.usefixtures("sells")
class TestPlans:
    def test_prices_stand_in_the_currency_of_the_country_and_can_be_changed(self, client: Client) -> None:
        page = text(client.get("/join/"))
        assert "€9.99" in page
        assert "€20.88 less than twelve single months" in page
        assert "Begin 14 days free" in page
        assert "£8.99" in text(client.get("/join/?currency=GBP"))
        assert "€9.99" in text(client.get("/join/?currency=XXX"))

    def test_a_readers_own_country_decides(self, client: Client, reader: Reader) -> None:
        reader.country = "GB"
        reader.save()
        assert "£8.99" in text(client.get("/join/"))

    def test_who_has_a_contract_is_offered_no_second(self, client: Client, reader: Reader) -> None:
        assert 'name="plan" value="yearly"' in text(client.get("/join/"))
        contract(reader)
        page = text(client.get("/join/"))
        assert 'name="plan"' not in page
        assert "You are a member." in page

    def test_students_show_that_they_study(self, client: Client, reader: Reader) -> None:
        assert 'value="student"' not in text(client.get("/join/"))
        tell(reader, "granted", until=in_days(1), plan="student")
        assert 'value="student"' in text(client.get("/join/"))

    def test_an_amount_is_written_as_the_language_does(self, client: Client) -> None:
        page = client.get("/join/", headers={"Accept-Language": "de"}).content.decode()
        assert "9,99\N{NO-BREAK SPACE}€" in page


def test_where_nothing_is_sold_nothing_is_offered_for_money(
    client: Client, reader: Reader, settings: Any
) -> None:
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_CONTACT": "desk@news.example"}
    for path in ("/join/", "/my/membership/", "/gift/"):
        page = text(client.get(path))
        assert "the operator gives them" in page
        assert "mailto:desk@news.example" in page
        assert "/join/pay" not in page
        assert "€" not in page
    assert client.post("/gift/", {"plan": "gift-3"}).status_code == 200
    assert not Gift.objects.exists()


STANDINGS: list[tuple[str, dict[str, Any], str, set[str]]] = [
    ("signed_up", {"trial_days": 14}, "Everything is open to you until 26 March 2026", {"pay"}),
    ("contract", {}, "It renews by itself on 11 April 2026", {"cancel", "pause", "card"}),
    (
        "contract",
        {"cancels": True},
        "You have cancelled: everything stays open until 11 April 2026",
        {"keep", "card"},
    ),
    ("contract", {"status": "past_due"}, "You read on until 26 March 2026", {"cancel", "card"}),
    ("granted", {"until": None, "plan": ""}, "the operator gave you a membership", {"pay", "pause"}),
    ("", {}, "You have no membership yet", {"pay"}),
]


@pytest.mark.usefixtures("sells")
@pytest.mark.parametrize(("kind", "facts", "sentence", "deeds"), STANDINGS)
def test_the_page_says_where_one_stands_and_what_can_be_done(
    kind: str, facts: dict[str, Any], sentence: str, deeds: set[str], client: Client, reader: Reader
) -> None:
    if kind == "contract":
        contract(reader, **facts)
    elif kind:
        tell(reader, kind, **facts)
    page = text(client.get("/my/membership/"))
    assert sentence in page
    ways = {
        "pay": 'href="/join/"', "cancel": 'href="/my/membership/cancel"', "keep": "/my/membership/keep",
        "pause": "/my/membership/pause", "resume": "/my/membership/resume", "card": 'href="/my/membership/card"',
    }  # fmt: skip
    assert {deed for deed, way in ways.items() if way in page} == deeds


@pytest.mark.usefixtures("sells")
def test_to_cancel_takes_two_presses_and_says_what_stays(client: Client, reader: Reader) -> None:
    contract(reader)
    page = text(client.get("/my/membership/cancel"))
    assert "Everything stays open until 11 April 2026. Nothing more is charged." in page
    assert page.count('<form method="post"') == 1
    assert "checked" not in page  # nobody is signed up to letters by default


def test_what_was_given_rests_and_goes_on(client: Client, reader: Reader) -> None:
    tell(reader, "granted", until=in_days(90), plan="")
    assert client.post("/my/membership/pause", {"months": "2"}, follow=True).status_code == 200
    held = holding_of(reader, NOW)
    assert (held.state, held.until) == ("paused", NOW.replace(month=5))
    assert "Your membership rests until 12 May 2026" in text(client.get("/my/membership/"))
    client.post("/my/membership/pause", {"months": "3"})
    assert holding_of(reader, NOW) == held  # it rests already
    client.post("/my/membership/resume")
    assert holding_of(reader, NOW).state == "active"


@pytest.mark.parametrize("deed", ["cancel", "keep", "pause", "resume"])
def test_what_cannot_be_done_changes_nothing(deed: str, client: Client, reader: Reader) -> None:
    page = text(client.post(f"/my/membership/{deed}", follow=True))
    assert "That cannot be done as things stand. Nothing was changed." in page
    assert not SubscriptionEvent.objects.exists()


def test_deeds_are_posted(client: Client, reader: Reader) -> None:
    assert client.get("/my/membership/pause").status_code == 405
    assert client.get("/my/membership/cancel").status_code == 302
    assert client.get("/my/membership/steal").status_code == 404


def test_a_form_without_its_token_is_refused(reader: Reader) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reader)
    for path in ("/my/membership/pause", "/gift/redeem", "/my/membership/leave-seat", "/gift/"):
        assert strict.post(path).status_code == 403


def test_a_code_is_redeemed(client: Client, reader: Reader) -> None:
    make_coupon("SPRING", days=10, uses=1, now=NOW)
    page = text(client.post("/gift/redeem", {"code": " spring "}, follow=True))
    assert "You read everything until 22 March 2026: a coupon." in page
    again = client.post("/gift/redeem", {"code": "SPRING"})
    assert (again.status_code, "You have redeemed this code already." in text(again)) == (422, True)


@pytest.mark.parametrize("code", ["", "x", "\0", "<b>", "A" * 500, "0000-0000-0000-0000"])
def test_no_code_opens_nothing(code: str, client: Client, reader: Reader) -> None:
    response = client.post("/gift/redeem", {"code": code})
    assert response.status_code == 422
    assert "There is no such code" in text(response)
    assert not SubscriptionEvent.objects.exists()


@pytest.mark.usefixtures("sells")
def test_a_gift_is_made_and_paid_next(client: Client, reader: Reader) -> None:
    sent = {
        "plan": "gift-3",
        "to_name": "Ines",
        "to_email": "ines@x.example",
        "starts_on": "2026-04-01",
        "message": "Hi",
    }
    response = client.post("/gift/?currency=GBP", sent)
    gift = Gift.objects.get()
    assert response["Location"] == f"/join/pay?plan=gift-3&currency=GBP&gift={gift.pk}"
    assert (gift.giver, gift.months, gift.to_email, gift.paid_at) == (reader, 3, "ines@x.example", None)
    assert code_of(gift) not in text(client.get("/gift/"))
    gift_paid(gift, now=NOW)
    assert code_of(gift) in text(client.get("/gift/"))


@pytest.mark.usefixtures("sells")
@pytest.mark.parametrize(
    "sent",
    [
        {"plan": "monthly"},
        {"plan": "gift-3", "to_email": "nobody"},
        {"plan": "gift-3", "starts_on": "2026-03-11"},
        {"plan": "gift-3", "starts_on": "2030-01-01"},
        {},
    ],
)
def test_what_is_wrong_with_a_gift_is_said(sent: dict[str, str], client: Client, reader: Reader) -> None:
    response = client.post("/gift/", sent)
    assert response.status_code == 422
    assert 'class="error"' in response.content.decode()
    assert not Gift.objects.exists()


def test_others_do_not_see_ones_gifts(client: Client, reader: Reader) -> None:
    plan = plan_book().of("gift-3")
    assert plan
    gift = make_gift(plan, giver=another("bob")[0], now=NOW)
    gift_paid(gift, now=NOW)
    assert code_of(gift) not in text(client.get("/gift/"))


class TestGroups:
    @pytest.fixture
    def administrator(self, reader: Reader) -> Reader:
        tell(reader, "granted", until=None, plan="group", seats=3)
        return reader

    def test_a_seat_is_offered_taken_and_taken_back(self, client: Client, administrator: Reader) -> None:
        client.post("/my/group/", {"deed": "invite", "email": "bob@reader.example"})
        letter = Letter.objects.get(kind="seat_offered")
        path = re.search(r"/seat/\S+/", letter.text)
        assert path
        bob, his = another("bob")
        assert "It opens everything" in text(his.get(path[0]))
        assert "The seat is yours" in text(his.post(path[0], follow=True))
        assert holding_of(bob, NOW).source == "seat"
        assert "bob@reader.example" in text(client.get("/my/group/"))
        assert another("eve")[1].get(path[0]).status_code == 404
        (seat,) = seats_of(group_of(administrator))  # type: ignore[arg-type]
        client.post("/my/group/", {"deed": "free", "seat": str(seat.pk)})
        assert holding_of(bob, NOW).state == "ended"

    def test_who_sits_can_leave(self, client: Client, administrator: Reader) -> None:
        client.post("/my/group/", {"deed": "invite", "email": "bob@reader.example"})
        path = re.search(r"/seat/\S+/", Letter.objects.get(kind="seat_offered").text)
        assert path
        bob, his = another("bob")
        his.post(path[0])
        assert "Leave the seat" in text(his.get("/my/membership/"))
        his.post("/my/membership/leave-seat")
        assert holding_of(bob, NOW).state == "ended"

    def test_nobody_else_finds_a_group_or_frees_its_seats(
        self, client: Client, administrator: Reader
    ) -> None:
        client.post("/my/group/", {"deed": "invite", "email": "bob@reader.example"})
        (seat,) = seats_of(group_of(administrator))  # type: ignore[arg-type]
        eve, hers = another("eve")
        assert hers.get("/my/group/").status_code == 404
        assert hers.post("/my/group/", {"deed": "free", "seat": str(seat.pk)}).status_code == 404
        tell(eve, "granted", until=None, plan="group", seats=3)
        assert hers.get("/my/group/").status_code == 200
        assert hers.post("/my/group/", {"deed": "free", "seat": str(seat.pk)}).status_code == 404
        assert len(seats_of(group_of(administrator))) == 1  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        "sent",
        [{"deed": "invite", "email": "nobody"}, {"deed": "invite", "email": "ada@reader.example"}, {"deed": "x"}, {},
         {"deed": "seats", "count": "-1"}],
    )  # fmt: skip
    def test_what_is_wrong_is_said(self, sent: dict[str, str], client: Client, administrator: Reader) -> None:
        response = client.post("/my/group/", sent)
        assert response.status_code == 422
        assert 'role="alert"' in response.content.decode()

    @pytest.mark.parametrize("seat", ["", "0", "x", "-1", "9" * 40, "²"])
    def test_no_seat_is_not_found(self, seat: str, client: Client, administrator: Reader) -> None:
        assert client.post("/my/group/", {"deed": "free", "seat": seat}).status_code == 404

    def test_a_forged_link_is_not_found(self, client: Client, reader: Reader) -> None:
        for code in ("x", "a:b", "A" * 50 + ":" + "B" * 43):
            assert client.get(f"/seat/{code}/").status_code == 404


def test_a_browser_that_is_not_signed_in_is_shown_the_way_in(client: Client) -> None:
    for path in ("/my/membership/", "/my/group/", "/gift/", "/gift/redeem", "/seat/x/"):
        response = client.get(path, headers={"Accept": "text/html"})
        assert response.status_code == 302
        assert "/account/login/" in response["Location"]
