"""What the tests of all floors share: where the articles and the development data are."""

import os
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
