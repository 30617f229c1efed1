"""After any edits, an incremental build gives the hits and scores of a build from scratch."""

import shutil
import tempfile
from pathlib import Path

from corpora import WORDS, articles, paths, write_corpus
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from kazsearch.errors import QueryError
from kazsearch.index.build import build
from kazsearch.search.searcher import Searcher, open_index

OTHERS = ["Жібек", "Zhibek", "Жібектің", "қыз", "фильмы", "Can", "Cann"]
QUERIES = ["zhibek", "жибек қыз", "фильм", "can", "lov*", "stepe~", "director:love"]
QUERIES += ["love", "loved war", "the steppe poet", "it us", "1992", "white falcon mother -train"]


def answers(index: Path) -> list[object]:
    with open_index(index) as searcher:
        return [
            [ask(searcher, query) for query in QUERIES],
            list(searcher.films().films),
            searcher.extra_keys(),
            searcher.paths(),
            searcher.terms("", limit=100),
            [(stats.words, stats.extras, stats.first_year) for stats in [searcher.stats()]],
        ]


def ask(searcher: Searcher, query: str) -> object:
    try:
        return searcher.search(query, limit=50, explain=True)
    except QueryError as error:
        return error.message


class Edits(RuleBasedStateMachine):
    """Someone writes, changes, renames and removes articles, and builds now and then."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.corpus = self.folder / "corpus"
        self.index = self.folder / "index"
        self.texts: dict[str, str] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(path=paths, text=articles)
    def write(self, path: str, text: str) -> None:
        self.texts[path] = text

    @rule(path=paths)
    def remove(self, path: str) -> None:
        self.texts.pop(path, None)

    @rule(old=paths, new=paths)
    def rename(self, old: str, new: str) -> None:
        if old in self.texts:
            self.texts[new] = self.texts.pop(old)

    @rule(path=paths, word=st.sampled_from(WORDS))
    def change_a_word(self, path: str, word: str) -> None:
        if path in self.texts:
            self.texts[path] = self.texts[path].replace(word, "steppe", 1)

    @rule(path=paths, word=st.sampled_from(WORDS), other=st.sampled_from(OTHERS))
    def write_it_otherwise(self, path: str, word: str, other: str) -> None:
        if path in self.texts:
            self.texts[path] = self.texts[path].replace(word, other)

    @rule()
    def build(self) -> None:
        write_corpus(self.corpus, self.texts)
        report = build(self.corpus, self.index, allow_empty=True)
        assert build(self.corpus, self.index, allow_empty=True).generation == report.generation
        scratch = self.folder / "scratch"
        shutil.rmtree(scratch, ignore_errors=True)
        build(self.corpus, scratch, allow_empty=True)
        assert answers(self.index) == answers(scratch)


Edits.TestCase.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)
TestEdits = Edits.TestCase
