"""Here is a word: which others mean the same?

The table of the package is `synonym_table`; the user's own lines come on top.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from kazsearch.text.skeleton import fold
from kazsearch.text.synonym_table import TABLE
from kazsearch.text.words import normal_form

Table = Mapping[str, Iterable[str]]
"""Lines of a `[synonyms]` table: a word to the words that stand for it and for each other."""


class Synonyms:
    """Groups of words, found by the skeleton of any word in them."""

    def __init__(self, *tables: Table) -> None:
        """Take lines; those that share a word become one group."""
        self._groups: dict[str, tuple[str, ...]] = {}
        for table in tables:
            for word, others in table.items():
                self._add(dict.fromkeys(map(normal_form, (word, *others))))

    def _add(self, forms: dict[str, None]) -> None:
        for form in tuple(forms):
            forms |= dict.fromkeys(self._groups.get(fold(form), ()))
        for form in forms:
            self._groups[fold(form)] = tuple(forms)

    def of(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the normal forms of all words in the groups of these skeletons.

        >>> Synonyms({"film": ["movie", "кино"]}).of(["movie"])
        ('film', 'movie', 'кино')
        """
        groups = [self._groups[key] for key in keys if key in self._groups]
        return tuple(dict.fromkeys(form for group in groups for form in group)) if groups else ()


@cache
def builtin() -> Synonyms:
    """Return the synonyms that come with the package."""
    return Synonyms(TABLE)
