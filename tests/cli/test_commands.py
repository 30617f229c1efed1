"""The commands as a person runs them: a real process, real folders."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from corpora import block, write_corpus

from kazsearch.index import store

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Args = tuple[str, ...]

CORPUS = {
    "poets.txt": block("The Poet", 2009, "A poet loves the steppe.", "He was real."),
    "birds/falcon.md": block("White Falcon", 2010, "A falcon, deported by train.", "A legend."),
}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run kazsearch in a folder that holds a corpus."""
    write_corpus(tmp_path / "corpus", CORPUS)

    def run(*args: str, env: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "kazsearch", *args],
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "80", **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


def test_build_reports_by_the_contract(run: Run) -> None:
    done = run("build", "--format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert report.pop("took_ms") > 0
    assert report == {
        "format_version": 1,
        "articles": {"added": 2, "changed": 0, "removed": 0, "unchanged": 0, "failed": 0},
        "films": {"added": 2, "changed": 0, "removed": 0, "unchanged": 0},
        "diagnostics": [],
        "generation": 1,
    }
    again = json.loads(run("build", "--format", "json").stdout)
    assert again["generation"] == 1
    assert again["articles"]["unchanged"] == 2


def test_query_answers_by_the_contract(run: Run) -> None:
    run("build")
    done = run("query", "deportation", "falcon", "--format", "json")
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert answer["format_version"] == 1
    assert answer["query"] == "deportation falcon"
    assert (answer["matched"], answer["total"], answer["did_you_mean"]) == ("all", 1, None)
    (hit,) = answer["hits"]
    assert hit.pop("score") > 0
    assert hit == {
        "rank": 1,
        "film_id": "white-falcon-2010",
        "title": "White Falcon",
        "year": 2010,
        "description": "A falcon, deported by train.",
        "facts": ["A legend."],
        "extras": {},
        "matched_terms": ["deportation", "falcon"],
        "missing_terms": [],
        "spellings": [],
        "snippets": [
            {"field": "title", "text": "White Falcon", "highlights": [[6, 12]]},
            {
                "field": "description",
                "text": "A falcon, deported by train.",
                "highlights": [[2, 8], [10, 18]],
            },
        ],
        "appearances": [{"path": "birds/falcon.md", "line": 1, "end_line": 3}],
        "stale_paths": [],
    }


def test_json_lines_hold_the_same_hits(run: Run) -> None:
    run("build")
    whole = json.loads(run("query", "falcon steppe", "--format", "json").stdout)
    lines = run("query", "falcon steppe", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == whole["hits"]
    assert (whole["matched"], len(lines)) == ("some", 2)


def test_text_says_where_some_words_are_missing_and_which(run: Run) -> None:
    run("build")
    done = run("query", "falcon", "steppe")
    assert done.stdout.startswith("Films with only some of the words:\n\n 1. White *Falcon* (2010)")
    assert "without: steppe" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_word_in_no_film_is_suggested_another(run: Run) -> None:
    run("build")
    done = run("query", "falcpn", "poet")
    assert done.returncode == 0
    assert "did you mean: falcon poet" in done.stderr
    done = run("query", "zebra", "hippo")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "nothing found for: zebra hippo\n"


def test_what_finds_nothing_is_run_corrected_and_said_to_have_been(run: Run) -> None:
    run("build")
    done = run("query", "falcpn")
    assert done.returncode == 0
    assert "White *Falcon* (2010)" in done.stdout
    assert done.stderr == "nothing found for: falcpn; these are for: falcon\n"
    answer = json.loads(run("query", "falcpn", "--format", "json").stdout)
    assert (answer["query"], answer["did_you_mean"]) == ("falcpn", "falcon")
    assert answer["corrected"] == "falcon"


@pytest.mark.parametrize("word", ["-legend", "-heroes", "-0z"])
def test_a_word_after_a_minus_is_never_an_option(run: Run, word: str) -> None:
    """Though it has the letters of short ones: -l, -h, -0."""
    run("build")
    done = run("query", "falcon", "poet", word, "--sort", "-year")
    assert done.stderr == ""
    assert "The *Poet* (2009)" in done.stdout
    assert ("White *Falcon*" in done.stdout) is (word != "-legend")
    assert run("query", "falcon", "-l").stdout == "birds/falcon.md\n"
    for args in (["falcon", "--limit"], ["--limit"]):
        assert run("query", *args).stderr.endswith("Option '--limit' requires an argument.\n")
    assert "No such option '--limt'" in run("query", "falcon", "--limt", "3").stderr
    assert run("query", "poet", "--", "--limt").returncode == 0


def test_paths_are_of_all_films_and_not_of_one_page(run: Run, tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", {f"{n:02}.txt": block(f"Wolf {n}", 2001) for n in range(25)})
    run("build")
    assert len(run("query", "wolf", "-l").stdout.splitlines()) == 25
    assert run("query", "wolf", "-0").stdout.count("\0") == 25
    assert len(run("query", "wolf", "-l", "--limit", "3").stdout.splitlines()) == 3
    assert len(run("query", "wolf", "-l", "--page", "3").stdout.splitlines()) == 5


@pytest.mark.parametrize("show", ["-l", "-0", "--count"])
def test_paths_and_counts_have_no_format(run: Run, show: str) -> None:
    run("build")
    for command in (["query", "poet"], ["films"]):
        done = run(*command, show, "--format", "json")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.endswith("print no films: leave --format out.\n")
        done = run(*command, show, "--facets", "year")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.endswith("print no films: leave --facets out.\n")
        assert run(*command, show, env={"KAZSEARCH_QUERY_FORMAT": "json"}).returncode == 0


def test_who_finds_nothing_is_told_what_the_options_left_out(run: Run) -> None:
    run("build")
    for option in (
        ["--year", "1900"],
        ["--article", "x*"],
        ["--in", "title"],
        ["--min-score", "9"],
    ):
        done = run("query", "loves", *option)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == "nothing found for: loves\n1 film is left out by the options\n"
    assert "left out" not in run("query", "qqq", "--year", "1900").stderr
    # `poetz` alone is corrected: what that finds was not left out
    assert "left out" not in run("query", "poetz", "--year", "1900").stderr
    assert "left out" not in run("query", "qqq").stderr


def test_a_page_behind_the_last_exits_1(run: Run) -> None:
    run("build")
    for command in (["query", "poet"], ["films"]):
        done = run(*command, "--limit", "5", "--page", "9")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("no more pages: ")
    assert run("films", "--page", "9", "--count").stdout == "2\n"
    done = run("query", "poet", "--page", "9", "--count")
    assert (done.returncode, done.stdout, done.stderr) == (0, "1\n", "")


def test_nan_is_no_number(run: Run, tmp_path: Path) -> None:
    run("build")
    (tmp_path / "q.tsv").write_text("poet\tthe-poet-2009\n", "utf-8")
    for args in (["query", "poet", "--min-score", "nan"], ["eval", "q.tsv", "--at-least", "nan"]):
        done = run(*args)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.endswith("NaN is no number.\n")


def test_a_film_without_a_name_is_asked_for(run: Run) -> None:
    run("build")
    done = run("show", "")
    assert done.returncode == 2
    assert done.stderr.endswith("FILM is empty: name a film id or a title.\n")


def test_nothing_at_all_exits_1(run: Run) -> None:
    run("build")
    done = run("query", "qqqqqqqq")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "nothing found for: qqqqqqqq\n"


def test_colour_is_obeyed(run: Run) -> None:
    run("build")
    assert "\x1b[" in run("query", "falcon", "--color", "always").stdout
    assert "\x1b[" in run("query", "falcon", env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b[" not in run("query", "falcon", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    assert "\x1b[" not in run("query", "falcon", "--color", "never").stdout


def test_check_exits_1_until_the_index_is_built(run: Run, tmp_path: Path) -> None:
    assert run("build", "--check").returncode == 1
    assert not (tmp_path / "index").exists()
    run("build")
    assert run("build", "--check").returncode == 0


def test_an_article_that_fails_exits_1_and_names_its_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "corpus" / "bad.txt").write_bytes(bytes(range(256)) * 20)
    done = run("build")
    assert done.returncode == 1
    assert (tmp_path / "corpus" / "bad.txt").relative_to(tmp_path).as_posix() in done.stderr
    assert "2 added" in done.stdout
    assert "1 failed" in done.stdout


def test_folders_come_from_the_environment(run: Run, tmp_path: Path) -> None:
    env = {"KAZSEARCH_CORPUS": "corpus/birds", "KAZSEARCH_INDEX": "elsewhere"}
    assert run("build", env=env).returncode == 0
    assert run("query", "falcon", env=env).returncode == 0
    assert (tmp_path / "elsewhere").is_dir()
    assert not (tmp_path / "index").exists()


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["query", "love"], "error: there is no index in index yet: run `kazsearch build` first\n"),
        (["query"], "Missing argument"),
        (["query", "love", "--limit", "0"], "Invalid value for '--limit'"),
        (["build", "nowhere"], "nowhere"),
        (["build", "--speed"], "--speed"),
        (["bild"], "No such command 'bild'"),
    ],
)
def test_each_error_is_a_sentence_and_exit_2(run: Run, args: list[str], sentence: str) -> None:
    done = run(*args)
    assert done.returncode == 2
    assert done.stdout == ""
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_locked_index_exits_2_and_can_be_searched(run: Run, tmp_path: Path) -> None:
    run("build")
    (tmp_path / "corpus" / "poets.txt").unlink()
    with store.locked(tmp_path / "index"):
        done = run("build")
        assert done.returncode == 2
        assert "another build is writing the index in index" in done.stderr
        assert run("query", "poet").returncode == 0


def test_a_query_that_cannot_be_meant_shows_the_place(run: Run) -> None:
    run("build")
    done = run("query", 'love "steppe')
    assert done.returncode == 2
    assert done.stderr.splitlines()[:2] == ['love "steppe', "     ^"]


def test_a_reader_that_leaves_early_is_no_error(run: Run, tmp_path: Path) -> None:
    run("build")
    command = f"{sys.executable} -m kazsearch query poet falcon --format json | head -c 1"
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("{", "")


def test_control_characters_of_an_article_do_not_reach_the_terminal(
    run: Run, tmp_path: Path
) -> None:
    text = block("Bad", 2010, "A \x1b[31mred\x07 \u202eword.")
    write_corpus(tmp_path / "corpus", {"bad.txt": text})
    run("build")
    shown = run("query", "word").stdout
    assert "word" in shown
    assert not set(shown) & set("\x1b\x07\u202e")


@pytest.mark.parametrize("command", [("films",), ("query", "poet"), ("stats",)])
def test_output_that_nobody_reads_is_no_failure(run: Run, tmp_path: Path, command: Args) -> None:
    run("build")
    reader, writer = os.pipe()
    os.close(reader)
    assert _printing_to(writer, tmp_path, command) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("command", [("films",), ("query", "poet"), ("stats",)])
def test_output_that_has_no_room_is_one_sentence(run: Run, tmp_path: Path, command: Args) -> None:
    run("build")
    assert _printing_to(os.open("/dev/full", os.O_WRONLY), tmp_path, command) == (
        2,
        "error: the output can't be written: no space left on device\n",
    )


def _printing_to(output: int, folder: Path, command: Args) -> tuple[int, str]:
    with open(output, "wb") as stdout:
        done = subprocess.run(
            [sys.executable, "-m", "kazsearch", *command],
            cwd=folder,
            stdout=stdout,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    return done.returncode, done.stderr


def test_an_interruption_while_modules_are_imported_is_one_word() -> None:
    code = (
        "import sys\n"
        "from kazsearch.__main__ import start\n"
        "class Interrupts:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'kazsearch.cli.settings': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupts())\n"
        "start()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")


def test_labels_are_those_of_the_nearest_settings_for_all_commands(
    run: Run, tmp_path: Path
) -> None:
    crane = block("Heat", 1995, "Two men.", "Long.") + "Crane: big\n"
    write_corpus(tmp_path / "data" / "films", {"a.txt": crane})
    settings = 'corpus = "data/films"\n[labels]\ncamera_crane = ["Crane"]\n'
    (tmp_path / "kazsearch.toml").write_text(settings)
    assert run("check").returncode == 0
    assert "Camera crane:" in run("parse", "data/films/a.txt").stdout
    built = run("build")
    assert (built.returncode, built.stderr) == (0, "")
    assert "camera_crane\n    big" in run("films", "--facets", "camera_crane").stdout
    assert "Camera crane: big" in run("show", "heat-1995").stdout


def test_an_index_is_not_taken_for_that_of_another_corpus(run: Run, tmp_path: Path) -> None:
    write_corpus(tmp_path / "other", {"a.txt": block("Heat", 1995, "Two men.")})
    run("build")
    refused = run("build", "other")
    assert refused.returncode == 2
    assert refused.stderr.startswith("error: the index in index holds the films of corpus: name")
    assert run("films", "--count").stdout == "2\n"
    assert run("build", "other", "--full").returncode == 0
    assert run("films", "--count").stdout == "1\n"
    (tmp_path / "other").rename(tmp_path / "moved")
    assert run("build", "moved").returncode == 0


@pytest.mark.parametrize("encoding", ["latin-1", "cp1251"])
def test_letters_that_the_output_has_not_are_written_as_escapes(run: Run, encoding: str) -> None:
    run("build")
    shown = run("query", "poet", "--facets", "decade", env={"PYTHONIOENCODING": encoding})
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "\\u2587" in shown.stdout  # the bar of a facet


@pytest.mark.parametrize("format_", ["jsonl", "csv", "tsv"])
def test_facets_are_refused_where_there_is_no_place_for_them(run: Run, format_: str) -> None:
    run("build")
    refused = run("query", "poet", "--facets", "year", "--format", format_)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"{format_} has no place for --facets" in refused.stderr


def test_what_is_said_to_be_done_is_done_to_the_index_that_was_typed(run: Run) -> None:
    missing = run("query", "love", "--index", "my films")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "run `kazsearch build --index 'my films'`" in missing.stderr
    assert "run `kazsearch build`" in run("query", "love").stderr


def test_so_it_is_where_a_search_a_count_or_a_check_of_the_index_says_it(
    run: Run, tmp_path: Path
) -> None:
    run("build", "--index", "ix")
    write_corpus(tmp_path / "corpus", {**CORPUS, "poets.txt": block("The Poet", 2009, "Anew.")})
    for command in (["query", "poet"], ["show", "poet"], ["films"], ["open", "poet", "--print"]):
        assert run(*command, "--index", "ix").stderr.endswith("run `kazsearch build --index ix`\n")
    assert "; run `kazsearch build --index ix`\n" in run("stats", "--index", "ix").stdout
    segment = next((tmp_path / "ix").glob("*.kaz"))
    segment.write_bytes(segment.read_bytes()[:-9] + b"123456789")
    found = run("verify", "--index", "ix")
    assert found.returncode == 1
    assert "run `kazsearch build --index ix --full`" in found.stdout


def test_what_a_build_did_is_said_though_no_article_differs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    made = run("build", "none", "--index", "empty")
    assert made.stdout.startswith("an index without films was made\n")
    assert "generation 1, " in made.stdout
    assert "nothing to do; generation 1" in run("build", "none", "--index", "empty").stdout
    run("build")
    (tmp_path / "corpus").rename(tmp_path / "moved")
    moved = run("build", "moved")
    assert moved.stdout.startswith("the corpus is in another place than before, which was noted\n")
    assert "generation 2, " in moved.stdout
    assert "nothing to do; generation 2" in run("build", "moved").stdout
    emptied = run("build", "none", "--full", "--allow-empty")
    assert emptied.stdout.startswith("the index was built anew\n")
    assert "generation 3, " in emptied.stdout


@pytest.mark.parametrize(
    ("args", "names"),
    [
        (["query", "poet", "--all", "--any"], "--all and --any"),
        (["query", "--any", "poet", "--all"], "--any and --all"),
        (["query", "poet", "-l", "--count"], "-l and --count"),
        (["films", "--count", "-0"], "--count and -0"),
    ],
)
def test_of_several_ways_one_is_to_be_chosen(run: Run, args: list[str], names: str) -> None:
    run("build")
    done = run(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f"{names} exclude each other: leave one of them out.\n")


@pytest.mark.parametrize("flags", [["-l0"], ["-0l"], ["-l", "-0"], ["-0", "-l"], ["-0"]])
def test_paths_may_be_asked_for_and_their_ends_too(run: Run, flags: list[str]) -> None:
    run("build")
    paths = run("films", "-l").stdout.split("\n")
    assert run("films", *flags).stdout.split("\0") == paths


def test_one_way_may_be_chosen_twice(run: Run) -> None:
    run("build")
    assert run("query", "poet", "--all", "--all", "--count", "--count").stdout == "1\n"
    assert run("query", "--count", "--article", "--any", "--", "poet", "--all").returncode == 1
