"""What titles let us show: what they agreed to, narrowed by what their sites and pages say to machines."""

from newsstand.newsroom.terms.agreeing import agree, end_agreement, take_effect
from newsstand.newsroom.terms.narrowing import narrow
from newsstand.newsroom.terms.standing import agreement_of, signals_of, terms_of
from newsstand.newsroom.terms.summarising import quotable, quotable_in

__all__ = [
    "agree",
    "agreement_of",
    "end_agreement",
    "narrow",
    "quotable",
    "quotable_in",
    "signals_of",
    "take_effect",
    "terms_of",
]
