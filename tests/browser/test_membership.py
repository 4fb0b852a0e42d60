"""The story of a membership over months: tried, paid, failed, mended, given, shared, cancelled, ended, deleted; every month to the cent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import wait_for
from tests.browser.service import Service, link_in
from tests.stripe_server.running import run_server

pytestmark = pytest.mark.slow

BEGIN = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
PASSWORD = "a quiet harbour at dawn"
FAILING = "4000000000000341"
END_OF_TEXT = "puts the number of passengers at 209"
READ = """async ([article, seconds]) => {
    const { token } = await (await fetch("/my/token", { headers: { Accept: "application/json" } })).json();
    const fields = { verb: "read", kind: "article", target: article, depth: "100", seconds, key: crypto.randomUUID() };
    const answer = await fetch("/my/act", {
        method: "POST", body: new URLSearchParams(fields),
        headers: { Accept: "application/json", "X-CSRFToken": token },
    });
    return answer.status;
}"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with run_server("--now", BEGIN.isoformat()) as fake:
        service = Service(tmp_path_factory.mktemp("service"), wait_for, fake, now=BEGIN)
        yield service
        service.close()


class Person:
    """Somebody with a browser and an address."""

    def __init__(self, browser: Browser, service: Service, name: str) -> None:
        self.service = service
        self.email = f"{name}@reader.example"
        # What a worker keeps is told elsewhere: here every page is the house's own, however long it takes.
        self.page: Page = browser.new_context(locale="en-GB", service_workers="block").new_page()

    def go(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.service.address + path)

    def press(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).first.click()

    def sign_up(self, start: str = "/account/signup/") -> None:
        self.go(start)
        self.page.locator("input[name=email]").fill(self.email)
        self.page.locator("input[name=password1]").fill(PASSWORD)
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name="Sign up").click()
        self.service.do_chores()
        _, _, text = next(mail for mail in self.service.mails() if self.email in mail[0])
        self.go(link_in(text, "confirm"))
        if self.page.get_by_role("button", name="Confirm").count():
            self.press("Confirm")

    def pay(self, card: str = "") -> None:
        """From our page to the provider's, and back."""
        self.page.locator("main").get_by_role("button", name="pay").first.click()
        self.page.wait_for_url("**/c/pay/**")  # our page on the way there goes on by itself
        if card:
            self.page.get_by_label("Card").fill(card)
        self.press("Pay")
        self.page.wait_for_url(f"{self.service.address}/**")

    def sees_all_of(self, article: int) -> bool:
        self.go(f"/article/{article}/")
        return END_OF_TEXT in self.page.locator("main").inner_text()

    def reads(self, *articles: int, seconds: int = 45) -> None:
        for article in articles:
            assert self.sees_all_of(article)
            assert self.page.evaluate(READ, [str(article), str(seconds)]) == 200

    def state(self) -> str:
        asked = "from newsstand.members.models import Subscription\n"
        found = self.service.ask(
            f"{asked}found = Subscription.objects.get(reader__email={self.email!r}).state"
        )
        return str(found)

    def letters(self) -> str:
        """The subjects of the mails that came since they were looked at last."""
        return " | ".join(subject for to, subject, _ in self.service.mails() if self.email in to)


@pytest.fixture(scope="module")
def ada(browser: Browser, service: Service) -> Person:
    return Person(browser, service, "ada")


def test_a_membership_from_the_first_page_to_the_last(
    browser: Browser, service: Service, ada: Person
) -> None:
    bob, cy, dee = (Person(browser, service, name) for name in ("bob", "cy", "dee"))
    try_it(service, ada)
    become_a_member(service, ada)
    give_and_share(service, ada, bob, cy, dee)
    fail_and_recover(service, ada)
    leave(service, ada)
    service.travel(datetime(2026, 7, 4, 9, tzinfo=UTC))
    months_add_up(service)
    delete(service, ada)
    months_add_up(service)


def try_it(service: Service, ada: Person) -> None:
    """The gate, sign-up, fourteen days, the reminder, the gate again."""
    assert not ada.sees_all_of(1)
    expect(
        ada.page.get_by_role("heading", name="Read this and everything else: 14 days free")
    ).to_be_visible()
    ada.page.locator(".gate").get_by_role("link", name="Sign up").click()
    ada.page.wait_for_url("**/account/signup/**")
    ada.sign_up(ada.page.url)
    assert ada.sees_all_of(1)
    service.travel(BEGIN + timedelta(days=11, hours=1))
    assert "Your free days end on" in ada.letters()
    assert ada.sees_all_of(2)
    service.travel(BEGIN + timedelta(days=14, hours=1))
    assert not ada.sees_all_of(1)
    expect(ada.page.get_by_role("heading", name="Read this and everything else again")).to_be_visible()
    assert ada.state() == "ended"


def become_a_member(service: Service, ada: Person) -> None:
    """Pay by card, read, be renewed."""
    ada.page.get_by_role("link", name="Take it up again").click()
    ada.press("Choose Monthly")
    ada.pay()
    ada.go("/my/membership/")
    assert ada.state() == "active"
    ada.reads(1, 2, 3, 7)
    service.travel(datetime(2026, 5, 4, 9, tzinfo=UTC))  # March is closed on the way, April too
    assert ada.state() == "active"
    ada.reads(4, 5)


def give_and_share(service: Service, ada: Person, bob: Person, cy: Person, dee: Person) -> None:
    """A gift for Bob; a group of Cy's in which Dee takes a seat."""
    ada.go("/gift/")
    ada.page.get_by_label("three months").check()
    ada.page.locator("#id_to_email").fill(bob.email)
    ada.press("Go on to pay")
    ada.pay()
    service.do_chores()
    (text,) = (text for to, _, text in service.mails() if bob.email in to)
    code = next(
        word
        for word in text.split()
        if word.count("-") >= 2 and word.replace("-", "").isalnum() and word.isupper()
    )
    bob.sign_up()
    bob.go("/gift/redeem")
    bob.page.get_by_label("Your code").fill(code)
    bob.press("Redeem")
    bob.reads(1, 8)
    cy.sign_up()
    cy.go("/join/")
    cy.press("Choose Group")
    cy.pay()
    assert cy.state() == "active"
    cy.go("/my/group/")
    cy.page.get_by_label("E-mail address").fill(dee.email)
    cy.press("Offer a seat")
    service.do_chores()
    (text,) = (text for to, _, text in service.mails() if dee.email in to)
    dee.sign_up()
    dee.go(link_in(text, "/seat/"))
    dee.press("Take the seat")
    assert dee.state() == "active"
    dee.reads(2, 9)


def fail_and_recover(service: Service, ada: Person) -> None:
    """The card fails at the next renewal; she reads on, is reminded, gives another card."""
    asked = "from newsstand.members.models import Subscription\n"
    customer = service.ask(f"{asked}found = Subscription.objects.get(reader__email={ada.email!r}).customer")
    service.fake.switch("card", customer=customer, card=FAILING)
    service.travel(datetime(2026, 5, 27, 9, tzinfo=UTC))
    assert ada.state() == "grace"
    assert "payment" in ada.letters().lower()
    assert ada.sees_all_of(6)
    service.travel(datetime(2026, 5, 30, 9, tzinfo=UTC))
    assert ada.letters(), "nobody reminded her on the third day"
    ada.go("/my/membership/")
    ada.page.get_by_role("link", name="Change the card").click()
    ada.page.get_by_label("Card").fill("4242424242424242")
    ada.press("Use this card")
    service.travel(datetime(2026, 6, 4, 9, tzinfo=UTC))
    assert ada.state() == "active"
    assert "payment" in ada.letters().lower()
    ada.reads(6)


def leave(service: Service, ada: Person) -> None:
    """She cancels, reads to the end of what is paid, and meets the gate."""
    ada.go("/my/membership/")
    ada.page.get_by_role("link", name="Cancel", exact=True).click()
    ada.press("Cancel the membership")
    service.do_chores()
    assert ada.state() == "cancelling"
    assert ada.letters()
    assert ada.sees_all_of(7)
    service.travel(datetime(2026, 6, 28, 9, tzinfo=UTC))
    assert ada.state() == "ended"
    assert ada.letters()
    assert not ada.sees_all_of(10)


def delete(service: Service, ada: Person) -> None:
    """She takes everything along and goes: nothing names her any more."""
    ada.go("/my/data/")
    with ada.page.expect_download() as coming:
        ada.page.get_by_role("link", name="Download all of it").click()
    assert ada.email in json.dumps(json.loads(Path(coming.value.path()).read_text()))
    with ada.page.expect_navigation():
        ada.page.get_by_role("link", name="Delete my account").click()
    if ada.page.get_by_label("Password").count():
        ada.page.get_by_label("Password").fill(PASSWORD)
        ada.press("Confirm")
    ada.press("Delete my account now")
    expect(ada.page.get_by_role("heading", name="Your account is deleted")).to_be_visible()
    assert service.count("members_reader", email=ada.email) == 0


def months_add_up(service: Service) -> None:
    """Every closed month: what came in was taken off, kept or shared, and what was shared stands in the statements."""
    closes = service.ask("""
from django.db.models import Sum
from newsstand.members.models import Close
found = [
    [f"{c.month:%Y-%m}", c.fees, c.taxes, c.costs, c.kept, c.shared,
     c.statements.aggregate(n=Sum("minor"))["n"] or 0, c.shares.aggregate(n=Sum("minor"))["n"] or 0]
    for c in Close.objects.order_by("month")
]""")
    assert {month for month, *_ in closes} >= {"2026-03", "2026-04", "2026-05", "2026-06"}
    for month, fees, taxes, costs, kept, shared, stated, given in closes:
        assert fees == taxes + costs + kept + shared, month
        assert shared == stated == given, month
        service.manage("verify_close", month)  # worked out again from the ledger
    assert any(shared > 0 for *_, shared, _, _ in closes)
