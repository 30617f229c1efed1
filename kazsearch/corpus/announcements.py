"""How many films does a text announce? "these ten films", "топ-10 фильмов", "он фильм"."""

import regex

_NUMBERS = {
    word: number
    for number, words in {
        3: "three три үш", 4: "four четыре төрт", 5: "five пять бес", 6: "six шесть алты",
        7: "seven семь жеті", 8: "eight восемь сегіз", 9: "nine девять тоғыз",
        10: "ten десять десятка он", 11: "eleven одиннадцать", 12: "twelve двенадцать",
        13: "thirteen тринадцать", 14: "fourteen четырнадцать", 15: "fifteen пятнадцать",
        20: "twenty двадцать жиырма", 25: "twenty-five", 30: "thirty тридцать отыз",
        50: "fifty пятьдесят елу", 100: "hundred сто жүз",
    }.items()
    for word in words.split()
}  # fmt: skip
_FILMS = (
    r"films|movies|melodramas|dramas|comedies|thrillers|documentaries|pictures|westerns|musicals"
    r"|фильм(?:а|ов|дер)?|кинофильм(?:а|ов)|мелодрам(?:ы|а)?|комедий|картин(?:ы)?|кинокартин(?:ы)?"
    r"|драм(?:ы)?|триллер(?:а|ов)|мультфильм(?:а|ов)|лент(?:ы)?|кино|туынды"
)
# "5 tips for writing about films" announces no films
_OTHERS = (
    r"for|about|to|on|in|from|with|when|before|while|after|that|tips|ways|reasons|things|lessons"
    r"|rules|questions|facts|moments|scenes|quotes|directors|actors|years|days|minutes|times|hours"
    r"|о|об|для|про|из|в|на|к|с|причин\w*+|способ\w*+|совет\w*+|вещ\w*+|урок\w*+|факт\w*+|лет|минут"
    r"|дней|раз"
)
_ANNOUNCED = regex.compile(
    rf"\b(\d{{1,3}}|{'|'.join(_NUMBERS)})(?:\s++(?!(?:{_OTHERS})\b)[\p{{L}}'’-]++){{0,4}}?\s++(?:{_FILMS})\b",
    regex.I,
)


def announced_counts(text: str) -> list[int]:
    """Return every number of films, three or more, that a text speaks of, in order.

    >>> announced_counts("The ten best Kazakh melodramas, after the five films of last year")
    [10, 5]
    """
    words = [match[1].lower() for match in _ANNOUNCED.finditer(text)]
    counts = [_NUMBERS.get(word) or int(word) for word in words]
    return [count for count in counts if count >= 3]
