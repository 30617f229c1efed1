"""Here are an index and what articles say now: how does the one come to say the other?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kazsearch.corpus.scan import with_all_below
from kazsearch.index import store
from kazsearch.index.documents import ArticleRecord, CorpusRecord, film_document
from kazsearch.index.fields import TEXT_FIELDS
from kazsearch.index.snapshot import Snapshot
from kazsearch.index.survey import Survey
from kazsearch.index.sync import FilmChange, film_changes, film_counts, plan
from kazsearch.index.vocabulary import FilmIds, last_documents

if TYPE_CHECKING:
    from kazsearch.index.segment_writer import NewSegment


def update(
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
    changes = film_changes(articles, todo.removed, known, base.appearances)
    kinds = Counter(change.kind for change in changes)
    counts = film_counts(
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
    for document in last_documents(film_ids, survey.digests, new_terms, record):
        inverter.add(document)
    yield NewSegment(inverter.segment())
