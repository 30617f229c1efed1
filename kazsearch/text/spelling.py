"""Here is a word of a query: which terms of an index may it mean, and how surely?

    exact     the term of the word, in whichever of the languages it could be
    synonym   a word that means the same, by a table
    spelling  the same word by the rules of another alphabet, or without a Kazakh keyboard
    near      nearly the same word by those rules (`near`)
    related   a Kazakh word that begins alike: өсімдік for өсімді

Each kind is surer than those after it. The more likely two words of different meaning are to meet,
the more is asked: between two words in plain English letters only doubled consonants and letters
that are one sound in every alphabet count, and near ones only if nothing else was found.
"""

import enum
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from kazsearch.text.near import is_near
from kazsearch.text.skeleton import fold
from kazsearch.text.spelling_keys import Alphabet, alphabet, other_keys, own_keys
from kazsearch.text.stemming import KAZAKH_LETTER, Language, is_cyrillic, language, stems
from kazsearch.text.synonyms import Synonyms, builtin
from kazsearch.text.vocabulary import Vocabulary
from kazsearch.text.words import normal_form


class Kind(enum.IntEnum):
    """Why a term stands for a word, the surest first."""

    EXACT = 0
    SYNONYM = 1
    SPELLING = 2
    NEAR = 3
    RELATED = 4


WEIGHTS = {
    Kind.EXACT: 1.0,
    Kind.SYNONYM: 0.8,
    Kind.SPELLING: 0.6,
    Kind.NEAR: 0.35,
    Kind.RELATED: 0.35,
}
"""What a film's score for the word is multiplied by."""

MAX_VARIANTS = 64
"""Of one word; the surest are kept. A Kazakh root of five letters has some fifty words at most."""

_RELATED_LETTERS = 5
# of two English words only these differences are spelling: so/soo, king/kin and rise/rice are not
_ENGLISH_SOUNDS = regex.compile("oo|ee|ng+|c(?=[eiy])")
_ENGLISH_SIGNS = {"oo": "1", "ee": "2", "ng": "3", "c": "4"}
_MIN_ENGLISH = 4


class Variant(NamedTuple):
    """A term of the index that a query word may mean."""

    term: str
    kind: Kind

    @property
    def weight(self) -> float:
        """What a film's score for the word is multiplied by."""
        return WEIGHTS[self.kind]


def _strict(form: str) -> str:
    return fold(_ENGLISH_SOUNDS.sub(lambda match: _ENGLISH_SIGNS[match[0][:2]], form))


def _same_english(stem: str, term: str) -> bool:
    return min(len(stem), len(term)) >= _MIN_ENGLISH and _strict(stem) == _strict(term)


def _spelled(form: str, likely: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[str]:
    english = form.isascii()
    for key in own_keys(form, likely):
        for term in vocabulary.same(key):
            if not (english and term.isascii()) or _same_english(likely[0], term):
                yield term
    for key in other_keys(form):
        for term in vocabulary.same(key):
            if not (english and term.isascii()):
                yield term


def _near(
    form: str, likely: tuple[str, ...], vocabulary: Vocabulary, *, found: bool
) -> Iterator[str]:
    mine = alphabet(form)
    own = own_keys(form, likely)
    for key in dict.fromkeys((*own, *other_keys(form))):
        for other, term in vocabulary.like(key):
            theirs = alphabet(term)
            likely_spelling = mine != theirs or (
                key in own and (not found or mine is Alphabet.ROMANISED)
            )
            if likely_spelling and is_near(key, other):
                yield term


def _related(form: str, likely: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[str]:
    root = form[:_RELATED_LETTERS]
    if len(root) == _RELATED_LETTERS:
        for term in vocabulary.beginning(fold(root)[:4]):
            if term.startswith(root):
                yield term


def expand(
    word: str,
    vocabulary: Vocabulary,
    *,
    kazakh_around: bool = False,
    synonyms: Synonyms | None = None,
) -> tuple[Variant, ...]:
    """Return the terms of the vocabulary that a query word may mean, the surest first, each once.

    `kazakh_around` is what the words beside it say (`stemming.kazakh_context`).

    >>> vocabulary = Vocabulary.of(["жібек", "жолы", "silk"])
    >>> [(variant.term, variant.kind.name) for variant in expand("Zhibek", vocabulary)]
    [('жібек', 'SPELLING')]
    """
    form = normal_form(word)
    likely = stems(form, kazakh_around=kazakh_around)
    found = {term: Kind.EXACT for term in likely if term in vocabulary}

    def add(terms: Iterable[str], kind: Kind) -> None:
        for term in terms:
            found.setdefault(term, kind)

    if language(form) is not Language.NONE:
        groups = (synonyms or builtin()).of(own_keys(form, likely))
        same = (stem for other in groups for stem in stems(other, kazakh_around=kazakh_around))
        add((term for term in same if term in vocabulary), Kind.SYNONYM)
        add(_spelled(form, likely, vocabulary), Kind.SPELLING)
        add(_near(form, likely, vocabulary, found=bool(found)), Kind.NEAR)
        if (kazakh_around and is_cyrillic(form)) or KAZAKH_LETTER.search(form):
            add(_related(form, likely, vocabulary), Kind.RELATED)
    ranked = sorted(found.items(), key=lambda each: (each[1], each[0]))
    return tuple(Variant(term, kind) for term, kind in ranked[:MAX_VARIANTS])
