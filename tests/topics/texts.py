"""Small articles written for these tests, and what is found in them in few words."""

from newsstand.model import ArticleTexts, FoundTopic
from newsstand.topics import find_topics


def found(
    headline: str, body: str = "", language: str = "en", *, country: str = "GB", **fields: str
) -> dict[str, FoundTopic]:
    """The topics of an article by their slugs."""
    texts = ArticleTexts(headline=headline, body=body, country=country, **fields)
    return {f.topic.slug: f for f in find_topics(texts, language)}


def kinds(topics: dict[str, FoundTopic], kind: str) -> set[str]:
    """The slugs of one kind."""
    return {slug for slug, f in topics.items() if f.topic.kind == kind}
