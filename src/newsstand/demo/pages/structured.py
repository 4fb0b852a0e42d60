"""What a page says of itself to machines: JSON-LD in its several shapes, one of them broken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson

from newsstand.demo.pages.views import ArticleView, Site

Record = dict[str, Any]


def write_structured(site: Site, article: ArticleView) -> str:
    """The JSON-LD of an article's page, "" where the title has none."""
    shape = _SHAPES.get(site.title.page.structured)
    return shape(site, article) if shape else ""


def describe(site: Site, article: ArticleView) -> Record:
    """The article as schema.org has it."""
    record: Record = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting" if article.posts else "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": article.url},
        "headline": article.headline,
        "description": article.standfirst,
        "url": article.url,
        "datePublished": article.published.isoformat(),
        "dateModified": article.modified.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in article.authors]
        or [{"@type": "Organization", "name": site.title.name}],
        "publisher": _publisher(site),
        "articleSection": article.section_label,
        "keywords": list(article.keywords) or None,
        "image": [article.image.absolute] if article.image else None,
        "inLanguage": site.title.language,
        "isAccessibleForFree": not article.gated,
    }
    if article.gated:
        record["hasPart"] = {
            "@type": "WebPageElement",
            "isAccessibleForFree": False,
            "cssSelector": ".behind-gate",
        }
    if article.posts:
        record["coverageStartTime"] = article.published.isoformat()
        record["liveBlogUpdate"] = [_describe_post(article, post) for post in article.posts]
    return {name: value for name, value in record.items() if value is not None}


def _describe_post(article: ArticleView, post: Any) -> Record:
    return {
        "@type": "BlogPosting",
        "headline": post.headline,
        "datePublished": post.iso,
        "url": f"{article.url}#{post.id}",
        "articleBody": " ".join(part.text for part in post.parts),
    }


def _publisher(site: Site) -> Record:
    logo = {"@type": "ImageObject", "url": f"{site.origin}/assets/logo.svg"}
    return {"@type": "NewsMediaOrganization", "name": site.title.name, "url": f"{site.origin}/", "logo": logo}


def _one(site: Site, article: ArticleView) -> str:
    return _dump(describe(site, article))


def _graph(site: Site, article: ArticleView) -> str:
    """The shape that plug-ins write: everything in one @graph, tied together by @id."""
    record = describe(site, article)
    context = record.pop("@context")
    people = [
        {"@type": "Person", "@id": f"{site.origin}/#/person/{i}", "name": name}
        for i, name in enumerate(article.authors)
    ]
    record |= {
        "@id": f"{article.url}#article",
        "author": [{"@id": p["@id"], "name": p["name"]} for p in people] or {"@id": f"{site.origin}/#org"},
        "publisher": {"@id": f"{site.origin}/#org"},
        "isPartOf": {"@id": article.url},
    }
    page = {
        "@type": "WebPage",
        "@id": article.url,
        "url": article.url,
        "name": f"{article.headline} - {site.title.name}",
        "datePublished": article.published.isoformat(),
    }
    crumbs = [site.words["home"], article.section_label, article.headline]
    trail = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": i, "name": name} for i, name in enumerate(crumbs, 1)
        ],
    }
    org = {"@id": f"{site.origin}/#org", **_publisher(site)}
    return _dump({"@context": context, "@graph": [record, page, trail, org, *people]})


def _broken(site: Site, article: ArticleView) -> str:
    """JSON that a hasty template wrote: a comma too many, and a line break inside a text."""
    text = orjson.dumps(describe(site, article), option=orjson.OPT_INDENT_2).decode()
    text = text.replace('"description": "', '"description": "\n', 1)
    return _safe(text.rstrip().removesuffix("}").rstrip() + ",\n}")


def _dump(record: Record) -> str:
    return _safe(orjson.dumps(record).decode())


def _safe(text: str) -> str:
    """JSON that cannot close the script element that it stands in."""
    return text.replace("</", "<\\/")


_SHAPES: dict[str, Callable[[Site, ArticleView], str]] = {"article": _one, "graph": _graph, "broken": _broken}
