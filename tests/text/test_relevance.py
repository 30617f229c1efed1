"""The figures that were promised, on the development data (benchmarks/spellings.py)."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARK = Path(__file__).parent.parent.parent / "benchmarks" / "spellings.py"


@pytest.fixture(scope="module")
def relevance() -> ModuleType:
    spec = importlib.util.spec_from_file_location("spellings", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_kazakh_questions_find_their_passages(relevance: ModuleType, shared_data: Path) -> None:
    collection = relevance.load(shared_data / "relevance" / "kazqad_mini")
    scorers = relevance.stem_scorers(collection.docs)
    assert relevance.ndcg(collection, scorers["stems"]) >= 0.76
    assert relevance.ndcg(collection, scorers["all, and words as written"]) >= 0.78


def test_english_queries_lose_nothing_by_spellings(
    relevance: ModuleType, shared_data: Path
) -> None:
    collection = relevance.load(shared_data / "relevance" / "cranfield")
    scorers = relevance.stem_scorers(collection.docs)
    without = relevance.ndcg(collection, scorers["stems"])
    assert relevance.ndcg(collection, scorers["stems and spellings"]) >= without - 0.001
    assert relevance.ndcg(collection, scorers["all, and words as written"]) >= without
