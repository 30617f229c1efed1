"""How fast are articles parsed, beside the simplest regular expression for the user's layout?

    python benchmarks/parsing.py [--data FILMS.jsonl.gz] [--seconds 3]

Each shape is a set of articles of ten films, made from a fixed seed (real ones also by the hundred,
each with all its facts, as in the other benchmarks); the figure is the best of many
runs on one core, in processor time, since a shared machine only ever adds to it.
"""

import argparse
import gzip
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import regex
from films import write_films

from kazsearch.corpus.article import parse_article

COLLECTION = Path(__file__).parent.parent / "tests" / "corpus" / "articles"
SIMPLE = regex.compile(
    r"^(?P<title>.+) \((?P<year>\d{4})\)\nDescription: (?P<description>.+)\nFact: (?P<fact>.+)$",
    regex.M,
)
WORDS = {
    "en": "a the of and steppe love river train mother city winter song letter horse road returns"
    " finds loses remembers leaves wanders silence father bridge evening promise",
    "ru": "и в на степь любовь река поезд мать город зима песня письмо лошадь дорога возвращается"
    " находит теряет вспоминает уезжает тишина отец мост вечер обещание",
    "kk": "мен және дала махаббат өзен пойыз ана қала қыс ән хат жылқы жол қайтады табады жоғалтады"
    " еске алады кетеді тыныштық әке көпір кеш уәде",
}


class Film(NamedTuple):
    """What goes into an article."""

    title: str
    year: int
    description: str
    fact: str


def made_films(language: str, *, seed: int = 7) -> Iterator[Film]:
    """Yield films of random words, with texts as long as in the user's article."""
    chance = random.Random(seed)
    words = WORDS[language].split()

    def sentence(count: int) -> str:
        text = " ".join(chance.choices(words, k=count))
        return text[:1].upper() + text[1:] + "."

    while True:
        title = " ".join(chance.choices(words, k=3)).title()
        yield Film(title, chance.randint(1920, 2020), sentence(32), sentence(16))


def told_films(path: Path) -> Iterator[Film]:
    """Yield the films of a file of JSON lines, each with its first fact."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            film = json.loads(line)
            facts = film["facts"] or ["It is not known for anything."]
            yield Film(film["title"], film["year"], film["description"], facts[0])


def layout(films: Iterable[Film]) -> str:
    """Print films in the user's layout."""
    blocks = [
        f"{film.title} ({film.year})\nDescription: {film.description}\nFact: {film.fact}"
        for film in films
    ]
    return "Ten films for a long evening.\n\n" + "\n\n\n".join(blocks) + "\n"


def markdown(films: Iterable[Film]) -> str:
    """Print films as a blog would, with front matter, numbers, links and bold labels."""
    blocks = [
        f"## {number}. [{film.title}](https://example.org/{number}) ({film.year})\n\n"
        f"![a still](still-{number}.jpg)\n\n{film.description}\n\n**Fun fact:** *{film.fact}*"
        for number, film in enumerate(films, 1)
    ]
    head = "---\ntitle: Ten films\n---\n\nTen films for a long evening.\n\n"
    return head + "\n\n".join(blocks) + "\n"


def in_tens(films: Iterator[Film], form: Callable[[Iterable[Film]], str], count: int) -> list[str]:
    """Return articles of ten films each."""
    return [form(list(islice(films, 10))) for _ in range(count)]


def in_hundreds(path: Path, count: int) -> list[str]:
    """Return the first articles of a hundred films each, with all their facts."""
    with tempfile.TemporaryDirectory(prefix="kazsearch-") as folder:
        write_films(path, Path(folder), n_films=100 * count)
        return [article.read_text("utf-8") for article in sorted(Path(folder).iterdir())]


def collection() -> list[str]:
    """Return the articles of the tests that are UTF-8 text, each several times."""
    texts = []
    for path in sorted(COLLECTION.iterdir()):
        if path.suffix in (".txt", ".md"):
            try:
                texts.append(path.read_text("utf-8"))
            except UnicodeDecodeError:
                continue
    return texts * 4


def best_time(work: Callable[[str], int], texts: list[str], *, seconds: float) -> tuple[float, int]:
    """Return the least processor time of working through all texts, and what was counted."""
    best, end = float("inf"), time.monotonic() + seconds
    while True:
        start = time.process_time()
        count = sum(map(work, texts))
        best = min(best, time.process_time() - start)
        if time.monotonic() > end:
            return best, count


def main() -> None:
    """Print one line a shape: size, speed and films of both."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, help="films as gzipped JSON lines")
    options.add_argument("--seconds", type=float, default=3, help="time for each figure")
    chosen = options.parse_args()
    shapes = {f"layout, {name}": in_tens(made_films(name), layout, 60) for name in WORDS}
    shapes["markdown, en"] = in_tens(made_films("en"), markdown, 60)
    shapes["collection of the tests"] = collection()
    if chosen.data:
        shapes["layout, real films"] = in_tens(told_films(chosen.data), layout, 200)
        shapes["layout, real, hundreds"] = in_hundreds(chosen.data, 60)
    print(f"{'shape':<26}{'MB':>6}{'films':>8}{'MB/s':>8}{'regex films':>14}{'regex MB/s':>12}")
    for shape, texts in shapes.items():
        size = sum(len(text.encode()) for text in texts) / 1e6
        taken, films = best_time(
            lambda text: len(parse_article(text, path="guide.txt").films),
            texts,
            seconds=chosen.seconds,
        )
        least, matches = best_time(
            lambda text: sum(1 for _ in SIMPLE.finditer(text)), texts, seconds=chosen.seconds / 4
        )
        print(
            f"{shape:<26}{size:>6.2f}{films:>8}{size / taken:>8.1f}{matches:>14}"
            f"{size / least:>12.1f}"
        )


if __name__ == "__main__":
    main()
