"""Here is a term, or a word of a query: under which spellings must they meet?

An indexed word is known by its term alone, which a stemmer of one language has shortened; a query
word is known as it was typed. So the query does the guessing: its keys are the skeletons of what
each stemmer could have made of the word, had it been written in that stemmer's alphabet.
"""

import enum

import regex

from kazsearch.text.kazakh import stem_latin
from kazsearch.text.skeleton import cyrillic, fold, latin, plain
from kazsearch.text.stemming import KAZAKH_LETTER, Language, is_cyrillic, stem
from kazsearch.text.words import LONGEST_WORD

# what romanised Kazakh has and hardly any English word
_ROMANISED = regex.compile("[zk]h|q(?!u)|[ǵńýığŋşūī]")
# the same, with less to lose by a mistake: an indexed word gets a second key, as a Kazakh one
_FOREIGN = regex.compile(r"[^\x00-\x7f]|'|[zk]h|q(?!u)|gh(?!t)")

MIN_STEM = 3
"""Letters of a stem's skeleton, or it tells nothing: ана (mother) is no `an`."""


class Alphabet(enum.Enum):
    """Who writes so. Words in different ones are more likely spellings of one name."""

    ENGLISH = "Latin, as English words are written"
    ROMANISED = "Latin with letters that romanised Kazakh has and English has not"
    RUSSIAN = "Cyrillic without the letters of Kazakh"
    KAZAKH = "Cyrillic with them"


def alphabet(form: str) -> Alphabet:
    """Return the alphabet of a normal form or term.

    >>> alphabet("abylai").name, alphabet("zhambyl").name, alphabet("жібек").name
    ('ENGLISH', 'ROMANISED', 'KAZAKH')
    """
    if is_cyrillic(form):
        return Alphabet.KAZAKH if KAZAKH_LETTER.search(form) else Alphabet.RUSSIAN
    return Alphabet.ROMANISED if _ROMANISED.search(form) else Alphabet.ENGLISH


def _unique(*keys: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in keys if key))


def term_keys(term: str) -> tuple[str, ...]:
    """Return the keys that an index keeps a term under: one, for some terms two.

    >>> term_keys("жұлдыз"), term_keys("júldyzdar"), term_keys("méliè")
    (('juldiz',), ('juldizdar', 'juldiz'), ('melie', 'meli'))
    """
    if len(term) > LONGEST_WORD:
        return (term,)
    if is_cyrillic(term):
        if KAZAKH_LETTER.search(term):
            return _unique(fold(term))
        return _unique(fold(term), fold(stem_latin(latin(term))))
    if not _FOREIGN.search(term):
        return _unique(fold(term), fold(term[:-1]) if term.endswith("ng") else "")  # Tang is Таң
    return _unique(
        fold(term), fold(stem(plain(term), Language.ENGLISH)), fold(stem_latin(latin(term)))
    )


def _telling(*keys: str) -> tuple[str, ...]:
    return tuple(key for key in keys if len(key) >= MIN_STEM)


def own_keys(form: str, stems: tuple[str, ...]) -> tuple[str, ...]:
    """Return the skeletons of a query word's form and of its stems: the same alphabet's spellings.

    >>> own_keys("фильмы", ("фильм",))
    ('filmi', 'film')
    """
    return _unique(fold(form), *_telling(*(fold(each) for each in stems)))


def other_keys(form: str) -> tuple[str, ...]:
    """Return the skeletons that the word would be indexed under in the other alphabets.

    >>> other_keys("алпамыс"), other_keys("zhumabayev")
    (('alpami', 'alpamis'), ('jumaba', 'jumabaev'))
    """
    skeleton = fold(form)
    keys = []
    if is_cyrillic(form):
        keys.append(fold(stem(skeleton, Language.ENGLISH)))
    if KAZAKH_LETTER.search(form) or not is_cyrillic(form):
        keys.append(fold(stem(cyrillic(skeleton), Language.RUSSIAN)))
        keys.append(fold(form.removesuffix("g")) if form.endswith("ng") else "")
    return _unique(*_telling(*keys, fold(stem_latin(latin(form)))))
