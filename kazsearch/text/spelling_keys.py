"""Here is a term, or a word of a query: under which spellings must they meet?

An indexed word is known by its term alone, which a stemmer of one language has shortened; a query
word is known as it was typed. So the query does the guessing: its keys are the skeletons of what
each stemmer could have made of the word, had it been written in that stemmer's alphabet.
"""

import enum

from kazsearch.lazy import lazy_re
from kazsearch.text.kazakh import stem_latin
from kazsearch.text.russian import case_stems
from kazsearch.text.skeleton import cyrillic, fold, is_plain, latin, plain
from kazsearch.text.stemming import KAZAKH_LETTER, Language, is_cyrillic, stem
from kazsearch.text.words import LONGEST_WORD

# what romanised Kazakh has and hardly any English word
_ROMANISED = lazy_re("[zk]h|q(?!u)|[ǵńýığŋşūī]")
# the same, with less to lose by a mistake: an indexed word gets a second key, as a Kazakh one
_FOREIGN = lazy_re(r"[^\x00-\x7f]|'|[zk]h|q(?!u)|gh(?!t)")

_MIN_GUESSED = 4  # letters of a key
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
    if not form.isascii() and is_cyrillic(form):
        return Alphabet.KAZAKH if KAZAKH_LETTER.search(form) else Alphabet.RUSSIAN
    return Alphabet.ROMANISED if _ROMANISED.search(form) else Alphabet.ENGLISH


def _unique(*keys: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, keys)))


def term_keys(term: str) -> tuple[str, ...]:
    """Return the keys that an index keeps a term under: one, for some terms two.

    >>> term_keys("жұлдыз"), term_keys("júldyzdar"), term_keys("méliè")
    (('juldiz',), ('juldizdar', 'juldiz'), ('melie', 'meli'))
    """
    if len(term) > LONGEST_WORD:
        return (term,)
    if term.isascii() and not _FOREIGN.search(term):
        key = fold(term)
        if not term.endswith("ng"):
            return (key,) if key else ()
        return _unique(key, fold(term[:-1]))  # Tang is Таң
    if is_cyrillic(term):
        if KAZAKH_LETTER.search(term):
            return _unique(fold(term))
        return _unique(fold(term), fold(stem_latin(latin(term))))
    bare = plain(term)
    return _unique(
        fold(term),
        fold(stem(bare, Language.ENGLISH)),
        fold(stem_latin(latin(term))),
        fold(stem(f"{bare}e", Language.ENGLISH)),  # whoever types `miserable` means Misérable
    )


def _telling(*keys: str, least: int = MIN_STEM) -> list[str]:
    return [key for key in keys if len(key) >= least]


def own_keys(form: str, stems: tuple[str, ...]) -> tuple[str, ...]:
    """Return the skeletons of a query word's form and of its stems: the same alphabet's spellings.

    >>> own_keys("фильмы", ("фильм",))
    ('filmi', 'film')
    """
    return _unique(fold(form), *_telling(*map(fold, stems)))


def _russian_stems(skeleton: str) -> list[str]:
    """Return the stems of a skeleton in Russian letters, in all cases, or the parts of the skeleton
    that they are."""
    russian = cyrillic(skeleton)
    stems = case_stems(russian)
    if not is_plain(skeleton) or len(skeleton) > LONGEST_WORD:
        return list(stems)
    found = []
    for short in stems:
        ending = russian[len(short) :]
        # back in Latin letters, which are two for each of these; a fold from Cyrillic takes 8 µs
        n_letters = len(ending) + ending.count("ц") + ending.count("я") + ending.count("ю")
        is_part = russian.startswith(short)
        found.append(skeleton[: len(skeleton) - n_letters] if is_part else short)
    return found


def other_keys(form: str, *, least: int = MIN_STEM) -> tuple[str, ...]:
    """Return the skeletons that the word would be indexed under in the other alphabets.

    Those of fewer letters than `least` tell too little.

    >>> other_keys("алпамыс"), other_keys("zhumabayev"), other_keys("kazakhstan")
    (('alpami', 'alpamis'), ('jumaba', 'jumab', 'jumabaev'), ('kazaksta', 'kazakstan'))
    >>> other_keys("ata"), other_keys("ata", least=2)
    (('ata',), ('at', 'ata'))
    """
    skeleton = fold(form)
    keys = []
    cyrillic_form = is_cyrillic(form)
    if cyrillic_form:
        keys.append(fold(stem(skeleton, Language.ENGLISH)))
    if not cyrillic_form or KAZAKH_LETTER.search(form):
        keys += map(fold, _russian_stems(skeleton))
        keys.append(fold(form.removesuffix("g")) if form.endswith("ng") else "")
    return _unique(*_telling(*keys, fold(stem_latin(latin(form))), least=least))


def guessed_keys(form: str) -> tuple[str, ...]:
    """Return keys that a Cyrillic word may have in English, too rough to look for near ones.

    >>> guessed_keys("титаник"), guessed_keys("гамлет"), guessed_keys("гей")
    (('titan',), ('hamlet',), ())
    """
    if not is_cyrillic(form):
        return ()
    skeleton = fold(form)
    guesses = []
    if skeleton.endswith("k"):
        guesses.append(f"{skeleton[:-1]}c")
    if skeleton.startswith("g"):
        guesses.append(f"h{skeleton[1:]}")
    keys = (fold(stem(guess, Language.ENGLISH)) for guess in guesses)
    return tuple(key for key in keys if len(key) >= _MIN_GUESSED)
