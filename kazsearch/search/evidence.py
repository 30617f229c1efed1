"""Here is a film that matched: by which words, and what of it to show?"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, product

from kazsearch.corpus.film import Film
from kazsearch.index.documents import Appearances
from kazsearch.index.fields import EXTRA_PREFIX, TEXT_FIELDS
from kazsearch.query import Node, Word, format_query
from kazsearch.search.agreement import Agreement
from kazsearch.search.evaluation import Evaluation
from kazsearch.search.hits import Hit, Share, Snippet, Spelling, place_of
from kazsearch.search.loosening import is_idle
from kazsearch.search.snippets import MAX_READ, Wanted, best_snippet
from kazsearch.text.analyzer import analyze

_MAX_SNIPPETS = 2


class Evidence:
    """What a query's leaves found, and how a hit shows it."""

    def __init__(
        self,
        tree: Node,
        evaluation: Evaluation,
        counted: Sequence[Node] = (),
        agreements: Sequence[Agreement] = (),
    ) -> None:
        self._tree = tree
        self._counted = counted
        self._agreements = agreements
        self._evaluation = evaluation
        self._found = list(evaluation.positive_leaves(tree))
        worded = [each.leaf for each in self._found if each.match.terms or each.match.words]
        self._all_idle = all(map(is_idle, worded))
        self._wanted: dict[str, Wanted] = {}  # by the name of a text

    def unfound_words(self) -> list[Word]:
        """Return the words of the query that no film holds and one should, in their order."""
        words = [(leaf, match) for leaf, _, _, match in self._found if isinstance(leaf, Word)]
        needed = [(word, match) for word, match in words if not is_idle(word)] or words
        return [word for word, match in needed if not match.scores]

    def hit(self, appearances: Appearances, *, doc_id: int, score: float, rank: int) -> Hit:
        """Return the hit for a film; its texts are those of the appearance that shows most."""
        film, snippets = max(
            ((film, self._snippets(film)) for film in appearances),
            key=lambda shown: sum(worth for worth, _ in shown[1]),  # the first of equals
        )
        return Hit(
            rank=rank,
            score=score,
            film_id=film.film_id,
            title=film.title,
            year=film.year,
            description=film.description,
            facts=film.facts,
            extras=film.extras,
            matched_terms=self._matched(doc_id),
            missing_terms=self._missing(doc_id),
            spellings=tuple(self._spellings(doc_id, appearances)),
            snippets=tuple(snippet for _, snippet in snippets),
            appearances=tuple(map(place_of, appearances)),
            shares=tuple(self._shares(doc_id)),
        )

    def _spellings(self, doc_id: int, appearances: Appearances) -> Iterator[Spelling]:
        """Yield the words that the film holds otherwise; those it has as one, together."""
        wanted: dict[tuple[str, ...], list[str]] = {}
        for leaf, _, _, match in self._found:
            if isinstance(leaf, Word) and doc_id in match.spelled:
                wanted.setdefault(tuple(match.spelled[doc_id].split()), []).append(leaf.text)
        if not wanted:
            return
        lengths = sorted(set(map(len, wanted)))
        for film in appearances:
            titles = (("title", title) for title in (film.title, *film.alternative_titles))
            for _, text, max_read in _within(MAX_READ, chain(titles, _texts(film))):
                tokens = analyze(text[:max_read])
                for start, n in product(range(len(tokens)), lengths):
                    run = tokens[start : start + n]
                    terms = tuple(token.term for token in run)
                    if terms in wanted:
                        found = text[run[0].start : run[-1].end]
                        yield Spelling(typed=" ".join(wanted.pop(terms)), found=found)

    def _shares(self, doc_id: int) -> Iterator[Share]:
        """Yield what each leaf adds by each field, and what adds beside; they sum up to the score.

        Nothing if the evaluation did not keep it.
        """
        if not self._evaluation.keeps_shares:
            return
        leaves = (self._evaluation.positive_leaves(tree, doc_id) for tree in self._counted)
        for leaf, _, factor, match in chain.from_iterable(leaves):
            for name, share in match.shares.items():
                if doc_id in share:
                    score = factor * share[doc_id]
                    yield Share(term=format_query(leaf), field=name, score=score)
        for agreement in self._agreements:
            if doc_id in agreement.films:
                yield agreement.share

    def _matched(self, doc_id: int) -> tuple[str, ...]:
        found = (format_query(leaf) for leaf, _, _, match in self._found if doc_id in match.scores)
        return tuple(dict.fromkeys(found))

    def _missing(self, doc_id: int) -> tuple[str, ...]:
        missing = self._evaluation.missing(self._tree, doc_id)
        return tuple(dict.fromkeys(map(format_query, missing)))

    def _snippets(self, film: Film) -> list[tuple[float, Snippet]]:
        """Return the title if it was matched, and the passages of the text that show most.

        A film that only its title or a filter found is shown by the beginning of its text, and so
        is one whose words stand after the first MAX_READ characters. Words that say little are
        shown in titles; in texts they are everywhere.
        """
        texts = [
            best_snippet(name, text, self._wanted_in(name), max_read=max_read)
            for name, text, max_read in _within(MAX_READ, _texts(film))
        ]
        telling = sorted((s for s in texts if s[0] > 0), key=lambda s: -s[0])[:_MAX_SNIPPETS]
        title = best_snippet("title", film.title, self._wanted_in("title"))
        return [title] * (title[0] > 0) + (telling or texts[:1])

    def _wanted_in(self, name: str) -> Wanted:
        """Return what to highlight in the texts of a name."""
        wanted = self._wanted.get(name)
        if wanted is None:
            wanted = self._wanted[name] = Wanted()
            for leaf, fields, _, match in self._found:
                shown = name == "title" or self._all_idle or not is_idle(leaf)
                if shown and _is_searched(name, fields):
                    wanted.add(match)
        return wanted


def _is_searched(name: str, fields: Collection[str]) -> bool:
    """Tell whether a text is in one of the fields: a title, description, fact, or an extra's."""
    if name in TEXT_FIELDS:
        return name in fields
    return "extra" in fields or EXTRA_PREFIX + name in fields


def _texts(film: Film) -> Iterator[tuple[str, str]]:
    yield "description", film.description
    for fact in film.facts:
        yield "fact", fact
    for extra in film.extras:
        yield extra.key, extra.text


def _within(max_chars: int, texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, int]]:
    """Yield the texts that are not empty, and how much of each is to be read: so many in all."""
    for name, text in texts:
        if text and max_chars > 0:
            yield name, text, max_chars
            max_chars -= len(text)
