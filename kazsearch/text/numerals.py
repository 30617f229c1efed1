"""Here is a term: which number does it write? `2`, `II` and `two` name the same film."""

# stems; `i` is a word of English
_WORDS = "one two three four five six seven eight nine ten eleven twelv thirteen"
_ROMAN = "ii iii iv v vi vii viii ix x xi xii xiii"
_DIGITS = {
    **{term: str(number) for number, term in enumerate(_WORDS.split(), start=1)},
    **{term: str(number) for number, term in enumerate(_ROMAN.split(), start=2)},
}


def as_digits(term: str) -> str:
    """Return the digits of the number that a term writes; another term as it is.

    >>> as_digits("ii"), as_digits("two"), as_digits("2"), as_digits("poet")
    ('2', '2', '2', 'poet')
    """
    return _DIGITS.get(term, term)


def same_number(term: str) -> tuple[str, ...]:
    """Return the other terms that write the same number.

    >>> same_number("2"), same_number("ii"), same_number("poet"), same_number("2009")
    (('two', 'ii'), ('2', 'two'), (), ())
    """
    digits = as_digits(term)
    if not digits.isdecimal():
        return ()
    others = (digits, *(other for other, written in _DIGITS.items() if written == digits))
    return tuple(other for other in others if other != term)
