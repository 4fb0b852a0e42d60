"""What an operator wants to know: members, money, what waits and what is in trouble."""

from newsstand.members.house.figures import HouseFigures, Month, Waiting, house_figures, unpaid_statements
from newsstand.members.house.payouts import note_payout

__all__ = ["HouseFigures", "Month", "Waiting", "house_figures", "note_payout", "unpaid_statements"]
