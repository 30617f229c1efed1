"""Here is a corpus folder: which films does an engine index?

Two ways, so that what reading costs can be seen: `parsed` asks kazsearch's parser, as anyone would
who has raw articles; `split` knows that these articles have just one layout.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

READINGS = ("parsed", "split")

_HEAD = re.compile(r"(.+) \(\d{4}\)")
_DESCRIPTION, _FACT = "Description: ", "Fact: "


class Film(NamedTuple):
    """What an engine indexes of a film; facts are joined with a line break."""

    article: str
    title: str
    description: str
    facts: str


def films_of_corpus(corpus: Path, reading: str) -> Iterator[Film]:
    """Yield the films of all articles, in the order of the files' names."""
    for path in sorted(corpus.iterdir()):
        yield from films_of_article(path, reading)


def films_of_article(path: Path, reading: str) -> Iterator[Film]:
    """Yield the films of one article by one of `READINGS`."""
    text = path.read_text("utf-8")
    return {"parsed": _parsed, "split": _split}[reading](path.name, text)


def _parsed(name: str, text: str) -> Iterator[Film]:
    from kazsearch import parse_article  # here: `split` must not pay for it

    for film in parse_article(text, path=name).films:
        yield Film(name, film.title, film.description, "\n".join(film.facts))


def _split(name: str, text: str) -> Iterator[Film]:
    for block in text.split("\n\n"):
        lines = block.strip("\n").split("\n")
        head = _HEAD.fullmatch(lines[0])
        if head is None or len(lines) < 2 or not lines[1].startswith(_DESCRIPTION):
            continue
        facts = [line.removeprefix(_FACT) for line in lines[2:]]
        yield Film(name, head[1], lines[1].removeprefix(_DESCRIPTION), "\n".join(facts))
