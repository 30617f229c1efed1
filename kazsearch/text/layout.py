"""Here is what was typed with the wrong keyboard layout on: what was meant?

The layouts are those of Windows: US English, Russian (ЙЦУКЕН), and Kazakh, which is the Russian one
with the Kazakh letters on the row of digits.
"""

_ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?"
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"
_ENGLISH_ROW = "234589" + "0-=" + "@#$%*(" + ")_+"
_KAZAKH_ROW = "әіңғүұ" + "қөһ" + "ӘІҢҒҮҰ" + "ҚӨҺ"

_TO_RUSSIAN = str.maketrans(_ENGLISH, _RUSSIAN)
_TO_KAZAKH = str.maketrans(_ENGLISH + _ENGLISH_ROW, _RUSSIAN + _KAZAKH_ROW)
_TO_ENGLISH = str.maketrans(_RUSSIAN + _KAZAKH_ROW, _ENGLISH + _ENGLISH_ROW)


def _swap_word(word: str) -> str:
    if any(letter.isalpha() and not letter.isascii() for letter in word):
        return word.translate(_TO_ENGLISH)
    if word.isdigit():
        return word
    kazakh = any(letter in _ENGLISH_ROW for letter in word)  # 0sp is қыз
    return word.translate(_TO_KAZAKH if kazakh else _TO_RUSSIAN)


def swap_layout(text: str) -> str | None:
    """Return what the same keys give in the other layout, or None if that is no text either.

    A text of both scripts was typed in both layouts on purpose and is None. Whether the answer is
    meant, an index has to say.

    >>> swap_layout("ghbdtn"), swap_layout("дщму"), swap_layout("0sp ;s,tr 1970")
    ('привет', 'love', 'қыз жыбек 1970')
    >>> swap_layout("2008") is None
    True
    """
    latin = any(letter.isascii() and letter.isalpha() for letter in text)
    cyrillic = any(letter in _RUSSIAN + _KAZAKH_ROW and letter.isalpha() for letter in text)
    if latin == cyrillic:
        return None
    return " ".join(map(_swap_word, text.split()))
