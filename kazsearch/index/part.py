"""Here is a part of a large corpus: which segments do its articles make?

For a build by several processes. Each calls `run`: it reads its task from standard input, writes
segments into the index folder, where no table of contents names them yet, and prints how many
articles it has read, a line each time, and last what it made. It ends when its standard input does:
a build that is killed leaves no process behind.
"""

import contextlib
import json
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from kazsearch.corpus.config import labels_of
from kazsearch.corpus.film import Diagnostic, Severity
from kazsearch.errors import KazsearchError
from kazsearch.index.boundary import foreign_errors
from kazsearch.index.document import Document
from kazsearch.index.documents import ArticleRecord
from kazsearch.index.gathering import Gathering
from kazsearch.index.segment_writer import write_segment
from kazsearch.index.storage import DurableStorage
from kazsearch.index.survey import Survey, parser_key_of
from kazsearch.index.toc import SegmentEntry
from kazsearch.index.vocabulary import other_documents
from kazsearch.record import record


@record
class Task:
    """What a process is to do: `paths` are those of its articles, in order."""

    corpus: str
    index: str
    paths: Sequence[str]
    parser_key: str
    max_file_bytes: int


@record
class Part:
    """What a process has made of its articles; their documents and terms are in its segments."""

    segments: tuple[SegmentEntry, ...]
    film_ids: dict[str, Sequence[str]]  # by path
    digests: dict[str, str]
    failed: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
    n_films: int
    total_lengths: dict[str, int]


def make_part(task: Task, *, on_progress: Callable[[int], None]) -> Part:
    """Write the segments of some articles. Raises KazsearchError."""
    labels = labels_of(Path(task.corpus))
    if parser_key_of(labels) != task.parser_key:
        raise KazsearchError("kazsearch.toml has changed during the build: run the command again")
    folder = Path(task.index)
    survey = Survey(
        Path(task.corpus),
        task.paths,
        known={},
        labels=labels,
        max_file_bytes=task.max_file_bytes,
        on_progress=lambda _, n_done, __: on_progress(n_done),
    )
    film_ids: dict[str, Sequence[str]] = {}
    gathering = Gathering(folder, on_progress=lambda *_: None)

    def last_documents() -> Iterator[Document]:
        articles = (
            ArticleRecord(path=path, digest=survey.digests[path], film_ids=tuple(ids))
            for path, ids in film_ids.items()
        )
        yield from other_documents(articles, gathering.terms)

    storage = DurableStorage(folder)
    for article in survey.articles():
        film_ids[article.path] = gathering.add(article)
        if gathering.is_full:
            _write(storage, gathering, folder)
    _write(storage, gathering, folder, last_documents())
    gathering.close()
    return Part(
        segments=gathering.entries,
        film_ids=film_ids,
        digests=survey.digests,
        failed=frozenset(survey.failed),
        diagnostics=tuple(survey.diagnostics),
        n_films=gathering.n_films,
        total_lengths=gathering.total_lengths,
    )


def _write(
    storage: DurableStorage,
    gathering: Gathering,
    folder: Path,
    others: Iterable[Document] = (),
) -> None:
    segment = gathering.segment(others)
    with foreign_errors(folder), storage.create_new(segment.entry.file_name) as file:
        write_segment(file, segment.data, segment_id=segment.entry.segment_id)
    segment.written()


def to_json(part: Part) -> str:
    """Return a part as one line."""
    values = {each.name: getattr(part, each.name) for each in fields(part)}
    return json.dumps(
        values
        | {
            "segments": [(s.segment_id, s.n_docs, sorted(s.dead)) for s in part.segments],
            "failed": sorted(part.failed),
            "diagnostics": [
                {**asdict(each), "severity": each.severity.value} for each in part.diagnostics
            ],
        }
    )


def from_json(fields: dict[str, Any]) -> Part:
    """Return the part of a line."""
    segments = [
        SegmentEntry(segment_id=segment_id, n_docs=n_docs, dead=frozenset(dead))
        for segment_id, n_docs, dead in fields["segments"]
    ]
    diagnostics = [
        Diagnostic(**{**each, "severity": Severity(each["severity"])})
        for each in fields["diagnostics"]
    ]
    return Part(
        **fields
        | {
            "segments": tuple(segments),
            "failed": frozenset(fields["failed"]),
            "diagnostics": tuple(diagnostics),
        }
    )


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(1)


def run() -> None:
    """Do the task that standard input says; end without a word when the build is gone."""
    line = sys.stdin.readline()
    with contextlib.suppress(BrokenPipeError):
        if line.endswith("\n"):  # or else the build was killed before it had said all
            _do(Task(**json.loads(line)))
    os._exit(0)  # not waiting for the thread


def _do(task: Task) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        part = make_part(task, on_progress=lambda n_done: print(n_done, flush=n_done % 16 == 0))
    except MemoryError:
        error = "the memory does not suffice for several processes: pass --jobs 1"
        print(json.dumps({"error": error}), flush=True)
    except KazsearchError as error:
        print(json.dumps({"error": str(error)}), flush=True)
    else:
        print(to_json(part), flush=True)
