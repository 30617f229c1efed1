"""Throw text at the query language until it breaks a promise.

    python benchmarks/fuzz_queries.py -max_total_time=600

Needs atheris, which is no dependency of the project. Options are libFuzzer's. Each text is parsed,
printed, parsed again, and asked of a small index; what is promised stands in
`tests/support/promises.py`.
"""

import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

with atheris.instrument_imports(include=["kazsearch.query", "kazsearch.search", "kazsearch.text"]):
    from promises import QUERY_SEEDS, check_query, small_searcher


def main() -> None:
    """Fuzz, beginning with queries that show the whole language."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as seeds:
        for number, query in enumerate(QUERY_SEEDS):
            (Path(seeds) / str(number)).write_bytes(query.encode())
        with small_searcher(Path(folder)) as searcher:
            atheris.Setup(
                [*sys.argv, "-max_len=300", seeds],
                lambda data: check_query(data.decode("utf-8", "surrogateescape"), searcher),
            )
            atheris.Fuzz()


if __name__ == "__main__":
    main()
