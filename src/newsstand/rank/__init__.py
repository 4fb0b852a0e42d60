"""Lead stories, related stories, For You; each score with its reasons."""

from newsstand.rank.lead import LeadSettings, independent, lead_stories, score_story

__all__ = ["LeadSettings", "independent", "lead_stories", "score_story"]
