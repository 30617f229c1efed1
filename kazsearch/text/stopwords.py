"""Which words say nothing of a film? For queries: such a word need not be found if others are.

None is left out of the index, as films are called `It`, `Us` and `They Live`. The lists are short
on purpose: articles, pronouns, prepositions, conjunctions, auxiliaries and the words of questions.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH = _words(
    """
    a about after all also am an and any are as at be been but by can did do does for from had
    has have he her his how i if in into is it its me my no nor not of on or our she so some
    such than that the their them then there these they this those to too up was we were what
    when where which who whom whose why will with would you your
    """
)
RUSSIAN = _words(
    """
    а без более бы был была были было быть в вам вас ведь во вот все всех вы где да для до его
    ее ей ему если есть еще же за и из или им их к как какая какие какой когда которая которого
    которой которые который кто ли между меня мне может мой мы на над нас не него нее ней нет ни
    них но ну о об однако он она они оно от по под при про с со свой себя так также такой там то
    того тоже той только том тот тут ты у уже чем что чтобы эта эти это этого этой этом этот я
    """
)
KAZAKH = _words(
    """
    ал арқылы ба бар бе бен бойынша болады болды болған болып болатын бұл да дегеніміз деген деп
    де дейін екен емес ең еді және жатады кейін кім ма ме мен менің не немесе неше ол олар онда
    оны оның осы өз өзі өзінің па пе пен сен сіз сол соң табылады туралы үшін һәм қай қайда
    қайсы қалай қандай қанша қашан қайдан қайсысы кімдер кімге кімнің нелер нені ненің неге ғана
    әр әрі біз бір
    """
)

# what people type beside a film's name, and what any film is: `watch The Poet full movie online`
FILM_WORDS = _words(
    """
    movie movies film films full watch online free hd trailer cast characters
    netflix youtube download dvd tv show series episode episodes
    фильм фильмы фильма кино смотреть онлайн бесплатно трейлер скачать сериал год года году г
    фильмі фильмдер фильмдері көру тегін жылғы
    """
)

ALL = ENGLISH | RUSSIAN | KAZAKH


def is_stopword(form: str) -> bool:
    """Tell whether the normal form of a word says nothing of a film in any of the three languages.

    >>> is_stopword("the"), is_stopword("және"), is_stopword("gift")
    (True, True, False)
    """
    return form in ALL


def is_film_word(form: str) -> bool:
    """Tell whether the normal form of a word says no more than that a film is wanted.

    >>> is_film_word("movie"), is_film_word("horse")
    (True, False)
    """
    return form in FILM_WORDS
