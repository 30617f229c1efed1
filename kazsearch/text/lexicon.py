"""Here are all texts of an index: which terms stand in each, by number?

For building: each distinct word is worked on once, and after that a word of a text costs one look
into a dictionary. Of the time that 2.3 million English words take, the 55,000 distinct ones take a
quarter (benchmarks/words.py).
"""

import re
from array import array
from collections.abc import Sequence
from itertools import islice

from kazsearch.text.analyzer import PARAGRAPH_SEPARATOR, kazakh_around
from kazsearch.text.stemming import stem_of
from kazsearch.text.words import (
    PARAGRAPH_END,
    TEXT_END,
    find_words,
    latin_words_and_ends,
    normal_form,
    small_ascii_words,
    words_and_ends,
)

TEXT_ENDS, PARAGRAPH_ENDS = 2**32 - 1, 2**32 - 2  # above the number of any word
_BEYOND_LATIN = re.compile("[^\x00-\u036f\u1e00-\u2bff]")


class Lexicon:
    """The distinct words of the texts seen so far, each with its term and its normal form.

    A word's number is its place in `term_of` and `form_of`, which hold places in `terms` and
    `forms`. All are in the order in which they were first seen, and only grow.
    """

    def __init__(self) -> None:
        self.term_of = array("I")
        self.form_of = array("I")
        self._terms: dict[str, int] = {}
        self._forms: dict[str, int] = {}
        self._numbers = _Numbers(self, kazakh=False)
        self._numbers[TEXT_END] = TEXT_ENDS
        self._numbers[PARAGRAPH_END] = PARAGRAPH_ENDS
        self._kazakh_numbers = _Numbers(self, kazakh=True)

    @property
    def terms(self) -> list[str]:
        """The distinct terms; the same as those of `analyzer.terms` for all texts seen."""
        return [*self._terms]

    @property
    def forms(self) -> list[str]:
        """The distinct normal forms."""
        return [*self._forms]

    def words(self, text: str) -> list[int]:
        """Return the numbers of the words of a text, in its order.

        >>> lexicon = Lexicon()
        >>> lexicon.words("Love loves the other"), lexicon.words("The love")
        ([0, 1, 2, 3], [2, 0])
        >>> [lexicon.terms[lexicon.term_of[number]] for number in (0, 1)]
        ['love', 'love']
        """
        if not text.isascii():
            text = text.replace(PARAGRAPH_SEPARATOR, "\n")  # most often all that is not ASCII
        if text.isascii():
            return [*map(self._numbers.__getitem__, small_ascii_words(text))]
        words = find_words(text)
        if not _BEYOND_LATIN.search(text):  # nothing Cyrillic, so that nothing speaks for Kazakh
            return [*map(self._numbers.__getitem__, words)]
        around = kazakh_around(words)
        if True not in around:
            return [*map(self._numbers.__getitem__, words)]
        if False not in around:
            return [*map(self._kazakh_numbers.__getitem__, words)]
        numbers, kazakh_numbers = self._numbers, self._kazakh_numbers
        return [
            (kazakh_numbers if kazakh else numbers)[word]
            for word, kazakh in zip(words, around, strict=True)
        ]

    def words_and_ends(self, texts: Sequence[str]) -> "array[int]":
        """Return the numbers of the words of many texts, with `TEXT_ENDS` after each text.

        The texts are ASCII but for separators of paragraphs, where `PARAGRAPH_ENDS` stands. The
        same as `paragraphs` for each text, in a third of the time.

        >>> [*Lexicon().words_and_ends(["Love of war", "love"])] == [
        ...     0, 1, 2, TEXT_ENDS, 0, TEXT_ENDS
        ... ]
        True
        """
        words = words_and_ends(texts, separator=PARAGRAPH_SEPARATOR)
        return array("I", map(self._numbers.__getitem__, words))

    def latin_words_and_ends(self, texts: Sequence[str]) -> "array[int]":
        """The same for texts that `is_latin` says are; in half the time of one after the other."""
        words = latin_words_and_ends(texts, separator=PARAGRAPH_SEPARATOR)
        return array("I", map(self._numbers.__getitem__, words))

    def paragraphs(self, text: str) -> list[list[int]]:
        """Return the numbers of the words of each paragraph, in the order of the text.

        The first word's position is 0; each word takes one more and each `PARAGRAPH_SEPARATOR`
        `PARAGRAPH_GAP` more, as in `analyzer.analyze`.
        """
        numbers = iter(self.words(text))
        if PARAGRAPH_SEPARATOR not in text:
            return [[*numbers]]
        parts = text.split(PARAGRAPH_SEPARATOR)
        # no word reaches over the separator, but what is Kazakh shows in the whole text
        return [[*islice(numbers, len(find_words(part)))] for part in parts]


class _Numbers(dict[str, int]):
    """The number of each word as written, either where Kazakh surrounds it or where not."""

    def __init__(self, lexicon: Lexicon, *, kazakh: bool) -> None:
        super().__init__()
        self._kazakh = kazakh
        self._terms, self._forms = lexicon._terms, lexicon._forms
        self._term_of, self._form_of = lexicon.term_of, lexicon.form_of

    def __missing__(self, word: str) -> int:
        form = normal_form(word)
        term = stem_of(form, kazakh_around=self._kazakh)
        terms, forms = self._terms, self._forms
        self[word] = number = len(self._term_of)
        self._term_of.append(terms.setdefault(term, len(terms)))
        self._form_of.append(forms.setdefault(form, len(forms)))
        return number
