"""What the benchmarks make of a collection before anything is measured."""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kazsearch import build, open_index

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
DOCS: list[dict[str, Any]] = [
    {
        "id": "a",
        "title": "Who: Me?",
        "text": "A clerk is taken for a spy.",
        "year": 1999,
        "director": "Aida Nurlan",
        "genres": ["Comedy", "Crime"],
        "actors": ["Bek Omar", "Dana S. Pyle"],
        "tags": ["mistaken identity", "3d: yes"],
    },
    {"id": "b", "title": "12", "text": "Twelve\nmen argue.", "year": 0, "tags": []},
    {"id": "c", "title": "", "text": "1. Not a heading (2001)"},
]


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(BENCHMARKS)
    import judged

    yield judged
    del sys.modules["judged"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    folder.mkdir()
    queries = [{"id": str(number), "text": f"query {number}"} for number in range(40)]
    for name, rows in (("docs", DOCS), ("queries", queries)):
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    with gzip.open(folder / "qrels.tsv.gz", "wt", encoding="utf-8") as file:
        file.writelines(f"{number}\ta\t{min(number, 1)}\n" for number in range(40))
    return folder


def test_halves_are_apart_and_make_the_whole(judged: ModuleType, folder: Path) -> None:
    whole, one, other = (
        set(judged.load(folder, half=half).queries) for half in ("all", "choosing", "reporting")
    )
    assert one
    assert other
    assert one.isdisjoint(other)
    assert one | other == whole == {str(number) for number in range(1, 40)}  # 0 has nothing to find


def test_every_document_becomes_a_film_with_its_extras(
    judged: ModuleType, folder: Path, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    collection = judged.load(folder)
    judged.write_articles(collection, corpus)
    assert build(corpus, tmp_path / "index").films["added"] == len(DOCS)
    with open_index(tmp_path / "index") as index:
        films = {film.appearances[0].path: film for film in index.films().films}
        (hit,) = index.search("director:nurlan").hits
    assert films["0.txt"].title == hit.title == "Who: Me?"
    assert hit.year == 1999
    assert {extra.key: extra.text for extra in hit.extras} == collection.docs[0].extras
    assert films["1.txt"].title == "12"
    assert films["2.txt"].title == "Document 2"


def test_a_collection_that_is_not_there_is_said_so(judged: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="nothing was run"):
        judged.load(tmp_path / "nowhere")
