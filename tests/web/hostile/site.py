"""What there is to attack: every address pattern, every page that links lead to, every form on them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from lxml import html
from lxml.html import HtmlElement

MOST_PAGES = 400


@dataclass(frozen=True, slots=True)
class Form:
    """A form as a page shows it: where it goes and what it sends untouched."""

    action: str
    method: str
    fields: tuple[tuple[str, str], ...]

    @property
    def shape(self) -> tuple[Any, ...]:
        """What makes two forms the same to an attacker."""
        verb = tuple(value for name, value in self.fields if name in ("verb", "kind", "name"))
        path = "/".join("1" if part.isdigit() else part for part in self.action.split("/"))
        return (path, self.method, tuple(sorted(name for name, _ in self.fields)), verb)


def patterns() -> list[tuple[str, dict[str, Any]]]:
    """Every address as a format string, with the converter of each of its parts."""
    return sorted(_walk(get_resolver().url_patterns, ""), key=lambda found: found[0])


def _walk(parts: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for part in parts:
        for route, names in get_resolver_forms(part):
            if isinstance(part, URLResolver):
                yield from _walk(part.url_patterns, before + route)
            else:
                converters = part.pattern.converters
                yield before + route, {name: type(converters.get(name)).__name__ for name in names}


def get_resolver_forms(part: URLPattern | URLResolver) -> list[tuple[str, list[str]]]:
    """A pattern's format strings: "story/%(pk)s/" with the names in it."""
    from django.utils.regex_helper import normalize

    return [
        (text, list(names))
        for text, names in normalize(part.pattern.regex.pattern if hasattr(part.pattern, "regex") else "")
    ]


def crawl(client: Client, start: str = "/") -> tuple[dict[str, HtmlElement], dict[tuple[Any, ...], Form]]:
    """Every page that links lead to, and one of each shape of form."""
    pages: dict[str, HtmlElement] = {}
    forms: dict[tuple[Any, ...], Form] = {}
    waiting, known = deque([start]), {start}
    while waiting and len(pages) < MOST_PAGES:
        address = waiting.popleft()
        response = client.get(address, follow=True)
        assert response.status_code in (200, 404), f"{address}: {response.status_code}"
        if not response["Content-Type"].startswith("text/html"):
            continue
        page = pages[address] = html.document_fromstring(response.content.decode())
        for form in forms_of(page, address):
            forms.setdefault(form.shape, form)
        for link in page.iter("a"):
            target = urljoin(f"http://testserver{address}", link.get("href") or "")
            parts = urlsplit(target)
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.hostname == "testserver" and path not in known and not path.startswith("/static/"):
                known.add(path)
                waiting.append(path)
    return pages, forms


def forms_of(page: HtmlElement, address: str) -> Iterator[Form]:
    """The forms of a page, with buttons that stand outside of them counted in."""
    for form in page.iter("form"):
        inside = list(form.iter("input", "select", "textarea", "button"))
        if form.get("id"):
            inside += page.xpath("//*[@form=$id]", id=form.get("id"))
        fields = {e.get("name"): _value(e) for e in inside if e.get("name")}
        fields.pop("csrfmiddlewaretoken", None)
        action = urlsplit(urljoin(f"http://testserver{address}", form.get("action") or address)).path
        yield Form(action, (form.get("method") or "get").lower(), tuple(fields.items()))


def _value(element: HtmlElement) -> str:
    if element.tag == "textarea":
        return element.text or ""
    if element.tag == "select":
        chosen = element.xpath(".//option[@selected]") or element.xpath(".//option")
        return chosen[0].get("value") or "" if chosen else ""
    return element.get("value") or ""
