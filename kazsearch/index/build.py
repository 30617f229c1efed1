"""Make the index say what the corpus says: read what changed, and commit once."""

import contextlib
import os
from pathlib import Path

from kazsearch.corpus.config import labels_of
from kazsearch.corpus.scan import MAX_BYTES, require_folder, scan, with_all_below
from kazsearch.errors import (
    CorpusEmptyError,
    IndexDamagedError,
    IndexNotFoundError,
    IndexStateError,
    IndexVersionError,
)
from kazsearch.index import store
from kazsearch.index.anew import build_anew
from kazsearch.index.documents import CorpusRecord
from kazsearch.index.fields import INDEX_VERSION
from kazsearch.index.snapshot import Snapshot
from kazsearch.index.survey import Progress, Survey, parser_key_of
from kazsearch.index.sync import Report, plan
from kazsearch.index.updating import update


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
    labels_of(corpus)  # refused before the index has a folder
    with contextlib.ExitStack() as stack:
        n_left_over = 0
        if not check:
            n_left_over = stack.enter_context(store.locked(index, timeout_s=lock_timeout_s))
        # not before: who waited for another build must not take away what came meanwhile
        labels = labels_of(corpus)
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
            build_anew(index, survey, record, None if full else old, check=check, jobs=jobs)
            if base is None
            else update(index, survey, record, base, known, check=check)
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
