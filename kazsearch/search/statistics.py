"""How much does the index hold, and how far is it behind its corpus?"""

from kazsearch.index.inventory import behind, built_at, size_bytes
from kazsearch.index.snapshot import Snapshot
from kazsearch.index.sync import Plan
from kazsearch.search.known import IndexStats


def index_stats(snapshot: Snapshot) -> IndexStats:
    """Count what the index holds, and compare the digests of all articles with it."""
    doc_ids = snapshot.film_doc_ids()
    years = snapshot.years_of(doc_ids)
    known = [year for year in years if year is not None]
    articles = snapshot.articles()
    todo = behind(snapshot)
    stale = todo or Plan()
    return IndexStats(
        articles=len(articles),
        films=len(doc_ids),
        appearances=sum(len(snapshot.film(doc_id)) for doc_id in doc_ids),
        first_year=min(known, default=None),
        last_year=max(known, default=None),
        films_without_year=len(years) - len(known),
        words=len(snapshot.dictionary.words()),
        extras=tuple(snapshot.dictionary.extra_keys()),
        size_bytes=size_bytes(snapshot.folder),
        segments=snapshot.n_segments,
        generation=snapshot.generation,
        built_at=built_at(snapshot),
        corpus_is_there=todo is not None,
        added=stale.added,
        changed=stale.changed,
        removed=stale.removed,
        failed=stale.failed,
    )
