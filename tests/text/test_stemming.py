import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazsearch.text import kazakh, russian
from kazsearch.text.stemming import (
    Language,
    evidence,
    kazakh_context,
    language,
    stem,
    stem_of,
    stems,
)
from kazsearch.text.words import normal_form

CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"


@pytest.mark.parametrize(
    "forms",
    [
        "ғашық ғашықтар ғашықтың ғашықтарының ғашыққа ғашығы",
        "жібек жібектің жібекке жібекті жібектен жібекпен",
        "қала қалада қаланың қалалар қалалары қалаларымыздан қаласында қаласына",
        "мектеп мектебі мектептер мектепте мектебінің",
        "жүрек жүрегі жүрегінің жүректер",
        "халық халқы халқының халықтар",
        "қазақстан қазақстанда қазақстанның қазақстаннан",
        "кітап кітабы кітабымыз кітапқа кітаптарыңыз",
        "соғыс соғысы соғысынан соғыстың",
        "жазушы жазушысы жазушылар жазушының",
        "бол болды болып болған болса болады болмады болмаған болатын",
        "келді келген келіп келеді келмеді келетін",
    ],
)
def test_forms_of_one_kazakh_word_share_a_stem(forms: str) -> None:
    first, *others = forms.split()
    assert {kazakh.stem(other) for other in others} == {kazakh.stem(first)}


@pytest.mark.parametrize(
    "forms",
    [
        "отец отца отцу отцом отцов отцы отце отцам",
        "владелец владельца владельцы владельцев",
        "боец бойца бойцы бойцов",
        "немец немца немцы немцев",
        "сердце сердца сердец сердцам",
        "мать матери матерью матерей",
        "дочь дочери дочерью дочерей",
        "любовь любви любовью",
        "церковь церкви церковью церквей",
        "кровь крови кровью",
        "морковь моркови морковью",
        "буква буквы букв",
        "москва москвы москве москву",
        "айманов айманова айманову айманове",
        "кузнецов кузнецова кузнецову кузнецове",
        "скворцов скворцова скворцову",
        "день дня дню днем дни дней дням днями днях",
        "сон сна сну сном сны снов снам",
        "лев льва льву львом львы",
        "ложь лжи ложью",
        "огонь огня огню огнем огни огней",
        "ветер ветра ветру ветром",
        "парень парня парни парней",
        "египет египта египте",
        "девушка девушки девушек девушкам",
        "сказка сказки сказок",
        "копейка копейки копеек",
        "подарок подарка подарки подарков",
        "ребенок ребенка ребенку",
        "сестра сестры сестер сестрам",
        "письмо письма писем письмами",
        "друг друга другом друзья друзей друзьями",
        "небо неба небес небеса",
        "время времени временем времена времен",
        "имя имени именем имена имен",
        "хозяин хозяина хозяева хозяев",
    ],
)
def test_forms_of_one_russian_word_share_a_stem(forms: str) -> None:
    assert len({stem(form, Language.RUSSIAN) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        "казахстан казахстана казахстану казахстане казахстаном",
        "сериал сериала сериалу сериалы сериалов сериалах",
        "роман романа романе романы романов",
        "экран экрана экране экранов",
        "система системы системой систем",
        "память памяти памятью",
        "запись записи записью записей",
        "герой героя героем герои героев",
        "музей музея музею музеев",
        "идея идеи идею идеей идей",
        "андрей андрея андрею",
        "роза розы розой роз",
        "узбек узбека узбеки узбеков",
        "восток востока востоку востоком",
        "казбек казбека казбеку",
        "гражданин гражданина граждане граждан гражданам",
    ],
)
def test_the_stems_of_its_cases_lead_from_each_form_of_a_russian_noun_to_each(forms: str) -> None:
    for typed in forms.split():
        found = russian.case_stems(typed)
        assert found[0] == russian.stem(typed)
        assert {russian.stem(form) for form in forms.split()} <= set(found)


def test_a_form_of_two_nouns_is_asked_for_by_both() -> None:
    assert russian.stem("дне") in russian.case_stems("день")
    assert russian.stem("дне") in russian.case_stems("дно")
    assert russian.stem("львов") not in russian.case_stems("лев")  # mostly the city
    assert russian.stem("жестокий") != russian.stem("жесткий")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("имя", "именно"),
        ("волк", "вол"),
        ("дом", "дно"),
        ("степь", "степан"),
        ("замок", "зам"),
    ],
)
def test_other_russian_words_keep_other_stems(one: str, other: str) -> None:
    assert russian.stem(one) not in russian.case_stems(other)
    assert russian.stem(other) not in russian.case_stems(one)


@pytest.mark.parametrize(
    "forms",
    [
        "man men men's mens",
        "woman women woman's women's womens",
        "wife wives",
        "mouse mice",
        "child children children's childrens",
    ],
)
def test_old_plurals_of_english_share_a_stem(forms: str) -> None:
    assert len({stem_of(normal_form(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "name", ["шәкен", "қожа", "абай", "құнанбай", "жәнібек", "шымкент", "мәди"]
)
def test_a_name_without_endings_stays_whole(name: str) -> None:
    assert kazakh.stem(name) == name


@given(st.text(alphabet=CYRILLIC))
def test_any_cyrillic_word_keeps_a_stem(word: str) -> None:
    assert len(kazakh.stem(word)) >= min(2, len(word))


def test_script_and_letters_tell_the_language() -> None:
    assert language("love") is Language.ENGLISH
    assert language("любовь") is Language.RUSSIAN
    assert language("махаббат", kazakh_around=True) is Language.KAZAKH
    assert language("ғашық") is Language.KAZAKH
    assert language("2008") is Language.NONE
    assert language("영화") is Language.NONE


@given(st.text(alphabet=CYRILLIC, min_size=1), st.booleans())
def test_a_query_looks_for_every_stem_that_a_text_may_have_given(word: str, around: bool) -> None:
    indexed = {stems(word, kazakh_around=each)[0] for each in (False, True)}
    assert set(stems(word, kazakh_around=around)) == indexed


def test_words_around_settle_a_doubt_near_them() -> None:
    text = (
        "фильм о любви и о войне и о том что было после нее "
        "бұл туралы көп жазылды және көптеген адам көрді деп айтылады"
    )
    context = kazakh_context([evidence(word) for word in text.split()])
    assert not any(context[:6])
    assert all(context[-6:])
