"""What the tests of all floors share: where the articles and the development data are."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The development data, which is not part of the project: `$KAZSEARCH_DATA` or beside it."""
    path = Path(os.environ.get("KAZSEARCH_DATA", ROOT.parent / "shared" / "data"))
    if not path.is_dir():
        pytest.skip(f"no development data at {path} (set KAZSEARCH_DATA): this test did not run")
    return path


@pytest.fixture(scope="session", params=["ours", "the user's"])
def melodramas(request: pytest.FixtureRequest) -> Path:
    """The article of ten Kazakh melodramas: the one in `corpus/`, then the user's own."""
    if request.param == "ours":
        return ROOT / "corpus" / "kazakh-melodramas.txt"
    shared: Path = request.getfixturevalue("shared_data")
    return shared / "kazakh-melodramas.txt"


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_the_person_who_runs_the_tests() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("KAZSEARCH_", "NO_COLOR", "FORCE_COLOR")) and name not in {
                "KAZSEARCH_DATA",
                "KAZSEARCH_RECORD",
            }:
                patch.delenv(name)
        yield
