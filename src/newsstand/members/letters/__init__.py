"""Mails: written as rows with what caused them, sent by the next round."""

from newsstand.members.letters.delivery import deliver_letters
from newsstand.members.letters.rendering import Rendered, letter_from, link_to
from newsstand.members.letters.writing import write_letter, write_letter_to

__all__ = ["Rendered", "deliver_letters", "letter_from", "link_to", "write_letter", "write_letter_to"]
