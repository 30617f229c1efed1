"""Damaged articles through a whole build: every film is in the index, every skip is named."""

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest
from promises import article_seeds, mutated

from kazsearch.corpus.article import parse_bytes
from kazsearch.corpus.film import LineRole
from kazsearch.errors import ArticleUnreadableError
from kazsearch.index.build import build
from kazsearch.search.searcher import open_index

_A_BUILD = 250  # articles


@pytest.mark.parametrize(
    "n_articles", [250, pytest.param(10_000, marks=pytest.mark.long)], ids=["short", "long"]
)
def test_every_film_of_mutated_articles_is_accounted_for(tmp_path: Path, n_articles: int) -> None:
    seeds = [(path.suffix, path.read_bytes()) for path in article_seeds()]
    draw = random.Random(n_articles)
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    total: Counter[str] = Counter()
    for start in range(0, n_articles, _A_BUILD):
        shutil.rmtree(corpus, ignore_errors=True)
        corpus.mkdir()
        for number in range(start, start + _A_BUILD):
            suffix, _ = draw.choice(seeds)
            data = mutated([text for of, text in seeds if of == suffix], draw)
            (corpus / f"{number}{suffix}").write_bytes(data)
        total += account(corpus, index)
    print(f"{n_articles:,} articles: {dict(total)}")
    assert total["articles"] == n_articles
    assert total["unreadable"] < n_articles / 10 < total["films"]


def account(corpus: Path, index: Path) -> Counter[str]:
    """Build, and compare the index with what each article says by itself."""
    report = build(corpus, index, full=True)
    expected: Counter[tuple[str, str, int]] = Counter()
    unreadable = set()
    said = {(one.path, one.line) for one in report.diagnostics}
    for path in sorted(corpus.iterdir()):
        try:
            article = parse_bytes(path.read_bytes(), path=path.name, today_year=2026)
        except ArticleUnreadableError:
            unreadable.add(path.name)
            assert (path.name, 1) in said
            continue
        expected.update((f.film_id, path.name, f.source.span.line) for f in article.films)
        skipped = [n for n, role in enumerate(article.roles, 1) if role is LineRole.DIAGNOSED]
        assert {(path.name, number) for number in skipped} <= said
        assert article.films or [one for one in report.diagnostics if one.path == path.name]
    with open_index(index) as searcher:
        found = Counter(
            (film.film_id, place.path, place.line)
            for film in searcher.films().films
            for place in film.appearances
        )
    assert found == expected
    assert set(report.plan.failed) == unreadable
    n_articles = len(report.plan.added) + len(unreadable)
    return Counter(
        articles=n_articles, films=expected.total(), unreadable=len(unreadable), said=len(said)
    )
