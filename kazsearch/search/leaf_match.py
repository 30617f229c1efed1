"""What has one leaf of a query found?"""

from collections.abc import Mapping
from dataclasses import field, replace

from kazsearch.record import record


@record
class LeafMatch:
    """The films that hold a leaf, with each one's share of the score, by doc id.

    `terms` (as indexed) and `words` (as written, in lower case) are what to highlight, with what
    finding each is worth; several terms with blanks between them are one that stands side by side,
    and `parts` says what each of these is worth. `spelled` has the term of each film that holds the
    leaf in another spelling only. `shares`, kept for explanations only, are what each field adds to
    the scores, by doc id.
    """

    scores: Mapping[int, float] = field(default_factory=dict)
    terms: Mapping[str, float] = field(default_factory=dict)
    parts: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, float] = field(default_factory=dict)
    spelled: Mapping[int, str] = field(default_factory=dict)
    shares: Mapping[str, Mapping[int, float]] = field(default_factory=dict)


def or_spelled(one: LeafMatch, other: LeafMatch, weight: float, terms: str) -> LeafMatch:
    """Return the films of both; those of `other` alone, which count less, are spelled so."""
    weighed = replace(
        other,
        scores={d: weight * score for d, score in other.scores.items()},
        shares={
            name: {d: weight * part for d, part in share.items()}
            for name, share in other.shares.items()
        },
    )
    spelled = {d: terms for d in other.scores if d not in one.scores}
    return replace(either(one, weighed), spelled={**one.spelled, **spelled})


def either(one: LeafMatch, other: LeafMatch) -> LeafMatch:
    """Return the films of both, each with the higher of its scores."""
    scores = dict(one.scores)
    for doc_id, score in other.scores.items():
        scores[doc_id] = max(score, scores.get(doc_id, 0.0))
    return LeafMatch(
        scores=scores,
        terms={**one.terms, **other.terms},
        parts={**one.parts, **other.parts},
        words={**one.words, **other.words},
        shares=_shares_of_best(one, other),
    )


def _shares_of_best(one: LeafMatch, other: LeafMatch) -> dict[str, dict[int, float]]:
    better = {d for d, score in other.scores.items() if score > one.scores.get(d, -1.0)}
    best: dict[str, dict[int, float]] = {}
    for name, share in one.shares.items():
        best[name] = {d: part for d, part in share.items() if d not in better}
    for name, share in other.shares.items():
        best.setdefault(name, {}).update((d, part) for d, part in share.items() if d in better)
    return best
