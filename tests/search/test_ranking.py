import pytest

from kazsearch.search.ranking import idf, normalized_freq, saturate


@pytest.mark.parametrize(
    ("term_freq", "doc_freq", "field_len", "avg_field_len", "n_docs", "score"),
    [
        (2, 14, 4, 2.7322686, 8516, 3.52482),
        (1, 5, 35, 50.580456, 8514, 3.8199246),
        (2, 7, 44, 50.580456, 8514, 4.5636616),
    ],
)
def test_one_field_scores_as_lucene_does(
    term_freq: int,
    doc_freq: int,
    field_len: int,
    avg_field_len: float,
    n_docs: int,
    score: float,
) -> None:
    freq = normalized_freq(term_freq, field_len, avg_field_len, b=0.75)
    assert idf(doc_freq, n_docs) * saturate(freq, k1=1.2) == pytest.approx(score, rel=1e-5)


def test_idf_falls_with_the_number_of_films_and_stays_above_zero() -> None:
    values = [idf(doc_freq, 10) for doc_freq in range(11)]
    assert values == sorted(values, reverse=True)
    assert values[-1] > 0
