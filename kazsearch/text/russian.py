"""Here is a Russian word: what is its stem, and which stems may its other cases have?

Snowball's stemmer (snowballstem.org) knows endings only. What it parts is put together here: vowels
that come and go (девушка, девушек; огонь, огня), nouns whose plural has another stem (друг,
друзья), and those of one syllable (день, дня), which it leaves as they are. It takes the ends of
some nouns for those of verbs (Казахстана, as if someone had done it), which nobody tells from the
word alone: an index keeps the stem it gives, and a query asks for those of other cases, too.

Among the 60,000 commonest words, a form of a noun finds 91 % of its other forms by Snowball, 96 %
by these stems, and 99 % if a query asks for other cases (benchmarks/russian.py).
"""

from collections.abc import Callable, Iterator
from functools import cache

_VOWELS = "аеиоуыэюя"
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
_HUSHES = "жшчщц"  # hard and soft endings follow them
_MIN_FLEETING = 3  # letters; a shorter stem with such an end is no word of theirs
_MIN_BEFORE_K = 5
_INHABITANT = ("анин", "янин")  # гражданин, граждане
_MIN_INHABITANT = 6

# nouns of one syllable, with their genitive
_OF_ONE_SYLLABLE = (
    "зло:зла дно:дна день:дня пень:пня лев:льва лед:льда лоб:лба рот:рта сон:сна пес:пса мох:мха"
    " ров:рва шов:шва лен:льна ложь:лжи рожь:ржи"
)
# what are forms of other words as well: Львов is a city, and дне of день and дно
_OF_SEVERAL = ("львов", "дне")
_NO_NOUNS = ("именно",)  # whose stem is that of имена
_ALSO = {"ден": ("дне",), "дно": ("дне",)}
# forms whose stem other forms of the noun have not, after one whose stem most have
_LIKE = (
    "огня:огонь угля:уголь угла:угол узла:узел орла:орел осла:осел козла:козел котла:котел"
    " костра:костер ковра:ковер шатра:шатер ветра:ветер пепла:пепел павла:павел парня:парень"
    " камня:камень корня:корень ремня:ремень уровня:уровень перечня:перечень ливня:ливень"
    " гребня:гребень перстня:перстень стержня:стержень полдня:полдень ногтя:ноготь когтя:коготь"
    " локтя:локоть лаптя:лапоть египта:египет кашля:кашель стебля:стебель хребта:хребет зайца:заяц"
    " христа:христос бугра:бугор замысла:замысел вымысла:вымысел промысла:промысел чехла:чехол"
    " матерь:мать дочерь:дочь"
    " сестры:сестер земли:земель песни:песен деревни:деревень письма:писем числа:чисел окна:окон"
    " яйца:яиц куклы:кукол сотни:сотен башни:башен кухни:кухонь спальни:спален сосны:сосен"
    " весны:весен капли:капель сабли:сабель петли:петель туфли:туфель вишни:вишен басни:басен"
    " свадьбы:свадеб судьбы:судеб усадьбы:усадеб тюрьмы:тюрем деньги:денег кресла:кресел"
    " стекла:стекол ребра:ребер ведра:ведер ядра:ядер масла:масел бревна:бревен пятна:пятен"
    " зерна:зерен"
    " время:времени,временем имени:имя,имена,имен,именам,именами,именах пламени:пламя"
    " знамени:знамя,знамена,знамен племени:племя,племена,племен бремени:бремя"
    " друг:друзья,друзей,друзьям,друзьями,друзьях небо:небеса,небес,небесам,небесами,небесах"
    " чудо:чудеса,чудес,чудесам,чудесами,чудесах дети:детьми люди:людьми"
    " хозяева:хозяин,хозяина,хозяину,хозяином господа:господин,господина,господину,господином"
)

# nominative, genitive and dative: what Snowball parts shows in these
_HARD_ENDINGS: tuple[str, ...] = ("", "а", "у")
_SOFT_ENDINGS: tuple[str, ...] = ("ь", "я", "ю")
_CASES_AFTER_VOWELS = dict.fromkeys(
    ("й", "я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях", "ей"), ("й", "я", "ю")
)
_CASES = {
    **dict.fromkeys(("", "а", "у", "ом", "ы", "ов", "ам", "ами", "ах", "о", "ой"), _HARD_ENDINGS),
    **dict.fromkeys(("я", "ю", "ь", "ью", "ям", "ями", "ях"), _SOFT_ENDINGS),
    **dict.fromkeys(("е", "и", "ем", "ей"), _HARD_ENDINGS + _SOFT_ENDINGS),
}
_LONGEST_ENDING = 3
_MIN_BASE = 2
_OF_ADJECTIVES = ("ий", "ая", "ое", "ие", "ого", "ому", "им", "их", "ими", "ую")
_OF_VERBS = ("ся", "шь", "йте")


@cache
def _snowball() -> Callable[[str], str]:
    import Stemmer  # 3 ms that a text without such words need not pay

    # analyze keeps the stems of words: a second cache would only take memory
    stem: Callable[[str], str] = Stemmer.Stemmer("russian", 0).stemWord
    return stem


@cache
def _like() -> dict[str, str]:
    """Return by each form that has a stem of its own the form whose stem stands for it."""
    found = {}
    for pair in _LIKE.split():
        usual, _, odd = pair.partition(":")
        found.update(dict.fromkeys(odd.split(","), usual))
    for pair in _OF_ONE_SYLLABLE.split():
        nominative, _, genitive = pair.partition(":")
        soft = genitive[-1] in "яи"
        endings = "я ю ем е и ей ям ями ях" if soft else "а у ом е ы ов ам ами ах"
        found.update({genitive[:-1] + ending: nominative for ending in endings.split()})
    for form in _OF_SEVERAL:
        del found[form]
    return found


def stem(form: str) -> str:
    """Return the stem of a normal form.

    >>> stem("девушек") == stem("девушка"), stem("дней") == stem("день"), stem("друзья")
    (True, True, 'друг')
    """
    if form in _NO_NOUNS:
        return form
    snowball = _snowball()
    short = snowball(_like().get(form, form))
    # it takes Айманов for a plural of айман, but leaves айманов of Айманова
    if short.endswith(("ов", "ев")) and not form.endswith(("овь", "ови", "овью")):
        short = snowball(short)
    return short if form.endswith(_OF_ADJECTIVES) else _settled(short)


def _settled(stem: str) -> str:
    """Return a stem as most of the word's forms have it: where vowels come and go, and -ин does.

    >>> [_settled(stem) for stem in ("отец", "владелец", "боец", "любв", "девушек", "копеек")]
    ['отц', 'владельц', 'бойц', 'любов', 'девушк', 'копейк']
    """
    n_letters = len(stem)
    if stem.endswith(("ек", "ок")) and n_letters >= _MIN_BEFORE_K:
        return _without_vowel_before_k(stem)
    if stem.endswith("ец") and n_letters > _MIN_FLEETING:
        before = stem[:-2]
        link = "ь" if before[-1] == "л" else "й" if before[-1] in _VOWELS else ""
        return f"{before}{link}ц"
    if stem.endswith(("бв", "кв")) and n_letters > _MIN_FLEETING:
        return f"{stem[:-1]}ов"
    if stem.endswith(_INHABITANT) and n_letters >= _MIN_INHABITANT:
        return stem[:-2]
    return stem


def _without_vowel_before_k(stem: str) -> str:
    """Return what other cases have: узбек and восток keep their vowel in all."""
    before = stem[-3]
    if stem[-2] == "о":
        return stem if before in _VOWELS else f"{stem[:-2]}к"
    if before in _VOWELS:
        return f"{stem[:-2]}йк"
    return f"{stem[:-2]}к" if before in _HUSHES else stem


def case_stems(form: str) -> tuple[str, ...]:
    """Return the stems of a noun's cases, its own first; of what is no noun, that alone or so.

    >>> case_stems("казахстан"), case_stems("сериалов"), case_stems("поэта")
    (('казахста', 'казахстан'), ('сериал', 'сериа'), ('поэт',))
    """
    own = stem(form)
    return tuple(dict.fromkeys([own, *map(stem, _cases(form)), *_ALSO.get(own, ())]))


def _cases(form: str) -> Iterator[str]:
    """Yield the cases of a noun that Snowball may part from this one."""
    if form.endswith(_OF_VERBS) or form in _NO_NOUNS:
        return
    for length in range(_LONGEST_ENDING, -1, -1):
        base, ending = form[: len(form) - length], form[len(form) - length :]
        if len(base) < _MIN_BASE:
            continue
        endings = (_CASES if base[-1] in _CONSONANTS else _CASES_AFTER_VOWELS).get(ending)
        if endings is not None:
            if base[-1] in _HUSHES:
                endings = _HARD_ENDINGS + _SOFT_ENDINGS
            yield from (base + each for each in endings)
            if base.endswith(_INHABITANT):
                yield base[:-2]
