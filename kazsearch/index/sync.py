"""What differs between corpus and index? Pure; `updating.py` makes it so."""

import dataclasses
from collections.abc import Callable, Collection, Mapping

from kazsearch.corpus.film import Article, Diagnostic, Film, FilmSource, Span
from kazsearch.index.documents import Appearances, ArticleRecord
from kazsearch.record import record

_NO_SPAN = Span(line=1, end_line=1)


@record
class Plan:
    """Which articles differ from what the index knows. Paths, sorted."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.added or self.changed or self.removed)


@record
class FilmChange:
    """One film's appearances before and after; an empty tuple where it is not in the index."""

    film_id: str
    before: Appearances
    after: Appearances

    @property
    def kind(self) -> str:
        """One of added, removed, changed, moved (the same words in other lines), unchanged."""
        if not self.before:
            return "added"
        if not self.after:
            return "removed"
        if self.before == self.after:
            return "unchanged"
        same = [_words(film) for film in self.before] == [_words(film) for film in self.after]
        return "moved" if same else "changed"


@record
class Report:
    """What a build did, or would do. Films that only moved within their article are unchanged."""

    plan: Plan
    films: Mapping[str, int]  # added, changed, removed, unchanged
    diagnostics: tuple[Diagnostic, ...] = ()
    generation: int
    reason: str = ""  # why everything was built anew, if that was not asked for
    besides: str = ""  # what was done although no article differs
    n_left_over: int = 0  # files and folders that killed builds had left, and that are gone now


def plan(
    digests: Mapping[str, str], failed: Collection[str], known: Mapping[str, ArticleRecord]
) -> Plan:
    """Compare the digests of the corpus's articles with what the index knows, by path.

    A failed article is neither changed nor removed: what the index has of it stays.
    """
    return Plan(
        added=tuple(sorted(path for path in digests if path not in known)),
        changed=tuple(
            sorted(p for p, digest in digests.items() if p in known and known[p].digest != digest)
        ),
        removed=tuple(sorted(p for p in known if p not in digests and p not in failed)),
        unchanged=tuple(
            sorted(p for p, digest in digests.items() if p in known and known[p].digest == digest)
        ),
        failed=tuple(sorted(failed)),
    )


def film_counts(
    *, added: int = 0, changed: int = 0, removed: int = 0, unchanged: int = 0
) -> Mapping[str, int]:
    """Return the counts of films as a report has them."""
    return {"added": added, "changed": changed, "removed": removed, "unchanged": unchanged}


def film_changes(
    articles: Mapping[str, Article],
    gone: Collection[str],
    known: Mapping[str, ArticleRecord],
    appearances: Callable[[str], Appearances],
) -> list[FilmChange]:
    """Return what new versions of articles, and articles that are gone, mean for the films.

    `appearances` gives what the index has of a film. Sorted by film id; films that these articles
    do not touch are left out.
    """
    touched = set(articles) | set(gone)
    arriving: dict[str, list[Film]] = {}
    for article in articles.values():
        for film in article.films:
            arriving.setdefault(film.film_id, []).append(film)
    leaving = {film_id for path in touched & set(known) for film_id in known[path].film_ids}
    changes = []
    for film_id in sorted(leaving | set(arriving)):
        before = appearances(film_id)
        staying = [film for film in before if film.source.path not in touched]
        after = sorted(
            staying + arriving.get(film_id, []),
            key=lambda film: (film.source.path, film.source.span.line),
        )
        changes.append(FilmChange(film_id=film_id, before=before, after=tuple(after)))
    return changes


def _words(film: Film) -> Film:
    """Return the film without its lines."""
    return dataclasses.replace(
        film, source=FilmSource(path=film.source.path, span=_NO_SPAN, title=_NO_SPAN)
    )
