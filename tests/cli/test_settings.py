"""Options that nobody typed: from the environment, from kazsearch.toml, by default."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from corpora import block, write_corpus

ARTICLES = {
    "a.txt": block("The Poet", 2009, "A poet.") + "\n\n" + block("War", 2010, "A poet at war.")
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_corpus(tmp_path / "articles", ARTICLES)
    return tmp_path


def run_in(folder: Path, *arguments: str, **env: str) -> "subprocess.CompletedProcess[str]":
    clean = {name: v for name, v in os.environ.items() if not name.startswith("KAZSEARCH")}
    return subprocess.run(
        [sys.executable, "-m", "kazsearch", *arguments],
        cwd=folder,
        env={**clean, "COLUMNS": "80", **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def settings(folder: Path, **env: str) -> dict[str, tuple[object, str]]:
    """The value and source of each setting, by `table.key`."""
    shown = json.loads(run_in(folder, "config", "--format", "json", **env).stdout)
    return {
        f"{found['table'] or ''}.{found['key']}": (found["value"], found["source"])
        for found in shown["settings"]
    }


def test_a_file_sets_folders_and_options(folder: Path) -> None:
    config = 'corpus = "articles"\nindex = "films.index"\n[query]\nlimit = 1\nin = ["fact"]\n'
    (folder / "kazsearch.toml").write_text(config, "utf-8")
    assert run_in(folder, "build").returncode == 0
    assert (folder / "films.index").is_dir()
    assert run_in(folder, "query", "poet").returncode == 1  # no fact of a poet
    hits = run_in(folder, "query", "poet", "--in", "description", "--format", "jsonl").stdout
    assert len(hits.splitlines()) == 1


def test_the_file_is_found_from_folders_below_and_its_paths_are_its_own(folder: Path) -> None:
    (folder / "kazsearch.toml").write_text('corpus = "articles"\nindex = "ix"\n', "utf-8")
    below = folder / "below" / "deep"
    below.mkdir(parents=True)
    assert run_in(below, "build").returncode == 0
    assert (folder / "ix").is_dir()
    assert run_in(below, "open", "poet", "--print").stdout == "../../articles/a.txt:1\n"
    assert settings(below)[".index"] == ("../../ix", "../../kazsearch.toml")


def test_the_option_goes_before_environment_file_and_default(folder: Path) -> None:
    run_in(folder, "build", "articles")
    count = ["query", "poet", "--format", "jsonl"]
    assert len(run_in(folder, *count).stdout.splitlines()) == 2
    assert settings(folder)["query.sort"] == ("relevance", "default")
    (folder / "kazsearch.toml").write_text("[query]\nlimit = 1\nsort = 'year'\n", "utf-8")
    assert len(run_in(folder, *count).stdout.splitlines()) == 1
    assert settings(folder)["query.sort"] == ("year", "kazsearch.toml")
    assert len(run_in(folder, *count, KAZSEARCH_QUERY_LIMIT="2").stdout.splitlines()) == 2
    found = settings(folder, KAZSEARCH_QUERY_SORT="-year")
    assert found["query.sort"] == ("-year", "KAZSEARCH_QUERY_SORT")
    typed = run_in(folder, *count, "--limit", "1", KAZSEARCH_QUERY_LIMIT="2")
    assert len(typed.stdout.splitlines()) == 1


def test_the_environment_names_options_as_they_are_typed(folder: Path) -> None:
    run_in(folder, "build", "articles")
    env = {"KAZSEARCH_QUERY_FORMAT": "jsonl", "KAZSEARCH_QUERY_IN": "title fact"}
    assert len(run_in(folder, "query", "poet", **env).stdout.splitlines()) == 1
    found = settings(folder, **env, KAZSEARCH_INDEX="ix", KAZSEARCH_QUERY_MIN_SCORE="0.5")
    assert found["query.in"] == (["title", "fact"], "KAZSEARCH_QUERY_IN")
    assert found["query.min-score"] == (0.5, "KAZSEARCH_QUERY_MIN_SCORE")
    assert found[".index"] == ("ix", "KAZSEARCH_INDEX")


def test_the_text_of_config_is_a_file_that_sets_the_same(folder: Path) -> None:
    config = 'index = "i\\"x"\n[query]\nlimit = 3\nin = ["title"]\n[labels]\ndirector = ["By"]\n'
    (folder / "kazsearch.toml").write_text(config, "utf-8")
    before = settings(folder)
    text = run_in(folder, "config").stdout
    (folder / "kazsearch.toml").write_text(text, "utf-8")
    after = settings(folder)
    assert {key: value for key, (value, _) in after.items()} == {
        key: value for key, (value, _) in before.items()
    }


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ("indx = 'x'", "there is no setting or command called indx; did you mean index?"),
        ("[qeury]\nlimit = 1", "there is no setting or command called qeury; did you mean query?"),
        ("index = 3", "index must be a text in quotes"),
        ("index = ''", "index is empty: name a folder"),
        ("corpus = ''", "corpus is empty: name a folder"),
        ("[query]\nindex = ''", "index under [query] is empty: name a folder"),
        ("query = 3", "query must be a table: [query]"),
        ("[query]\nlimt = 1", "limt under [query] is no option of it; did you mean limit?"),
        ("[query]\nhelp = true", "help under [query] is no option of it"),
        ("[query]\nlimit = 'x'", "limit under [query] must be a whole number"),
        ("[query]\nlimit = true", "limit under [query] must be a whole number"),
        ("[query]\nlimit = 1.5", "limit under [query] must be a whole number"),
        ("[query]\nlimit = 0", "limit under [query]: 0 is not in the range 1<=x<=100000."),
        ("[query]\nsort = 'x'", "sort under [query]: 'x' is not one of 'relevance', 'year'"),
        ("[query]\nmin-score = 'x'", "min-score under [query] must be a number"),
        ("[query]\nexplain = 1", "explain under [query] must be true or false"),
        ("[query]\nin = 'title'", "in under [query] must be a list"),
        ("[query]\nin = [1]", "in under [query] must be a text in quotes"),
        ("[query]\nyear = 2008", "year under [query] must be a text in quotes"),
        ("[query", "can't be read as TOML"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_file_and_key(
    config: str, sentence: str, folder: Path
) -> None:
    (folder / "kazsearch.toml").write_text(config, "utf-8")
    for arguments in (["query", "poet"], ["config"]):
        done = run_in(folder, *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("error: kazsearch.toml")
        assert sentence in done.stderr
        assert done.stderr.count("\n") == 1
    assert run_in(folder, "query", "--help").returncode == 0


def test_a_variable_that_cannot_be_meant_is_named(folder: Path) -> None:
    for arguments in (["query", "poet"], ["config"]):
        done = run_in(folder, *arguments, KAZSEARCH_QUERY_LIMIT="many")
        assert done.returncode == 2
        assert done.stderr.startswith("error: KAZSEARCH_QUERY_LIMIT: 'many' is not")
    done = run_in(folder, "config", KAZSEARCH_LIMIT="1")
    assert done.returncode == 0
    assert done.stderr == "KAZSEARCH_LIMIT sets nothing: `kazsearch config` shows what can be set\n"


NO_YEAR = '"nope" is no year; write 2008, 2008..2012'
NO_FIELD = "There is no text field nope; name one of: title, description, fact."
NO_FACET = "There is no facet nope; name one of: year, decade, article."


@pytest.mark.parametrize(
    ("command", "key", "value", "sentence"),
    [
        ("query", "year", '"nope"', NO_YEAR),
        ("query", "year", '""', '"" is no year; write'),
        ("query", "in", '["title", "nope"]', NO_FIELD),
        ("query", "in", '["year"]', "year is no text field; write year:… instead."),
        ("query", "facets", '["nope"]', NO_FACET),
        ("films", "facets", '["nope"]', NO_FACET),
        ("films", "year", '"nope"', NO_YEAR),
        ("like", "year", '"2012..2008"', "These years end before they begin; write 2008..2012."),
    ],
)
def test_who_set_what_the_index_has_not_is_told_where(
    command: str, key: str, value: str, sentence: str, folder: Path
) -> None:
    run_in(folder, "build", "articles")
    words = {"query": ["poet"], "films": [], "like": ["poet"]}[command]
    (folder / "kazsearch.toml").write_text(f"[{command}]\n{key} = {value}\n", "utf-8")
    done = run_in(folder, command, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: kazsearch.toml: {key} under [{command}]: {sentence}")
    assert done.stderr.count("\n") == 1
    (folder / "kazsearch.toml").unlink()
    named = value.strip('[]"').rpartition('"')[2]
    variable = f"KAZSEARCH_{command}_{key}".upper()
    if named:
        done = run_in(folder, command, *words, **{variable: named})
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"error: {variable}: {sentence}")
        assert done.stderr.count("\n") == 1
    done = run_in(folder, command, *words, f"--{key}", named)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"Error: Invalid value for '--{key}': {sentence}" in done.stderr


def test_a_number_that_is_none_is_said_in_plain_words(folder: Path) -> None:
    done = run_in(folder, "films", KAZSEARCH_FILMS_LIMIT="abc")
    assert done.stderr == "error: KAZSEARCH_FILMS_LIMIT: 'abc' is not a valid whole number.\n"
    for command in (["query", "x"], ["films"], ["terms", "x"], ["like", "x"]):
        typed = run_in(folder, *command, "--limit", "abc")
        assert typed.stderr.endswith("'--limit': 'abc' is not a valid whole number.\n")
    typed = run_in(folder, "build", "--max-file-size", "abc")
    assert typed.stderr.endswith("'--max-file-size': 'abc' is not a valid number.\n")


def test_synonyms_of_the_file_are_searched_for(folder: Path) -> None:
    run_in(folder, "build", "articles")
    assert run_in(folder, "query", "scribbler", "-l").returncode == 1
    (folder / "kazsearch.toml").write_text("[synonyms]\nscribbler = ['poet']\n", "utf-8")
    assert run_in(folder, "query", "scribbler", "-l").stdout == "a.txt\n"
    (folder / "q.tsv").write_text("scribbler\tthe-poet-2009\n", "utf-8")
    assert run_in(folder, "eval", "q.tsv", "--at-least", "0.5").returncode == 0


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ("synonyms = 3", "[synonyms] must be a table, as in: film = ['movie']"),
        ("[synonyms]\nfilm = 'movie'", "film under [synonyms] must be a list of words"),
        (
            "[synonyms]\naksakal = ['old man']",
            "aksakal under [synonyms]: write single words; 'old man' is several",
        ),
        ("[synonyms]\n'' = ['x']", " under [synonyms]: write single words; '' is none"),
        ("[synonyms]\nfilm = [1]", "film under [synonyms] must be a list of words"),
    ],
)
def test_synonyms_that_are_none_are_refused(config: str, sentence: str, folder: Path) -> None:
    (folder / "kazsearch.toml").write_text(config, "utf-8")
    done = run_in(folder, "query", "poet")
    assert done.returncode == 2
    assert done.stderr == f"error: kazsearch.toml: {sentence}\n"


def test_tables_of_others_are_left_alone(folder: Path) -> None:
    config = "[labels]\ndirector = ['By']\n[synonyms]\nfilm = ['movie']\n"
    (folder / "kazsearch.toml").write_text(config, "utf-8")
    assert run_in(folder, "config").returncode == 0
