"""A reader's morning, from the first page to the train and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import wait_for
from tests.browser.serving import House
from tests.browser.waiting import take_in, until

PATIENCE = 20_000


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("morning"), wait_for)
    made.open()
    yield made
    made.close()


class Morning:
    """A browser of one reader, and whatever its pages asked for and complained of."""

    def __init__(self, page: Page, house: House) -> None:
        self.page = page
        self.house = house
        self.asked: list[str] = []
        self.troubles: list[str] = []
        page.on("request", lambda r: self.asked.append(r.url))
        page.on("console", lambda m: self.troubles.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.troubles.append(str(e)))

    def hears(self, words: str) -> None:
        """The page says so, where screen readers hear it."""
        expect(self.page.locator(".said")).to_contain_text(words, timeout=PATIENCE)


def test_a_morning(browser: Browser, house: House) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    morning = Morning(context.new_page(), house)
    page = morning.page
    page.set_default_timeout(PATIENCE)

    # The front page, and its lead.
    page.goto(house.address + "/")
    expect(page.locator(".lead .headline")).to_contain_text("Ferry Marigold")
    page.locator(".lead .headline a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ferry Marigold")

    # A sentence, and the passage that it rests on.
    mark = page.locator(".text .mark").first
    mark.click()
    note = page.locator(".note.open")
    expect(note).to_be_visible()
    expect(note.locator("mark")).not_to_be_empty()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()

    # Save the story, follow what it is about.
    page.locator("form.act-save button").first.click()
    morning.hears("Saved")
    expect(page.locator("form.act-save button").first).to_contain_text("Saved")
    page.locator("form.act-follow button").first.click()
    morning.hears("You follow")
    assert house.count("members_saved") == 1
    assert house.count("members_follow") == 1

    # One of its reports.
    page.locator(".coverage .headline a").first.click()
    expect(page.locator("article.piece, article[data-reading=article]").first).to_be_visible()

    # Mute a word, and the front page is without it; undo brings it back.
    page.goto(house.address + "/my/mutes/")
    page.get_by_label("Mute", exact=True).fill("matter")
    page.get_by_role("button", name="Mute it").click()
    morning.hears("is muted")
    page.goto(house.address + "/")
    expect(page.get_by_text("The matter of number")).to_have_count(0)
    page.goto(house.address + "/my/mutes/")
    page.get_by_role("button", name="Unmute").first.click()
    morning.hears("no longer muted")

    # Search.
    page.goto(house.address + "/search?q=holloway")
    expect(page.locator("mark").first).to_contain_text(re.compile("holloway", re.IGNORECASE))

    # The train: no network. What is of today, and what was saved, can be read; what is done is sent later, once.
    page.goto(house.address + "/")
    take_in(page)
    trouble_on_the_line = len(morning.troubles)
    assert morning.troubles == []
    context.set_offline(True)
    house.wire.cut()
    page.goto(house.address + "/")
    expect(page.locator(".lead .headline")).to_contain_text("Ferry Marigold")
    page.locator(".lead .headline a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ferry Marigold")
    expect(page.locator("form.act-save button").first).to_contain_text(
        "Saved"
    )  # the kept page is older than that
    page.locator("form.act-save button").first.click()  # not saved any more
    expect(page.locator(".said")).to_contain_text("sent later")
    assert house.count("members_saved") == 1

    # And back.
    house.open()
    context.set_offline(False)
    page.goto(house.address + "/my/saved/")
    until(page, lambda: house.count("members_saved") == 0)
    assert house.count("members_deed", verb="unsave") == 1

    after = [t for t in morning.troubles[trouble_on_the_line:] if "Failed to load resource" not in t]
    assert after == []
    elsewhere = {urlsplit(url).netloc for url in morning.asked} - {urlsplit(house.address).netloc, ""}
    assert elsewhere == set()
    context.close()
