"""Here is a term: which number does it write? `2`, `II` and `two` name the same film."""

# stems, without those of other words: `i` and `он` (he) are none, and `сем` is семья as well
_ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelv": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenti": 20,
    "thirti": 30, "forti": 40, "fifti": 50, "sixti": 60, "seventi": 70, "eighti": 80,
    "nineti": 90, "hundr": 100,
}  # fmt: skip
_RUSSIAN = {
    "два": 2, "две": 2, "двух": 2, "три": 3, "трех": 3, "четыр": 4, "восем": 8, "девя": 9,
    "деся": 10, "одиннадца": 11, "двенадца": 12, "тринадца": 13, "четырнадца": 14,
    "пятнадца": 15, "шестнадца": 16, "семнадца": 17, "восемнадца": 18, "девятнадца": 19,
    "двадца": 20, "тридца": 30, "пятьдес": 50, "шестьдес": 60, "семьдес": 70, "восемьдес": 80,
    "девян": 90,
}  # fmt: skip
_KAZAKH = {"екі": 2, "үш": 3, "төрт": 4, "сегіз": 8, "тоғыз": 9, "жиырм": 20, "отыз": 30}
_ROMAN = {
    "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11,
    "xii": 12, "xiii": 13,
}  # fmt: skip
_DIGITS = {term: str(number) for term, number in (_ENGLISH | _ROMAN | _RUSSIAN | _KAZAKH).items()}


def as_digits(term: str) -> str:
    """Return the digits of the number that a term writes; another term as it is.

    >>> as_digits("ii"), as_digits("two"), as_digits("2"), as_digits("poet")
    ('2', '2', '2', 'poet')
    """
    return _DIGITS.get(term, term)


def same_number(term: str) -> tuple[str, ...]:
    """Return the other terms that write the same number.

    >>> same_number("2"), same_number("thirti"), same_number("poet"), same_number("2009")
    (('two', 'ii', 'два', 'две', 'двух', 'екі'), ('30', 'тридца', 'отыз'), (), ())
    """
    digits = as_digits(term)
    if not digits.isdecimal():
        return ()
    others = (digits, *(other for other, written in _DIGITS.items() if written == digits))
    return tuple(other for other in others if other != term)
