"""What makes the paper an app: installed, read by keyboard, read off line."""

from __future__ import annotations

import json
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.translation import get_language_info, gettext
from django.views.decorators.http import require_safe

from newsstand import __version__
from newsstand.members.models import Reader
from newsstand.web.clock import now_of
from newsstand.web.readers import asker_of, for_readers
from newsstand.web.selectors.bundle import bundle_of
from newsstand.web.templatetags.app import mark_of
from newsstand.web.templatetags.paper import asset

PAPER = "#f8f7f3"
WORKER = "newsstand/service-worker.js"
QUEUE = "newsstand/queue.js"
LETTERS = "newsstand/fonts/newsreader-latin-wght-normal.woff2"
SHELL_PAGES = ("web/offline.html", "web/base.html")
SHELL_ENDINGS = (".css", ".js")
LARGEST_OF_THE_SHELL = 100_000  # bytes; what is larger is kept when a page asks for it
# The policy of pages holds for the worker too: an address becomes a script by way of our own trusted type alone.
IMPORTS = (
    'const scripts = self.trustedTypes && trustedTypes.createPolicy("newsstand", { createScriptURL: () => QUEUE });\n'
    "importScripts(scripts ? scripts.createScriptURL(QUEUE) : QUEUE);"
)
OWN = {"Cache-Control": "no-store"}


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the paper readable off line; new whenever any of the pages' own files is."""
    return HttpResponse(
        worker_source(shell_files()),
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )


@cache
def worker_source(files: tuple[str, ...]) -> str:
    """The worker of a shell of these files."""
    source = Path(str(finders.find(WORKER))).read_text()
    pages = [get_template(name).template.source for name in SHELL_PAGES]  # type: ignore[attr-defined]
    version = blake2b("\n".join([source, *files, *pages, __version__]).encode(), digest_size=6).hexdigest()
    shell = json.dumps({"version": version, "files": files})
    return f"const SHELL = {shell};\nconst QUEUE = {json.dumps(asset(QUEUE))};\n{IMPORTS}\n{source}"


@cache
def shell_files() -> tuple[str, ...]:
    """The addresses of the pages' own styles, scripts, letters and mark."""
    folder = Path(str(finders.find(WORKER))).parent
    small = sorted(
        f"newsstand/{path.name}"
        for path in folder.iterdir()
        if path.suffix in SHELL_ENDINGS and path.stat().st_size <= LARGEST_OF_THE_SHELL
    )
    return (static(LETTERS), asset("newsstand/mark.svg"), *(asset(name) for name in small if name != WORKER))


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the paper installable."""
    name = settings.NEWSSTAND["NEWSSTAND_NAME"]
    language = settings.LANGUAGE_CODE
    return JsonResponse(
        {
            "id": "/",
            "name": name,
            "short_name": name,
            "description": gettext("All your news in one place."),
            "lang": language,
            "dir": "rtl" if get_language_info(language)["bidi"] else "ltr",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "categories": ["news"],
            "icons": icons(),
            "shortcuts": [
                {"name": gettext("For You"), "url": "/for-you/"},
                {"name": gettext("Saved"), "url": "/my/saved/"},
                {"name": gettext("Search"), "url": "/search"},
            ],
        },
        content_type="application/manifest+json",
        headers={"Cache-Control": "max-age=3600"},
    )


def icons() -> list[dict[str, str]]:
    """The mark as drawn, and in the sizes that systems ask for; all of it lies within a maskable icon's circle."""
    drawn = {"src": asset("newsstand/mark.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    painted = [
        {
            "src": asset(f"newsstand/icons/mark-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for purpose in ("any", "maskable")
        for size in (192, 512)
    ]
    return [drawn, *painted]


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What a browser shows where a page cannot be had: what happened, and what can be read."""
    response = render(request, "web/offline.html")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The paper by keyboard, and the switch that turns single keys off."""
    response = render(request, "web/keys.html", {"groups": key_groups()})
    response["Cache-Control"] = "no-cache"
    return response


def key_groups() -> list[tuple[str, list[tuple[tuple[str, ...], str]]]]:
    """Every key, in groups, with what it does."""
    return [
        (
            gettext("Move"),
            [
                (("j",), gettext("Next story")),
                (("k",), gettext("Previous story")),
                (("o", "Enter"), gettext("Open the story")),
                (("n",), gettext("Next page")),
                (("p",), gettext("Previous page")),
                (("/",), gettext("Search")),
            ],
        ),
        (
            gettext("Do"),
            [
                (("s",), gettext("Save, or take off the list")),
                (("f",), gettext("Follow the story, or no longer")),
                (("m",), gettext("See less like this")),
                (("u",), gettext("Undo what you did last")),
                ((".",), gettext("Show or hide why a story stands here")),
                (("?",), gettext("Show these keys")),
            ],
        ),
        (
            gettext("Go to"),
            [
                (("g", "f"), gettext("Front page")),
                (("g", "e"), gettext("Editions")),
                (("g", "y"), gettext("For You")),
                (("g", "s"), gettext("Saved")),
                (("g", "h"), gettext("History")),
            ],
        ),
    ]


@require_safe
@for_readers
def bundle(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The addresses of what the reader's browser keeps for reading off line."""
    held: dict[str, Any] = {
        "reader": mark_of(reader),
        **bundle_of(reader, now_of(request), asker_of(request)),
    }
    return JsonResponse(held, headers=OWN)


@require_safe
@for_readers
def token(request: HttpRequest, reader: Reader) -> HttpResponse:
    """A fresh token for deeds that were kept while off line, and whose they may be."""
    return JsonResponse({"reader": mark_of(reader), "token": get_token(request)}, headers=OWN)
