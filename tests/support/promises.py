"""What is promised of any bytes and of any text, as checks that a fuzzer or a test can call."""

import random
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from corpora import write_corpus

from kazsearch.corpus.article import format_article, parse_article, parse_bytes
from kazsearch.corpus.characters import split_lines
from kazsearch.corpus.film import Article, LineRole
from kazsearch.errors import ArticleUnreadableError, QueryError
from kazsearch.index.build import build
from kazsearch.query import explain_error, format_query, parse_query
from kazsearch.search.searcher import Searcher, open_index

ARTICLES = Path(__file__).parent.parent / "corpus" / "articles"


def article_seeds() -> list[Path]:
    """The collected articles, which nearly every rule of the parser was written for."""
    seeds = sorted(path for path in ARTICLES.iterdir() if path.suffix != ".expected")
    assert seeds
    return seeds


def check_article(data: bytes) -> None:
    """Parse bytes as text and as a page, and hold the parser to what it promises."""
    for path in ("guide.txt", "guide.html"):
        try:
            article = parse_bytes(data, path=path, today_year=2026)
        except ArticleUnreadableError:
            continue
        said = {one.line for one in article.diagnostics}
        for number, role in enumerate(article.roles, 1):
            assert role is not LineRole.DIAGNOSED or number in said, number
        for film in article.films:
            assert film.title.strip(), film
            assert 1 <= film.source.span.line <= film.source.span.end_line, film
            assert film.source.span.end_line <= len(article.roles), film
        again = parse_article(format_article(article), path=path)
        assert films_of(again) == films_of(article), (films_of(again), films_of(article))
        assert (again.lead, again.closing) == (article.lead, article.closing)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return
    article = parse_article(text, path="guide.txt")
    assert len(article.roles) == len(split_lines(text))


def films_of(article: Article) -> list[tuple[object, ...]]:
    """Return what an article says of its films, without the places."""
    return [
        (film.title, film.year, film.alternative_titles, film.description, film.facts, film.extras)
        for film in article.films
    ]


QUERY_SEEDS = (
    'deportation love title:gift year:2008..2012 -war "exact phrase"~3',
    "w?rd* (a OR b AND c)^2 NOT x~1 article:guide* director:aimanov",
    "«ләйлә» “quoted” Mission: Impossible 1990s >2010 ..1991 M*A*S*H",
    "kyz zhibek ptvkz falcpn e\u0301 \u202e \x00 it us m 9",
)


def small_searcher(folder: Path) -> Searcher:
    """Return a searcher of a few films, to ask hostile queries."""
    from cinema import CINEMA

    write_corpus(folder / "corpus", CINEMA)
    build(folder / "corpus", folder / "index")
    return open_index(folder / "index")


def check_query(text: str, searcher: Searcher) -> None:
    """Parse a text, print its tree and ask it: an answer, or a mistake with its place."""
    try:
        tree = parse_query(text)
    except QueryError as error:
        check_refusal(error, text)
        return
    if tree is not None:
        printed = format_query(tree)
        assert parse_query(printed) == tree, (text, printed)
    try:
        result = searcher.search(text, limit=5)
    except QueryError as error:  # a field that no article has, or too many words of a pattern
        check_refusal(error, text)
        return
    scores = [hit.score for hit in result.hits]
    assert len(result.hits) <= min(result.total, 5)
    assert all(score >= 0 for score in scores)
    for hit in result.hits:
        for snippet in hit.snippets:
            for start, end in snippet.highlights:
                assert 0 <= start < end <= len(snippet.text)


def check_refusal(error: QueryError, text: str) -> None:
    """Hold a refused query to having its mistake within it, shown so that no terminal obeys it."""
    assert 0 <= error.column <= len(text), error.column
    shown = explain_error(error)
    assert shown.count("\n") == 2, shown
    obeyed = [char for char in shown if unicodedata.category(char)[0] == "C"]
    assert not set(obeyed) - set("\n\u200c\u200d"), shown


_HOSTILE = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\x1b[2J", "\u202e".encode(), b"```",
    b"<!--", b"***", b"---\n", b"Description:", "Факт:".encode(), b"(1999)", b"# ", b"\n\n", b"\t",
    "\u2028".encode(), "é".encode("cp1252"), "қ".encode(), b"<p>", b"</", b"&#0;", b"[", b"|", b"=",
]  # fmt: skip


def mutated(seeds: Sequence[bytes], draw: random.Random) -> bytes:
    """Return one of the seeds with some of its bytes or lines changed."""
    data = bytearray(draw.choice(seeds))
    for _ in range(draw.randint(1, 6)):
        at = draw.randint(0, len(data))
        end = min(len(data), at + draw.randint(0, 80))
        kind = draw.randrange(8)
        if kind == 0:
            data[at:end] = b""
        elif kind == 1:
            data[at:at] = draw.choice(_HOSTILE) * draw.choice([1, 1, 2, 40])
        elif kind == 2:
            data[at:at] = data[end : end + draw.randint(0, 200)]
        elif kind == 3 and data:
            data[min(at, len(data) - 1)] = draw.randrange(256)
        elif kind == 4:
            lines = data.split(b"\n")
            draw.shuffle(lines)
            data = bytearray(b"\n".join(lines))
        elif kind == 5:
            other = draw.choice(seeds)
            data[at:] = other[draw.randint(0, len(other)) :]
        elif kind == 6:
            lines = data.split(b"\n")
            del lines[draw.randrange(len(lines))]
            data = bytearray(b"\n".join(lines))
        else:
            data[at:end] = bytes(data[at:end]).swapcase()
    return bytes(data)
