"""The browsing commands as a person runs them: a real process, real folders."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from corpora import block, write_corpus

Run = Callable[..., "subprocess.CompletedProcess[str]"]

CORPUS = {
    "poets.txt": block("The Poet", 2009, "A poet loves the steppe.", "He was real.")
    + "Director: Ann Lee\n\n\n"
    + block("Steppe", 1990, "A poet and a horse."),
    "more/birds.md": block("White Falcon", 2010, "A falcon on the steppe.")
    + "\n\nThe Poet (2009)\nDescription: Told again.\nDirector: Bo Lee\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browse")
    write_corpus(path / "corpus", CORPUS)
    run_in(path, "build")
    return path


@pytest.fixture
def run(folder: Path) -> Run:
    return lambda *arguments, **env: run_in(folder, *arguments, **env)


def run_in(folder: Path, *arguments: str, **env: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "kazsearch", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "80", "VISUAL": "", "EDITOR": "", **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_show_says_what_each_article_says_and_where_they_disagree(run: Run) -> None:
    done = run("show", "the", "poet")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "The Poet (2009)  the-poet-2009\n"
        "\n"
        "more/birds.md:5-7\n"
        "    Told again.\n"
        "    Director: Bo Lee\n"
        "\n"
        "poets.txt:1-4\n"
        "    A poet loves the steppe.\n"
        "    Fact: He was real.\n"
        "    Director: Ann Lee\n"
        "\n"
        "The articles disagree on the director:\n"
        "    Bo Lee (more/birds.md:5)\n"
        "    Ann Lee (poets.txt:1)\n"
    )


def test_show_as_json_holds_everything(run: Run) -> None:
    film = json.loads(run("show", "the-poet-2009", "--format", "json").stdout)
    assert film.pop("contradictions") == [
        {
            "subject": "director",
            "claims": [
                {"value": "Bo Lee", "film_id": "the-poet-2009", "path": "more/birds.md", "line": 5},
                {"value": "Ann Lee", "film_id": "the-poet-2009", "path": "poets.txt", "line": 1},
            ],
        }
    ]
    assert film.pop("format_version") == 1
    first, second = film.pop("appearances")
    assert first["description"] == "Told again."
    assert second == {
        "path": "poets.txt",
        "line": 1,
        "end_line": 4,
        "title": "The Poet",
        "alternative_titles": [],
        "description": "A poet loves the steppe.",
        "facts": ["He was real."],
        "extras": {"director": ["Ann Lee"]},
        "lines": {"title": [1, 1], "description": [2, 2], "facts": [[3, 3]], "extras": [[4, 4]]},
    }
    assert film == {
        "film_id": "the-poet-2009",
        "title": "The Poet",
        "alternative_titles": [],
        "year": 2009,
        "description": "Told again.",
        "facts": ["He was real."],
        "extras": {"director": ["Bo Lee", "Ann Lee"]},
        "stale_paths": [],
    }


@pytest.mark.parametrize("command", ["show", "open", "like"])
def test_where_no_film_or_several_are_meant_the_exit_status_is_1(command: str, run: Run) -> None:
    done = run(command, "zebra")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "no film is called zebra\n"
    done = run(command, "falxon")
    assert done.returncode == 1
    assert done.stderr == (
        "no film is called falxon; did you mean:\n"
        "  white-falcon-2010  White Falcon (2010)  more/birds.md:1\n"
    )


def test_several_films_of_a_name_are_listed(tmp_path: Path) -> None:
    articles = {"a.txt": "".join(f"Film (20{n})\n\n\n" for n in range(10, 22))}
    write_corpus(tmp_path / "corpus", articles)
    run_in(tmp_path, "build")
    done = run_in(tmp_path, "show", "Film")
    assert (done.returncode, done.stdout) == (1, "")
    head, *candidates = done.stderr.splitlines()
    assert head == "more than 10 films may be called Film; name one by its id:"
    assert candidates[0] == "  film-2010  Film (2010)  a.txt:1"
    assert len(candidates) == 10


def test_open_prints_the_place(run: Run) -> None:
    done = run("open", "the-poet-2009", "--print")
    assert (done.returncode, done.stdout) == (0, "corpus/more/birds.md:5\n")
    done = run("open", "the-poet-2009", "--print", "--article", "poets*")
    assert done.stdout == "corpus/poets.txt:1\n"
    done = run("open", "the-poet-2009", "--print", "--article", "x*")
    assert (done.returncode, done.stderr) == (1, "no article like x* tells of that film\n")


def test_open_runs_the_editor(run: Run, tmp_path: Path) -> None:
    vim = tmp_path / "vim"
    vim.write_text('#!/bin/sh\nprintf "%s\\n" "$*"\n')
    vim.chmod(0o755)
    assert run("open", "falcon", VISUAL=f"{vim} -n").stdout == "-n +1 corpus/more/birds.md\n"
    assert run("open", "falcon", EDITOR=str(vim)).stdout == "+1 corpus/more/birds.md\n"
    assert run("open", "falcon", EDITOR="echo").stdout == "corpus/more/birds.md\n"


def test_the_editor_has_the_environment_of_who_opens_it(run: Run, tmp_path: Path) -> None:
    shows = tmp_path / "shows"
    shows.write_text("#!/bin/sh\nenv\n")
    shows.chmod(0o755)
    threads = "OPENBLAS_NUM_THREADS"  # which kazsearch sets for itself
    seen = run("open", "falcon", EDITOR=str(shows), CINEMA="Shaken").stdout
    assert "CINEMA=Shaken\n" in seen
    assert (f"{threads}=" in seen) is (threads in os.environ)
    seen = run("open", "falcon", EDITOR=str(shows), **{threads: "3"}).stdout
    assert f"{threads}=3\n" in seen


@pytest.mark.parametrize(
    ("editor", "sentence"),
    [
        ("", "error: no editor is set: set VISUAL or EDITOR, or pass --print\n"),
        ("vim 'x", "error: EDITOR can't be read as a command: close its quotes\n"),
        ("false", "error: the editor false ended with status 1\n"),
        ("no-such-editor", "error: the editor no-such-editor can't be run"),
    ],
)
def test_an_editor_that_fails_is_one_sentence(editor: str, sentence: str, run: Run) -> None:
    done = run("open", "falcon", EDITOR=editor)
    assert done.returncode == 2
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


def test_like_answers_as_query_does(run: Run) -> None:
    answer = json.loads(run("like", "the-poet-2009", "--format", "json").stdout)
    assert [hit["film_id"] for hit in answer["hits"]] == ["steppe-1990"]
    assert [hit["rank"] for hit in answer["hits"]] == [1]
    lines = run("like", "poet", "--format", "jsonl", "--limit", "1").stdout.splitlines()
    assert [json.loads(line) for line in lines] == answer["hits"][:1]


def test_films_as_text_are_a_line_each(run: Run) -> None:
    assert run("films").stdout == (
        "Steppe (1990)  steppe-1990  poets.txt:7\n"
        "The Poet (2009)  the-poet-2009  more/birds.md:5 and 1 more\n"
        "White Falcon (2010)  white-falcon-2010  more/birds.md:1\n"
    )
    done = run("films", "--year", "2009..", "--sort", "-year", "--facets", "year")
    assert done.stdout.splitlines()[0].startswith("White Falcon")
    assert "2009 ▇" in done.stdout


def test_the_export_holds_all_that_was_written(run: Run) -> None:
    films = [json.loads(line) for line in run("films", "--format", "jsonl").stdout.splitlines()]
    whole = json.loads(run("films", "--format", "json", "--facets", "decade").stdout)
    assert whole["films"] == films
    assert (whole["format_version"], whole["total"]) == (1, 3)
    assert whole["facets"] == {"decade": {"1990s": 1, "2000s": 1, "2010s": 1}}
    shown = json.loads(run("show", "the-poet-2009", "--format", "json").stdout)
    assert films[1] == {key: shown[key] for key in films[1]}
    # every word of the corpus comes out again
    said = json.dumps(films, ensure_ascii=False)
    for text in CORPUS.values():
        for line in text.splitlines():
            assert line.partition(": ")[2] in said


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_films_as_a_table_have_a_row_each(form: str, delimiter: str, run: Run) -> None:
    table = run("films", "--format", form).stdout
    rows = list(csv.DictReader(io.StringIO(table), delimiter=delimiter))
    assert [row["film_id"] for row in rows] == ["steppe-1990", "the-poet-2009", "white-falcon-2010"]
    assert rows[1]["extras"] == "director: Bo Lee\ndirector: Ann Lee"
    assert rows[1]["places"] == "more/birds.md:5 poets.txt:1"


def test_films_print_paths_or_their_number_only(run: Run) -> None:
    assert run("films", "-l").stdout == "poets.txt\nmore/birds.md\n"
    assert run("films", "-0", "--year", "2010").stdout == "more/birds.md\0"
    assert run("films", "--count", "--limit", "1").stdout == "3\n"
    done = run("films", "--year", "1800..1850")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "no films\n")


def test_stats_as_text_and_json(run: Run, folder: Path) -> None:
    lines = run("stats").stdout.splitlines()
    assert lines[:2] == ["articles    2", "films       3 (4 appearances)"]
    assert lines[-1] == "stale       nothing"
    stats = json.loads(run("stats", "--format", "json").stdout)
    assert stats["stale"] == {"added": [], "changed": [], "removed": [], "failed": []}
    assert (stats["articles"], stats["films"], stats["appearances"]) == (2, 3, 4)


def test_that_no_film_is_like_it_is_said_so(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", {"a.txt": block("The Poet", 2009, "A poet.")})
    run_in(tmp_path, "build")
    done = run_in(tmp_path, "like", "The", "Poet")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "no film is like the-poet-2009\n"
    done = run_in(tmp_path, "like", "The", "Poet", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)["total"]) == (1, 0)


def test_numbers_are_written_alike(tmp_path: Path) -> None:
    films = "\n".join(block(f"Film {n}", 1950 + n % 70, "A love.") for n in range(1200))
    write_corpus(tmp_path / "corpus", {"films.txt": films})
    assert "films:    1,200 added, 0 changed" in run_in(tmp_path, "build").stdout
    assert run_in(tmp_path, "check").stderr.startswith("1 article, 1,200 films, ")
    stats = run_in(tmp_path, "stats").stdout
    assert "films       1,200 (1,200 appearances)" in stats
    assert ", 1 segment\n" in stats


def test_a_stale_film_says_so(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", CORPUS)
    run_in(tmp_path, "build")
    (tmp_path / "corpus" / "poets.txt").write_text("Gone (2000)\n", "utf-8")
    sentence = "changed since the index was built: poets.txt; run `kazsearch build`\n"
    assert run_in(tmp_path, "show", "steppe").stderr == sentence
    assert run_in(tmp_path, "open", "steppe", "--print").stderr == sentence
    assert run_in(tmp_path, "films").stderr == sentence
    assert "~ poets.txt" in run_in(tmp_path, "stats").stdout
    (tmp_path / "corpus" / "poets.txt").unlink()
    done = run_in(tmp_path, "open", "steppe", EDITOR="echo")
    assert done.returncode == 2
    assert done.stderr.endswith("error: corpus/poets.txt is gone: run `kazsearch build`\n")


ALL_WAYS = (["query", "horse"], ["show", "steppe"], ["films"], ["like", "steppe"])
ALL_WAYS += (["open", "steppe", "--print"],)


@pytest.mark.parametrize("command", ALL_WAYS, ids=" ".join)
def test_that_an_article_is_gone_or_unreadable_is_said_as_it_is(
    command: list[str], tmp_path: Path
) -> None:
    write_corpus(tmp_path / "corpus", {**CORPUS, "war.txt": block("War", 2001, "A poet, a horse.")})
    run_in(tmp_path, "build")
    for path in ("poets.txt", "war.txt"):
        (tmp_path / "corpus" / path).unlink()
    said = run_in(tmp_path, *command).stderr
    assert said.startswith("gone since the index was built: ")
    assert said.endswith(".txt; run `kazsearch build`\n")
    for path in ("poets.txt", "war.txt"):
        (tmp_path / "corpus" / path).symlink_to(path)  # to itself: nobody can read that
    said = run_in(tmp_path, *command).stderr
    assert said.startswith("can't be read now, changed or not: ")
    assert said.count("\n") == 1
    assert "build" not in said


@pytest.mark.parametrize("command", ALL_WAYS, ids=" ".join)
def test_that_the_corpus_is_gone_is_said_in_one_line(command: list[str], tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", {**CORPUS, "war.txt": block("War", 2001, "A poet, a horse.")})
    run_in(tmp_path, "build")
    (tmp_path / "corpus").rename(tmp_path / "moved")
    done = run_in(tmp_path, *command)
    assert done.returncode == 0
    assert done.stderr == (
        "there is no corpus at corpus any more: whether its articles have changed is unknown\n"
    )
    if command[0] in {"query", "like"}:
        answer = json.loads(run_in(tmp_path, *command, "--format", "json").stdout)
        assert answer["hits"][0]["stale_paths"] == []


def test_terms_with_their_films(run: Run) -> None:
    assert run("terms", "PO").stdout == "2  poet\n"
    words = json.loads(run("terms", "", "--limit", "1", "--format", "json").stdout)
    assert words == {"format_version": 1, "terms": [{"word": "a", "films": 3}]}
    done = run("terms", "zz")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "no word begins with zz\n")


def test_eval_prints_measures_and_compares_their_mean(run: Run, folder: Path) -> None:
    (folder / "q.tsv").write_text("falcon\twhite-falcon-2010\nhorse\tthe-poet-2009 x-1\n", "utf-8")
    done = run("eval", "q.tsv")
    assert done.returncode == 0
    assert done.stdout == (
        "    RR  nDCG@10  query\n"
        "1.0000   1.0000  falcon\n"
        "0.0000   0.0000  horse\n"
        "0.5000   0.5000  mean of 2 queries\n"
    )
    assert done.stderr == "q.tsv:2: not in the index, so never found: x-1\n"
    assert run("eval", "q.tsv", "--at-least", "0.5").returncode == 0
    assert run("eval", "q.tsv", "--at-least", "nan").returncode == 2
    done = run("eval", "q.tsv", "--at-least", "0.6", "--format", "json")
    assert done.returncode == 1
    assert done.stderr.endswith("mean nDCG@10 0.5000 is below 0.6\n")
    grades = json.loads(done.stdout)
    assert (grades["mean_reciprocal_rank"], grades["mean_ndcg_at_10"]) == (0.5, 0.5)
    assert grades["queries"][1]["unknown"] == ["x-1"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"no tab\n", "error: q.tsv has lines that are no query, tab and film ids: 1\n"),
        (b'ok\tx\n"open\tx\n', "error: q.tsv:2: "),
        (b"\xff\xfe\tx\n", "error: q.tsv is not in UTF-8: save it so\n"),
        (None, "error: q.tsv can't be read: no such file or directory\n"),
    ],
)
def test_bad_golden_queries_are_one_sentence(
    content: bytes | None, sentence: str, folder: Path
) -> None:
    path = folder / "q.tsv"
    path.unlink(missing_ok=True)
    if content is not None:
        path.write_bytes(content)
    done = run_in(folder, "eval", "q.tsv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [["show", "x"], ["films"], ["stats"], ["terms", "x"], ["like", "x"]]
)
def test_without_an_index_each_command_says_so(arguments: list[str], tmp_path: Path) -> None:
    done = run_in(tmp_path, *arguments)
    assert done.returncode == 2
    assert done.stderr == "error: there is no index in index yet: run `kazsearch build` first\n"


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    text = "Bad \x1b[31mFilm (2010)\nDescription: A \x07 \u202eword.\nDirector: X\x9b\n"
    other = "Bad \x1b[31mFilm (2010)\nDirector: Y\x1b\n"
    write_corpus(tmp_path / "corpus", {"a\x1b[2J.txt": text, "b.txt": other})
    run_in(tmp_path, "build")
    for arguments in (["show", "bad"], ["films"], ["stats"], ["like", "bad"], ["show", "badd"]):
        done = run_in(tmp_path, *arguments, "--index", "index")
        assert not set(done.stdout + done.stderr) & set("\x1b\x07\u202e\x9b"), arguments
