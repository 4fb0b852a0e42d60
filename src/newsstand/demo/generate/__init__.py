"""Any number of further titles, events and articles, for load: the same for the same seed."""

from newsstand.demo.generate.articles import GeneratedArticle, generate
from newsstand.demo.generate.load import with_load

__all__ = ["GeneratedArticle", "generate", "with_load"]
