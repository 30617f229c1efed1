"""Here is a word of a query: which terms of an index may it mean, and how surely?

    exact     the term of the word in its likeliest language
    stem      its term in another language that it may be in, or in another case
    number    the same number, written otherwise: II for 2
    joined    one word with its neighbour, or two words: spiderman for spider man, and back
    synonym   a word that means the same, by a table
    spelling  the same word by the rules of another alphabet, or without a Kazakh keyboard
    near      nearly the same word by those rules (`near`)
    related   a Kazakh word that begins alike: өсімдік for өсімді

Each kind is surer than those after it. The more likely two words of different meaning are to meet,
the more is asked: between two words in plain English letters only doubled consonants and letters
that are one sound in every alphabet count, and near ones only if nothing else was found.
"""

import enum
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kazsearch.lazy import lazy_re
from kazsearch.text.near import consonants, is_near, lengths_near, may_be_near
from kazsearch.text.russian import case_stems
from kazsearch.text.skeleton import fold
from kazsearch.text.spelling_keys import (
    MIN_STEM,
    Alphabet,
    alphabet,
    guessed_keys,
    other_keys,
    own_keys,
)
from kazsearch.text.stemming import KAZAKH_LETTER, Language, is_cyrillic, language, stems
from kazsearch.text.synonyms import Synonyms, builtin
from kazsearch.text.vocabulary import Lookup
from kazsearch.text.words import LONGEST_WORD, normal_form


class Kind(enum.IntEnum):
    """Why a term stands for a word, the surest first."""

    EXACT = 0
    STEM = 1
    NUMBER = 2  # this and the next are not found by `expand`, but by who knows names
    JOINED = 3
    SYNONYM = 4
    SPELLING = 5
    NEAR = 6
    RELATED = 7


WEIGHTS = {
    Kind.EXACT: 1.0,
    Kind.STEM: 0.8,
    Kind.NUMBER: 0.7,
    Kind.JOINED: 0.5,
    Kind.SYNONYM: 0.7,
    Kind.SPELLING: 0.6,
    Kind.NEAR: 0.35,
    Kind.RELATED: 0.35,
}
"""What a film's score for the word is multiplied by."""

MAX_VARIANTS = 64
"""Of one word; the surest are kept. A Kazakh root of five letters has some fifty words at most."""

_RELATED_LETTERS = 5
# of two English words only these differences are spelling: so/soo, king/kin and rise/rice are not
# the c of a stem may have lost its e, as in france and peace, but not that of mystic and disc
_ENGLISH_SOUNDS = lazy_re("oo|ee|ng+|c(?=[eiy])|(?<![is])c$")
_ENGLISH_SIGNS = {"oo": "1", "ee": "2", "ng": "3", "c": "4"}
_MIN_ENGLISH = 4
_MIN_ING = 6  # letters
_MAX_CACHED = 1 << 13  # words of queries, some 1 KB each


class Variant(NamedTuple):
    """A term of the index that a query word may mean."""

    term: str
    kind: Kind

    @property
    def weight(self) -> float:
        """What a film's score for the word is multiplied by."""
        return WEIGHTS[self.kind]


def _with_signs(form: str) -> str:
    return _ENGLISH_SOUNDS.sub(lambda match: _ENGLISH_SIGNS[match[0][:2]], form)


class _Word(NamedTuple):
    """A query word with all that it is looked up by."""

    form: str
    stems: tuple[str, ...]
    cases: tuple[str, ...]  # the stems of its other cases
    is_english: bool  # in ASCII
    alphabet: Alphabet
    own: tuple[str, ...]
    others: tuple[str, ...]
    near: tuple[tuple[str, str, bool], ...]  # key, its consonants, whether it is an own one
    root: str  # what related words begin with, or nothing
    root_key: str


@lru_cache(maxsize=_MAX_CACHED)
def _known(form: str, kazakh_around: bool, least: int) -> _Word:
    likely = stems(form, kazakh_around=kazakh_around)
    if language(form) is Language.NONE:
        return _Word(form, likely, (), False, Alphabet.ENGLISH, (), (), (), "", "")
    own = own_keys(form, likely)
    others = tuple([key for key in other_keys(form, least=least) if key not in own])
    guessed = tuple([key for key in guessed_keys(form) if key not in own and key not in others])
    near = [(key, consonants(key), key in own) for key in (*own, *others) if may_be_near(key)]
    root = ""
    if not form.isascii() and ((kazakh_around and is_cyrillic(form)) or KAZAKH_LETTER.search(form)):
        root = form[:_RELATED_LETTERS] if len(form) >= _RELATED_LETTERS else ""
    is_english = form.isascii()
    is_russian = language(form, kazakh_around=kazakh_around) is Language.RUSSIAN
    cases = case_stems(form) if is_russian else ()
    spelled = alphabet(form), own, others + guessed, tuple(near), root, fold(root)[:4]
    return _Word(form, likely, cases, is_english, *spelled)


def _same_latin(word: _Word, key: str, term: str, vocabulary: Lookup) -> bool:
    """Tell whether two words in plain Latin letters with one skeleton are one word."""
    if Alphabet.ROMANISED in (word.alphabet, alphabet(term)):
        return len(key) >= MIN_STEM
    stem = word.stems[0]
    if min(len(stem), len(term)) < _MIN_ENGLISH:
        return False
    one, other = _with_signs(stem), _with_signs(term)
    if fold(one) != fold(other):
        return False
    # married and Mary are words of their own; whoever types `hary` means Harry
    parted_by_y = one[-1] == other[-1] == "i" and one[-3:] != other[-3:]
    return not (parted_by_y and vocabulary.has_form(word.form))


def _spelled(word: _Word, vocabulary: Lookup, found: Container[str]) -> Iterator[str]:
    english = word.is_english
    for key in word.own:
        for term in vocabulary.same(key):
            if term in found:
                continue
            if not (english and term.isascii()) or _same_latin(word, key, term, vocabulary):
                yield term
    for key in word.others:
        for term in vocabulary.same(key):
            if not (english and term.isascii()):
                yield term


def _near(word: _Word, vocabulary: Lookup, found: Mapping[str, Kind]) -> Iterator[str]:
    mine, is_found = word.alphabet, bool(found)
    like: dict[str, Sequence[tuple[str, str]]] = {}
    for key, sound, is_own in word.near:
        # most keys of a word differ in vowels alone: one lookup
        if sound not in like:
            like[sound] = vocabulary.like(key)
        free = is_own and (mine is Alphabet.ROMANISED or not is_found)
        shortest, longest = lengths_near(key)
        only_foreign = not free and mine is Alphabet.ENGLISH
        for other, term in like[sound]:
            # some 35 of them for an English word, nearly all as plainly English
            if only_foreign and term.isascii() and "h" not in term and "q" not in term:
                continue
            if not shortest <= len(other) <= longest:
                continue
            if (free or mine is not alphabet(term)) and term not in found and is_near(key, other):
                yield term


def _related(word: _Word, vocabulary: Lookup) -> Iterator[str]:
    return (term for term in vocabulary.beginning(word.root_key) if term.startswith(word.root))


def expand(
    word: str,
    vocabulary: Lookup,
    *,
    kazakh_around: bool = False,
    synonyms: Synonyms | None = None,
    least: int = MIN_STEM,
) -> tuple[Variant, ...]:
    """Return the terms of the vocabulary that a query word may mean, the surest first, each once.

    `kazakh_around` is what the words beside it say (`stemming.kazakh_context`). Stems in other
    alphabets have `least` letters: fewer do where a neighbour must be found as well.

    >>> from kazsearch.text.vocabulary import Vocabulary
    >>> vocabulary = Vocabulary.of(["жібек", "жолы", "silk"])
    >>> [(variant.term, variant.kind.name) for variant in expand("Zhibek", vocabulary)]
    [('жібек', 'SPELLING')]
    """
    form = normal_form(word)
    if len(form) > LONGEST_WORD:
        return (Variant(form, Kind.EXACT),) if form in vocabulary else ()
    known = _known(form, kazakh_around, least)
    found: dict[str, Kind] = {}

    def add(terms: Iterable[str], kind: Kind) -> None:
        for term in terms:
            # last, as it is a look into the index for each of its fields
            if term not in found and term in vocabulary:
                found[term] = kind

    add(known.stems[:1], Kind.EXACT)
    add((*known.stems[1:], *known.cases), Kind.STEM)
    if known.own and (groups := (synonyms or builtin()).of(known.own)):
        same = (stem for other in groups for stem in stems(other, kazakh_around=kazakh_around))
        add(same, Kind.SYNONYM)
    if known.is_english and form.endswith("ing") and len(form) >= _MIN_ING:
        add(stems(form[:-1]), Kind.SPELLING)  # Singin' in the Rain
    add(_spelled(known, vocabulary, found), Kind.SPELLING)
    add(_near(known, vocabulary, found), Kind.NEAR)
    if known.root:
        add(_related(known, vocabulary), Kind.RELATED)
    ranked = [*map(Variant._make, found.items())]
    if len(ranked) > 1:
        ranked.sort(key=lambda variant: (variant.kind, variant.term))
    return tuple(ranked[:MAX_VARIANTS])
