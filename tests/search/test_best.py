"""The best of scores that are never all added up are those that adding them all up gives."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kazsearch.search import array_combining, best, combining, score_array, spread_scores, sums
from kazsearch.search.best import contenders, floor_of
from kazsearch.search.score_array import ScoreArray
from kazsearch.search.spread_scores import Spread
from kazsearch.search.threshold import contenders_of_sums

N_SLOTS = 60
SCORES = st.sampled_from([0.0, 0.25, 0.5, 0.5, 1.0, 1.0, 1.5, 2.0, 3.0, 7.0])  # many are equal
FILMS = st.dictionaries(st.integers(0, N_SLOTS - 1), SCORES, max_size=N_SLOTS)


def array(scores: Mapping[int, float], *, spread: bool) -> ScoreArray:
    listed = ScoreArray.of(scores, n_slots=N_SLOTS)
    if not spread:
        return listed
    return Spread.of_films(listed.doc_ids, listed.scores, n_slots=N_SLOTS)


def first(scores: Mapping[int, float], n: int) -> dict[int, float]:
    """Return the n best and all that score as much as the last, by sorting all."""
    floor = min(sorted(scores.values(), reverse=True)[:n], default=0.0)
    return {doc_id: score for doc_id, score in scores.items() if score >= floor}


@settings(max_examples=400, deadline=None)
@given(
    parts=st.lists(st.tuples(FILMS, st.booleans()), min_size=1, max_size=4),
    added=st.lists(st.tuples(FILMS, st.booleans()), max_size=2),
    alike=st.lists(st.tuples(st.sets(st.integers(0, N_SLOTS - 1)), SCORES), max_size=2),
    without=st.sets(st.integers(0, N_SLOTS - 1), max_size=5),
    n=st.integers(1, 12),
    n_champions=st.integers(1, 5),
    many=st.sampled_from([0, 10**9]),
)
def test_the_best_are_those_of_all_sums(
    parts: list[tuple[dict[int, float], bool]],
    added: list[tuple[dict[int, float], bool]],
    alike: list[tuple[set[int], float]],
    without: set[int],
    n: int,
    n_champions: int,
    many: int,
) -> None:
    expected = combining.any_of([films for films, _ in parts])
    expected = combining.plus(expected, [films for films, _ in added])
    expected = combining.plus(expected, [dict.fromkeys(films, score) for films, score in alike])
    with pytest.MonkeyPatch.context() as patch:
        for module in (best, score_array, spread_scores):
            patch.setattr(module, "N_CHAMPIONS", n_champions)
        for module in (score_array, sums):
            patch.setattr(module, "MANY", many)
        found = array_combining.any_of([array(films, spread=spread) for films, spread in parts])
        found = array_combining.plus(found, [array(f, spread=spread) for f, spread in added])
        levels = [array_combining.alike(sorted(f), score, N_SLOTS) for f, score in alike]
        found = array_combining.plus(found, levels)
        assert found is not None
        assert expected is not None
        assert dict(found) == expected
        if without:
            left_out = array(dict.fromkeys(without, 1.0), spread=False)
            found = array_combining.but(found, left_out)
            expected = combining.but(expected, dict.fromkeys(without, 1.0))
        of_found = found.contenders(n)  # type: ignore[union-attr]
    assert of_found.items() <= expected.items()
    assert of_found.items() >= first(expected, n).items()


# of sixty films, forty have about the same, six more; one of these more than they
PLAIN = {doc_id: 2.0 + doc_id / 1000 for doc_id in range(40)}
ONE = PLAIN | dict.fromkeys(range(40, 46), 3.0) | {40: 3.5}
TWO = PLAIN | dict.fromkeys(range(50, 56), 3.0) | {50: 3.5}
LEVEL = dict.fromkeys(range(40), 2.9) | dict.fromkeys(range(40, 46), 3.0) | {45: 3.5}
BOTH = dict.fromkeys(range(40), 3.0) | {7: 3.75}
EQUAL = dict.fromkeys(range(40), 1.0) | {58: 2.0, 59: 2.0}
COMMON = dict.fromkeys(range(40), 1.0)


def spread(scores: Mapping[int, float]) -> ScoreArray:
    return array(scores, spread=True)


def alike(films: Iterable[int] | ScoreArray, score: float) -> ScoreArray:
    return array_combining.alike(films, score, N_SLOTS)


@pytest.mark.parametrize(
    ("make", "n", "best_film"),
    [
        (lambda: ([spread(ONE), spread(TWO)], []), 1, 39),  # in neither list of champions
        (lambda: ([spread(ONE)], [alike([7], 5.0)]), 1, 7),
        (lambda: ([spread(LEVEL)], [alike(spread(COMMON), 5.0)]), 1, 0),
        (lambda: ([spread(LEVEL)], [array_combining.times(spread(COMMON), 5.0)]), 1, 0),
        (lambda: ([array_combining.times(spread(each), 2.0) for each in (ONE, TWO)], []), 1, 39),
        (
            lambda: (
                [
                    spread(BOTH | dict.fromkeys(range(40, 45), 3.8)),
                    spread(BOTH | dict.fromkeys(range(50, 55), 3.8)),
                ],
                [],
            ),
            1,
            7,
        ),
        (lambda: ([spread(dict.fromkeys(range(30), 0.0))], []), 3, 0),
        (lambda: ([spread(dict.fromkeys(range(30), 0.0))], [alike([4], 1.0)]), 3, 4),
        (lambda: ([spread(EQUAL)], []), 2, 58),
        (lambda: ([array(EQUAL, spread=False)], []), 2, 59),
        (lambda: ([spread(EQUAL)], [alike([3], 0.5)]), 1, 59),
    ],
)
def test_the_best_are_found_where_champions_mislead(
    make: Callable[[], tuple[list[ScoreArray], list[ScoreArray]]], n: int, best_film: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module in (best, score_array, spread_scores):
            patch.setattr(module, "N_CHAMPIONS", 4)
        patch.setattr(best, "_MOST_CHAMPIONS", 2)
        parts, added = make()
        found = array_combining.plus(array_combining.any_of(parts), added)
        assert found is not None
        contending = found.contenders(n)
        everything = dict(found)
    assert contending.items() <= everything.items()
    assert contending.items() >= first(everything, n).items()
    assert best_film in first(everything, n)


def test_champions_alone_tell_which_are_best_where_they_are_far_above() -> None:
    scores = {doc_id: float(doc_id) for doc_id in range(N_SLOTS)}
    with pytest.MonkeyPatch.context() as patch:
        for module in (best, score_array, spread_scores):
            patch.setattr(module, "N_CHAMPIONS", 4)
        part = spread(scores)
        assert len(part.champions.doc_ids) < N_SLOTS / 4
        told = contenders_of_sums([part], [], 3)
        assert told is not None
        assert first(told, 3) == {59: 59.0, 58: 58.0, 57: 57.0}
        # what all others may have more of could put any of them first
        assert contenders_of_sums([part], [spread(dict.fromkeys(range(9), 99.0))], 3) is None


@given(
    scores=st.lists(SCORES, min_size=1, max_size=700),
    n=st.integers(1, 20),
)
def test_a_floor_is_reached_by_so_many_and_leaves_no_best_one_out(
    scores: list[float], n: int
) -> None:
    values = np.array(scores)
    if len(scores) >= n:
        assert np.count_nonzero(values >= floor_of(values, n)) >= n
    everything = dict(enumerate(scores))
    found = contenders(np.arange(len(scores)), values, n)
    assert found.items() <= everything.items()
    assert found.items() >= first(everything, n).items()


@given(
    scores=st.dictionaries(st.integers(0, N_SLOTS - 1), SCORES, max_size=N_SLOTS),
    spread=st.booleans(),
    n_champions=st.integers(1, 5),
    most=st.integers(1, 4),
)
def test_no_film_beside_the_champions_scores_more_than_their_bound(
    scores: dict[int, float], spread: bool, n_champions: int, most: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module in (best, score_array, spread_scores):
            patch.setattr(module, "N_CHAMPIONS", n_champions)
        patch.setattr(best, "_MOST_CHAMPIONS", most)
        doc_ids, values, bound = array(scores, spread=spread).champions
    champions = dict(zip(doc_ids.tolist(), values.tolist(), strict=True))
    assert champions.items() <= scores.items()
    others = [score for doc_id, score in scores.items() if doc_id not in champions]
    if bound is None:
        assert not others
    else:
        assert max(others, default=0.0) <= bound


@pytest.mark.parametrize("n_films", [3, 512, 513, 2_000])
def test_what_is_kept_counts_champions_where_they_are_a_list_of_their_own(n_films: int) -> None:
    scores = {doc_id: 1.0 + doc_id for doc_id in range(n_films)}
    found = ScoreArray.of(scores, n_slots=100 * n_films)
    arrays = {id(each): each for each in (found.doc_ids, found.scores, *found.champions[:2])}
    assert found.n_bytes == sum(each.nbytes for each in arrays.values())
