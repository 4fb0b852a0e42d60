"""What the parts of the room hand each other: the text that is searched, and what was found in it so far."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsstand.model import ArticleTexts, FoundTopic, Reason, Topic
from newsstand.text.words import primary
from newsstand.topics.tokens import Token, tokens_of

LEDE = 500
"""Characters of a body that count as its beginning."""

MOST_SPANS = 20


@dataclass(slots=True)
class Searched:
    """An article's text in one piece, its words, and where its headline and its beginning end."""

    texts: ArticleTexts
    language: str
    text: str
    headline_end: int
    opening_end: int
    tokens: list[Token]
    small: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, texts: ArticleTexts, language: str | None) -> Searched:
        """An article, made ready."""
        parts = [texts.headline, texts.standfirst, texts.body]
        text = "\n\n".join(p for p in parts if p)
        before_body = len("\n\n".join(p for p in parts[:2] if p))
        tokens = tokens_of(text)
        return cls(
            texts=texts,
            language=primary(language),
            text=text,
            headline_end=len(texts.headline),
            opening_end=before_body + LEDE,
            tokens=tokens,
            small=frozenset(t.key for t in tokens if not t.capital),
        )

    @property
    def is_title_case(self) -> bool:
        """Whether the headline writes most of its words with a capital, so that none of them shows a name."""
        words = [t for t in self.tokens if t.end <= self.headline_end and len(t.text) > 3]
        return len(words) > 3 and sum(t.capital for t in words) > 0.7 * len(words) and self.language != "de"


def weigh(
    searched: Searched, topic: Topic, spans: Sequence[tuple[int, int]], certainty: float, why: str
) -> FoundTopic:
    """A topic with its weight: how sure it is, times where and how often the text names it."""
    reasons = [Reason(name="certainty", value=round(certainty, 2), detail=why)]
    prominence = math.log2(1 + len(spans))
    reasons.append(Reason(name="mentions", value=round(prominence, 2), detail=f"named {len(spans)} times"))
    if any(end <= searched.headline_end for _, end in spans):
        prominence += 2.0
        reasons.append(Reason(name="headline", value=2.0, detail="named in the headline"))
    elif any(end <= searched.opening_end for _, end in spans):
        prominence += 1.0
        reasons.append(Reason(name="opening", value=1.0, detail="named at the beginning"))
    return FoundTopic(
        topic=topic,
        weight=round(certainty * prominence, 3),
        reasons=tuple(reasons),
        spans=tuple(spans[:MOST_SPANS]),
    )
