"""The commands `check` and `parse`, as a person runs them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kazsearch.cli.check import check, parse
from kazsearch.errors import CorpusEmptyError, CorpusNotFoundError

GOOD = """\
A lead.

First Film (1999)
Description: A man walks home.
Fact: It was shot in winter.
"""
BAD = "Second Film\nDescription: A woman waits.\n"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, "utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(check, arguments)


def test_check_says_nothing_of_a_good_corpus(corpus: Path) -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 article, 1 film, 0 errors, 0 warnings, 0 notes\n"


def test_check_prints_each_diagnostic_with_its_place(corpus: Path) -> None:
    (corpus / "bad.txt").write_text(BAD, "utf-8")
    result = run("corpus")
    assert result.exit_code == 1
    assert result.stdout == "corpus/bad.txt:1:1: warning: Second Film has no year [missing-year]\n"
    assert run("corpus/good.txt").exit_code == 0


def test_strict_minds_notes(corpus: Path) -> None:
    (corpus / "noted.txt").write_bytes(GOOD.replace("man", "mañana").encode("cp1252"))
    assert run().exit_code == 0
    assert run("--strict").exit_code == 1


def test_an_unreadable_article_is_a_problem_and_no_article_is_wrong_use(corpus: Path) -> None:
    (corpus / "bad.txt").write_bytes(bytes(range(32)) * 9)
    result = run()
    assert result.exit_code == 1
    assert "corpus/bad.txt:1:1: error: bad.txt is a binary file" in result.stdout
    assert run("corpus/bad.txt").exit_code == 1
    (corpus / "good.txt").unlink()
    assert run().exit_code == 1
    (corpus / "bad.txt").unlink()
    assert isinstance(run().exception, CorpusEmptyError)
    assert isinstance(run("nowhere").exception, CorpusNotFoundError)


def test_articles_are_compared_with_each_other(corpus: Path) -> None:
    (corpus / "other.txt").write_text(GOOD.replace("1999", "1998"), "utf-8")
    assert "[several-years]" in run().stdout


def test_the_corpus_comes_from_the_environment(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.rename(corpus.with_name("films"))
    monkeypatch.setenv("KAZSEARCH_CORPUS", "films")
    assert run().exit_code == 0


def test_labels_can_be_added_beside_the_corpus(corpus: Path) -> None:
    (corpus / "good.txt").write_text(GOOD.replace("Fact:", "Oddity:"), "utf-8")
    assert "unknown-label" in run("--strict").stdout
    config = corpus.parent / "kazsearch.toml"
    config.write_text('[labels]\nfact = ["Oddity"]\n', "utf-8")
    assert run("--strict").stdout == ""


def test_check_json_is_one_object(corpus: Path) -> None:
    (corpus / "bad.txt").write_text(BAD, "utf-8")
    assert json.loads(run("--format", "json").stdout) == {
        "format_version": 1,
        "articles": 2,
        "films": 2,
        "diagnostics": [
            {
                "file": "corpus/bad.txt",
                "path": "bad.txt",
                "line": 1,
                "column": 1,
                "severity": "warning",
                "code": "missing-year",
                "message": "Second Film has no year",
            }
        ],
    }


def test_check_github_prints_workflow_commands(corpus: Path) -> None:
    (corpus / "50%, bad.txt").write_text(BAD.replace("Second", "100%"), "utf-8")
    assert run("--format", "github").stdout == (
        "::warning file=corpus/50%25%2C bad.txt,line=1,col=1::"
        "100%25 Film has no year [missing-year]\n"
    )


def test_parse_rewrites_an_article(corpus: Path) -> None:
    (corpus / "wild.md").write_text("## **First Film** [1999]\n\nA man\nwalks home.\n", "utf-8")
    result = CliRunner().invoke(parse, ["corpus/wild.md"])
    assert result.stdout == "First Film (1999)\nDescription: A man walks home.\n"
    result = CliRunner().invoke(parse, ["corpus/wild.md", "--format", "json"])
    (film,) = json.loads(result.stdout)["films"]
    assert (film["film_id"], film["line"], film["end_line"]) == ("first-film-1999", 1, 4)
    assert film["source"]["description"] == {"line": 3, "end_line": 4}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nope.txt",), "nope.txt does not exist: name an article, or a folder of articles"),
        (("empty",), "there is no article in empty: name articles, or folders of them"),
    ],
)
def test_what_holds_no_article_is_said_in_a_sentence(
    corpus: Path, arguments: tuple[str, ...], message: str
) -> None:
    (corpus.parent / "empty").mkdir()
    assert str(run(*arguments).exception) == message


def test_a_folder_is_no_article_to_parse(corpus: Path) -> None:
    result = CliRunner().invoke(parse, ["corpus"])
    assert str(result.exception) == "corpus is a folder: name an article"


def test_files_that_are_no_articles_are_counted(corpus: Path) -> None:
    clean = "1 article, 1 film, 0 errors, 0 warnings, 0 notes"
    (corpus / "more").mkdir()
    for name in ("more/notes.rst", "more/NOTES", ".hidden.txt"):
        (corpus / name).write_text(GOOD)
    assert run().stderr == f"{clean}; 2 files of other kinds were left out\n"
    (corpus / "more" / "NOTES").unlink()
    twice = run("corpus", "corpus/good.txt", "corpus")
    assert twice.stderr == f"{clean}; 1 file of another kind was left out\n"
    assert run("corpus/good.txt").stderr == f"{clean}\n"
