"""What articles are about: people, places, organisations, teams and themes, each with its reasons."""

from newsstand.topics.find import find_topics, sum_topics
from newsstand.topics.gazetteer import Gazetteer, Known, country_names, gazetteer
from newsstand.topics.slugs import slug_of
from newsstand.topics.themes import themes

__all__ = [
    "Gazetteer", "Known", "country_names", "find_topics", "gazetteer", "slug_of", "sum_topics", "themes",
]  # fmt: skip
