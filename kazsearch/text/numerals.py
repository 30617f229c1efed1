"""Here is a term: which number does it write? `2`, `II` and `two` name the same film."""

# stems, without those of other words: `i`, `он` (ten, and he), `ел` (fifty, and a country)
_WORDS = (
    "one two three four five six seven eight nine ten eleven twelv thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenti"
)
_TENS = {"thirti": 30, "forti": 40, "fifti": 50, "sixti": 60, "seventi": 70, "eighti": 80,
         "nineti": 90, "hundr": 100, "тридца": 30, "пятьдес": 50, "сто": 100}  # fmt: skip
_RUSSIAN = (
    "один два три четыр пят шест сем восем девя деся одиннадца двенадца тринадца четырнадца"
    " пятнадца шестнадца семнадца восемнадца девятнадца двадца"
)
_KAZAKH = {"екі": 2, "үш": 3, "төрт": 4, "бес": 5, "сегіз": 8, "тоғыз": 9}
_ROMAN = "ii iii iv v vi vii viii ix x xi xii xiii"
_DIGITS = {
    term: str(number)
    for terms in (
        enumerate(_WORDS.split(), start=1),
        enumerate(_ROMAN.split(), start=2),
        enumerate(_RUSSIAN.split(), start=1),
        ((number, term) for term, number in (_TENS | _KAZAKH).items()),
    )
    for number, term in terms
}


def as_digits(term: str) -> str:
    """Return the digits of the number that a term writes; another term as it is.

    >>> as_digits("ii"), as_digits("two"), as_digits("2"), as_digits("poet")
    ('2', '2', '2', 'poet')
    """
    return _DIGITS.get(term, term)


def same_number(term: str) -> tuple[str, ...]:
    """Return the other terms that write the same number.

    >>> same_number("2"), same_number("thirti"), same_number("poet"), same_number("2009")
    (('two', 'ii', 'два', 'екі'), ('30', 'тридца'), (), ())
    """
    digits = as_digits(term)
    if not digits.isdecimal():
        return ()
    others = (digits, *(other for other, written in _DIGITS.items() if written == digits))
    return tuple(other for other in others if other != term)
