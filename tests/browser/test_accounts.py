"""Accounts in a real browser: sign-up, second steps, passkeys, and what is left after signing out."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import sqlite3
import struct
import time
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.conftest import wait_for
from tests.browser.serving import House
from tests.browser.waiting import until
from tests.oidc_provider import CLIENT, SECRET, Provider

PASSWORD = "a quiet harbour at dusk"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """Another house, at another address."""
    with Provider() as made:
        yield made


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, provider: Provider) -> Iterator[House]:
    """A service, by a name: passkeys belong to names, not to numbers."""
    folder = tmp_path_factory.mktemp("service")
    providers = folder / "providers.toml"
    providers.write_text(
        f'[other]\nname = "The Other House"\nserver = "{provider.address}"\nclient_id = "{CLIENT}"\nsecret = "{SECRET}"\n'
    )
    made = House(
        folder,
        wait_for,
        NEWSSTAND_SINGLE_READER="no",
        NEWSSTAND_OIDC=str(providers),
        NEWSSTAND_STAFF_SECOND_STEP="yes",
    )
    made.address = made.address.replace("127.0.0.1", "localhost")
    made.open()
    yield made
    made.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A narrow page whose console must stay silent: the policy lets all of it run."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    yield opened
    context.close()
    assert troubles == []


def newest_letter(house: House, to: str) -> str:
    """The text of the letter that was written last."""
    with closing(sqlite3.connect(house.folder / "newsstand.sqlite3", timeout=30)) as store:
        row = store.execute(
            'SELECT text FROM members_letter WHERE "to" = ? ORDER BY id DESC', (to,)
        ).fetchone()
    return str(row[0])


def sign_up(page: Page, house: House, address: str) -> None:
    """An account, confirmed and signed in."""
    page.goto(f"{house.address}/")
    page.get_by_role("link", name="Try it 14 days free").click()
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    link = re.search(r"http\S+/account/confirm-email/\S+", newest_letter(house, address))
    assert link is not None
    page.goto(link[0])
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("You are signed in.")).to_be_visible()


def test_a_password_is_shown_while_it_is_asked_for_and_sent_hidden(page: Page, house: House) -> None:
    page.goto(f"{house.address}/account/signup/")
    field = page.locator("input[autocomplete=new-password]")
    button = page.get_by_role("button", name="Show")
    field.fill("too short")
    for kind in ("text", "password", "text"):
        button.press("Enter")
        expect(field).to_have_attribute("type", kind)
        expect(button).to_have_attribute("aria-pressed", "true" if kind == "text" else "false")
    expect(field).to_have_value("too short")
    page.get_by_label("Email").fill("dusk@harbour.example")
    # What a browser sees that would remember what is sent.
    field.evaluate(
        "field => field.form.addEventListener('submit', sent => { document.title = field.type; sent.preventDefault() })"
    )
    page.get_by_role("button", name="Sign up").click()
    expect(page).to_have_title("password")


def look(page: Page) -> None:
    """Nothing is wider than a telephone, and axe finds nothing."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url
    found = [(v["id"], v["nodes"][0]["html"][:200]) for v in Axe().run(page).response["violations"]]
    assert found == [], page.url


def code_now(secret: str) -> str:
    """What an authenticator app shows (RFC 6238)."""
    count = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), count, hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def confirm_with_password(page: Page) -> None:
    """What the house asks before an account is changed; the page that it leads to, with its scripts, is here."""
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Confirm").click()


def sign_out(page: Page, house: House) -> None:
    """Out, and told so."""
    page.goto(f"{house.address}/account/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_sign_up_then_a_second_step_then_other_browsers(page: Page, house: House, browser: Browser) -> None:
    for path in ("login/", "signup/", "login/code/", "password/reset/"):
        page.goto(f"{house.address}/account/{path}")
        look(page)
    sign_up(page, house, "ada@reader.example")
    page.goto(f"{house.address}/account/")
    look(page)
    page.goto(f"{house.address}/account/email/")
    look(page)
    page.goto(f"{house.address}/account/2fa/totp/activate/")
    confirm_with_password(page)
    secret = page.locator("#authenticator_secret").input_value()
    expect(page.locator(".qr img")).to_have_js_property("complete", value=True)
    assert page.locator(".qr img").evaluate("image => image.naturalWidth > 0")
    look(page)
    page.locator("#id_code").fill(code_now(secret))
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.locator(".codes code")).to_have_count(10)
    codes = page.locator(".codes code").all_inner_texts()
    look(page)
    other = browser.new_context().new_page()
    other.goto(f"{house.address}/account/login/")
    other.get_by_label("Email").fill("ada@reader.example")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in", exact=True).click()
    other.locator("#id_code").fill(codes[0])
    other.get_by_role("button", name=re.compile("^Sign in$", re.IGNORECASE)).first.click()
    expect(other.get_by_text("You are signed in.")).to_be_visible()
    page.goto(f"{house.address}/account/sessions/")
    look(page)
    expect(page.locator(".sessions li")).to_have_count(2)
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(page.locator(".sessions li")).to_have_count(1)
    other.goto(f"{house.address}/account/")
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    other.context.close()


def plug_in_a_key(page: Page) -> None:
    """A device that says yes to whatever it is asked."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_all_it_takes(page: Page, house: House) -> None:
    plug_in_a_key(page)
    sign_up(page, house, "bob@reader.example")
    page.goto(f"{house.address}/account/2fa/webauthn/add/")
    confirm_with_password(page)
    page.locator("#id_name").fill("My telephone")
    page.locator("#id_passwordless").check()
    look(page)
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(re.compile("/recovery-codes/|/webauthn/$"))
    page.goto(f"{house.address}/account/2fa/webauthn/")
    expect(page.get_by_text("My telephone")).to_be_visible()
    look(page)
    sign_out(page, house)
    page.goto(f"{house.address}/account/login/?next=/my/saved/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/my/saved/")


def test_an_editor_comes_to_the_desk_by_a_passkey(browser: Browser, house: House) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
    plug_in_a_key(page)
    sign_up(page, house, "ed@reader.example")
    with closing(sqlite3.connect(house.folder / "newsstand.sqlite3", timeout=30)) as store, store:
        store.execute("UPDATE members_reader SET role = 'editor' WHERE email = 'ed@reader.example'")
    page.goto(f"{house.address}/desk/")
    expect(page.get_by_role("heading", name="A second step first")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Add a passkey").click()
    confirm_with_password(page)
    page.locator("#id_passwordless").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(re.compile("/recovery-codes/|/webauthn/$"))
    page.goto(f"{house.address}/desk/")
    expect(page.get_by_role("heading", name="A second step first")).to_have_count(0)
    page.goto(f"{house.address}/account/")
    expect(page.get_by_role("heading", name="Recent sign-ins")).to_be_visible()
    expect(page.locator(".sessions li")).to_have_count(4)  # made, signed in, a passkey and its recovery codes
    look(page)
    sign_out(page, house)
    page.goto(f"{house.address}/account/login/?next=/desk/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/desk/")
    expect(page.get_by_role("heading", name="A second step first")).to_have_count(0)
    page.context.close()


def test_by_way_of_another_house(page: Page, house: House, provider: Provider) -> None:
    """Its button leads there and back; the policy, which the console would speak of, stays as it is."""
    provider.person = {"sub": "7", "name": "Eve", "email": "eve@reader.example", "email_verified": True}
    page.goto(f"{house.address}/account/login/?next=/my/saved/")
    page.get_by_role("button", name="The Other House").click()
    page.wait_for_url("**/my/saved/")
    page.goto(f"{house.address}/account/")
    expect(page.get_by_text("eve@reader.example")).to_be_visible()
    provider.refuses = "access_denied"
    page.goto(f"{house.address}/account/3rdparty/")
    look(page)
    page.get_by_role("button", name="The Other House").click()
    expect(page.get_by_text("You stopped on the way.")).to_be_visible()
    look(page)


def test_after_signing_out_nothing_of_the_readers_is_left_off_line(page: Page, house: House) -> None:
    sign_up(page, house, "cleo@reader.example")
    page.goto(f"{house.address}/my/saved/")
    until(page, "navigator.serviceWorker.getRegistration().then((held) => Boolean(held && held.active))")
    page.goto(f"{house.address}/my/saved/")
    held = "caches.keys().then((names) => names.filter((name) => name.startsWith('newsstand-pages-')))"
    until(
        page,
        f"{held}.then(([name]) => name && caches.open(name)).then((kept) => kept && kept.match('/my/saved/')).then(Boolean)",
    )
    [before] = page.evaluate(held)
    sign_out(page, house)
    until(page, f"{held}.then((names) => !names.includes('{before}'))")
    assert not page.evaluate("caches.match('/my/saved/').then(Boolean)")
    page.context.set_offline(True)
    with suppress(Error):  # the worker may be gone as well: then the browser says that there is no network
        page.goto(f"{house.address}/my/saved/")
    expect(page.get_by_role("heading", name="Saved")).to_have_count(0)


KEPT = """async () => {
  const pages = (await caches.keys()).filter((name) => /^newsstand-(pages|pictures)-(?!anyone$)/.test(name));
  return [...pages, ...(await deeds.waiting()).map(({ fields }) => fields.verb)];
}"""


@pytest.mark.parametrize("held", ["/my/bundle.json", "/article/", "/for-you/"])
def test_what_was_being_fetched_as_one_signed_out_is_not_kept(page: Page, house: House, held: str) -> None:
    """The list of what is to be kept, a page of it, and a page that another window opens."""
    sign_up(page, house, f"dora{held.replace('/', '')}@reader.example")
    page.goto(f"{house.address}/my/saved/")
    until(page, "Boolean(navigator.serviceWorker.controller)")
    house.wire.is_holding.clear()
    house.wire.holds = f"GET {held}"
    if held == "/for-you/":
        other = page.context.new_page()
        other.goto(f"{house.address}/keys")
        other.evaluate("setTimeout(() => { location.href = '/for-you/'; })")
    else:
        page.evaluate("caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))")
        page.evaluate("navigator.serviceWorker.controller.postMessage({ about: 'fill' })")
    assert house.wire.is_holding.wait(20), "it is on its way to the worker"
    page.goto(f"{house.address}/account/")
    page.evaluate("deeds.keep({ reader: 'ada', at: Date.now(), fields: { verb: 'save', key: 'a' } })")
    assert page.evaluate(KEPT)[-1] == "save"
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert page.evaluate(KEPT) == []
    house.wire.let_go()
    for _ in range(10):
        page.wait_for_timeout(50)
        assert page.evaluate(KEPT) == []
