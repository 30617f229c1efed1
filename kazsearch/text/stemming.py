"""Here is a word: in which language, and what is its stem?

The script and the letters of a word tell its language. Only Cyrillic without the letters that
Kazakh alone has leaves a doubt, which the words around it settle (`kazakh_context`), Russian if
they are silent too. So an indexed word has one stem, and a query, which has few words around, looks
for each stem that its word could have been given (`stems`).

English is Snowball's (snowballstem.org), which knows endings only: plurals that have none (men,
children) are added here. Russian is `kazsearch.text.russian`, Kazakh `kazsearch.text.kazakh`.
"""

import enum
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate

from kazsearch.lazy import lazy_re, lazy_regex
from kazsearch.text import kazakh, russian
from kazsearch.text.stopwords import KAZAKH, RUSSIAN
from kazsearch.text.words import LONGEST_WORD

_CYRILLIC = lazy_regex(r"\p{Cyrillic}")
_COMMON_CYRILLIC = lazy_re("[Ѐ-ҁҊ-ԯ]")
_FIRST_CYRILLIC = "\u0400"
_LATIN = lazy_regex(r"\p{Latin}")
_COMMON_LATIN = lazy_re("[a-z]")
KAZAKH_LETTER = lazy_re("[әғқңөұүһі]")
# endings of Russian adjectives, participles, verbs and abstract nouns that Kazakh words never have
_RUSSIAN_ENDING = lazy_re("..(?:[ыи]й|[ое]го|[ыи]х|[ыи]ми|[ая]я|[ое]е|[ыи]е|ть|ться|ние|ция)$")
# the old plurals of English, a closed class, but for those that are other words too (lives, leaves)
_PLURALS = {
    "men": "man", "women": "woman", "children": "child", "brethren": "brother", "wives": "wife",
    "knives": "knife", "wolves": "wolf", "thieves": "thief", "selves": "self", "halves": "half",
    "calves": "calf", "loaves": "loaf", "elves": "elf", "shelves": "shelf", "feet": "foot",
    "teeth": "tooth", "geese": "goose", "mice": "mouse", "lice": "louse", "oxen": "ox",
}  # fmt: skip
_WINDOW = 8  # words to either side that settle a doubt


class Language(enum.Enum):
    """A language that words are stemmed in; `NONE` for numbers and all other scripts."""

    ENGLISH = "en"
    RUSSIAN = "ru"
    KAZAKH = "kk"
    NONE = ""


@cache
def _snowball() -> Callable[[str], str]:
    import Stemmer  # 3 ms that a text without such words need not pay

    # analyze keeps the stems of words: a second cache would only take memory
    stem: Callable[[str], str] = Stemmer.Stemmer("english", 0).stemWord
    return stem


def is_cyrillic(form: str) -> bool:
    """Tell whether a normal form is written in Cyrillic letters."""
    if form.isascii() or max(form) < _FIRST_CYRILLIC:
        return False
    return (_COMMON_CYRILLIC.search(form) or _CYRILLIC.search(form)) is not None


def language(form: str, *, kazakh_around: bool = False) -> Language:
    """Return the language of a normal form.

    >>> language("жібек"), language("жибек"), language("жибек", kazakh_around=True)
    (<Language.KAZAKH: 'kk'>, <Language.RUSSIAN: 'ru'>, <Language.KAZAKH: 'kk'>)
    """
    if form.isascii():
        return Language.NONE if form.isdecimal() else Language.ENGLISH
    if is_cyrillic(form):
        kazakh_word = kazakh_around or KAZAKH_LETTER.search(form)
        return Language.KAZAKH if kazakh_word else Language.RUSSIAN
    latin = _COMMON_LATIN.search(form) or _LATIN.search(form)
    return Language.ENGLISH if latin else Language.NONE


def stem(form: str, language: Language) -> str:
    """Return the stem of a normal form in a language.

    >>> stem("films", Language.ENGLISH), stem("фильмы", Language.RUSSIAN)
    ('film', 'фильм')
    >>> stem("айманов", Language.RUSSIAN) == stem("айманова", Language.RUSSIAN)
    True
    """
    if language is Language.ENGLISH:
        return _english(form)
    if language is Language.RUSSIAN:
        return russian.stem(form)
    return kazakh.stem(form) if language is Language.KAZAKH else form


def _english(form: str) -> str:
    if form.endswith("n't"):
        form = f"{form[:-2]}t"  # `dont` is what many type, and some films are called
    short = _snowball()(_PLURALS.get(form, form))
    return _PLURALS.get(short, short)  # `childrens` and `mens`, as they are typed for children's


def stem_of(form: str, *, kazakh_around: bool = False) -> str:
    """Return the stem of a normal form in its own language: its term. Never empty.

    >>> stem_of("films"), stem_of("балалар", kazakh_around=True), stem_of("2008")
    ('film', 'бала', '2008')
    """
    if len(form) > LONGEST_WORD:
        return form
    if form.isascii():
        if form.isdecimal():
            return form
        return _english(form) or form
    return stem(form, language(form, kazakh_around=kazakh_around)) or form


def stems(form: str, *, kazakh_around: bool = False) -> tuple[str, ...]:
    """Return every stem that a text may have given this form, the likeliest first.

    >>> stems("балалар"), stems("балалар", kazakh_around=True), stems("films")
    (('балалар', 'бала'), ('бала', 'балалар'), ('film',))
    """
    if form.isascii():
        return (stem(form, language(form)),)
    likeliest = language(form, kazakh_around=kazakh_around)
    languages = [likeliest]
    if likeliest is Language.RUSSIAN:
        languages.append(Language.KAZAKH)
    elif likeliest is Language.KAZAKH and not KAZAKH_LETTER.search(form):
        languages.append(Language.RUSSIAN)
    return tuple(dict.fromkeys(stem(form, each) for each in languages))


def evidence(form: str) -> int:
    """Return 1 for a word that speaks for Kazakh around it, -1 for Russian, 0 for neither.

    >>> evidence("жібек"), evidence("великий"), evidence("абай")
    (1, -1, 0)
    """
    if form.isascii():
        return 0
    if KAZAKH_LETTER.search(form) or form in KAZAKH:
        return 1
    return -1 if form in RUSSIAN or _RUSSIAN_ENDING.search(form) else 0


def kazakh_context(evidence: Sequence[int]) -> list[bool]:
    """Tell for each word of a text whether Kazakh surrounds it, from the evidence of each.

    Eight words to either side decide; where they are silent the whole text does, and where that is
    too, it is no.

    >>> kazakh_context([0, 1, 0]), kazakh_context([0, -1, 0]), kazakh_context([0])
    ([True, True, True], [False, False, False], [False])
    """
    if not evidence or max(evidence) <= 0:
        return [False] * len(evidence)
    sums = [0, *accumulate(evidence)]
    total = sums[-1]
    n_words = len(evidence)
    upto = [*sums[_WINDOW + 1 :], *[total] * _WINDOW][:n_words]
    since = [*[0] * _WINDOW, *sums][:n_words]
    return [(end - start or total) > 0 for end, start in zip(upto, since, strict=True)]
