"""Other tools on the same documents: Whoosh's own searcher, tantivy-py, SQLite FTS5, bm25s.

Each is given a title, weighted twice, and a body, with English stemming and else its defaults; the
words of a query are joined by OR. A tool is a function from documents to a function from a query's
text to the ten best documents, by their numbers.
"""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import bm25s
import regex
import Stemmer
import tantivy
from judged import Document
from whoosh import fields, index, qparser
from whoosh.analysis import StemmingAnalyzer

DEPTH = 10
TITLE_WEIGHT = 2
Ranker = Callable[[str], list[int]]
Tool = Callable[[Sequence[Document], Path], Ranker]
_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")  # what no query language takes for a sign


def whoosh_itself(docs: Sequence[Document], scratch: Path) -> Ranker:
    """Return a ranker by Whoosh's BM25F."""
    text = fields.TEXT(analyzer=StemmingAnalyzer())
    scratch.mkdir()
    built = index.create_in(
        scratch, fields.Schema(number=fields.STORED(), title=text, body=text), indexname="peer"
    )
    with built.writer() as writer:
        for number, doc in enumerate(docs):
            writer.add_document(number=number, title=doc.title, body=doc.body)
    searcher = built.searcher()
    parser = qparser.MultifieldParser(
        ["title", "body"], built.schema, {"title": TITLE_WEIGHT}, group=qparser.OrGroup
    )

    def rank(query: str) -> list[int]:
        # a word of the query language, as in `and`, is a stop word anyway
        parsed = parser.parse(" ".join(_words(query)))
        return [hit["number"] for hit in searcher.search(parsed, limit=DEPTH)]

    return rank


def tantivy_py(docs: Sequence[Document], scratch: Path) -> Ranker:
    """Return a ranker by tantivy's BM25 of each field, added."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("title", tokenizer_name="en_stem")
    builder.add_text_field("body", tokenizer_name="en_stem")
    builder.add_unsigned_field("number", stored=True)
    scratch.mkdir()
    built = tantivy.Index(builder.build(), path=str(scratch))
    writer = built.writer(num_threads=1)
    for number, doc in enumerate(docs):
        writer.add_document(tantivy.Document(number=number, title=doc.title, body=doc.body))
    writer.commit()
    writer.wait_merging_threads()
    built.reload()
    searcher = built.searcher()

    def rank(query: str) -> list[int]:
        parsed = built.parse_query(
            " ".join(_words(query)), ["title", "body"], field_boosts={"title": TITLE_WEIGHT}
        )
        hits = searcher.search(parsed, DEPTH).hits
        return [searcher.doc(address)["number"][0] for _, address in hits]

    return rank


def sqlite_fts5(docs: Sequence[Document], scratch: Path) -> Ranker:
    """Return a ranker by FTS5's bm25 of both columns."""
    scratch.mkdir()
    base = sqlite3.connect(scratch / "peer.sqlite")
    base.execute("CREATE VIRTUAL TABLE docs USING fts5(title, body, tokenize = 'porter unicode61')")
    rows = ((number, doc.title, doc.body) for number, doc in enumerate(docs))
    base.executemany("INSERT INTO docs (rowid, title, body) VALUES (?, ?, ?)", rows)
    best = f"SELECT rowid FROM docs WHERE docs MATCH ? ORDER BY bm25(docs, {TITLE_WEIGHT}) LIMIT ?"

    def rank(query: str) -> list[int]:
        words = " OR ".join(f'"{word}"' for word in _words(query))
        return [number for (number,) in base.execute(best, (words, DEPTH))] if words else []

    return rank


def bm25s_itself(docs: Sequence[Document], scratch: Path) -> Ranker:
    """Return a ranker by bm25s, which knows no fields: the title stands twice in the text."""
    stemmer = Stemmer.Stemmer("english")

    def tokens(texts: list[str]) -> list[list[str]]:
        found = bm25s.tokenize(
            texts,
            token_pattern=r"(?u)\b\w+\b",  # its default leaves out what one character says
            stemmer=stemmer,
            return_ids=False,
            show_progress=False,
        )
        return [[str(token) for token in text] for text in found]

    built = bm25s.BM25()
    texts = ["\n".join([doc.title] * TITLE_WEIGHT + [doc.body]) for doc in docs]
    built.index(tokens(texts), show_progress=False)

    def rank(query: str) -> list[int]:
        found, scores = built.retrieve(tokens([query]), k=DEPTH, show_progress=False)
        return [int(n) for n, score in zip(found[0], scores[0], strict=True) if score > 0]

    return rank


TOOLS: dict[str, Tool] = {
    "Whoosh itself": whoosh_itself,
    "tantivy-py": tantivy_py,
    "SQLite FTS5": sqlite_fts5,
    "bm25s": bm25s_itself,
}


def _words(query: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(query)]
