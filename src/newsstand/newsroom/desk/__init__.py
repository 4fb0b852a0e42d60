"""The editors' desk: what editors choose, decide and look after; each deed is one transaction with its line in the log."""

from newsstand.newsroom.desk.standing import StandingPick, standing_picks

__all__ = ["StandingPick", "standing_picks"]
