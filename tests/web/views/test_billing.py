from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from stripe import WebhookSignature

from newsstand.members.limits import allow
from newsstand.members.models import Checkout, Gift, LedgerLine, ProviderEvent
from newsstand.web.views.billing import TRIES_AN_HOUR
from tests.stripe_server.running import KEY, SECRET, Fake, run_server
from tests.web.newsroom import NOW

if TYPE_CHECKING:
    from django.test import Client

    from newsstand.members.models import Reader

pytestmark = pytest.mark.django_db
WISH = {"plan": "monthly", "currency": "EUR"}


@pytest.fixture(scope="module")
def process() -> Iterator[Fake]:
    with run_server() as fake:
        yield fake


@pytest.fixture
def stripe(process: Fake, settings: Any) -> Fake:
    process.switch("reset", now=NOW.isoformat())
    settings.NEWSSTAND = {
        **settings.NEWSSTAND,
        "NEWSSTAND_STRIPE_KEY": KEY,
        "NEWSSTAND_STRIPE_API": process.address,
        "NEWSSTAND_STRIPE_WEBHOOK_SECRET": SECRET,
        "NEWSSTAND_ADDRESS": "https://news.example",
    }
    return process


def tell(client: Client, event: Any, **over: Any) -> int:
    body = json.dumps(event)
    signature = WebhookSignature.generate_signature_header(body, SECRET)
    headers = {"Stripe-Signature": signature, **over}
    answer = client.post("/hooks/stripe", body, content_type="application/json", headers=headers)
    return int(answer.status_code)


def test_who_is_not_signed_in_finds_nothing(client: Client, stripe: Fake) -> None:
    for address in ("/join/pay?plan=monthly", "/join/done?session=cs_1", "/my/membership/card"):
        assert client.get(address).status_code == 404


def test_the_way_of_a_payment(client: Client, reader: Reader, stripe: Fake) -> None:
    asked = client.get("/join/pay", WISH)
    assert "9.99" in asked.content.decode()
    going = client.post("/join/pay", WISH)
    row = Checkout.objects.get()
    assert row.url in going.content.decode()
    assert "form-action 'self'" in going["Content-Security-Policy"]
    done = f"/join/done?session={row.session}"
    assert "Nothing is paid yet" in client.get(done).content.decode()
    assert stripe.switch("pay", session=row.session)["paid"]
    assert "You are a member" in client.get(done).content.decode()  # no webhook has come yet
    for event in stripe.look("events") * 2:
        assert tell(client, event) == 200
    assert "You are a member" in client.get(done).content.decode()
    assert LedgerLine.objects.filter(kind="fee").count() == 1
    assert "member already" in client.post("/join/pay", WISH).content.decode()
    assert "/p/session/" in client.get("/my/membership/card").content.decode()


def test_a_payment_that_nobody_can_ask_about_is_on_its_way(
    client: Client, reader: Reader, stripe: Fake
) -> None:
    client.post("/join/pay", WISH)
    row = Checkout.objects.get()
    stripe.switch("pay", session=row.session)
    stripe.switch("api", down=True)
    page = client.get(f"/join/done?session={row.session}").content.decode()
    assert "on its way" in page
    assert 'http-equiv="refresh"' in page
    last = client.get(f"/join/done?session={row.session}&look=10").content.decode()
    assert 'http-equiv="refresh"' not in last
    assert client.post("/join/pay", WISH).status_code == 503
    stripe.switch("api", down=False)


def test_the_payment_of_somebody_else_is_not_shown(
    client: Client, reader: Reader, editor: Reader, stripe: Fake
) -> None:
    client.post("/join/pay", WISH)
    session = Checkout.objects.get().session
    client.force_login(editor)
    assert client.get(f"/join/done?session={session}").status_code == 404


def test_the_gift_of_somebody_else_is_not_paid(
    client: Client, reader: Reader, editor: Reader, stripe: Fake
) -> None:
    gift = Gift.objects.create(code_hash="x", giver=editor, plan="gift-3", months=3, made_at=NOW)
    assert client.post("/join/pay", {"gift": gift.pk, "currency": "EUR"}).status_code == 409
    client.force_login(editor)
    assert client.post("/join/pay", {"gift": gift.pk, "currency": "EUR"}).status_code == 200


@pytest.mark.parametrize(
    "asked", [{}, {"plan": "x\0"}, {"plan": "student"}, {"plan": "group", "seats": "9" * 40}]
)
def test_what_is_not_sold_is_said(
    client: Client, reader: Reader, stripe: Fake, asked: dict[str, str]
) -> None:
    answer = client.post("/join/pay", asked)
    assert answer.status_code in (200, 409)
    assert answer.status_code == 409 or asked.get("plan") == "group"


def test_without_a_key_the_pages_say_so(client: Client, reader: Reader) -> None:
    for address in ("/join/pay?plan=monthly", "/my/membership/card"):
        assert "Nothing is sold here" in client.get(address).content.decode()
    assert client.get("/join/done?session=cs_1").status_code == 404
    assert tell(client, {"id": "evt_1"}) == 404


def test_too_many_tries_are_refused(client: Client, reader: Reader, stripe: Fake) -> None:
    for _ in range(TRIES_AN_HOUR - 1):
        assert allow(f"pay:{reader.pk}", TRIES_AN_HOUR, 3600, NOW)
    assert client.post("/join/pay", WISH).status_code == 200
    assert client.post("/join/pay", WISH).status_code == 429


def test_a_forged_webhook_is_refused_and_not_logged(
    client: Client, db: None, stripe: Fake, caplog: Any
) -> None:
    event = {"id": "evt_1", "type": "x", "created": 1, "data": {"object": {"email": "a@b.example"}}}
    assert tell(client, event, **{"Stripe-Signature": "t=1,v1=00"}) == 400
    assert not ProviderEvent.objects.exists()
    assert "refused" in caplog.text
    assert "a@b.example" not in caplog.text
    assert client.get("/hooks/stripe").status_code == 405


def test_a_webhook_that_is_too_large_is_refused(client: Client, db: None, stripe: Fake) -> None:
    assert tell(client, {"id": "x" * 300_000}) == 413
