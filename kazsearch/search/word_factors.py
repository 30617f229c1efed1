"""Here is a word as typed: how much does it count beside others?"""

from kazsearch.search.ranking import NUMBER


def has_forms(typed: str) -> bool:
    """Tell whether another form of a word counts less: of an English one; others inflect more."""
    return typed.isascii() and not typed.isdecimal()


def word_factor(typed: str) -> float:
    """Return what a word's score is multiplied by."""
    return NUMBER if typed.isdecimal() else 1.0
