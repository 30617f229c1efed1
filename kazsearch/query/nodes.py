"""What can a query mean? Frozen records, knowing neither the index nor the analyzer.

A tree says which films are meant:

    leaves of text      Word, Wildcard, Fuzzy, Phrase
    leaves that filter  YearRange, Article: they choose films and add nothing to a score
    inner nodes         Not, Boost, Field, Words, And, Or

A leaf of text keeps in `span` where it stands in the query, half-open in code points, such that
`query[start:end]` is its text (a phrase's span has its quotes with it). Spans serve messages and
corrections; two trees that differ only in spans are equal.

Trees are in normal form when built by `words_of`, `and_of` and `or_of`: no node of several
children has fewer than two, or a child of its own class. `parse_query` returns no others.
"""

from collections.abc import Iterable
from dataclasses import field
from typing import TypeAlias

from kazsearch.lazy import lazy_re
from kazsearch.record import record

_YEARS = lazy_re(r"([1-9]\d{3})(s?)")


@record
class Word:
    """One word as it was typed, without the punctuation at its ends.

    A film matches when one of its texts holds the word. `Face/Off` or `rock'n'roll` is one Word; if
    the analyzer makes several tokens of it, they must stand side by side. If it makes none of it,
    the word asks for nothing.
    """

    text: str
    span: tuple[int, int] = field(default=(0, 0), compare=False, repr=False)

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year that a bare number or decade names as well, or None.

        A film of these years matches the word too, as though its text held it. That holds only
        where all texts are searched: not in a phrase, and not inside a field.

        >>> Word(text="2008").years, Word(text="1990s").years, Word(text="300").years
        ((2008, 2008), (1990, 1999), None)
        """
        match = _YEARS.fullmatch(self.text) if self.text[:1].isdecimal() else None
        if match is None or (match[2] and int(match[1]) % 10):
            return None
        first = int(match[1])
        return first, first + 9 if match[2] else first


@record
class Wildcard:
    """A pattern for one word: `*` is any run of characters, also none, and `?` just one.

    A film matches when it holds any word that the pattern fits. `text` is as it was typed: letters,
    marks, digits and apostrophes between the signs. The searcher folds it like the index does.
    Three single letters or more with stars between (`M*A*S*H`) are found as they stand, too.
    """

    text: str
    span: tuple[int, int] = field(default=(0, 0), compare=False, repr=False)

    @property
    def prefix(self) -> str:
        """The characters before the first sign, where a sorted list of terms is entered.

        >>> Wildcard(text="kaz*film").prefix, Wildcard(text="*film").prefix
        ('kaz', '')
        """
        return self.text[: min(i for i, char in enumerate(self.text) if char in "*?")]


@record
class Fuzzy:
    """A word that may be spelled otherwise: up to `edits` (1 or 2) characters differ.

    Never a number: `2001~` is the plain Word. If the analyzer makes several tokens of the text,
    each but the numbers may differ, and they must stand side by side.
    """

    text: str
    edits: int
    span: tuple[int, int] = field(default=(0, 0), compare=False, repr=False)


@record
class Phrase:
    """Words in this order, with at most `slop` other words between each and the next.

    Everything in it is plain text: no signs, no operators, no years. It holds one word or more.
    """

    words: tuple[Word, ...]
    slop: int = 0
    span: tuple[int, int] = field(default=(0, 0), compare=False, repr=False)


@record
class YearRange:
    """Films of the years `first` to `last`, both included; None leaves an end open.

    A film without a year is in no range.
    """

    first: int | None
    last: int | None
    span: tuple[int, int] = field(default=(0, 0), compare=False, repr=False)


@record
class Article:
    """Films of which an article tells whose path fits `pattern`: see `article_matches`."""

    pattern: str
    span: tuple[int, int] = field(default=(0, 0), compare=False, repr=False)


@record
class Not:
    """Every film that does not match `child`; it adds nothing to a score.

    By itself, or with nothing but its like (`-war -love`), it is all films less those.
    """

    child: "Node"


@record
class Boost:
    """The films of `child`, whose share of the score is multiplied by `factor`."""

    child: "Node"
    factor: float


@record
class Field:
    """The films of `child`, each leaf of which is looked for in the field `name` alone.

    `name` is `title`, `description`, `fact` or the key of an extra. No Field, YearRange or Article
    stands inside a Field.
    """

    name: str
    child: "Node"


@record
class And:
    """Films that match every child: a person typed AND, so none of them may be missing."""

    children: tuple["Node", ...]


@record
class Or:
    """Films that match at least one child; the more of them, the higher the score."""

    children: tuple["Node", ...]


@record
class Words:
    """What a person typed with blanks between: the more of it a film holds, the better.

    Read strictly it is And. Read loosely, the plain words (`optional`) may be
    missing, though not all at once, while every clause that says more than a word (`required`: a
    phrase, field, filter, negation or bracket) still holds. `relax` builds the tree of that.
    """

    children: tuple["Node", ...]

    @property
    def optional(self) -> tuple["Node", ...]:
        """The children that may be missing: Word, Wildcard and Fuzzy, boosted or not."""
        return tuple(child for child in self.children if is_plain(child))

    @property
    def required(self) -> tuple["Node", ...]:
        """The children that always hold."""
        return tuple(child for child in self.children if not is_plain(child))


TextLeaf: TypeAlias = Word | Wildcard | Fuzzy
Node: TypeAlias = TextLeaf | Phrase | YearRange | Article | Not | Boost | Field | And | Or | Words


def words_of(children: Iterable[Node]) -> Node:
    """Join clauses by blanks, in normal form: brackets round a list inside a list say nothing.

    >>> a, b, c = (Word(text=text) for text in "abc")
    >>> words_of([a, words_of([b, c])]) == Words(children=(a, b, c))
    True
    >>> words_of([a])
    Word(text='a')
    """
    return _joined(Words, children)


def and_of(children: Iterable[Node]) -> Node:
    """Join nodes by AND, in normal form."""
    return _joined(And, children)


def or_of(children: Iterable[Node]) -> Node:
    """Join nodes by OR, in normal form."""
    return _joined(Or, children)


def _joined(kind: type[Words | And | Or], children: Iterable[Node]) -> Node:
    flat: list[Node] = []
    for child in children:
        flat.extend(child.children if isinstance(child, kind) else (child,))
    return flat[0] if len(flat) == 1 else kind(children=tuple(flat))


def is_plain(node: Node) -> bool:
    """Tell whether a node is a word or a pattern, boosted or not."""
    while isinstance(node, Boost):
        node = node.child
    return isinstance(node, TextLeaf)
