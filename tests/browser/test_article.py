"""The article page in a real browser: its bar, its margin, its voice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.articles import Pieces
from tests.browser.conftest import wait_for
from tests.browser.serving import House
from tests.browser.waiting import until

FEW_RULES: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
SELECT = """([first, from, last, to]) => {
    const blocks = document.querySelectorAll('.text [data-start]');
    const within = (block, place) => {
        const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            if (place <= walker.currentNode.length) return [walker.currentNode, place];
            place -= walker.currentNode.length;
        }
    };
    const range = document.createRange();
    range.setStart(...within(blocks[first], from));
    range.setEnd(...within(blocks[last], to));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""
# Who watched before this has been told what is on the screen: watchers are told in the order in which they came.
SEEN = "new Promise((done) => new IntersectionObserver(done).observe(document.body))"
# Stands for the browser's own voices, of which a headless one has none: says a word when it is told to go on.
VOICES = """(language) => {
    const said = [];
    const talk = { said, now: null, next: () => { const one = talk.now; talk.now = null; one?.onend?.(); } };
    window.talk = talk;
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    Object.defineProperty(window, 'speechSynthesis', { value: {
        getVoices: () => [{ name: 'A', lang: language, localService: true }],
        speak: (one) => { talk.now = one; said.push([one.text, one.rate, one.lang]); },
        cancel: () => { talk.now = null; },
        addEventListener: () => {},
    } });
}"""


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pieces]:
    """A paper of one reader with articles of many kinds."""
    house = House(tmp_path_factory.mktemp("pieces"), wait_for)
    made = Pieces(house)
    house.open()
    yield made
    house.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page whose console must stay silent."""
    asked: dict[str, Any] = getattr(request, "param", {})
    context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | asked))
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    yield opened
    context.close()
    assert troubles == []


def select(page: Page, first: int, start: int, last: int, end: int) -> None:
    """Select from a place in one block to a place in another, and wait for what is offered."""
    page.wait_for_load_state()  # the script listens
    page.evaluate(SELECT, [first, start, last, end])
    expect(page.locator(".marking")).to_be_visible()


def choose(page: Page, value: str) -> None:
    """Open the bar's choices and press one; it is kept."""
    if page.locator(".looks:not([open])").count():
        page.locator(".looks summary").click()
    with page.expect_response("**/my/look"):
        page.locator(f".look button[value={value}]").first.click()


def test_axe_finds_nothing_in_any_theme(page: Page, pieces: Pieces) -> None:
    axe = Axe()
    page.goto(pieces["kinds"])
    select(page, 0, 0, 2, 5)
    page.get_by_role("button", name="Mark with a note").click()
    expect(page.locator(".jotting[open]")).to_be_visible()
    for name in ("auto", "dark", "sepia"):
        choose(page, name)
        page.locator(".jotting").first.evaluate("e => { e.open = true; }")
        rules = {"resultTypes": ["violations"]} if name == "auto" else FEW_RULES
        for panel in ("looks", "marks"):
            page.locator(f".{panel}").evaluate("e => { e.open = true; }")
            found = [
                (v["id"], v["nodes"][0]["html"][:120])
                for v in axe.run(page, options=rules).response["violations"]
            ]
            assert not found, (name, panel)
    choose(page, "auto")
    for address in (
        pieces["long"],
        pieces["long"] + "changes/",
        pieces["kinds"] + "mark/",
        pieces["arabic"],
        pieces.house.address + "/my/notes/",
    ):
        page.goto(address)
        found = [(v["id"], v["nodes"][0]["html"][:120]) for v in axe.run(page).response["violations"]]
        assert not found, address


@pytest.mark.parametrize(
    "page", [{"viewport": {"width": w, "height": 800}} for w in (320, 768, 1280)], ids=str, indirect=True
)
def test_nothing_runs_over_the_edge(page: Page, pieces: Pieces) -> None:
    addresses = [pieces[name] for name in ("kinds", "long", "arabic")]
    for address in [
        *addresses,
        pieces["long"] + "changes/",
        pieces["kinds"] + "mark/",
        pieces.house.address + "/my/notes/",
    ]:
        page.goto(address)
        page.evaluate("document.documentElement.dataset.size = 'largest'")
        wide, view = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= view, address


@pytest.mark.parametrize("page", [{"viewport": {"width": 360, "height": 800}}], ids=["360"], indirect=True)
def test_the_bar_stands_at_the_bottom_of_a_phone_and_its_buttons_are_large(
    page: Page, pieces: Pieces
) -> None:
    page.goto(pieces["long"])
    bar = page.locator(".bar").bounding_box()
    assert bar
    assert round(bar["y"] + bar["height"]) == 800
    page.locator(".looks summary").click()
    small = page.evaluate(
        """() => [...document.querySelectorAll('.bar button, .bar a, .bar summary')]
            .filter(e => e.checkVisibility()).map(e => [e.textContent, e.getBoundingClientRect()])
            .filter(([, box]) => box.height < 44 || box.width < 44).map(([words]) => words)"""
    )
    assert small == []
    page.keyboard.press("Escape")
    expect(page.locator(".looks")).not_to_have_attribute("open", "")
    page.locator(".foot a").last.focus()
    focused = page.locator(".foot a").last.bounding_box()
    assert focused
    assert focused["y"] + focused["height"] <= bar["y"]


def test_a_choice_of_look_holds_at_once_and_later(page: Page, pieces: Pieces) -> None:
    page.goto(pieces["long"])
    size = "() => parseFloat(getComputedStyle(document.querySelector('.text p')).fontSize)"
    before = page.evaluate(size)
    choose(page, "largest")
    assert page.evaluate(size) > 1.4 * before
    expect(page.locator(".look button[value=largest]")).to_have_attribute("aria-pressed", "true")
    page.reload()
    assert page.evaluate(size) > 1.4 * before
    choose(page, "normal")


def test_selected_words_are_marked_as_the_server_marks_them(page: Page, pieces: Pieces) -> None:
    page.goto(pieces["long"])
    select(page, 1, 20, 2, 30)  # over a ship of two halves and the end of a paragraph
    page.get_by_role("button", name="Mark", exact=True).click()
    expect(page.locator("mark.marked")).to_have_count(2)
    read = "() => [...document.querySelectorAll('mark.marked')].map(e => [e.id, e.textContent])"
    drawn = page.evaluate(read)
    text = page.locator(".text").inner_text()
    page.reload()
    assert page.evaluate(read) == drawn
    assert page.locator(".text").inner_text() == text
    page.goto(pieces.house.address + "/my/notes/")
    jotting = page.locator(".noted li", has_text=drawn[1][1])
    expect(jotting).to_have_count(1)
    jotting.get_by_role("link", name="Open at the passage").click()
    expect(page.locator("mark:target")).to_have_count(1)


def test_a_selection_may_run_over_notes_lists_and_cells(page: Page, pieces: Pieces) -> None:
    page.goto(pieces["kinds"])
    last = page.locator(".text [data-start]").count() - 1
    for first, start, end, stop in ((1, 0, 1, 4), (1, 5, last, 3)):
        select(page, first, start, end, stop)
        page.get_by_role("button", name="Mark", exact=True).click()
        expect(page.locator(".text [data-start]").nth(end).locator("mark")).not_to_have_count(0)
    expect(page.locator(".text [data-start]").nth(last).locator("mark")).to_have_text("A p")
    drawn = page.locator(".text mark").all_inner_texts()
    page.reload()
    assert page.locator(".text mark").all_inner_texts() == drawn


def test_a_note_is_words_and_no_markup(page: Page, pieces: Pieces) -> None:
    evil = "<img src=x onerror=alert(1)> & “why”"
    page.goto(pieces["ferry"])
    select(page, 1, 4, 1, 40)
    page.get_by_role("button", name="Mark with a note").click()
    note = page.locator(".jotting[open] textarea")
    expect(note).to_be_focused()
    note.fill(evil)
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator(".jotting .words").first).to_have_text(evil)
    select(page, 1, 30, 1, 60)  # meets the first: both become one, drawn by the script
    page.get_by_role("button", name="Mark", exact=True).click()
    expect(page.locator(".told")).to_have_text("Marked.")
    expect(page.locator("mark.marked")).to_have_count(1)
    expect(page.locator(".jotting .words")).to_have_text(evil)
    assert page.locator(".text img").count() == 0
    page.locator(".jotting summary").click()
    page.get_by_role("button", name="Take the mark away").click()
    expect(page.locator("mark.marked")).to_have_count(0)
    page.locator(".said").get_by_role("button", name="Undo").click()
    expect(page.locator("mark.marked")).to_have_count(1)
    page.reload()
    expect(page.locator("mark.marked")).to_have_count(1)


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], ids=["no scripts"], indirect=True)
def test_all_of_it_works_without_scripts(page: Page, pieces: Pieces) -> None:
    page.goto(pieces["arabic"])
    expect(page.get_by_role("button", name="Listen")).to_be_hidden()
    page.locator(".marks summary").click()
    page.get_by_role("link", name="Mark by paragraphs").click()
    page.get_by_role("button", name="Mark this paragraph").nth(1).click()
    expect(page.locator("mark.marked")).to_have_text("لم يصب أحد بأذى.")
    page.locator(".looks summary").click()
    page.get_by_role("button", name="Sepia").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "sepia")
    page.locator(".looks summary").click()
    page.get_by_role("button", name="As the device").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "auto")


def test_a_note_stands_beside_its_passage_on_wide_screens(page: Page, pieces: Pieces) -> None:
    page.goto(pieces["kinds"])
    if not page.locator("mark.marked").count():
        select(page, 0, 0, 0, 9)
        page.get_by_role("button", name="Mark", exact=True).click()
        expect(page.locator(".jotting")).not_to_have_count(0)
    jotting = page.locator(".jotting").first
    marks = page.locator(f'mark[data-mark="{jotting.get_attribute("data-of")}"]')
    mark, note = marks.last.bounding_box(), jotting.bounding_box()
    text = page.locator(".text").bounding_box()
    assert mark
    assert note
    assert text
    assert note["x"] >= text["x"] + text["width"]
    assert abs(note["y"] - mark["y"]) < 60


def test_a_note_to_a_text_from_the_right_stands_away_from_the_bar(page: Page, pieces: Pieces) -> None:
    page.goto(pieces["arabic"])
    select(page, 0, 0, 0, 12)
    page.get_by_role("button", name="Mark", exact=True).click()
    mark = page.locator(".text [data-start]").first.locator("mark.marked").first
    mark.click()
    expect(page.locator(".jotting[open]")).to_have_count(1)
    text, note, bar = (
        page.locator(which).first.bounding_box() for which in (".text", ".jotting[open]", ".bar")
    )
    assert text
    assert note
    assert bar
    assert note["x"] >= text["x"] + text["width"]
    assert bar["x"] + bar["width"] <= text["x"]
    assert mark.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_without_a_voice_of_its_language_nothing_is_offered(page: Page, pieces: Pieces) -> None:
    page.add_init_script(f"({VOICES})('fr-FR')")
    page.goto(pieces["long"])
    expect(page.locator(".listen")).to_be_hidden()


def test_it_is_read_aloud_paragraph_by_paragraph(page: Page, pieces: Pieces) -> None:
    page.add_init_script(f"({VOICES})('en-GB')")
    page.goto(pieces["long"])
    page.get_by_role("button", name="Listen").click()
    said = "() => talk.said.map(([words]) => words.trim())"
    expect(page.locator(".heard")).to_have_text("A long piece")
    page.evaluate("talk.next()")
    expect(page.locator(".heard")).to_contain_text("Paragraph 0 has a ship")
    player = page.locator(".player")
    player.get_by_role("button", name="Next paragraph").click()
    expect(page.locator(".heard")).to_contain_text("Paragraph 1 has a ship")
    expect(page.locator(".heard")).to_have_count(1)
    assert page.evaluate(said)[-1] == "Paragraph 1 has a ship 🚢 in it."
    player.get_by_role("button", name="Pause").click()
    assert page.evaluate("talk.now") is None
    page.get_by_label("Speed").select_option("1.5")
    player.get_by_role("button", name="Go on").click()
    assert page.evaluate("talk.said.at(-1)") == ["Paragraph 1 has a ship 🚢 in it. ", 1.5, "en-GB"]
    player.get_by_role("button", name="Stop").click()
    expect(page.locator(".heard")).to_have_count(0)
    expect(page.get_by_role("button", name="Listen")).to_be_focused()
    page.reload()
    page.get_by_role("button", name="Listen").click()
    assert page.evaluate("talk.said.at(-1)[1]") == 1.5


def test_how_far_and_how_long_it_was_read_is_noted(page: Page, pieces: Pieces) -> None:
    pk = pieces.paths["long"].split("/")[2]
    page.clock.install()
    page.goto(pieces["long"])
    page.clock.run_for(5_000)
    page.locator(".text p").nth(6).scroll_into_view_if_needed()
    page.mouse.wheel(0, 10)
    page.evaluate(SEEN)
    with page.expect_request(lambda r: r.url.endswith("/my/act")) as asked:
        page.clock.run_for(27_000)
    sent = dict(pair.split("=") for pair in str(asked.value.post_data).split("&"))
    assert (sent["verb"], sent["kind"], sent["target"]) == ("read", "article", pk)
    assert 20 <= int(sent["seconds"]) <= 32
    assert 5 < int(sent["depth"]) < 100
    response = asked.value.response()
    assert response
    assert response.json()["done"]
    depth, seconds = pieces.row(f"SELECT depth, seconds FROM members_reading WHERE article_id = {pk}")
    assert (depth, seconds) >= (int(sent["depth"]), int(sent["seconds"]))
    page.goto(pieces["long"])
    page.get_by_role("link", name="Continue where you were").click()
    expect(page.locator("p:target")).to_be_in_viewport()


def test_a_story_is_noted_too(page: Page, pieces: Pieces) -> None:
    page.clock.install()
    page.goto(pieces.house.address + "/story/1/ferry")
    page.evaluate(SEEN)
    with page.expect_request(lambda r: r.url.endswith("/my/act")) as asked:
        page.clock.run_for(31_000)
    sent = dict(pair.split("=") for pair in str(asked.value.post_data).split("&"))
    assert (sent["kind"], sent["target"]) == ("story", "1")
    assert int(sent["depth"]) > 0


def test_nothing_shifts_when_the_voices_are_there(browser: Browser, pieces: Pieces) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.route(
        "**/*.woff2", lambda route: route.abort()
    )  # what letters shift when they come is no voice's doing
    page.add_init_script(f"({VOICES})('en-GB')")
    page.goto(pieces["ferry"], wait_until="networkidle")
    expect(page.get_by_role("button", name="Listen")).to_be_visible()
    shift = page.evaluate(
        """() => new Promise(done => {
            let sum = 0;
            new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
                .observe({type: 'layout-shift', buffered: true});
            setTimeout(() => done(sum), 200);
        })"""
    )
    context.close()
    assert shift < 0.005


def test_who_does_nothing_is_not_reading(page: Page, pieces: Pieces) -> None:
    page.clock.install()
    page.goto(pieces["ferry"])
    spent = []
    page.on("request", lambda r: spent.append(str(r.post_data)) if r.url.endswith("/my/act") else None)
    page.clock.run_for(600_000)

    def seconds() -> int:
        return sum(int(body.split("seconds=")[1].split("&")[0]) for body in spent)

    until(page, lambda: seconds() >= 50)
    assert seconds() <= 61


def test_nothing_is_sent_for_who_keeps_no_history(page: Page, pieces: Pieces) -> None:
    pieces.row("UPDATE members_reader SET keeps_history = 0")
    try:
        asked: list[str] = []
        page.on("request", lambda r: asked.append(r.url) if r.method == "POST" else None)
        page.clock.install()
        page.goto(pieces["ferry"])
        page.clock.run_for(65_000)
        page.goto("about:blank")
        assert asked == []
    finally:
        pieces.row("UPDATE members_reader SET keeps_history = 1")


def test_it_prints_black_on_white_with_its_address(page: Page, pieces: Pieces) -> None:
    page.goto(pieces["ferry"])
    page.emulate_media(media="print")
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator(".printed")).to_be_visible()
    expect(page.locator(".printed")).to_contain_text("https://northern-ledger.example/")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
