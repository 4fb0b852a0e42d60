"""Articles behind the gate: what tests ask of them."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from newsstand.newsroom.models import Article
from tests.web.newsroom import make_article, make_title

HERE = {"origin": "http://testserver"}
LONG = " ".join(f"word{n}" for n in range(90))


def have(settings: Any, **values: Any) -> None:
    settings.NEWSSTAND = {**settings.NEWSSTAND, **{f"NEWSSTAND_{name}": v for name, v in values.items()}}


def page_of(client: Client, article: Article) -> str:
    return client.get(f"/article/{article.pk}/x").content.decode()


def open_free(client: Client, article: Article, **headers: str) -> Any:
    return client.post(f"/article/{article.pk}/free", headers=headers or HERE)


def gate_in(html: str) -> str:
    found = re.search(r'<section class="gate".*?</section>', html, re.DOTALL)
    return found[0] if found else ""


def make_long() -> Article:
    """An article whose last words nobody sees by its title's extract."""
    return make_article(make_title("Beacon", home_page="https://beacon.example/"), "Ferry aground", body=LONG)
