"""What has one leaf of a query found?"""

from collections.abc import Mapping
from dataclasses import field

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
