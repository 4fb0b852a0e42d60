"""What grouping can be told; `python -m benchmarks.grouping` shows what a change of it costs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSettings:
    """Limits of memory and of judgement.

    window_reports: how many of the last reports are remembered, in order of arrival; all state follows from them,
                    at about 8 kB each; 12,000 are restored in a quarter of a minute
    window_days:    reports published further apart than this are not compared
    join:           the odds (natural logarithm) from which a report joins a story; higher makes more, smaller stories
    merge:          the odds from which two stories become one at the end
    """

    window_reports: int = 12_000
    window_days: float = 45.0
    join: float = 0.0
    merge: float = 0.5

    def __post_init__(self) -> None:
        if self.window_reports < 1 or self.window_days <= 0:
            raise ValueError("a window holds at least one report and lasts longer than no time")
