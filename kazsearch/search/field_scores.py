"""Here is how often each film holds something, field by field: what does it score? By dictionaries.

`array_words` computes the same with arrays, for each film with the same operations in the same
order.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kazsearch.index.documents import CorpusRecord
from kazsearch.index.fields import EXTRA_PREFIX
from kazsearch.index.postings import Postings
from kazsearch.search.ranking import FIELD_WEIGHTS, FieldWeights, normalized_freq, saturate
from kazsearch.search.reading import Reading
from kazsearch.text.spelling import Kind, Variant

NAME_FIELDS = ("title", "extra")  # where names stand: of films, persons, places
Scores = dict[int, float]  # by doc id


class FieldFreqs(NamedTuple):
    """The films that hold something in one field, each with its normalised frequency by doc id."""

    field: str
    weights: FieldWeights
    freqs: Mapping[int, float]


def measured_as(field: str) -> str:
    """Return the field whose weights and lengths stand for a field's: `extra` for all of them."""
    return "extra" if field.startswith(EXTRA_PREFIX) else field


def fields_for(variant: Variant, fields: Iterable[str]) -> list[str]:
    """Return the fields in which a variant of a word stands for it.

    Names alone have numbers of all kinds, and words that are one elsewhere: titles and extras.
    """
    if variant.kind is not Kind.NUMBER and " " not in variant.term:
        return list(fields)
    return [field for field in fields if measured_as(field) in NAME_FIELDS]


def average_length(field: str, corpus: CorpusRecord) -> float:
    """Return the average number of tokens that a film has in a text field; 1 at least."""
    return max(corpus.total_lengths.get(field, 0) / max(corpus.n_docs, 1), 1.0)


def field_freqs(field: str, postings: Postings, reading: Reading) -> FieldFreqs:
    """Return the frequencies in a field as if it had the same length in all films."""
    measured = measured_as(field)
    weights, average = FIELD_WEIGHTS[measured], average_length(measured, reading.corpus)
    field_lens = reading.field_lengths(measured, postings.doc_ids)
    freqs = {
        doc_id: normalized_freq(freq, field_len, average, b=weights.b)
        for doc_id, freq, field_len in zip(
            postings.doc_ids, postings.term_freqs, field_lens, strict=True
        )
    }
    return FieldFreqs(field, weights, freqs)


def films_in(found: Iterable[FieldFreqs]) -> set[int]:
    """Return the films that hold it in any field."""
    return set().union(*(in_field.freqs for in_field in found))


def scores_of(
    found: Sequence[FieldFreqs], worth: float, worths: Sequence[float], *, factor: float = 1.0
) -> Scores:
    """Return each film's score for what these fields say.

    `worth` is the idf of holding it in any field, `worths` has the idf of holding it in each.
    """
    mixed: Scores = {}
    alone: Scores = {}
    for (_, weights, freqs), worth_here in zip(found, worths, strict=True):
        together, of_field = weights.together, weights.alone * worth_here
        for doc_id, freq in freqs.items():
            mixed[doc_id] = mixed.get(doc_id, 0.0) + together * freq
            alone[doc_id] = alone.get(doc_id, 0.0) + of_field * saturate(freq)
    return {
        doc_id: factor * (worth * saturate(freq) + alone[doc_id]) for doc_id, freq in mixed.items()
    }


def shares_of(
    found: Sequence[FieldFreqs], worth: float, worths: Sequence[float], *, factor: float = 1.0
) -> dict[str, Scores]:
    """Return what each field adds to the scores: of what all do together, by its part in it."""
    mixed: Scores = {}
    for _, weights, freqs in found:
        for doc_id, freq in freqs.items():
            mixed[doc_id] = mixed.get(doc_id, 0.0) + weights.together * freq
    return {
        field: {
            doc_id: factor
            * (
                worth * saturate(mixed[doc_id]) * weights.together * freq / mixed[doc_id]
                + weights.alone * worth_here * saturate(freq)
            )
            for doc_id, freq in freqs.items()
        }
        for (field, weights, freqs), worth_here in zip(found, worths, strict=True)
    }
