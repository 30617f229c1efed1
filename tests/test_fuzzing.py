"""Short runs of the fuzzers: by chance alone, and by coverage where atheris is installed."""

import importlib.util
import random
import subprocess
import sys
from pathlib import Path

import pytest
from promises import (
    QUERY_SEEDS,
    article_seeds,
    check_article,
    check_query,
    mutated,
    small_searcher,
)

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


def test_mutated_articles_keep_every_promise() -> None:
    seeds = [path.read_bytes() for path in article_seeds()]
    draw = random.Random(7)
    for _ in range(400):
        check_article(mutated(seeds, draw))


def test_mutated_queries_are_answered_or_refused(tmp_path: Path) -> None:
    seeds = [query.encode() for query in QUERY_SEEDS]
    draw = random.Random(7)
    with small_searcher(tmp_path) as searcher:
        for _ in range(400):
            text = mutated(seeds, draw)[: draw.choice([20, 100, 300])]
            check_query(text.decode("utf-8", "surrogateescape"), searcher)


@pytest.mark.parametrize("name", ["fuzz_parsing", "fuzz_queries"])
def test_the_fuzzer_runs(name: str, tmp_path: Path) -> None:
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed: fuzzing by coverage did not run")
    done = subprocess.run(
        [sys.executable, BENCHMARKS / f"{name}.py", "-runs=2000", "-max_total_time=20", "-seed=7"],
        cwd=tmp_path,  # where libFuzzer leaves what broke a promise
        capture_output=True,
        check=False,
    )
    said = done.stderr.decode("utf-8", "replace") + done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, said[-3000:]
    assert "Done " in said
