"""Make the index say what the corpus says: read what changed, and commit once."""

import contextlib
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kazsearch.corpus.film import Article
from kazsearch.corpus.labels import load_labels, read_config
from kazsearch.corpus.scan import MAX_BYTES, require_folder, scan, with_all_below
from kazsearch.errors import (
    CorpusEmptyError,
    IndexDamagedError,
    IndexNotFoundError,
    IndexStateError,
    IndexVersionError,
)
from kazsearch.index import store
from kazsearch.index.disk import remove_left_overs
from kazsearch.index.document import Document
from kazsearch.index.documents import (
    Appearances,
    ArticleRecord,
    CorpusRecord,
    corpus_document,
    film_document,
)
from kazsearch.index.fields import INDEX_VERSION, TEXT_FIELDS
from kazsearch.index.snapshot import Snapshot
from kazsearch.index.survey import Progress, Survey, parser_key_of
from kazsearch.index.sync import FilmChange, Report, film_changes, plan
from kazsearch.index.vocabulary import other_documents

if TYPE_CHECKING:
    from kazsearch.index.segment_writer import NewSegment

FilmIds = Mapping[str, Sequence[str]]  # of articles, by path


def build(
    corpus: str | Path,
    index: str | Path,
    *,
    full: bool = False,
    check: bool = False,
    allow_empty: bool = False,
    lock_timeout_s: float = 0.0,
    max_file_bytes: int = MAX_BYTES,
    jobs: int = 1,
    on_progress: Progress = lambda *_: None,
) -> Report:
    """Make the index say what the corpus says, in one commit or none, and report.

    Only articles whose bytes differ from what the index knows are parsed and written; `full` takes
    nothing from the index. `check` writes nothing. `jobs` is how many processes may build a large
    corpus from nothing. Raises CorpusError, IndexStateError.
    """
    corpus, index = Path(corpus), Path(index)
    require_folder(corpus)
    load_labels(read_config(corpus).get("labels"))  # refused before the index has a folder
    with contextlib.ExitStack() as stack:
        n_left_over = 0
        if not check:
            n_left_over = stack.enter_context(store.locked(index, timeout_s=lock_timeout_s))
        # not before: who waited for another build must not take away what came meanwhile
        labels = load_labels(read_config(corpus).get("labels"))
        parser_key = parser_key_of(labels)
        paths = scan(corpus)
        old, reason = _open_old(index, parser_key=parser_key, full=full)
        if old is not None:
            stack.enter_context(old)
            if not full and not reason and len(old.film_doc_ids()) != old.corpus.n_docs:
                reason = "another program has deleted films from the index"
        holds_films = bool(reason) if old is None else old.corpus.n_docs > 0
        if not paths and holds_films and not allow_empty:
            raise CorpusEmptyError(
                f"there is no article in {corpus} while the index holds films: "
                f"nothing was changed; pass --allow-empty if that is right"
            )
        if old is not None and not full:
            _require_same_corpus(old, corpus, index)
        base = None if full or reason else old
        known = {} if base is None else base.articles()
        survey = Survey(
            corpus,
            paths,
            known=known,
            labels=labels,
            max_file_bytes=max_file_bytes,
            on_progress=on_progress,
        )
        record = CorpusRecord(
            version=INDEX_VERSION, parser_key=parser_key, location=os.path.relpath(corpus, index)
        )
        films, generation = (
            _build_anew(index, survey, record, None if full else old, check=check, jobs=jobs)
            if base is None
            else _update(index, survey, record, base, known, check=check)
        )
    todo = plan(survey.digests, with_all_below(survey.failed, known), known)
    is_said = check or reason or not todo.is_empty
    return Report(
        plan=todo,
        films=films,
        diagnostics=tuple(sorted(survey.diagnostics, key=lambda d: (d.path, d.line))),
        generation=generation,
        reason=reason,
        besides="" if is_said else _besides(old, base, generation),
        n_left_over=n_left_over,
    )


def _besides(old: Snapshot | None, base: Snapshot | None, generation: int) -> str:
    """Say what was committed although no article differs; "" if nothing was."""
    if old is None:
        return "an index without films was made"
    if base is None:
        return "the index was built anew"
    if base.generation != generation:
        return "the corpus is in another place than before, which was noted"
    return ""


def _require_same_corpus(old: Snapshot, corpus: Path, index: Path) -> None:
    """Refuse to take the films of a corpus that is still there for those of another."""
    other = old.corpus_folder
    try:
        is_another = other.is_dir() and not other.samefile(corpus)
    except OSError:  # nobody can tell
        return
    if old.corpus.n_docs and is_another:
        raise IndexStateError(
            f"the index in {index} holds the films of {other}: "
            f"name another with --index, or pass --full to have those of {corpus} instead"
        )


def _open_old(index: Path, *, parser_key: str, full: bool) -> tuple[Snapshot | None, str]:
    """Return the index as it stands, or None; and why it can't be built upon, if that is so."""
    try:
        snapshot = store.open_snapshot(index)
    except IndexNotFoundError:
        return None, ""
    except IndexVersionError:
        return None, "the index was made by another version of kazsearch, or written to by others"
    except IndexDamagedError:
        if full:
            return None, "the index was damaged"
        raise
    if snapshot.corpus.parser_key != parser_key:
        return snapshot, "the rules by which articles are read have changed"
    return snapshot, ""


def _build_anew(
    index: Path,
    survey: Survey,
    record: CorpusRecord,
    old: Snapshot | None,
    *,
    check: bool,
    jobs: int,
) -> tuple[Mapping[str, int], int]:
    """Write all films, keeping nothing; of `old`, only what articles said that can't be read now.

    Return the counts of films, and the generation.
    """
    from kazsearch.index.gathering import Gathering

    film_ids: dict[str, Sequence[str]] = {}
    digests: dict[str, str] = {}

    articles = chain(survey.articles(), _last_good(survey.failed, old, digests))
    if check:
        n_films = len({film.film_id for article in articles for film in article.films})
        return _counts_of(added=n_films), 0 if old is None else old.generation
    if jobs > 1:
        from kazsearch.index.parts import NoProcessError, split_paths

        parts = split_paths(survey.corpus, survey.paths, jobs=jobs)
        with contextlib.suppress(NoProcessError):  # this one can do it all
            if len(parts) > 1:
                return _build_in_parts(index, survey, record, old, parts)
    with contextlib.closing(Gathering(index, on_progress=survey.on_progress)) as gathering:

        def last_documents() -> Iterator[Document]:
            digests.update(survey.digests)
            totals = replace(
                record, n_docs=gathering.n_films, total_lengths=gathering.total_lengths
            )
            yield from _other_documents(film_ids, digests, gathering.terms, totals)

        def segments() -> "Iterator[NewSegment]":
            for article in articles:
                film_ids[article.path] = gathering.add(article)
                if gathering.is_full:
                    yield gathering.segment()
            yield gathering.segment(last_documents())

        generation = store.commit(index, None, segments())
        return _counts_of(added=gathering.n_films), generation


def _build_in_parts(
    index: Path,
    survey: Survey,
    record: CorpusRecord,
    old: Snapshot | None,
    parts: Sequence[Sequence[str]],
) -> tuple[Mapping[str, int], int]:
    """The same as `_build_anew`, by a process for each part of the articles."""
    from kazsearch.index.parts import Assembly, make_parts

    try:
        made = make_parts(survey.corpus, index, parts, survey, parser_key=record.parser_key)
        digests: dict[str, str] = {}
        rescued = list(_last_good(survey.failed, old, digests))
        with contextlib.closing(Assembly(index, made, rescued)) as assembly:
            generation = store.commit(index, None, assembly.segments(record, digests))
            return _counts_of(added=assembly.n_films), generation
    except BaseException:
        remove_left_overs(index)  # what the processes have written
        raise


def _last_good(
    failed: Collection[str], old: Snapshot | None, digests: dict[str, str]
) -> Iterator[Article]:
    """Yield what the old index has of articles that can't be read now, and note their digests."""
    known = {} if old is None else old.articles()
    for path in sorted(known.keys() & with_all_below(failed, known)):
        films = [film for film_id in known[path].film_ids for film in _appearances(old, film_id)]
        digests[path] = known[path].digest
        yield Article(path=path, films=tuple(f for f in films if f.source.path == path))


def _update(
    index: Path,
    survey: Survey,
    record: CorpusRecord,
    base: Snapshot,
    known: Mapping[str, ArticleRecord],
    *,
    check: bool,
) -> tuple[Mapping[str, int], int]:
    """Write what changed. Return the counts of films, and the generation."""
    articles = {article.path: article for article in survey.articles()}
    todo = plan(survey.digests, with_all_below(survey.failed, known), known)
    changes = film_changes(
        articles, todo.removed, known, lambda film_id: _appearances(base, film_id)
    )
    kinds = Counter(change.kind for change in changes)
    counts = _counts_of(
        added=kinds["added"],
        changed=kinds["changed"],
        removed=kinds["removed"],
        unchanged=base.corpus.n_docs - kinds["changed"] - kinds["removed"],
    )
    if check or (todo.is_empty and base.corpus.location == record.location):
        return counts, base.generation
    rewritten = [change for change in changes if change.kind != "unchanged"]
    doomed = [doc_id for change in rewritten if (doc_id := base.find(change.film_id)) is not None]
    film_ids = {
        path: tuple(dict.fromkeys(film.film_id for film in article.films))
        for path, article in articles.items()
    }
    arriving = [change for change in rewritten if change.after]
    totals = replace(record, n_docs=counts["added"] + counts["changed"] + counts["unchanged"])
    return counts, store.commit(
        index,
        base,
        _segments_of_update(base, arriving, doomed, film_ids, survey, totals),
        delete=[
            *doomed,
            *base.article_doc_ids({*todo.changed, *todo.removed}),
            *base.corpus_doc_ids(),
        ],
    )


def _segments_of_update(
    base: Snapshot,
    arriving: Sequence[FilmChange],
    doomed: Iterable[int],
    film_ids: FilmIds,
    survey: Survey,
    record: CorpusRecord,
) -> "Iterator[NewSegment]":
    from kazsearch.index.inversion import Inverter
    from kazsearch.index.segment_writer import NewSegment

    inverter = Inverter()
    for n_done, change in enumerate(arriving):
        survey.on_progress("indexing", n_done, len(arriving))
        inverter.add(film_document(change.film_id, change.after))
        if inverter.is_full:
            yield NewSegment(inverter.segment())
    totals = Counter(base.corpus.total_lengths)
    totals.update(inverter.total_lengths)
    for doc_id in doomed:
        totals.subtract(base.lengths(doc_id))
    new_terms = {term for term in inverter.terms if not base.has_seen(term)}
    record = replace(record, total_lengths={name: totals[name] for name in TEXT_FIELDS})
    for document in _other_documents(film_ids, survey.digests, new_terms, record):
        inverter.add(document)
    yield NewSegment(inverter.segment())


def _other_documents(
    film_ids: FilmIds, digests: Mapping[str, str], new_terms: Collection[str], record: CorpusRecord
) -> Iterator[Document]:
    """Yield the documents that are no films: of articles, of new terms, of the corpus."""
    articles = (
        ArticleRecord(path=path, digest=digests[path], film_ids=tuple(film_ids[path]))
        for path in sorted(film_ids)
    )
    yield from other_documents(articles, new_terms)
    yield corpus_document(record)


def _appearances(base: Snapshot | None, film_id: str) -> Appearances:
    doc_id = None if base is None else base.find(film_id)
    return () if base is None or doc_id is None else base.film(doc_id)


def _counts_of(
    *, added: int = 0, changed: int = 0, removed: int = 0, unchanged: int = 0
) -> Mapping[str, int]:
    return {"added": added, "changed": changed, "removed": removed, "unchanged": unchanged}
