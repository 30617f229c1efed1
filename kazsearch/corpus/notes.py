"""What do the words beside a title and a year say? A director, a country, a running time."""

import regex

from kazsearch.corpus.film import Extra
from kazsearch.corpus.labels import LabelTable
from kazsearch.lazy import lazy_regex

# fmt: off
COUNTRIES = frozenset({
    "usa", "us", "u.s.", "u.s.a.", "united states", "uk", "u.k.", "united kingdom", "england",
    "britain", "great britain", "scotland", "ireland", "france", "germany", "west germany",
    "east germany", "italy", "spain", "portugal", "poland", "czech republic", "czechoslovakia",
    "slovakia", "hungary", "romania", "bulgaria", "serbia", "yugoslavia", "greece", "turkey",
    "sweden", "norway", "denmark", "finland", "iceland", "netherlands", "belgium", "switzerland",
    "austria", "russia", "ussr", "soviet union", "ukraine", "georgia", "armenia", "kazakhstan",
    "kyrgyzstan", "uzbekistan", "tajikistan", "turkmenistan", "mongolia", "china", "hong kong",
    "taiwan", "japan", "south korea", "korea", "india", "iran", "israel", "egypt", "senegal",
    "south africa", "canada", "mexico", "brazil", "argentina", "chile", "australia", "new zealand",
    "сша", "великобритания", "англия", "франция", "германия", "фрг", "гдр", "италия", "испания",
    "польша", "чехия", "чехословакия", "венгрия", "румыния", "болгария", "югославия", "греция",
    "турция", "швеция", "норвегия", "дания", "финляндия", "бельгия", "нидерланды", "швейцария",
    "австрия", "россия", "ссср", "украина", "грузия", "армения", "казахстан", "киргизия",
    "кыргызстан", "узбекистан", "таджикистан", "монголия", "китай", "гонконг", "тайвань", "япония",
    "южная корея", "корея", "индия", "иран", "израиль", "канада", "мексика", "бразилия",
    "аргентина", "австралия", "новая зеландия", "қазақстан", "қазақ кср", "ресей", "қырғызстан",
    "өзбекстан", "қытай", "жапония", "үндістан", "түркия", "ақш", "кср одағы", "моңғолия",
})
# fmt: on
_LABELLED = lazy_regex(r"(\p{L}{2,20}+(?:\s(?:by|by:))?+)[.:]?+\s++(.++)")
_RUNTIME = lazy_regex(
    r"\d{1,4}\s?(?:min(?:s|utes)?|мин(?:ут[аы]?)?|h(?:ours?)?|ч|сағат)\b.{0,12}+", regex.I
)
_DIRECTED = lazy_regex(r",?\s++((?:dir\.|directed by|реж\.|режисс[её]р[а-яі]*+)\s.++)$", regex.I)
_MAX_PART_WORDS = 4
_SENTENCE_ENDS = (".", ":", "!", "?", "…")
_MAX_BESIDE_WORDS = 9  # `, directed by` two people with three names each
_BARS = "|•·"
_BAR = lazy_regex(rf"[{_BARS}]")
_MAX_SHORT = 2  # words
_MIN_SURE = 2
_MAX_NAMES = 9  # words of names, of three persons at most
_APART = lazy_regex(r"\s*+[,;/&]\s++|\s++[-–—]\s++")


def find_director(text: str) -> "regex.Match[str] | None":
    """Find `directed by Somebody` at the end; a search where no word for it is takes 7 µs."""
    lower = text.lower()
    may_be = "r." in lower or "d by" in lower or "ж" in lower
    return _DIRECTED.search(text) if may_be else None


def read_beside(rest: str) -> str | None:
    """Read `, directed by Somebody` or `| Drama | 112 min` after a year; None for anything else."""
    if not rest or len(rest.split()) > _MAX_BESIDE_WORDS or rest.endswith(_SENTENCE_ENDS):
        return None  # prose that goes on
    if rest[0] in _BARS:
        parts = [part.strip() for part in _BAR.split(rest)]
        short = all(len(part.split()) <= _MAX_PART_WORDS for part in parts)
        return ", ".join(filter(None, parts)) if short else None
    match = find_director(rest) if rest[0] == "," else None
    return None if match is None or match.start() else match[1].strip()


def is_country(words: str) -> bool:
    """Say whether words name a country, or several.

    >>> is_country("France / West Germany"), is_country("Paris")
    (True, False)
    """
    return all(word.strip().casefold() in COUNTRIES for word in _APART.split(words))


def read_labelled(words: str, table: LabelTable) -> Extra | None:
    """Read `dir. Somebody` as what stands under that label."""
    match = _LABELLED.match(words)
    label = table.find(match[1]) if match is not None else None
    return None if match is None or label is None else Extra(key=label.key, text=match[2])


def read_note(words: str, table: LabelTable) -> list[Extra]:
    """Read words beside a year: countries, a running time, a labelled name, or else a note.

    >>> from kazsearch.corpus.labels import default_labels
    >>> [(one.key, one.text) for one in read_note("USA, dir. Ann Lee, 109 mins.", default_labels())]
    [('country', 'USA'), ('director', 'Ann Lee'), ('runtime', '109 mins.')]
    """
    found: list[Extra] = []
    for piece in filter(None, (piece.strip() for piece in words.split(","))):
        extra = read_labelled(piece, table)
        if extra is None and is_country(piece):
            extra = Extra(key="country", text=piece)
        if extra is None and _RUNTIME.fullmatch(piece):
            extra = Extra(key="runtime", text=piece)
        if extra is None:
            extra = Extra(key="note", text=piece)
        if found and found[-1].key == extra.key != "runtime":
            found[-1] = Extra(key=extra.key, text=f"{found[-1].text}, {extra.text}")
        elif found and found[-1].key == "director" and extra.key == "note":
            found[-1] = Extra(key="director", text=f"{found[-1].text}, {extra.text}")
        else:
            found.append(extra)
    return found


def _are_names(text: str) -> bool:
    """Say whether words are names: a word that is not begins small, if it is longer than `and`."""
    words = text.split()
    return len(words) <= _MAX_NAMES and all(len(w) <= 3 or not w[0].islower() for w in words)


def read_credits(line: str, table: LabelTable) -> list[Extra]:
    """Read a line that says who made a film, where and how long it is; empty for any other.

    >>> from kazsearch.corpus.labels import default_labels
    >>> [one.key for one in read_credits("98 min, dir. Ann Lee", default_labels())]
    ['runtime', 'director']
    >>> read_credits("Time passes by the sea", default_labels())
    []
    """
    found = read_note(_BAR.sub(",", line), table)
    sure = [
        # `By`, `Time` and `Country` are labels, and begin many a sentence
        (extra.key == "country" and is_country(extra.text))
        or (extra.key == "runtime" and extra.text[0].isdigit())
        or (extra.key == "director" and _are_names(extra.text) and find_director(f" {line}"))
        for extra in found
    ]
    # beside two that are sure, a short one may be anything: a genre, a name
    short = [extra.key == "note" and len(extra.text.split()) <= _MAX_SHORT for extra in found]
    known = sum(map(bool, sure))
    goes = all(sure) or (known >= _MIN_SURE and known + sum(short) == len(found))
    return found if goes else []
