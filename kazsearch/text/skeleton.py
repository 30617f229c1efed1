"""Here is a word in any alphabet: what is left when the ways to spell it are taken away?

The skeleton of a word is Latin and the same for every romanisation of a Kazakh or Russian name: the
decrees of 2017, 2018 and 2021, the proposal of 2019, BGN/PCGN 1979, ISO 9:1995, and what the press
writes. What those alphabets part by a letter that others lack is one sign here, so different words
share a skeleton too (about one English word in twenty): it proposes, it never decides.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from kazsearch.lazy import lazy_re
from kazsearch.text.words import LONGEST_WORD, normal_form


def _table(text: str) -> dict[str, str]:
    return dict(pair.split(">") for pair in text.split())


_VOWELS_AFTER_SIGN = _table("ье>ie ьи>i ьо>io ъе>ie ъи>i ъо>io")  # Соловьев, Ильич
_CYRILLIC: Mapping[str, str] = _VOWELS_AFTER_SIGN | _table(
    "а>a б>b в>v г>g д>d дж>j е>e ж>j з>z и>i й>i к>k л>l м>m н>n о>o п>p р>r с>s т>t у>u ф>f х>h "
    "ц>ts ч>ç ш>ş щ>ş ъ> ы>i ь> э>e ю>iu я>ia ә>a ғ>g қ>k ң>n ө>o ұ>u ү>u һ>h і>i"
)
# Latin letters that are more than their base letter with a mark on it.
_LATIN_LETTERS: Mapping[str, str] = _table(
    "ı>i ý>u ŭ>u ŋ>n ə>a ɵ>o š>ş ş>ş ș>ş ž>j č>ç ç>ç ø>o ł>l đ>d ð>d æ>e œ>e"
)
# Latin letters that are one sound together, or that no two alphabets use for the same. The
# apostrophes are the decree of 2017: c’ s’ y’ are other sounds, the others shades that are folded.
_LATIN_SOUNDS: Mapping[str, str] = _table(
    "c'>ç s'>ş y'>u '> shch>ş sch>ş sh>ş ch>ç dzh>j dj>j zh>j kh>h gh>g ph>f x>ks q>k w>u y>i "
    "ce>se ci>si cy>si c>k"
)
_CARON = lazy_re("[žčšķņġḥ]")  # alphabets with these, as ISO 9, write й as j
# of both scripts: ң as ng (Mangystau), and the glide of Bayev
_INNER_NG = lazy_re("(?<=.)ng(?=.)")
_GLIDE = lazy_re("(?<=[aeou])i(?=[aeou])")
_DOUBLED = lazy_re(r"(\D)\1+")  # 11 is not 1
# What any of the rules would change in a word of a-z, digits, ş and ç: nearly half of all English
# terms have none of it and are their own skeleton, in a sixth of the time that the rules take.
_CHANGES = lazy_re(r"['cxqwy]|[szkgp]h|dj|.ng.|^ie.|[aeou]i[aeou]|kazah|(\D)\1")
_SETTLED = str.maketrans("", "", "şç")


def _any_of(table: Mapping[str, str]) -> str:
    return "|".join(map(re.escape, sorted(table, key=len, reverse=True)))


_DIGRAPHS = tuple((pair, sign) for pair, sign in _CYRILLIC.items() if len(pair) == 2)
_LETTERS = str.maketrans({sign: sound for sign, sound in _CYRILLIC.items() if len(sign) == 1})
_BASE_LETTERS = str.maketrans(dict(_LATIN_LETTERS))
_ANY_LATIN = lazy_re(_any_of(_LATIN_SOUNDS))


def _sounds(word: str) -> str:
    """Return the word with its letters beyond a-z reduced to them, but for the signs ş and ç."""
    known = word.translate(_BASE_LETTERS)
    if is_plain(known):
        return known
    return "".join(
        part
        for letter in known
        for part in ([letter] if letter in "şç" else unicodedata.normalize("NFD", letter))
        if not unicodedata.combining(part)
    )


def _of_cyrillic(form: str) -> str:
    # no pair overlaps another, so one after the other is the same as all at once
    for pair, sounds in _DIGRAPHS:
        form = form.replace(pair, sounds)
    return form.translate(_LETTERS)


def latin(form: str) -> str:
    """Return a normal form in the sounds of the skeleton, its doubled letters kept.

    >>> latin("қазаққа"), latin("kazaqqa")
    ('kazakka', 'kazakka')
    """
    if not form.isascii():
        form = _of_cyrillic(form)
        if _CARON.search(form):
            form = form.replace("j", "i")
        form = _sounds(form)
    form = _ANY_LATIN.sub(_sound, form) if "'" in form else _of_latin(form)
    if form.startswith("ie") and form[2:3] not in {"", "\n"}:
        form = form[1:]  # Yerzhan
    if "ng" in form:
        form = _INNER_NG.sub("n", form)
    if "i" in form:
        form = _GLIDE.sub("", form)
    return form.replace("kazah", "kazak")  # Russian, and so English, writes the last қ as х


def _of_latin(form: str) -> str:
    """Return what `_LATIN_SOUNDS` makes of a form without apostrophes, all at once.

    One after the other is the same in this order: no replacement makes what a later one looks for.
    """
    if "h" in form:
        form = form.replace("shch", "ş").replace("sch", "ş").replace("sh", "ş").replace("ch", "ç")
        form = form.replace("dj", "j").replace("dzh", "j").replace("zh", "j")
        form = form.replace("gh", "g").replace("ph", "f").replace("kh", "h")
    else:
        form = form.replace("dj", "j")
    if "c" in form:
        form = form.replace("ce", "se").replace("ci", "si").replace("cy", "si").replace("c", "k")
    return form.replace("y", "i").replace("w", "u").replace("x", "ks").replace("q", "k")


def _sound(match: re.Match[str]) -> str:
    return _LATIN_SOUNDS[match[0]]


def skeleton(word: str) -> str:
    """Return the skeleton of a word as it was typed: small Latin letters, ş, ç and digits.

    A number is its own skeleton; a word of another script keeps its letters, without marks.

    >>> skeleton("Жұмабаев"), skeleton("Zhumabayev"), skeleton("Jumabaev"), skeleton("Jūmabaev")
    ('jumabaev', 'jumabaev', 'jumabaev', 'jumabaev')
    >>> skeleton("Шәкен"), skeleton("Sháken"), skeleton("Sha'ken"), skeleton("Şäken")
    ('şaken', 'şaken', 'şaken', 'şaken')
    """
    return fold(normal_form(word))


def fold(form: str) -> str:
    """Return the skeleton of a normal form (`words.normal_form`); a skeleton's fold is itself.

    >>> fold("жұлдыз"), fold(fold("жұлдыз"))
    ('juldiz', 'juldiz')
    """
    if form.isascii() and not _CHANGES.search(form):
        return form
    return form if form.isdecimal() or len(form) > LONGEST_WORD else _fold(form)


def _first(match: re.Match[str]) -> str:
    return match[1]  # a third of the time of the template `\1`


def is_plain(skeleton: str) -> bool:
    """Tell whether a text has no letters beyond ASCII but the signs ş and ç."""
    return skeleton.isascii() or skeleton.translate(_SETTLED).isascii()


@lru_cache(maxsize=1 << 14)
def _fold(form: str) -> str:
    before, after = "", form
    while after and after != before:
        before, after = after, _DOUBLED.sub(_first, latin(after))
        if is_plain(after) and not _CHANGES.search(after):
            break
    return after or before


def plain(form: str) -> str:
    """Return a normal form without the marks on its letters, as it is typed in haste.

    >>> plain("méliès"), plain("şäken")
    ('melies', 'saken')
    """
    if form.isascii():
        return form
    letters = unicodedata.normalize("NFD", form.replace("ı", "i"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


_TO_CYRILLIC = _table(
    "a>а b>б v>в g>г d>д e>е j>ж z>з i>и k>к l>л m>м n>н o>о p>п r>р s>с t>т u>у f>ф h>х ş>ш ç>ч "
    "ts>ц ia>я iu>ю ai>ай ei>ей oi>ой ui>уй"
)
_PAIR = lazy_re("[aeou]i|i[au]")
_TO_LETTERS = str.maketrans(
    {sound: _TO_CYRILLIC[sound] for sound in _TO_CYRILLIC if len(sound) == 1}
)


def cyrillic(skeleton: str) -> str:
    """Return a skeleton in Russian letters, as near as it gets.

    >>> cyrillic("jumabaev"), cyrillic("dvortsevoi")
    ('жумабаев', 'дворцевой')
    """
    skeleton = skeleton.replace("ts", "ц")
    if "i" in skeleton:
        skeleton = _PAIR.sub(lambda match: _TO_CYRILLIC[match[0]], skeleton)
    return skeleton.translate(_TO_LETTERS)
