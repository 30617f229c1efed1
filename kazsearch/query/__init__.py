"""Here is what a person typed: which query tree is it, or where is the mistake?"""

from kazsearch.query.caret import explain_error
from kazsearch.query.fields import (
    FIELDS,
    FILTER_FIELDS,
    TEXT_FIELDS,
    find_field,
    nearest_field,
)
from kazsearch.query.nodes import (
    And,
    Article,
    Boost,
    Field,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    TextLeaf,
    Wildcard,
    Word,
    Words,
    YearRange,
    and_of,
    or_of,
    words_of,
)
from kazsearch.query.parser import GRAMMAR, parse_query, parse_year_range
from kazsearch.query.patterns import article_matches, wildcard_regex
from kazsearch.query.printing import format_query
from kazsearch.query.scanner import MAX_CLAUSES, MAX_DEPTH, MAX_QUERY_CHARS
from kazsearch.query.trees import (
    children_of,
    positive_words,
    relax,
    substitute,
    unquote,
    walk,
    word_runs,
)

__all__ = [
    "FIELDS",
    "FILTER_FIELDS",
    "GRAMMAR",
    "MAX_CLAUSES",
    "MAX_DEPTH",
    "MAX_QUERY_CHARS",
    "TEXT_FIELDS",
    "And",
    "Article",
    "Boost",
    "Field",
    "Fuzzy",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "TextLeaf",
    "Wildcard",
    "Word",
    "Words",
    "YearRange",
    "and_of",
    "article_matches",
    "children_of",
    "explain_error",
    "find_field",
    "format_query",
    "nearest_field",
    "or_of",
    "parse_query",
    "parse_year_range",
    "positive_words",
    "relax",
    "substitute",
    "unquote",
    "walk",
    "wildcard_regex",
    "word_runs",
    "words_of",
]
