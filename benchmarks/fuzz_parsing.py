"""Throw bytes at the parser until it breaks a promise.

    python benchmarks/fuzz_parsing.py -max_total_time=600

Needs atheris, which is no dependency of the project. Options are libFuzzer's; the articles of
`tests/corpus/articles` are the first inputs, so that no time goes into finding what an article is.
What is promised stands in `tests/support/promises.py`.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

with atheris.instrument_imports(include=["kazsearch"]):
    from promises import article_seeds, check_article


def main() -> None:
    """Fuzz, beginning with the collected articles."""
    with tempfile.TemporaryDirectory() as folder:
        for path in article_seeds():
            shutil.copy(path, folder)
        atheris.Setup([*sys.argv, "-max_len=3000", folder], check_article)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
