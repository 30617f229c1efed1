"""Whoosh passes over postings that can't be among the best: do our bounds let none of those go?

A bound that is too low loses hits of a search with a limit; one that is too high only costs time,
so that each is also held to what it should be.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from corpora import block
from hypothesis import given, settings
from hypothesis import strategies as st
from twins import both, found
from whoosh import query as q
from whoosh import scoring
from whoosh.util.numeric import byte_to_length, length_to_byte

# a frequent, a middling and a rare one; what fills texts to lengths that differ
WORDS = ["love", "war", "horse"]
SHARES = [0.8, 0.3, 0.05]
WEIGHTINGS = [scoring.BM25F(), scoring.BM25F(B=0.1, K1=5.0), scoring.TF_IDF(), scoring.Frequency()]

seeds = st.integers(0, 10**6)
term_queries = st.builds(
    q.Term, st.just("description"), st.sampled_from(WORDS), st.sampled_from([1.0, 0.2, 4.0])
)


several = st.lists(term_queries, min_size=2, max_size=3)
sums = st.one_of(
    term_queries,
    several.map(q.Or),
    several.map(q.And),
    st.builds(q.AndMaybe, term_queries, term_queries),
)
# here Whoosh's own bounds lose hits at times, so that only the same must be lost
others = st.recursive(
    sums,
    lambda children: st.one_of(
        st.lists(children, min_size=2, max_size=3).map(q.Or),
        st.lists(children, min_size=2, max_size=3).map(q.And),
        st.lists(children, min_size=2, max_size=3).map(q.DisjunctionMax),
        st.builds(q.AndMaybe, children, children),
        st.builds(q.AndNot, children, children),
    ),
    max_leaves=4,
)


def many_films(seed: int, n_films: int) -> dict[str, str]:
    """Return films in which words are rare or frequent, in long texts and short ones.

    The best come anywhere: also last, when there are enough for a limit.
    """
    draw = random.Random(seed)
    films = []
    for number in range(n_films):
        text = ["steppe"] * draw.choice([0, 1, 5, 40])
        for word, share in zip(WORDS, SHARES, strict=True):
            if draw.random() < share:
                text += [word] * draw.choice([1, 1, 1, 2, 3, 9])
        draw.shuffle(text)
        films.append(block(f"Film {seed} {number}", 2000, " ".join(text)))
    return {"a.txt": "\n".join(films)}


@contextmanager
def searchers(seed: int, n_segments: int, weighting: Any) -> Iterator[tuple[Any, Any]]:
    """Give searchers of segments of 60 films, and of their twins, whose terms have one block too.

    With several blocks, Whoosh's unions pass over some of the best.
    """
    texts = {f"{number}.txt": many_films(seed + number, 60)["a.txt"] for number in range(3)}
    names = sorted(texts)[:n_segments]
    versions = [{name: texts[name] for name in names[: number + 1]} for number in range(n_segments)]
    with (
        both(versions) as (ours, theirs),
        ours.searcher(weighting=weighting) as one,
        theirs.searcher(weighting=weighting) as other,
    ):
        yield one, other


@settings(max_examples=25, deadline=None)
@given(
    seed=seeds,
    n_segments=st.integers(1, 3),
    asked=st.lists(sums, min_size=4, max_size=8),
    weighting=st.sampled_from(WEIGHTINGS),
)
def test_the_best_few_are_the_first_of_all(
    seed: int, n_segments: int, asked: list[Any], weighting: Any
) -> None:
    with searchers(seed, n_segments, weighting) as (one, other):
        for query in asked:
            scores = [score for _, score in found(one, query, limit=None)]
            for limit in (1, 2, 3, 10):
                mine = found(one, query, limit=limit, optimize=True)
                assert [score for _, score in mine] == scores[:limit], (query, limit)
                assert mine == found(other, query, limit=limit, optimize=True), (query, limit)


@settings(max_examples=25, deadline=None)
@given(
    seed=seeds,
    n_segments=st.integers(1, 3),
    asked=st.lists(others, min_size=4, max_size=8),
    weighting=st.sampled_from(WEIGHTINGS),
)
def test_the_best_few_are_those_of_the_standard_codec(
    seed: int, n_segments: int, asked: list[Any], weighting: Any
) -> None:
    with searchers(seed, n_segments, weighting) as (one, other):
        for query in asked:
            for limit in (1, 2, 3, 10):
                few = [found(each, query, limit=limit, optimize=True) for each in (one, other)]
                assert few[0] == few[1], (query, limit)


@settings(max_examples=25, deadline=None)
@given(seed=seeds, weighting=st.sampled_from(WEIGHTINGS), word=st.sampled_from(WORDS))
def test_bounds_are_what_the_postings_reach(seed: int, weighting: Any, word: str) -> None:
    with both([many_films(seed, 40)]) as (ours, _), ours.searcher(weighting=weighting) as searcher:
        reader = searcher.reader()
        if ("description", word) not in reader:
            return
        matcher = searcher.postings("description", word)
        docs, weights, lengths, scores = [], [], [], []
        while matcher.is_active():
            docs.append(matcher.id())
            weights.append(matcher.weight())
            lengths.append(reader.doc_field_length(matcher.id(), "description"))
            scores.append(matcher.score())
            matcher.next()
        exact = [analyzed(reader, doc) for doc in docs]
        assert lengths == [byte_to_length(length_to_byte(length)) for length in exact]
        assert weights == [float(reader.stored_fields(d)["description"].count(word)) for d in docs]
        matcher.reset()
        assert (matcher.block_min_id(), matcher.block_max_id()) == (docs[0], docs[-1])
        assert matcher.block_max_weight() == max(weights)
        assert matcher.block_min_length() == min(lengths)
        assert matcher.block_max_length() == max(lengths)
        assert matcher.supports_block_quality()
        assert matcher.block_quality() >= max(scores)
        assert matcher.max_quality() >= max(scores)
        for at, score in enumerate(scores):
            for bound in (score, matcher.block_quality(), matcher.block_quality() + 1):
                skipping = searcher.postings("description", word)
                skipping.skip_to(docs[at])
                assert skipping.id() == docs[at]
                n_skipped = skipping.skip_to_quality(bound)
                # nothing is passed over that scores more
                left = (
                    docs[at:] if not skipping.is_active() else docs[at : docs.index(skipping.id())]
                )
                assert all(scores[docs.index(doc)] <= bound for doc in left)
                assert (n_skipped > 0) == bool(left)
                assert not skipping.is_active() or skipping.block_quality() > bound


def analyzed(reader: Any, doc: int) -> int:
    """Return how many words a film's description has."""
    return len(reader.stored_fields(doc)["description"].split())


def test_what_can_not_score_more_is_passed_over() -> None:
    with both([many_films(3, 40)]) as (ours, _), ours.searcher() as searcher:
        matcher = searcher.postings("description", "love")
        first = matcher.id()
        assert matcher.skip_to_quality(matcher.block_quality() - 0.001) == 0
        assert matcher.id() == first
        assert matcher.skip_to_quality(matcher.block_quality()) == 1
        assert not matcher.is_active()
