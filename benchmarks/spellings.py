"""Measure how well the text floor finds: names in all spellings, Kazakh, and English as before.

    python benchmarks/spellings.py [--data FOLDER] [--only names|kazqad_mini|cranfield|msrd]

Runs on the development data, which is not part of the project (`$KAZSEARCH_DATA`, default
../shared/data), without an index: BM25 (k1 1.2, b 0.75) in memory over the terms of `analyze`,
words of titles counted three times. The figures and what was tried stand in RELEVANCE.md.
"""

import argparse
import gzip
import json
import math
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

from kazsearch.text.analyzer import analyze, kazakh_around, terms
from kazsearch.text.spelling import WEIGHTS, Kind, Variant, expand
from kazsearch.text.stopwords import is_stopword
from kazsearch.text.vocabulary import Vocabulary
from kazsearch.text.words import WORD, normal_form

ROOT = Path(__file__).parent.parent
K1, B = 1.2, 0.75
TITLE_WEIGHT = 3
WRITTEN_WEIGHT = 0.2  # of a word found just as it is written, on top
TEXT_FIELDS = ("text", "director", "genres", "actors", "tags")

Scores = dict[int, float]
Scorer = Callable[[str], Scores]


class Collection(NamedTuple):
    """Documents as (id, title, text), queries as (id, text), judgements by query and document."""

    docs: list[tuple[str, str, str]]
    queries: list[tuple[str, str]]
    judged: Mapping[str, Mapping[str, int]]


def load(folder: Path) -> Collection:
    """Return the collection in a folder."""

    def rows(name: str) -> Iterable[dict[str, Any]]:
        with gzip.open(folder / name, "rt", encoding="utf-8") as file:
            yield from map(json.loads, file)

    def text(row: dict[str, Any]) -> str:
        found = [row[field] for field in TEXT_FIELDS if row.get(field)]
        return "\u2029".join(each if isinstance(each, str) else ", ".join(each) for each in found)

    judged: dict[str, dict[str, int]] = defaultdict(dict)
    with gzip.open(folder / "qrels.tsv.gz", "rt", encoding="utf-8") as file:
        for line in file:
            query, doc, grade = line.rstrip("\n").split("\t")
            judged[query][doc] = int(grade)
    return Collection(
        [(row["id"], row["title"], text(row)) for row in rows("docs.jsonl.gz")],
        [(row["id"], row["text"]) for row in rows("queries.jsonl.gz")],
        judged,
    )


class Index:
    """Term frequencies by term and document, and BM25 over them."""

    def __init__(
        self, docs: Sequence[tuple[str, str, str]], split: Callable[[str], list[str]]
    ) -> None:
        self.postings: dict[str, dict[int, int]] = defaultdict(dict)
        lengths = []
        for number, (_, title, text) in enumerate(docs):
            counts = Counter(split(text))
            for term in split(title):
                counts[term] += TITLE_WEIGHT
            lengths.append(counts.total())
            for term, count in counts.items():
                self.postings[term][number] = count
        average = sum(lengths) / len(lengths)
        self.n_docs = len(lengths)
        self.norms = [K1 * (1 - B + B * length / average) for length in lengths]

    def score(self, term: str, doc_freq: int) -> Scores:
        """Return the score of each document that has the term, as if so many had it."""
        idf = math.log(1 + (self.n_docs - doc_freq + 0.5) / (doc_freq + 0.5))
        return {
            number: idf * count * (K1 + 1) / (count + self.norms[number])
            for number, count in self.postings.get(term, {}).items()
        }

    def best(self, variants: Iterable[Variant]) -> Scores:
        """Return what the best of a word's variants gives each document.

        A term that is not exactly the word is as common as all its variants together: a rare
        misspelling is no find.
        """
        found: Scores = {}
        kept = [each for each in variants if WEIGHTS[each.kind]]
        together = len({number for each in kept for number in self.postings[each.term]})
        for term, kind in kept:
            own = len(self.postings[term])
            doc_freq = own if kind is Kind.EXACT else together
            for number, score in self.score(term, doc_freq).items():
                found[number] = max(found.get(number, 0.0), score * WEIGHTS[kind])
        return found


def summed(each_word: Iterable[Scores]) -> Scores:
    """Return what each document has from all words together."""
    total: Scores = defaultdict(float)
    for scores in each_word:
        for number, score in scores.items():
            total[number] += score
    return total


def query_words(text: str) -> list[tuple[str, str, bool]]:
    """Return the words of a query, without stop words if others are left, as (word, form, kk)."""
    words = [token.text for token in analyze(text)]
    forms = [normal_form(word) for word in words]
    found = list(zip(words, forms, kazakh_around(words), strict=True))
    return [each for each in found if not is_stopword(each[1])] or found


def plain_scorer(docs: Sequence[tuple[str, str, str]], cut: Callable[[str], list[str]]) -> Scorer:
    """Return a scorer by what `cut` makes of the words' normal forms."""

    def split(text: str) -> list[str]:
        return [part for word in WORD.findall(text) for part in cut(normal_form(word))]

    index = Index(docs, split)

    def score(query: str) -> Scores:
        parts = [part for _, form, _ in query_words(query) for part in cut(form)]
        return summed(index.score(part, len(index.postings.get(part, ()))) for part in parts)

    return score


def written_scorer(docs: Sequence[tuple[str, str, str]]) -> Scorer:
    """Return a scorer by words as they are written, each counted once in a title or a text."""

    def forms(text: str) -> list[str]:
        return list(dict.fromkeys(map(normal_form, WORD.findall(text))))

    index = Index(docs, forms)

    def score(query: str) -> Scores:
        found = [form for _, form, _ in query_words(query)]
        return summed(index.score(form, len(index.postings.get(form, ()))) for form in found)

    return score


def stem_scorers(docs: Sequence[tuple[str, str, str]]) -> dict[str, Scorer]:
    """Return scorers by the stems alone and by more and more of what a word may mean."""
    written = written_scorer(docs)
    index = Index(docs, terms)
    vocabulary = Vocabulary.of(index.postings)

    def scorer(last: Kind) -> Scorer:
        def score(query: str) -> Scores:
            return summed(
                index.best(
                    each
                    for each in expand(word, vocabulary, kazakh_around=around)
                    if each.kind <= last
                )
                for word, _, around in query_words(query)
            )

        return score

    def stems_only(query: str) -> Scores:
        words = [token.term for token in analyze(query) if not is_stopword(normal_form(token.text))]
        found = words or terms(query)
        return summed(index.score(term, len(index.postings.get(term, ()))) for term in found)

    related = scorer(Kind.RELATED)

    def all_of_it(query: str) -> Scores:
        bonus = {number: WRITTEN_WEIGHT * score for number, score in written(query).items()}
        return summed([related(query), bonus])

    return {
        "stems": stems_only,
        "stems and spellings": scorer(Kind.NEAR),
        "stems, spellings, related": related,
        "all, and words as written": all_of_it,
    }


def ndcg(collection: Collection, score: Scorer, *, depth: int = 10) -> float:
    """Return the mean nDCG of the queries that have anything to find; gain 2^grade - 1."""
    found = []
    for query, text in collection.queries:
        grades = collection.judged.get(query, {})
        ideal = sorted(grades.values(), reverse=True)[:depth]
        if not any(ideal):
            continue
        scores = score(text)
        best = sorted(scores, key=lambda number: (-scores[number], number))[:depth]
        gained = [grades.get(collection.docs[number][0], 0) for number in best]
        found.append(_dcg(gained) / _dcg(ideal))
    return sum(found) / len(found)


def _dcg(grades: Iterable[int]) -> float:
    return float(sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades)))


def grams(size: int) -> Callable[[str], list[str]]:
    """Return what cuts a word into all its pieces of so many letters."""
    return lambda form: [form[i : i + size] for i in range(max(1, len(form) - size + 1))]


def run_kazakh(folder: Path) -> None:
    """Print the figures of the Kazakh collection, with those of the simple ways to stem."""
    collection = load(folder)
    scorers = {
        "whole words": plain_scorer(collection.docs, lambda form: [form]),
        "first five letters": plain_scorer(collection.docs, lambda form: [form[:5]]),
        "four-letter pieces": plain_scorer(collection.docs, grams(4)),
        **stem_scorers(collection.docs),
    }
    report("kazqad_mini", collection, scorers)


def run_english(folder: Path) -> None:
    """Print the figures of an English collection, which Kazakh must not harm."""
    collection = load(folder)
    scorers = {
        "whole words": plain_scorer(collection.docs, lambda form: [form]),
        **stem_scorers(collection.docs),
    }
    report(folder.name, collection, scorers)


def report(name: str, collection: Collection, scorers: Mapping[str, Scorer]) -> None:
    """Print how well each scorer ranks."""
    print(f"{name}: {len(collection.docs)} documents, {len(collection.queries)} queries")
    for label, scorer in scorers.items():
        start = time.perf_counter()
        value = ndcg(collection, scorer)
        per_query = (time.perf_counter() - start) * 1000 / len(collection.queries)
        print(f"  {label:<36} nDCG@10 {value:.4f}   {per_query:6.2f} ms a query")


def run_names(path: Path) -> None:
    """Print how many spellings of one name meet, and of different names, each a title."""
    groups = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line]
    titles = {name: terms(name) for group in groups for name in group}
    vocabulary = Vocabulary.of(term for found in titles.values() for term in found)
    expansions = {
        name: {each.term: each.kind for each in expand(name, vocabulary)} for name in titles
    }

    def meets(query: str, title: str) -> bool:
        return any(term in expansions[query] for term in titles[title])

    within = [pair for group in groups for pair in permutations(group, 2)]
    across = [
        (query, title)
        for mine, other in permutations(groups, 2)
        for query in mine
        for title in other
    ]
    missed = [pair for pair in within if not meets(*pair)]
    wrong = [pair for pair in across if meets(*pair)]
    print(f"{path.name}: {len(groups)} groups of spellings")
    print(f"  pairs that meet       {1 - len(missed) / len(within):.4f} of {len(within)}")
    print(f"  strangers that meet   {len(wrong) / len(across):.4f} of {len(across)}")
    print(f"  missed: {', '.join(' → '.join(pair) for pair in missed)}")
    print(f"  wrong:  {', '.join(' → '.join(pair) for pair in wrong)}")


def main() -> int:
    """Run what the command line asks for."""
    default = Path(os.environ.get("KAZSEARCH_DATA", ROOT.parent / "shared" / "data"))
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=default)
    parser.add_argument("--only", choices=("names", "kazqad_mini", "cranfield", "msrd"))
    options = parser.parse_args()
    runs: dict[str, Callable[[], None]] = {
        "names": lambda: run_names(options.data / "names.tsv"),
        "kazqad_mini": lambda: run_kazakh(options.data / "relevance" / "kazqad_mini"),
        "cranfield": lambda: run_english(options.data / "relevance" / "cranfield"),
        "msrd": lambda: run_english(options.data / "relevance" / "msrd"),
    }
    if options.only in (None, "names"):
        run_names(ROOT / "tests" / "text" / "names.tsv")
    if not options.data.is_dir():
        print(
            f"no development data at {options.data}: set KAZSEARCH_DATA or --data", file=sys.stderr
        )
        return 0
    for name, run in runs.items():
        if options.only in (None, name):
            run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
