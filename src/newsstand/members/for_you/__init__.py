"""For You as a reader uses it: learning from their deeds, the list, and everything that is known of them."""

from newsstand.members.for_you.learning import forget_all, learn_from, remove_interest, restore_interest
from newsstand.members.for_you.listing import Because, ForYou, Pick, list_for, note_shown
from newsstand.members.for_you.profiles import profile_of

__all__ = [
    "Because",
    "ForYou",
    "Pick",
    "forget_all",
    "learn_from",
    "list_for",
    "note_shown",
    "profile_of",
    "remove_interest",
    "restore_interest",
]
