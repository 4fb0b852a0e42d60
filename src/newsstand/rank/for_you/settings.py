"""The weights and rules of For You."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """How fast is learned and forgotten.

    half_life:  after this time what was learned counts half
    prior:      imagined evidence that there is no interest: how many stories one must like before it shows
    usual:      the share of stories that a reader is taken to like before anything is known, and how firmly
    hidden:     how many stories passed over one "less of this" counts as
    explained:  how far a like that one feature explains is withheld from the others: 0 not at all, 1 wholly
    glance:     seconds under which a text was not read, whatever was on the screen
    """

    half_life: timedelta = timedelta(days=30)
    prior: float = 0.7
    usual: float = 0.2
    usual_firmness: float = 5.0
    finished: float = 1.0
    saved: float = 1.0
    opened: float = 0.3
    hidden: float = 4.0
    explained: float = 0.5
    glance: int = 4
    least: float = 0.2
    section_share: float = 0.4
    title_share: float = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What keeps a list various: within any `window` slots in a row.

    most_*:  at most so many stories of one (main) topic, one title that told it first, one section
    least_*: at least so many different topics and titles
    """

    window: int = 10
    most_topic: int = 3
    most_title: int = 3
    most_section: int = 4
    least_topics: int = 5
    least_titles: int = 6

    @property
    def slack(self) -> int:
        """So many stories can break no rule, whatever they are."""
        most = min(self.most_topic, self.most_title, self.most_section)
        return min(most, self.window - max(self.least_topics, self.least_titles))


@dataclass(frozen=True, slots=True, kw_only=True)
class ForYouSettings:
    """Weights of the score, which is a sum, and the floors of the list.

    important:  the least share of lead stories; lead_places: how far down a lead story counts as one
    always:     the first lead stories that stand in every list, unless muted
    unexpected: the least share of stories outside of the profile; drawn from the best `pool` of them
    again:      what is left of an interest's value for each story in the window that it has brought already
    curiosity:  worth of a topic that this reader was never shown; it goes with every time that they were, halves
                with every `curiosity_fades` stories that were shown to them, and is less for who follows something
    served:     the least share of stories with something that was learned; served_followed: where something is followed
    """

    followed_story: float = 3.0
    followed_topic: float = 2.4
    followed_title: float = 1.0
    followed_section: float = 0.8
    learned: float = 2.0
    next_best: float = 0.5
    significance: float = 0.4
    lead_reach: float = 15.0
    breadth: float = 0.1
    half_life: timedelta = timedelta(hours=24)
    again: float = 0.4
    curiosity: float = 4.0
    curiosity_fades: float = 60.0
    served: float = 0.2
    served_followed: float = 0.5
    important: float = 0.3
    lead_places: int = 20
    always: int = 3
    unexpected: float = 0.1
    pool: int = 30
    learning: Learning = Learning()
    spread: Spread = Spread()
