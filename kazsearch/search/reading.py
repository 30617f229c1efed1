"""What does one search read of the index? Each thing once, and only so much in all.

The work is counted, not timed, so that a query is refused on every machine or on none. Its unit is
about a microsecond of the machine on which it was set; a query that a person types takes some
thousands, one of twenty of the commonest words on 34,532 films half a million.
"""

from collections.abc import Collection, Iterable, Sequence

from kazsearch.index.documents import CorpusRecord
from kazsearch.index.postings import Postings
from kazsearch.index.snapshot import Snapshot

MAX_WORK = 1_300_000  # up to _MANY_FILMS; a larger index may be read in proportion
_MANY_FILMS = 40_000
_FIND = 25  # to find a term in a field
_POSTING = 2  # to read one of its films and by which form it holds the term, and to score it
_POSITIONS = 3  # to read where a film holds it
_STEP = 1  # to look for the next word of a phrase in a text
_NEW_WORD = 3  # to read a word of the vocabulary
_WORD = 1  # to compare it
_ENTRY = 0.2  # to carry the score of a film from one node of the tree to another


class TooMuchWorkError(Exception):
    """The search has come to the bound of its work; becomes a QueryError in `Evaluation`."""


class Reading:
    """Reads a snapshot on behalf of one search. All methods raise TooMuchWorkError."""

    def __init__(self, snapshot: Snapshot, *, max_work: float = MAX_WORK) -> None:
        self._snapshot = snapshot
        self.work_left = max_work * max(snapshot.corpus.n_docs / _MANY_FILMS, 1.0)
        self._postings: dict[tuple[str, str], Postings] = {}
        self._films: dict[tuple[str, str], Sequence[int]] = {}
        self._films_with_form: dict[tuple[str, str], Sequence[int]] = {}
        self._vocabularies: set[tuple[str, ...]] = set()  # those that were read whole
        self._all_films: Sequence[int] | None = None

    @property
    def corpus(self) -> CorpusRecord:
        """The totals of the corpus."""
        return self._snapshot.corpus

    def spend(self, work: float) -> None:
        """Count some work."""
        self.work_left -= work
        if self.work_left < 0:
            raise TooMuchWorkError

    def spend_on_postings(self, n_films: int) -> None:
        """Count that a term was found in a field, with so many films."""
        self.spend(_FIND + _POSTING * n_films)

    def carry(self, n_films: int) -> None:
        """Count that the scores of so many films are carried from node to node."""
        self.spend(_ENTRY * n_films)

    def follow(self, n_steps: int) -> None:
        """Count that so many steps from word to word are made in texts, all films together."""
        self.spend(_STEP * n_steps)

    def film_doc_ids(self) -> Sequence[int]:
        """Return the doc ids of all films."""
        if self._all_films is None:
            self._all_films = self._snapshot.film_doc_ids()
            self.spend(len(self._all_films))
        return self._all_films

    def postings(self, field: str, term: str) -> Postings:
        """Return the films that hold a term in a field."""
        if (field, term) not in self._postings:
            found = self._postings[field, term] = self._snapshot.postings(field, term)
            self.spend_on_postings(len(found.doc_ids))
        return self._postings[field, term]

    def positions(self, field: str, term: str, doc_ids: Collection[int]) -> dict[int, list[int]]:
        """Return where these films hold a term in a field: positions by doc id."""
        self.spend(_FIND + _POSITIONS * len(doc_ids))
        return self._snapshot.positions(field, term, doc_ids) if doc_ids else {}

    def words(self, fields: Sequence[str], *, prefix: str = "") -> list[str]:
        """Return the words of these fields as they are written, by code point."""
        words = self._snapshot.dictionary.words(fields, prefix=prefix)
        known = tuple(fields) in self._vocabularies
        self.spend((_WORD if known else _NEW_WORD) * len(words))
        if not prefix:
            self._vocabularies.add(tuple(fields))
        return words

    def films_with_word(self, field: str, word: str) -> Sequence[int]:
        """Return the doc ids of the films that hold a word as it is written."""
        if (field, word) not in self._films:
            found = self._films[field, word] = self._snapshot.films_with_word(field, word)
            self.spend_on_postings(len(found))
        return self._films[field, word]

    def films_with_form(self, field: str, form: str) -> Sequence[int]:
        """Return the films that hold a form of a word, all of whose films are counted already."""
        if (field, form) not in self._films_with_form:
            self._films_with_form[field, form] = self._snapshot.films_with_word(field, form)
        return self._films_with_form[field, form]

    def field_lengths(self, field: str, doc_ids: Sequence[int]) -> list[int]:
        """Return the number of tokens that each film has in a text field."""
        return self._snapshot.field_lengths(field, doc_ids)

    def years(self) -> list[int]:
        """Return the years that films are of, ascending."""
        return self._snapshot.dictionary.years()

    def films_of_year(self, year: int) -> Sequence[int]:
        """Return the doc ids of the films of a year."""
        found = self._snapshot.films_of_year(year)
        self.spend(_FIND + len(found))
        return found

    def films_titled(self, whole_titles: Iterable[str]) -> list[Sequence[int]]:
        """Return of each the doc ids of the films of which it is a whole title."""
        found = self._snapshot.films_titled(whole_titles)
        self.spend(_FIND * len(found) + sum(map(len, found)))
        return found

    def paths(self) -> list[str]:
        """Return the paths of all articles that tell of films, sorted."""
        return self._snapshot.dictionary.paths()

    def films_of_article(self, path: str) -> Sequence[int]:
        """Return the doc ids of the films that an article tells of."""
        found = self._snapshot.films_of_article(path)
        self.spend(_FIND + len(found))
        return found
