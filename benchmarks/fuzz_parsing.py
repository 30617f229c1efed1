"""Throw bytes at the parser until it breaks a promise.

    python benchmarks/fuzz_parsing.py -max_total_time=600

Needs atheris, which is no dependency of the project. Options are libFuzzer's; the articles of
`tests/corpus/articles` are the first inputs, so that no time goes into finding what an article is.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kazsearch"]):
    from kazsearch.corpus.article import format_article, parse_article, parse_bytes
    from kazsearch.corpus.characters import split_lines
    from kazsearch.corpus.film import Article, LineRole
    from kazsearch.errors import ArticleUnreadableError

ARTICLES = Path(__file__).parent.parent / "tests" / "corpus" / "articles"


def films_of(article: Article) -> list[tuple[object, ...]]:
    """Return what an article says of its films, without the places."""
    return [
        (film.title, film.year, film.alternative_titles, film.description, film.facts, film.extras)
        for film in article.films
    ]


def check_bytes(data: bytes) -> None:
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


def main() -> None:
    """Fuzz, beginning with the collected articles."""
    with tempfile.TemporaryDirectory() as folder:
        for path in ARTICLES.iterdir():
            if path.suffix != ".expected":
                shutil.copy(path, folder)
        atheris.Setup([*sys.argv, "-max_len=3000", folder], check_bytes)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
