"""A title's pages as HTML: the templates of its design, filled with a view."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from newsstand.demo.pages.structured import write_structured
from newsstand.demo.pages.views import ArticleView, Card, FrontView, Site
from newsstand.demo.wording import write_date

TODAY = {
    "en": "{Weekday} {d} {month} {yyyy}",
    "de": "{Weekday}, {d}. {month} {yyyy}",
    "fr": "{weekday} {d} {month} {yyyy}",
}
NAVIGATION = ("politics", "world", "business", "science", "sport", "culture", "technology", "life")


@cache
def load_designs() -> Environment:
    """The templates, compiled as they are needed."""
    return Environment(
        loader=PackageLoader("newsstand.demo.pages", "templates"),
        autoescape=select_autoescape(("html",), default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def write_article(site: Site, article: ArticleView) -> str:
    """An article's page."""
    return _fill(site, "article.html", article=article, structured=Markup(write_structured(site, article)))  # noqa: S704 - JSON of our own, closed against </script>


def write_front(site: Site, front: FrontView) -> str:
    """A front page."""
    return _fill(site, "front.html", front=front)


def write_listing(site: Site, heading: str, cards: tuple[Card, ...]) -> str:
    """A section's page: its articles, newest first."""
    return _fill_shared(site, "listing.html", heading=heading, cards=cards)


def write_notice(site: Site, heading: str, text: str) -> str:
    """A page that holds no article: who we are, not found, a puzzle that has no paper."""
    return _fill_shared(site, "notice.html", heading=heading, text=text)


def write_style(site: Site) -> str:
    """The style sheet of a title."""
    return load_designs().get_template(f"{site.title.design}/style.css").render(look=site.title.look)


def _fill(site: Site, name: str, **more: object) -> str:
    template = load_designs().get_template(f"{site.title.design}/{name}")
    return template.render(_common(site) | more)


def _fill_shared(site: Site, name: str, **more: object) -> str:
    template = load_designs().get_template(f"shared/{name}")
    return template.render(_common(site) | {"base": f"{site.title.design}/base.html"} | more)


def _common(site: Site) -> dict[str, object]:
    title = site.title
    names = sorted(NAVIGATION, key=lambda name: -title.prefers.get(name, 1.0))
    return {
        "site": site,
        "title": title,
        "page": title.page,
        "look": title.look,
        "words": site.words,
        "root": site.root,
        "navigation": [(site.label(name), f"{site.root}/section/{name}") for name in names],
        "today": write_date(TODAY[title.speaks], site.now.astimezone(title.timezone), title.language),
    }
