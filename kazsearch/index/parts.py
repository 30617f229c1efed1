"""Here is a large corpus: how do several processes build its index?

Each makes segments of a part of the articles (`part.py`). Films that several parts tell of are dead
in them and stand, with all that is told, in a last segment, together with the record of the corpus.
"""

import contextlib
import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from kazsearch.corpus.film import Article, Film
from kazsearch.errors import IndexStateError
from kazsearch.index.document import Document
from kazsearch.index.documents import (
    ArticleRecord,
    CorpusRecord,
    article_document,
    corpus_document,
    film_document,
    films_from,
)
from kazsearch.index.fields import TEXT_FIELDS
from kazsearch.index.inversion import Inverter
from kazsearch.index.part import Part, Task, from_json
from kazsearch.index.postings import OpenSegment, read_postings
from kazsearch.index.segment_file import SegmentFile
from kazsearch.index.segment_writer import NewSegment
from kazsearch.index.survey import Survey
from kazsearch.index.vocabulary import vocabulary_document

_MIN_BYTES = 2_000_000  # of articles, for a process: starting it takes as long as reading so much


class NoProcessError(Exception):
    """The system starts no more processes, or opens no more files; never leaves the floor."""


def split_paths(corpus: Path, paths: Sequence[str], *, jobs: int) -> list[list[str]]:
    """Cut the paths into at most so many parts of about the same size, each worth a process."""
    sizes = [_size(corpus / path) for path in paths]
    n_parts = max(min(jobs, sum(sizes) // _MIN_BYTES), 1)
    parts: list[list[str]] = [[] for _ in range(n_parts)]
    before, total = 0, max(sum(sizes), 1)
    for path, size in zip(paths, sizes, strict=True):
        parts[min(before * n_parts // total, n_parts - 1)].append(path)
        before += size
    return [part for part in parts if part]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # reading it will say why


def make_parts(
    corpus: Path, index: Path, parts: Sequence[Sequence[str]], survey: Survey, *, parser_key: str
) -> list[Part]:
    """Have each part made by a process of its own; note in the survey what they found out.

    Raises NoProcessError, and IndexStateError where one of them failed.
    """
    tasks = [
        Task(
            corpus=str(corpus),
            index=str(index),
            paths=paths,
            parser_key=parser_key,
            max_file_bytes=survey.max_file_bytes,
        )
        for paths in parts
    ]
    n_paths = sum(map(len, parts))
    n_done = [0] * len(tasks)
    made: dict[int, Part] = {}
    with _processes(tasks) as said:
        while len(made) < len(tasks):
            place, line = said.get()
            if place in made:
                continue  # it has ended, as it should
            if line.isdigit():
                n_done[place] = int(line)
                survey.on_progress("reading", sum(n_done), n_paths)
            else:
                made[place] = _part_of(line)
    for _, part in sorted(made.items()):
        survey.digests.update(part.digests)
        survey.failed.update(part.failed)
        survey.diagnostics += part.diagnostics
    return [part for _, part in sorted(made.items())]


def _part_of(line: str) -> Part:
    fields: dict[str, Any] = json.loads(line) if line else {}
    if "segments" in fields:
        return from_json(fields)
    raise IndexStateError(
        fields.get("error")
        or "a process of the build has ended before its time: run the command again, with --jobs 1"
    )


@contextlib.contextmanager
def _processes(tasks: Sequence[Task]) -> "Iterator[SimpleQueue[tuple[int, str]]]":
    """Start a process for each task; give what they say, "" when one has ended."""
    said: SimpleQueue[tuple[int, str]] = SimpleQueue()
    # with our own module path: the folder that they are started in must not be taken for one
    code = f"import sys; sys.path = {sys.path!r}; from kazsearch.index.part import run; run()"
    processes: list[subprocess.Popen[str]] = []
    try:
        for place, task in enumerate(tasks):
            process = _start(code)
            processes.append(process)
            assert process.stdin is not None
            with contextlib.suppress(BrokenPipeError):  # it has ended already: it says nothing
                process.stdin.write(json.dumps(asdict(task)) + "\n")
                process.stdin.flush()
            listener = threading.Thread(target=_listen, args=(place, process, said), daemon=True)
            try:
                listener.start()
            except RuntimeError as error:  # a thread is refused as a process is
                raise NoProcessError from error
        yield said
    finally:
        for process in processes:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()


def _start(code: str) -> "subprocess.Popen[str]":
    try:
        return subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C is for us, who end them
        )
    except OSError as error:
        raise NoProcessError from error


def _listen(
    place: int, process: "subprocess.Popen[str]", said: "SimpleQueue[tuple[int, str]]"
) -> None:
    assert process.stdout is not None
    with contextlib.suppress(ValueError, OSError):  # closed under our hands, as nobody waits
        for line in process.stdout:
            said.put((place, line.rstrip("\n")))
    said.put((place, ""))


class Assembly:
    """The segments that make an index together: those of the parts, and a last one.

    `rescued` are articles whose films come from the old index. Close it at the end.
    """

    def __init__(self, folder: Path, parts: Sequence[Part], rescued: Sequence[Article]) -> None:
        self._parts = parts
        self._rescued = rescued
        self._segments = [
            NewSegment.already_written(entry) for part in parts for entry in part.segments
        ]
        self._files = [SegmentFile(folder / new.entry.file_name) for new in self._segments]
        tellers = Counter(
            film_id
            for part in parts
            for film_id in {film_id for ids in part.film_ids.values() for film_id in ids}
        )
        self._rescued_films: dict[str, list[Film]] = {}
        for film in (film for article in rescued for film in article.films):
            self._rescued_films.setdefault(film.film_id, []).append(film)
        retold = {film_id for film_id, n_parts in tellers.items() if n_parts > 1}
        self._in_last = sorted(retold | self._rescued_films.keys())
        self.n_films = len(tellers.keys() | self._rescued_films.keys())

    def close(self) -> None:
        """Let go of the segments' files."""
        for file in self._files:
            file.close()

    def segments(self, record: CorpusRecord, digests: dict[str, str]) -> Iterator[NewSegment]:
        """Yield all segments; `digests` are those of the rescued articles."""
        yield from self._segments
        inverter = Inverter()
        lengths: Counter[str] = Counter()
        for part in self._parts:
            lengths.update(part.total_lengths)
        for film_id in self._in_last:
            films = [*self._taken_out(film_id, lengths), *self._rescued_films.get(film_id, ())]
            films.sort(key=lambda film: (film.source.path, film.source.span.line))
            inverter.add(film_document(film_id, tuple(films)))
        lengths.update(inverter.total_lengths)
        for document in self._others(inverter.terms, digests):
            inverter.add(document)
        totals = {name: lengths[name] for name in TEXT_FIELDS}
        inverter.add(corpus_document(replace(record, n_docs=self.n_films, total_lengths=totals)))
        yield NewSegment(inverter.segment())

    def _taken_out(self, film_id: str, lengths: Counter[str]) -> Iterator[Film]:
        """Yield what the parts say of a film, which is dead in them from then on."""
        for new, file in zip(self._segments, self._files, strict=True):
            segment = OpenSegment(file=file, base=0, dead=new.entry.dead)
            for doc in read_postings([segment], "film_id", film_id.encode()).doc_ids:
                new.dead.add(doc)
                for name in TEXT_FIELDS:
                    lengths[name] -= file.lengths(name)[doc]
                yield from films_from(file.values_of(doc))

    def _others(self, terms: Iterable[str], digests: dict[str, str]) -> Iterator[Document]:
        for article in self._rescued:
            ids = tuple(dict.fromkeys(film.film_id for film in article.films))
            yield article_document(
                ArticleRecord(path=article.path, digest=digests[article.path], film_ids=ids)
            )
        new = {
            term
            for term in terms
            if not any(
                file.find(name, term.encode()) >= 0 for file in self._files for name in TEXT_FIELDS
            )
        }
        if new:
            yield vocabulary_document(new)
