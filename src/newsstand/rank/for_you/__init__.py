"""For You: what a reader follows and what was learned, with floors of importance, of the unexpected and of variety."""

from newsstand.rank.for_you.choosing import for_you
from newsstand.rank.for_you.learning import learn, learn_all, learned, shares_of, strength
from newsstand.rank.for_you.scoring import is_muted
from newsstand.rank.for_you.settings import ForYouSettings, Learning, Spread

__all__ = [
    "ForYouSettings",
    "Learning",
    "Spread",
    "for_you",
    "is_muted",
    "learn",
    "learn_all",
    "learned",
    "shares_of",
    "strength",
]
