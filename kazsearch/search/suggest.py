"""Did you mean? A word that no film holds, and the word of the index that is nearest to it."""

from collections.abc import Sequence

from kazsearch.index.fields import TEXT_FIELDS
from kazsearch.index.snapshot import Snapshot
from kazsearch.query import Word, substitute
from kazsearch.text.stemming import stem_of
from kazsearch.text.stopwords import is_stopword
from kazsearch.text.words import has_digit, normal_form

_MIN_CHARS_FOR_TWO = 7  # shorter words have too many neighbours at two edits
_MAX_CORRECTIONS = 8  # words; who mistypes more has meant something else


def correct(query: str, unfound: Sequence[Word], snapshot: Snapshot) -> str | None:
    """Return the query with the nearest word for each that no film holds, or None.

    Of many such words, the first few are corrected.
    """
    nearest = {word.span: nearest_word(word.text, snapshot) for word in unfound[:_MAX_CORRECTIONS]}
    replacements = {span: word for span, word in nearest.items() if word is not None}
    return substitute(query, replacements) if replacements else None


def nearest_word(typed: str, snapshot: Snapshot) -> str | None:
    """Return the word of the films that was most likely meant, or None.

    Fewest edits first (insert, delete, replace, swap neighbours), then the same first letter, then
    the word that most films hold. A stop word is meant only by who typed one. Never for a word with
    a digit in it.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    word = normal_form(typed)
    if has_digit(word) or len(word) < 3:
        return None
    max_edits = 2 if len(word) >= _MIN_CHARS_FOR_TWO else 1
    vocabulary = [known for known in snapshot.dictionary.words() if not has_digit(known)]
    near = extract(word, vocabulary, scorer=OSA.distance, score_cutoff=max_edits, limit=None)
    candidates = [
        (edits, known[0] != word[0], -doc_freq, known)
        for known, edits, _ in near
        if known != word
        and stem_of(known) != stem_of(word)  # that word was looked for
        and (is_stopword(word) or not is_stopword(known))
        and (doc_freq := _doc_freq(known, snapshot))
    ]
    return min(candidates)[3] if candidates else None


def _doc_freq(word: str, snapshot: Snapshot, fields: Sequence[str] = TEXT_FIELDS) -> int:
    return len({doc for field in fields for doc in snapshot.films_with_word(field, word)})
