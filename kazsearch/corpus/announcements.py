"""How many films does a text announce? "these ten films", "топ-10 фильмов", "он фильм"."""

from kazsearch.lazy import lazy_regex

_NUMBERS = {
    word: number
    for number, words in {
        3: "three три үш", 4: "four четыре төрт", 5: "five пять бес", 6: "six шесть алты",
        7: "seven семь жеті", 8: "eight восемь сегіз", 9: "nine девять тоғыз",
        10: "ten десять десятка он", 11: "eleven одиннадцать", 12: "twelve двенадцать",
        13: "thirteen тринадцать", 14: "fourteen четырнадцать", 15: "fifteen пятнадцать",
        20: "twenty двадцать жиырма", 30: "thirty тридцать отыз",
        50: "fifty пятьдесят елу", 100: "hundred сто жүз",
    }.items()
    for word in words.split()
}  # fmt: skip
# fmt: off
_FILMS = frozenset({
    "films", "movies", "melodramas", "dramas", "comedies", "thrillers", "documentaries",
    "pictures", "westerns", "musicals", "фильм", "фильма", "фильмов", "фильмдер", "кинофильма",
    "кинофильмов", "мелодрам", "мелодрамы", "комедий", "комедии", "картин", "картины",
    "кинокартин", "кинокартины", "драм", "драмы", "триллера", "триллеров", "мультфильма",
    "мультфильмов", "лент", "ленты", "кино", "туынды",
})
# "5 tips for writing about films" announces no films
_OTHERS = frozenset({
    "for", "about", "to", "on", "in", "from", "with", "when", "before", "while", "after", "that",
    "tips", "ways", "reasons", "things", "lessons", "rules", "questions", "facts", "moments",
    "scenes", "quotes", "directors", "actors", "years", "days", "minutes", "times", "hours", "о",
    "об", "для", "про", "из", "в", "на", "к", "с", "причин", "причины", "способов", "способа",
    "советов", "совета", "вещей", "вещи", "уроков", "урока", "фактов", "факта", "лет", "минут",
    "дней", "раз",
})
# fmt: on
_DIGIT = lazy_regex(r"\d")
_MAX_WORDS_BETWEEN = 4
_EDGES = ".,:;!?()[]«»“”„\"'*_#"


def announced_counts(text: str) -> list[int]:
    """Return every number of films, three or more, that a text speaks of, in order.

    >>> announced_counts("The ten best Kazakh melodramas, after the five films of last year")
    [10, 5]
    """
    words = text.lower().replace("-", " ").split()
    if _NUMBERS.keys().isdisjoint(words) and not _DIGIT.search(text):
        return []
    words = [word.strip(_EDGES) for word in words]
    counts = []
    for place, word in enumerate(words):
        count = _NUMBERS.get(word)
        if count is None and len(word) <= 3 and word.isdecimal():
            count = int(word)
        if count is not None and count >= 3 and _films_follow(words, place + 1):
            counts.append(count)
    return counts


def _films_follow(words: list[str], place: int) -> bool:
    for word in words[place : place + _MAX_WORDS_BETWEEN + 1]:
        if word in _FILMS:
            return True
        if word in _OTHERS or not word.isalpha():
            return False
    return False
