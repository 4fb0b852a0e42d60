"""Every page, for all terms and all who ask: nothing beyond what may be shown stands anywhere, and what may does."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

import newsstand
from newsstand.members.giving import give_article
from newsstand.members.identity import the_owner
from newsstand.members.models import GiftLink, Reader
from newsstand.model import MemberState
from tests.web.marked import (
    BODY,
    MARKED,
    PICTURE,
    QUOTED,
    STANDFIRST,
    TERMS,
    TOKEN,
    WORDS,
    World,
    fill_shelves,
    give_terms,
    make_world,
)
from tests.web.newsroom import NOW, OPEN, make_member

pytestmark = pytest.mark.django_db
HERE = "http://testserver"

# What each page shows of articles: its addresses. A page that is neither here nor below fails the test.
SURFACES: dict[str, Callable[[World], list[str]]] = {
    "": lambda w: ["/"],
    "edition.json": lambda w: ["/edition.json"],
    "editions/": lambda w: ["/editions/"],
    r"^edition/(?P<day>\d{4}-\d\d-\d\d)/(?P<kind>morning|evening)/\Z": lambda w: ["/edition/2026-03-12/morning/"],
    "catch-up/": lambda w: ["/catch-up/?days=3"],
    "story/<int:pk>/": lambda w: [f"/story/{w.story.pk}/"],
    "story/<int:pk>/<slug:slug>": lambda w: [f"/story/{w.story.pk}/x", f"/story/{w.story.pk}/x?language=en"],
    "story/<int:pk>/compare": lambda w: [f"/story/{w.story.pk}/compare?a={w.told.pk}"],
    "story/<int:pk>/report/": lambda w: [f"/story/{w.story.pk}/report/"],
    "article/<int:pk>/": lambda w: [f"/article/{w.told.pk}/"],
    "article/<int:pk>/<slug:slug>": lambda w: [f"/article/{w.alone.pk}/x"],
    "article/<int:pk>/free": lambda w: [f"/article/{w.told.pk}/free"],
    "article/<int:pk>/give": lambda w: [f"/article/{w.told.pk}/give"],
    "article/<int:pk>/changes/": lambda w: [f"/article/{w.told.pk}/changes/"],
    "article/<int:pk>/mark/": lambda w: [f"/article/{w.told.pk}/mark/"],
    "title/<slug:slug>/": lambda w: ["/title/marked/"],
    "section/<slug:slug>/": lambda w: ["/section/uk/"],
    "topic/<slug:slug>/": lambda w: ["/topic/plain/"],
    "topic/<slug:slug>/feed": lambda w: ["/topic/plain/feed"],
    "search": lambda w: ["/search?q=lighthouse", "/search?q=title:marked&order=new"],
    "my/saved/": lambda w: ["/my/saved/"],
    "my/saved/export": lambda w: ["/my/saved/export", "/my/saved/export?form=html"],
    "my/history/": lambda w: ["/my/history/"],
    "my/history/export": lambda w: ["/my/history/export"],
    "for-you/": lambda w: ["/for-you/"],
    "my/notes/": lambda w: ["/my/notes/"],
    "my/notes/export": lambda w: ["/my/notes/export", "/my/notes/export?form=json"],
    "my/bundle.json": lambda w: ["/my/bundle.json"],
    "my/data/export": lambda w: ["/my/data/export"],
    "desk/": lambda w: ["/desk/"],
    "desk/missed/": lambda w: ["/desk/missed/"],
    "desk/search": lambda w: ["/desk/search?q=plain"],
    "desk/log/": lambda w: ["/desk/log/"],
    "desk/picks/<slug:kind>/": lambda w: ["/desk/picks/picks/"],
    "desk/story/<int:pk>/": lambda w: [f"/desk/story/{w.story.pk}/", f"/desk/story/{w.lone.pk}/"],
}  # fmt: skip
# What decides by who asks, not for everybody alike: looked at for everybody who may ask.
BY_ASKER = frozenset(
    route for route in SURFACES if route.startswith(("story/", "article/", "search", "my/notes", "my/data"))
)
# Pages that show nothing of articles, by how their addresses begin: those without a number in them are looked at.
SILENT = (
    "account/", "letters/", "join/", "my/membership/", "my/fee/", "my/group/", "my/data/", "gift/", "seat/", "hooks/",
    "house/", "publisher/", "desk/demand", "g/", "titles/", "topics/", "local/", "my/place", "my/history/", "my/mutes/",
    "my/settings/", "my/searches/", "my/following/", "my/interests", "my/act", "my/undo", "my/look", "my/mark", "my/token",
    "desk/choose", "desk/pick/", "desk/conflict/", "desk/story/<int:pk>/<slug:deed>", "desk/inaccuracy/", "status", "healthz",
    "openapi.json", "robots.txt", "manifest.webmanifest", "service-worker.js", "offline", "keys", "favicon.ico", "^picture/",
    "^edition/(?P<day>\\d{4}-\\d\\d-\\d\\d)/(?P<kind>morning|evening)/finish", "^publisher/", "^my/membership/",
)  # fmt: skip

S, B = STANDFIRST.split(), WORDS
WHOLE = frozenset([*S, *B, "zqcaption", "zqzqd01", "zqzqo01"])
FORTY, TWELVE = frozenset([*S, *B[:34]]), frozenset([*S, *B[:6]])
GATED = ("visitor", "paused", "ended")
EVERYBODY = (*GATED, "trial", "active", "cancelling", "grace", "alone", "editor", "own", "gift", "metered")


def may_see(terms: str, who: str) -> frozenset[str] | None:
    """The marked words that may be shown on an article's page; None where not even the headline may."""
    if terms == "withdrawn":
        return frozenset() if who in ("editor", "own") else None
    if who == "own":
        return WHOLE
    if terms == "none":
        return None
    if who == "alone":
        return WHOLE
    if terms == "full":
        return FORTY if who in GATED else WHOLE
    return {"extract of 40": FORTY, "extract of 12": TWELVE, "no agreement": FORTY}.get(terms, frozenset())


def may_see_picture(terms: str, who: str) -> bool:
    seen = may_see(terms, who)
    return bool(seen) and (who in ("own", "alone") or terms != "no agreement")


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def come(world: World, settings: Any) -> Callable[[str], Client]:
    """A browser of somebody: signed in, with what opened articles for them before the terms changed."""

    def begin(who: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        if who == "alone":
            settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_SINGLE_READER": True}
            fill_shelves(the_owner(), world)
        elif who == "gift":
            giver = Reader.objects.make(name="Giver", now=NOW)
            for article in (world.told, world.alone):
                given = give_article(giver, article, OPEN, most=10, days=30, now=NOW)
                assert isinstance(given, GiftLink)
                assert client.get(f"/g/{given.code}").status_code == 302
        elif who == "metered":
            for article in (world.told, world.alone):
                sent = client.post(f"/article/{article.pk}/free", headers={"origin": HERE})
                assert sent.status_code == 302
        elif who != "visitor":
            role = {"editor": "editor", "own": "publisher"}.get(who, "member")
            reader = Reader.objects.make(email="ada@reader.example", name="Ada", role=role, now=NOW)
            if role == "member":
                make_member(reader, MemberState(who))
            if who == "own":
                reader.titles.add(world.title)
            fill_shelves(reader, world)
            client.force_login(reader)
        return client

    return begin


def look(client: Client, address: str) -> tuple[int, str]:
    response = client.get(address, follow=True)
    content = b"".join(response) if response.streaming else response.content
    return response.status_code, content.decode()


@pytest.mark.parametrize("who", EVERYBODY)
def test_nothing_beyond_what_may_be_shown_stands_anywhere(
    world: World, come: Callable[[str], Client], who: str
) -> None:
    client = come(who)
    also = {"visitor": ("",), "alone": ("",), "active": ("my/", "for-you/"), "editor": ("desk/",)}.get(
        who, ("-",)
    )
    walked = [route for route in SURFACES if route in BY_ASKER or route.startswith(also)]
    for terms in TERMS:
        give_terms(world, terms)
        cache.clear()
        seen = may_see(terms, who)
        for route in walked:
            for address in SURFACES[route](world):
                status, text = look(client, address)
                assert status in (200, 404, 410), f"{who}, {terms}: {address} answers {status}"
                found = frozenset(TOKEN.findall(text))
                quoted = QUOTED if seen and route.startswith("story/") else frozenset()
                under = {"zqcaption"} if may_see_picture(terms, who) else set()
                beyond = found - (seen or frozenset()) - quoted - under - {"zqhead"}
                assert not beyond, f"{who}, {terms}: {address} shows {sorted(beyond)}"
                is_desk = route.startswith("desk/")  # editors have to tell articles apart
                if seen is None and not is_desk:
                    assert "zqhead" not in found, f"{who}, {terms}: {address} shows the headline"
                if not may_see_picture(terms, who):
                    assert PICTURE not in text, f"{who}, {terms}: {address} shows the picture"


@pytest.mark.parametrize("who", EVERYBODY)
def test_what_may_be_shown_is_shown(world: World, come: Callable[[str], Client], who: str) -> None:
    client = come(who)
    for terms in TERMS:
        give_terms(world, terms)
        cache.clear()
        seen = may_see(terms, who)
        for article in (world.told, world.alone):
            status, text = look(client, f"/article/{article.pk}/x")
            assert status == (410 if terms == "withdrawn" else 200)
            expected = (seen or frozenset()) | (frozenset() if seen is None else {"zqhead"})
            expected -= {"zqcaption"}  # printed under the picture, or at its place in the text
            assert frozenset(TOKEN.findall(text)) - {"zqcaption"} == expected, (who, terms)
            assert (PICTURE in text) == may_see_picture(terms, who), (who, terms)
            has_gate = terms == "full" and who in GATED
            assert ('class="gate"' in text) == has_gate, (who, terms)
            assert ("isAccessibleForFree" in text) == has_gate, (who, terms)


@pytest.mark.parametrize(("who", "reads"), [("active", True), ("ended", False), ("visitor", False)])
def test_members_find_and_keep_more(
    world: World, come: Callable[[str], Client], who: str, reads: bool
) -> None:
    client = come(who)
    give_terms(world, "full")
    assert ("zqzqb50" in look(client, "/search?q=lighthouse")[1]) == reads
    assert ("zqzqb60" in look(client, f"/story/{world.story.pk}/compare")[1]) == reads
    text = look(client, f"/story/{world.story.pk}/x")[1]
    assert set(TOKEN.findall(text)) >= QUOTED
    assert ("zqzqb49" in text) == reads
    if who != "visitor":
        for address in ("/my/notes/", "/my/notes/export", "/my/notes/export?form=json"):
            assert (MARKED in look(client, address)[1]) == reads
    for address in ("/title/marked/", "/topic/plain/feed"):  # lists show everybody's part to everybody
        assert "zqzqs06" in look(client, address)[1]


def test_a_country_that_is_allowed_is_asked_of_the_account_and_of_a_trusted_proxy(
    world: World, settings: Any, client: Client
) -> None:
    give_terms(world, "territory")
    reader = make_member(Reader.objects.make(name="Bea", country="GB", now=NOW))
    page = f"/article/{world.told.pk}/x"
    assert "zqzqb01" not in client.get(page, headers={"cf-ipcountry": "GB"}).content.decode()
    settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_COUNTRY_HEADER": "CF-IPCountry"}
    for said, shown in (
        ("GB", True),
        ("gb", True),
        ("FR", False),
        ("XX", False),
        ("", False),
        ("GBX", False),
    ):
        answer = client.get(page, headers={"cf-ipcountry": said})
        assert ("zqzqb01" in answer.content.decode()) is shown
        assert answer["Cache-Control"] == "private, no-cache"
    client.force_login(reader)
    assert "zqzqb60" in client.get(page).content.decode()
    reader.country = "FR"
    reader.save()
    assert "zqzqb01" not in client.get(page, headers={"cf-ipcountry": "GB"}).content.decode()


class TestNoPageReachesAnother:
    def test_a_members_print_is_given_to_no_visitor(
        self, world: World, come: Callable[[str], Client]
    ) -> None:
        give_terms(world, "full")
        member, page = come("active"), f"/story/{world.story.pk}/x"
        for first, second in ((member, Client()), (Client(), member)):
            cache.clear()
            texts = {id(c): look(c, page)[1] for c in (first, second, first)}
            assert "zqzqb49" in texts[id(member)]
            assert "zqzqb49" not in next(text for key, text in texts.items() if key != id(member))

    def test_what_who_asks_decided_is_kept_by_nobody_else(
        self, world: World, come: Callable[[str], Client]
    ) -> None:
        give_terms(world, "full")
        visitor, pages = Client(), [f"/article/{world.told.pk}/x", f"/story/{world.story.pk}/x"]
        for page in pages:
            assert visitor.get(page)["Cache-Control"].startswith("public")
        for client in (come("active"), come("gift"), come("metered")):
            for page in pages:
                answer = client.get(page)
                assert answer["Cache-Control"] == "private, no-cache"
                assert "Cookie" in answer["Vary"]

    def test_one_browsers_validator_is_no_key_to_anothers_page(
        self, world: World, come: Callable[[str], Client]
    ) -> None:
        give_terms(world, "full")
        member = come("active")
        for page in (f"/article/{world.told.pk}/x", f"/story/{world.story.pk}/x", "/", "/topic/plain/feed"):
            tag = member.get(page).get("ETag", '"none"')
            answer = Client().get(page, headers={"if-none-match": tag})
            if answer.status_code == 304:
                assert Client().get(page).content == member.get(page).content
            assert "zqzqb60" not in answer.content.decode()

    def test_what_a_browser_kept_is_fetched_again_when_a_membership_ends(
        self, world: World, come: Callable[[str], Client]
    ) -> None:
        client = come("active")
        before = {p["address"]: p["stamp"] for p in client.get("/my/bundle.json").json()["pages"]}
        make_member(Reader.objects.get(name="Ada"), MemberState.ENDED)
        after = {p["address"]: p["stamp"] for p in client.get("/my/bundle.json").json()["pages"]}
        told = [a for a in before if a.startswith(("/article/", "/story/"))]
        assert len(told) >= 3
        assert all(before[a] != after[a] for a in told)


class TestBriefsForMembers:
    @pytest.mark.parametrize(
        ("who", "reads"),
        [("visitor", False), ("ended", False), ("gift", False), ("trial", True), ("editor", True), ("alone", True)],
    )  # fmt: skip
    def test_others_get_the_first_section_and_the_gate(
        self, world: World, come: Callable[[str], Client], settings: Any, who: str, reads: bool
    ) -> None:
        settings.NEWSSTAND = {**settings.NEWSSTAND, "NEWSSTAND_BRIEFS": "members"}
        client, page = come(who), f"/story/{world.story.pk}/x"
        text = look(client, page)[1]
        assert "The plain matter" in text
        assert "First</h2>" in text
        assert ("Second</h2>" in text) == reads
        assert ('class="gate"' in text) != reads
        report = look(client, f"/story/{world.story.pk}/report/")[1]
        assert ("sections/1/0" in report) == reads

    def test_where_briefs_are_open_nobody_meets_a_gate(self, world: World) -> None:
        text = look(Client(), f"/story/{world.story.pk}/x")[1]
        assert "Second</h2>" in text
        assert 'class="gate"' not in text


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for part in resolver.url_patterns:
        route = before + str(part.pattern)
        if isinstance(part, URLPattern):
            yield route
        else:
            yield from routes(part, route)


def test_every_page_says_whether_it_shows_articles() -> None:
    unknown = [r for r in routes(get_resolver()) if r not in SURFACES and not r.startswith(SILENT)]
    assert not unknown, (
        f"give these a row in SURFACES, or in SILENT if they show nothing of articles: {unknown}"
    )
    gone = SURFACES.keys() - set(routes(get_resolver()))
    assert not gone


def test_pages_that_are_said_to_be_silent_are(world: World, come: Callable[[str], Client]) -> None:
    client = come("active")
    give_terms(world, "full")
    for route in routes(get_resolver()):
        if route in SURFACES or any(sign in route for sign in "<^("):
            continue
        client.force_login(Reader.objects.get(name="Ada"))
        response = client.get(f"/{route}")
        content = b"".join(response) if response.streaming else response.content
        shown = set(TOKEN.findall(content.decode("utf-8", "replace"))) - {"zqhead"}
        assert not shown, f"/{route} shows {sorted(shown)}"


SOURCE = Path(newsstand.__file__).parent
MAY_COMPARE = (
    "model/", "members/entitlement.py", "newsroom/terms/", "newsroom/withheld.py",
    "newsroom/catalogue/", "newsroom/management/",  # these write terms down
)  # fmt: skip


def compared_terms(tree: ast.AST) -> Iterator[int]:
    """Lines that decide by a level: comparisons with `Terms.…`, `.terms` or `.level`, and queries for a title's terms."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            for side in (node.left, *node.comparators):
                if not isinstance(side, ast.Attribute):
                    continue
                is_level = isinstance(side.value, ast.Name) and side.value.id == "Terms"
                if is_level or (side.attr == "terms" and "publisher" in ast.unparse(side)):
                    yield node.lineno
        elif isinstance(node, ast.keyword) and (node.arg or "").endswith("publisher__terms"):
            yield node.lineno if hasattr(node, "lineno") else 0


def test_no_surface_decides_by_itself() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{line}"
        for path in sorted(SOURCE.rglob("*.py"))
        if not str(path.relative_to(SOURCE)).startswith(MAY_COMPARE)
        for line in compared_terms(ast.parse(path.read_text()))
    ]
    assert not found, f"ask members.entitlement instead: {found}"


def test_the_search_for_deciding_lines_finds_them() -> None:
    for line in (
        "x = a.publisher.terms == 'full'",
        "x = terms is Terms.FULL",
        "q.filter(a__publisher__terms='full')",
    ):
        assert list(compared_terms(ast.parse(line))), line
    assert BODY.count("lighthouse") == 1
