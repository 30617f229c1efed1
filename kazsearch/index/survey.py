"""Which articles changed, and what do they say now?"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from kazsearch.corpus.article import PARSER_VERSION, parse_bytes
from kazsearch.corpus.failures import failure
from kazsearch.corpus.film import Article, Diagnostic
from kazsearch.corpus.labels import LabelTable
from kazsearch.corpus.scan import read
from kazsearch.errors import ArticleUnreadableError
from kazsearch.index.documents import ArticleRecord

Progress = Callable[[str, int, int], None]  # what is being done, how many are, of how many


class Survey:
    """Reads a corpus once. What it found out is complete when its articles are through.

    `digests` are of all articles that could be read, by path, `failed` the paths of the others;
    `diagnostics` are those of the articles that were parsed, and of the failures.
    """

    def __init__(
        self,
        corpus: Path,
        paths: Sequence[str],
        *,
        known: Mapping[str, ArticleRecord],
        labels: LabelTable,
        max_file_bytes: int,
        on_progress: Progress,
    ) -> None:
        self.corpus = corpus
        self.paths = paths
        self._known = known
        self._labels = labels
        self.max_file_bytes = max_file_bytes
        self.on_progress = on_progress
        self.digests: dict[str, str] = {}
        self.failed: set[str] = set()
        self.diagnostics: list[Diagnostic] = []

    def articles(self) -> Iterator[Article]:
        """Yield the articles that are new or changed, in the order of their paths."""
        this_year = dt.date.today().year
        for n_done, path in enumerate(self.paths):
            self.on_progress("reading", n_done, len(self.paths))
            try:
                article_bytes = read(self.corpus, path, max_bytes=self.max_file_bytes)
                if self._is_known(path, article_bytes.digest):
                    self.digests[path] = article_bytes.digest
                    continue
                article = parse_bytes(
                    article_bytes.data, path=path, labels=self._labels, today_year=this_year
                )
            except ArticleUnreadableError as error:
                self.failed.add(path)
                self.diagnostics.append(failure(error, path=path))
            else:
                self.digests[path] = article_bytes.digest
                self.diagnostics += article.diagnostics
                yield article

    def _is_known(self, path: str, digest: str) -> bool:
        return path in self._known and self._known[path].digest == digest


def parser_key_of(labels: LabelTable) -> str:
    """Return a text that is another whenever the same bytes may give another article."""
    return f"{PARSER_VERSION}.{labels.digest}"
