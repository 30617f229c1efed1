"""An index that someone sent runs nothing when it is opened."""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from corpora import block, write_corpus
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC

from kazsearch.errors import IndexStateError
from kazsearch.index.build import build
from kazsearch.search.searcher import open_index


class Command:
    """What is pickled as a call."""

    def __init__(self, function: Callable[..., Any], *arguments: Any) -> None:
        self.call = (function, arguments)

    def __reduce__(self) -> tuple[Any, ...]:
        return self.call


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus", {"a.txt": block("The Poet", 2009, "Love.")})


@pytest.fixture
def index(corpus: Path, tmp_path: Path) -> Path:
    build(corpus, tmp_path / "index")
    return tmp_path / "index"


def exchange(index: Path, *, schema: Any = None, segments: Any = None) -> None:
    """Write the table of contents anew with another pickle in it."""
    toc = TOC.read(FileStorage(str(index)), "MAIN")
    out = StructFile(BytesIO())
    for number in (4, 8, 4):
        out.write_varint(number)
    out.write_int(-12345)
    out.write_int(toc.version)
    for number in toc.release:
        out.write_varint(number)
    out.write_string(pickle.dumps(toc.schema if schema is None else schema, 2))
    out.write_int(toc.generation)
    out.write_int(0)
    out.write_pickle(toc.segments if segments is None else segments)
    path = index / f"_MAIN_{toc.generation}.toc"
    path.write_bytes(out.file.getvalue())  # type: ignore[attr-defined]  # it is a BytesIO


def test_an_exchange_of_nothing_is_opened(index: Path) -> None:
    exchange(index)  # or the others would prove nothing
    with open_index(index) as searcher:
        assert searcher.search("love").total == 1


@pytest.mark.parametrize("deep", [False, True])
def test_a_pickle_that_would_run_a_command_is_refused(
    index: Path, corpus: Path, tmp_path: Path, deep: bool
) -> None:
    mark = tmp_path / "it ran"
    evil: Any = Command(os.system, f"touch '{mark}'")
    exchange(index, segments=[{"deep": (evil,)}] if deep else evil)
    with pytest.raises(IndexStateError, match=r"would load \w+\.system"):
        open_index(index)
    for full in (False, True):
        with pytest.raises(IndexStateError, match=r"would load \w+\.system"):
            build(corpus, index, full=full)
    for command in (["query", "love"], ["stats"], ["build", corpus], ["films"]):
        done = subprocess.run(
            [sys.executable, "-m", "kazsearch", *command, "--index", index],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        assert done.stderr.startswith("error: the index is not one of kazsearch's")
        assert done.stderr.count("\n") == 1
    assert not mark.exists()


def test_a_schema_that_would_run_a_command_is_never_loaded(
    index: Path, corpus: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "it ran"
    exchange(index, schema=Command(os.system, f"touch '{mark}'"))
    with open_index(index) as searcher:
        assert searcher.search("love").total == 1
    (corpus / "b.txt").write_text(block("White Falcon", 2010, "A falcon."))
    build(corpus, index)
    assert not mark.exists()


def test_whoosh_itself_would_have_run_it(index: Path, tmp_path: Path) -> None:
    mark = tmp_path / "it ran"
    exchange(index, segments=Command(os.system, f"touch '{mark}'"))
    with pytest.raises(Exception):  # noqa: B017, PT011  # whatever comes of segments that are none
        list(TOC.read(FileStorage(str(index)), "MAIN").segments)
    assert mark.exists()


def _pickle_naming(module: str, name: str) -> bytes:
    return f"c{module}\n{name}\n.".encode()


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("builtins", "eval"),
        ("__builtin__", "eval"),
        ("os", "system"),
        ("whoosh.fields", "Schema.__init__"),
        ("whoosh.columns", "PickleColumn"),
        ("kazsearch.index.schema", "analyze"),
        ("kazsearch.index.store", "replace"),
        ("re", "compile"),
    ],
)
def test_each_name_that_is_not_on_the_list_is_refused(module: str, name: str) -> None:
    from kazsearch.index.toc import _Unpickler

    with pytest.raises(IndexStateError, match="would load"):
        _Unpickler(BytesIO(_pickle_naming(module, name))).load()
