"""Here is a text: which terms, where? And which of them may a word of a query mean?"""

from kazsearch.text.analyzer import (
    ANALYZER_VERSION,
    PARAGRAPH_GAP,
    PARAGRAPH_SEPARATOR,
    Token,
    analyze,
    kazakh_around,
    terms,
)
from kazsearch.text.layout import swap_layout
from kazsearch.text.skeleton import skeleton
from kazsearch.text.spelling import Kind, Variant, expand
from kazsearch.text.stopwords import is_film_word, is_stopword
from kazsearch.text.synonyms import Synonyms
from kazsearch.text.vocabulary import Vocabulary
from kazsearch.text.words import normal_form

__all__ = [
    "ANALYZER_VERSION",
    "PARAGRAPH_GAP",
    "PARAGRAPH_SEPARATOR",
    "Kind",
    "Synonyms",
    "Token",
    "Variant",
    "Vocabulary",
    "analyze",
    "expand",
    "is_film_word",
    "is_stopword",
    "kazakh_around",
    "normal_form",
    "skeleton",
    "swap_layout",
    "terms",
]
