"""Make the index say what the corpus says: read what changed, and commit once."""

import contextlib
import datetime as dt
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kazsearch.corpus.article import PARSER_VERSION, parse_bytes
from kazsearch.corpus.failures import failure
from kazsearch.corpus.film import Article, Diagnostic
from kazsearch.corpus.labels import LabelTable, load_labels, read_config
from kazsearch.corpus.scan import MAX_BYTES, read, scan, with_all_below
from kazsearch.errors import (
    ArticleUnreadableError,
    CorpusEmptyError,
    IndexDamagedError,
    IndexNotFoundError,
    IndexVersionError,
)
from kazsearch.index import store
from kazsearch.index.documents import (
    Appearances,
    ArticleRecord,
    CorpusRecord,
    article_document,
    corpus_document,
    film_document,
    lengths,
)
from kazsearch.index.schema import INDEX_VERSION, TEXT_FIELDS
from kazsearch.index.snapshot import Snapshot
from kazsearch.index.sync import FilmChange, Plan, Report, film_changes, plan
from kazsearch.index.vocabulary import has_spelling, vocabulary_document

Progress = Callable[[str, int, int], None]  # what is being done, how many are, of how many


@dataclass(slots=True)
class _Survey:
    """What reading the corpus gave: the digest of each article, and those that are new parsed."""

    parser_key: str
    digests: dict[str, str] = field(default_factory=dict)
    parsed: dict[str, Article] = field(default_factory=dict)
    failures: list[Diagnostic] = field(default_factory=list)


def build(
    corpus: Path,
    index: Path,
    *,
    full: bool = False,
    check: bool = False,
    allow_empty: bool = False,
    lock_timeout_s: float = 0.0,
    max_file_bytes: int = MAX_BYTES,
    on_progress: Progress = lambda *_: None,
) -> Report:
    """Make the index say what the corpus says, in one commit or none, and report.

    Only articles whose bytes differ from what the index knows are parsed and written; `full` takes
    nothing from the index. `check` writes nothing. Raises CorpusError, IndexStateError.
    """
    files = scan(corpus)
    labels = load_labels(read_config(corpus).get("labels"))
    with contextlib.ExitStack() as stack:
        n_left_over = 0
        if not check:
            n_left_over = stack.enter_context(store.locked(index, timeout_s=lock_timeout_s))
        old, reason = _open_old(index, parser_key=parser_key_of(labels), full=full)
        if old is not None:
            stack.enter_context(old)
        holds_films = bool(reason) if old is None else old.corpus.n_docs > 0
        if not files and holds_films and not allow_empty:
            raise CorpusEmptyError(
                f"there is no article in {corpus} while the index holds films: "
                f"nothing was changed; pass --allow-empty if that is right"
            )
        base = None if full or reason else old
        known = {} if base is None else base.articles()
        paths = [file.path for file in files]
        survey = _survey(corpus, paths, known, labels, max_file_bytes, on_progress)
        if old is not None and base is None and not full:
            _keep_last_good(survey, old)
        failed = with_all_below({failure.path for failure in survey.failures}, known)
        read_now = {path: d for path, d in survey.digests.items() if path not in failed}
        todo = plan(read_now, failed, known)
        changes = film_changes(
            survey.parsed, todo.removed, known, lambda film_id: _appearances(base, film_id)
        )
        generation = old.generation if old is not None else 0
        moved = base is not None and base.corpus.location != os.path.relpath(corpus, index)
        if not check and (base is None or moved or not todo.is_empty):
            generation = _write(corpus, index, base, survey, todo, changes, on_progress)
    diagnostics = [d for article in survey.parsed.values() for d in article.diagnostics]
    return Report(
        plan=todo,
        changes=tuple(changes),
        films=_film_counts(base, changes),
        diagnostics=tuple(sorted(survey.failures + diagnostics, key=lambda d: (d.path, d.line))),
        generation=generation,
        reason=reason,
        n_left_over=n_left_over,
    )


def _open_old(index: Path, *, parser_key: str, full: bool) -> tuple[Snapshot | None, str]:
    """Return the index as it stands, or None; and why it can't be built upon, if that is so."""
    try:
        snapshot = store.open_snapshot(index)
    except IndexNotFoundError:
        return None, ""
    except IndexVersionError:
        return None, "the index was made by another version of kazsearch"
    except IndexDamagedError:
        if full:
            return None, "the index was damaged"
        raise
    if snapshot.corpus.parser_key != parser_key:
        return snapshot, "the rules by which articles are read have changed"
    return snapshot, ""


def _keep_last_good(survey: _Survey, old: Snapshot) -> None:
    """Take what the old index has of the articles that can't be read now over into the new one."""
    known = old.articles()
    failed = {failure.path for failure in survey.failures}
    for path in with_all_below(failed, known) & set(known):
        films = [film for film_id in known[path].film_ids for film in _appearances(old, film_id)]
        here = tuple(film for film in films if film.source.path == path)
        survey.parsed[path] = Article(path=path, films=here)
        survey.digests[path] = known[path].digest


def _survey(
    corpus: Path,
    paths: Sequence[str],
    known: Mapping[str, ArticleRecord],
    labels: LabelTable,
    max_file_bytes: int,
    on_progress: Progress,
) -> _Survey:
    survey = _Survey(parser_key_of(labels))
    this_year = dt.date.today().year
    for n_done, path in enumerate(paths):
        on_progress("reading", n_done, len(paths))
        try:
            article_bytes = read(corpus, path, max_bytes=max_file_bytes)
            if path not in known or known[path].digest != article_bytes.digest:
                survey.parsed[path] = parse_bytes(
                    article_bytes.data, path=path, labels=labels, today_year=this_year
                )
        except ArticleUnreadableError as error:
            survey.failures.append(failure(error, path=path))
        else:
            survey.digests[path] = article_bytes.digest
    return survey


def parser_key_of(labels: LabelTable) -> str:
    """Return a text that is another whenever the same bytes may give another article."""
    return f"{PARSER_VERSION}.{labels.digest}"


def _appearances(base: Snapshot | None, film_id: str) -> Appearances:
    doc_id = None if base is None else base.find(film_id)
    return () if base is None or doc_id is None else base.film(doc_id)


def _film_counts(base: Snapshot | None, changes: Iterable[FilmChange]) -> dict[str, int]:
    kinds = Counter(change.kind for change in changes)
    n_before = 0 if base is None else base.corpus.n_docs
    return {
        "added": kinds["added"],
        "changed": kinds["changed"],
        "removed": kinds["removed"],
        "unchanged": n_before - kinds["changed"] - kinds["removed"],
    }


def _write(
    corpus: Path,
    index: Path,
    base: Snapshot | None,
    survey: _Survey,
    todo: Plan,
    changes: Sequence[FilmChange],
    on_progress: Progress,
) -> int:
    """Commit the changes, and with them what the index knows of articles and corpus."""
    rewritten = [change for change in changes if change.kind != "unchanged"]
    arriving = [change.after for change in rewritten if change.after]
    doomed = [] if base is None else _doc_ids(base, (c.film_id for c in rewritten if c.before))
    total_lengths = Counter({} if base is None else base.corpus.total_lengths)
    for doc_id in doomed:
        assert base is not None
        total_lengths.subtract(base.lengths(doc_id))

    terms: set[str] = set()

    def documents() -> Iterator[dict[str, Any]]:
        for n_done, appearances in enumerate(arriving):
            on_progress("indexing", n_done, len(arriving))
            document = film_document(appearances)
            total_lengths.update(lengths(document))
            terms.update(token.term for name in TEXT_FIELDS for token in document[name])
            yield document
        for path, article in sorted(survey.parsed.items()):
            film_ids = tuple(dict.fromkeys(film.film_id for film in article.films))
            yield article_document(
                ArticleRecord(path=path, digest=survey.digests[path], film_ids=film_ids)
            )
        # last, when terms and totals are complete
        new = terms if base is None else {term for term in terms if not has_spelling(base, term)}
        if new:
            yield vocabulary_document(new)
        counts = _film_counts(base, changes)
        yield corpus_document(
            CorpusRecord(
                version=INDEX_VERSION,
                parser_key=survey.parser_key,
                n_docs=counts["added"] + counts["changed"] + counts["unchanged"],
                total_lengths=dict(total_lengths),
                location=os.path.relpath(corpus, index),
            )
        )

    if base is None:
        return store.replace(index, documents())
    doomed += base.article_ids({*todo.changed, *todo.removed})
    doomed += base.corpus_ids()
    return store.update(index, delete=doomed, documents=documents())


def _doc_ids(base: Snapshot, film_ids: Iterable[str]) -> list[int]:
    found = (base.find(film_id) for film_id in film_ids)
    return [doc_id for doc_id in found if doc_id is not None]
