"""Lead stories, related stories, For You; each score with its reasons."""

from newsstand.rank.lead import LeadSettings, Shown, independent, lead_stories, score_story, shown_at

__all__ = ["LeadSettings", "Shown", "independent", "lead_stories", "score_story", "shown_at"]
