"""Lead stories: how newsrooms themselves rank, each score with its reasons."""

from newsstand.rank.lead.ordering import lead_stories, spread_sections
from newsstand.rank.lead.prominence import Shown, shown_at
from newsstand.rank.lead.scoring import independent, score_story
from newsstand.rank.lead.settings import LeadSettings

__all__ = [
    "LeadSettings",
    "Shown",
    "independent",
    "lead_stories",
    "score_story",
    "shown_at",
    "spread_sections",
]
