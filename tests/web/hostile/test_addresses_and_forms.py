from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsstand.members.models import Reader
from tests.web.hostile.site import Form, crawl, patterns
from tests.web.newsroom import NOW, fill

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

REQUESTS = 10_000
NASTY = (
    "", "0", "-1", "1", "2", "9" * 30, "1e9", "²", "٣", "\0", "a\0b", "'", '"', "' OR 1=1 --", "%", "%00", "../../etc/passwd", "{{7*7}}",
    "<script>alert(1)</script>", "javascript:alert(1)", "//evil.example", "😀", "\u202e", "é", "لا", "x" * 5000, "\r\nSet-Cookie: a=b",
    "2026-03-12", "2026-02-30", "0000-00-00", "9999-12-31", "-0001-01-01", "true", "null", "[]", "NaN", "Europe/London", "..", "uk", "northern-ledger",
)  # fmt: skip
WORDS = st.one_of(st.sampled_from(NASTY), st.text(max_size=40), st.integers().map(str))
PATH_WORDS = WORDS.map(
    lambda text: re.sub(r"[\x00-\x1f]", "", text)[:200].replace("?", "").replace("#", "") or "x"
)
COMMON = ("page", "q", "country", "language", "owner", "a", "b", "since", "days", "zone", "order", "place", "next", "form", "kind", "topic", "title")  # fmt: skip
QUERIES = st.dictionaries(st.one_of(st.sampled_from(COMMON), st.text(max_size=8)), WORDS, max_size=3)


@pytest.fixture
def people(db: None) -> dict[str, Client]:
    """Who asks: nobody, a member, the owner."""
    fill(12)
    clients = {"nobody": Client()}
    for role in ("member", "owner"):
        clients[role] = Client()
        clients[role].force_login(Reader.objects.make(email=f"{role}@x.example", role=role, now=NOW))
    return clients


def no_trouble(response: Any) -> None:
    assert response.status_code < 500, response.status_code
    assert "Traceback" not in str(getattr(response, "content", b"")[:2000])


def test_no_address_breaks(people: dict[str, Client]) -> None:
    known = patterns()
    assert len(known) > 15

    @settings(
        max_examples=int(REQUESTS * 0.6),
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        who=st.sampled_from(sorted(people)),
        method=st.sampled_from(("get", "get", "get", "post", "head", "put", "delete")),
        pattern=st.sampled_from(known),
        values=st.lists(PATH_WORDS, min_size=4, max_size=4),
        query=QUERIES,
        accept=st.sampled_from(("text/html", "application/json", "*/*", "x" * 300)),
    )
    def ask(
        who: str, method: str, pattern: Any, values: list[str], query: dict[str, str], accept: str
    ) -> None:
        text, names = pattern
        found = {
            name: fitting(kind, value) for (name, kind), value in zip(names.items(), values, strict=False)
        }
        path = "/" + (text % found if found else text)
        if method in ("get", "head"):
            no_trouble(getattr(people[who], method)(path, query, headers={"Accept": accept}))
        else:
            no_trouble(
                getattr(people[who], method)(
                    path, query if method == "post" else "x=1", headers={"Accept": accept}
                )
            )

    ask()


def fitting(kind: str, value: str) -> str:
    """A value that a converter lets through: nothing else would reach the view."""
    if kind == "IntConverter":
        return str(abs(hash(value)) % 10 ** (1 + len(value) % 25))
    if kind == "SlugConverter":
        return re.sub(r"[^-a-zA-Z0-9_]", "-", value)[:150] or "-"
    return value


def test_no_form_breaks(people: dict[str, Client]) -> None:
    found: dict[str, list[Form]] = {}
    for who in sorted(people):
        _, forms = crawl(people[who])
        found[who] = [form for shape, form in sorted(forms.items(), key=str)]
    everywhere = [(who, form) for who, forms in found.items() for form in forms]
    assert len({form.action for _, form in everywhere}) > 3

    @settings(
        max_examples=REQUESTS - int(REQUESTS * 0.6),
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        what=st.sampled_from(everywhere),
        which=st.integers(0, 20),
        value=WORDS,
        left_out=st.booleans(),
        more=st.dictionaries(st.text(max_size=8), WORDS, max_size=2),
        accept=st.sampled_from(("text/html", "application/json")),
    )
    def send(
        what: tuple[str, Form], which: int, value: str, left_out: bool, more: dict[str, str], accept: str
    ) -> None:
        who, form = what
        fields = dict(form.fields)
        if fields:
            name = sorted(fields)[which % len(fields)]
            if left_out:
                del fields[name]
            else:
                fields[name] = value
        ask = people[who].post if form.method == "post" else people[who].get
        no_trouble(ask(form.action, fields | more, headers={"Accept": accept}))

    send()
