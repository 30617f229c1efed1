"""Here are the articles of a corpus: how does an index come to be that keeps nothing of another?"""

import contextlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kazsearch.corpus.film import Article
from kazsearch.corpus.scan import with_all_below
from kazsearch.index import store
from kazsearch.index.disk import remove_left_overs
from kazsearch.index.document import Document
from kazsearch.index.documents import CorpusRecord
from kazsearch.index.snapshot import Snapshot
from kazsearch.index.survey import Survey
from kazsearch.index.sync import film_counts
from kazsearch.index.vocabulary import last_documents

if TYPE_CHECKING:
    from kazsearch.index.segment_writer import NewSegment


def build_anew(
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
        return film_counts(added=n_films), 0 if old is None else old.generation
    if jobs > 1:
        from kazsearch.index.parts import NoProcessError, split_paths

        parts = split_paths(survey.corpus, survey.paths, jobs=jobs)
        with contextlib.suppress(NoProcessError):  # this one can do it all
            if len(parts) > 1:
                return _build_in_parts(index, survey, record, old, parts)
    with contextlib.closing(Gathering(index, on_progress=survey.on_progress)) as gathering:

        def documents() -> Iterator[Document]:
            digests.update(survey.digests)
            totals = replace(
                record, n_docs=gathering.n_films, total_lengths=gathering.total_lengths
            )
            yield from last_documents(film_ids, digests, gathering.terms, totals)

        def segments() -> "Iterator[NewSegment]":
            for article in articles:
                film_ids[article.path] = gathering.add(article)
                if gathering.is_full:
                    yield gathering.segment()
            yield gathering.segment(documents())

        generation = store.commit(index, None, segments())
        return film_counts(added=gathering.n_films), generation


def _build_in_parts(
    index: Path,
    survey: Survey,
    record: CorpusRecord,
    old: Snapshot | None,
    parts: Sequence[Sequence[str]],
) -> tuple[Mapping[str, int], int]:
    """The same as `build_anew`, by a process for each part of the articles."""
    from kazsearch.index.parts import Assembly, make_parts

    try:
        made = make_parts(survey.corpus, index, parts, survey, parser_key=record.parser_key)
        digests: dict[str, str] = {}
        rescued = list(_last_good(survey.failed, old, digests))
        with contextlib.closing(Assembly(index, made, rescued)) as assembly:
            generation = store.commit(index, None, assembly.segments(record, digests))
            return film_counts(added=assembly.n_films), generation
    except BaseException:
        remove_left_overs(index)  # what the processes have written
        raise


def _last_good(
    failed: Collection[str], old: Snapshot | None, digests: dict[str, str]
) -> Iterator[Article]:
    """Yield what the old index has of articles that can't be read now, and note their digests."""
    if old is None:
        return
    known = old.articles()
    for path in sorted(known.keys() & with_all_below(failed, known)):
        films = [film for film_id in known[path].film_ids for film in old.appearances(film_id)]
        digests[path] = known[path].digest
        yield Article(path=path, films=tuple(f for f in films if f.source.path == path))
