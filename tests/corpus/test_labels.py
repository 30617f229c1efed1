"""The table of labels, misspelt ones, and additions from kazsearch.toml."""

from pathlib import Path

import pytest

from kazsearch.corpus.article import parse_article
from kazsearch.corpus.config import labels_of
from kazsearch.corpus.labels import (
    DESCRIPTION,
    FACT,
    default_labels,
    fold,
    key_of,
    load_labels,
    printed_name,
)
from kazsearch.corpus.labeltable import LABELS, TELLING
from kazsearch.errors import ConfigError


def test_the_table_names_each_label_once() -> None:
    folded = [(fold(name), key) for key, names in LABELS.items() for name in names]
    owners: dict[str, str] = {}
    for name, key in folded:
        assert owners.setdefault(name, key) == key, name
    assert set(LABELS) >= TELLING


@pytest.mark.parametrize("key", LABELS)
def test_what_is_printed_is_found_again(key: str) -> None:
    label = default_labels().find(printed_name(key))
    assert label is not None
    assert label.key == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("DESCRIPTION", DESCRIPTION),
        ("О  фильме", DESCRIPTION),
        ("Мазмұны", DESCRIPTION),
        ("Fun fact #2", FACT),
        ("Факт №3", FACT),
        ("Қызықты дерек", FACT),
        ("Режиссёр", "director"),
        ("режиссер", "director"),
        ("Режиссері", "director"),
        ("Runtime", "runtime"),
    ],
)
def test_a_label_is_found_in_any_case_and_number(name: str, key: str) -> None:
    label = default_labels().find(name)
    assert label is not None
    assert label.key == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Desciption", DESCRIPTION),
        ("Descriptoin", DESCRIPTION),
        ("Sinopsis", DESCRIPTION),
        ("Fcat", FACT),
        ("Triva", FACT),
        ("Опсание", DESCRIPTION),
        ("Интересный фак", FACT),
        ("Сипатама", DESCRIPTION),
        ("Directr", "director"),
    ],
)
def test_a_misspelt_label_is_guessed(name: str, key: str) -> None:
    label = default_labels().guess(name)
    assert label is not None
    assert label.key == key


@pytest.mark.parametrize("name", ["Face", "Fate", "Pot", "Budgerigar", "Weather", "x", "", "Қар"])
def test_another_word_is_no_misspelt_label(name: str) -> None:
    assert default_labels().guess(name) is None


def test_an_unknown_label_is_kept_under_its_own_name() -> None:
    text = "A (1999)\nDescription: b\nCamera dog: Rex\nFact: c\n"
    article = parse_article(text, path="guide.txt")
    (film,) = article.films
    assert [(one.key, one.text) for one in film.extras] == [("camera_dog", "Rex")]
    assert [(one.line, one.code) for one in article.diagnostics] == [(3, "unknown-label")]


def test_the_warning_names_the_right_word() -> None:
    article = parse_article("A (1999)\nDesciption: b\nFact: c\n", path="guide.txt")
    (warning,) = article.diagnostics
    assert (warning.code, warning.message) == (
        "misspelt-label",
        "Desciption was read as Description",
    )


def test_a_config_adds_labels(tmp_path: Path) -> None:
    config = tmp_path / "kazsearch.toml"
    config.write_text('[labels]\ndirector = ["Made by"]\ncamera_dog = ["Dog"]\n', "utf-8")
    table = labels_of(tmp_path / "corpus")
    text = "A (1999)\nDescription: b\nMade by: C. D.\nDog: Rex\nDirector: E. F.\n"
    (film,) = parse_article(text, path="guide.txt", labels=table).films
    assert [(one.key, one.text) for one in film.extras] == [
        ("director", "C. D."),
        ("camera_dog", "Rex"),
        ("director", "E. F."),
    ]


def test_a_table_with_additions_has_another_digest() -> None:
    assert load_labels({"director": ["Made by"]}).digest != default_labels().digest
    assert load_labels(None).digest == load_labels({}).digest == default_labels().digest


def test_no_config_is_no_labels(tmp_path: Path) -> None:
    assert labels_of(tmp_path / "corpus") == default_labels()


@pytest.mark.parametrize(
    "text",
    [
        "[labels",
        "labels = 3",
        "[labels]\ndirector = 'Made by'",
        "[labels]\ndirector = [3]",
        "[labels]\n'Box Office' = ['Money']",
        "[labels]\n'' = ['Money']",
    ],
)
def test_a_config_that_can_not_be_meant_is_one_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "kazsearch.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"kazsearch\.toml"):
        labels_of(tmp_path / "corpus")


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        ("'' = ['Foo']", "a key under [labels] is empty"),
        ("director = ['a:b']", "director under [labels]: 'a:b' can't be a label: it holds a colon"),
        ('x = ["\\n"]', r"x under [labels]: '\n' can't be a label: it is blank"),
        ('x = ["a\\nb"]', r"x under [labels]: 'a\nb' can't be a label: it has two lines"),
        (f"x = ['{'a' * 61}']", "can't be a label: it has more than 60 characters"),
        (
            "a = ['Foo', 'foo']\nb = ['FOO']",
            "b under [labels]: 'FOO' is a label of a already: leave one of them out",
        ),
    ],
)
def test_labels_that_can_not_be_meant_are_refused_with_file_and_key(
    tmp_path: Path, labels: str, sentence: str
) -> None:
    (tmp_path / "kazsearch.toml").write_text(f"[labels]\n{labels}\n", "utf-8")
    with pytest.raises(ConfigError) as refused:
        labels_of(tmp_path / "corpus")
    assert str(refused.value).startswith(f"{tmp_path / 'kazsearch.toml'}: ")
    assert sentence in str(refused.value)


def test_a_built_in_name_may_go_to_another_key(tmp_path: Path) -> None:
    (tmp_path / "kazsearch.toml").write_text("[labels]\ncrew = ['Director']\n", "utf-8")
    label = labels_of(tmp_path / "corpus").find("director")
    assert label is not None
    assert label.key == "crew"


def test_keys_are_words() -> None:
    assert all(key_of(key) == key for key in LABELS)


def test_a_misspelt_label_is_recognised_where_no_other_label_helps() -> None:
    article = parse_article(
        "A Film (1999)\nDesciption: It is long.\n\nB (1998)\nProse.\n", path="a"
    )
    assert [film.description for film in article.films] == ["It is long.", "Prose."]
    assert "misspelt-label" in [diagnostic.code for diagnostic in article.diagnostics]
