"""Which lines say a title again: before its year, under a picture, or in a table of contents?"""

from collections.abc import Sequence
from itertools import pairwise

import regex

from kazsearch.corpus.candidates import Candidate, Opening
from kazsearch.corpus.headings import Heading
from kazsearch.corpus.lines import Line
from kazsearch.corpus.shapes import next_index, shape_of
from kazsearch.lazy import lazy_regex

_NEXT = 2  # lines further on, with a blank one between
# what a picture is called, before the title of its film
_CAPTION = lazy_regex(
    r"(?:an?\s|the\s)?(?:still|scene|shot|frame|poster|image|picture|photo|trailer|screenshot|кадр"
    r"|постер|сцена|фото|афиша|трейлер|көрініс)s?(?:\s?[:«“\"‘]|\s(?:from|of|for|in|из|к|фильма|с)\s)"
    r"[^.!?]{0,20}",
    regex.I,
)
_new = tuple.__new__


def without_contents(chosen: list[Candidate], lines: Sequence[Line | None]) -> list[Candidate]:
    """Leave out a table of contents: a bare row of titles that all stand again below, set off
    otherwise."""
    row = 0
    while row < len(chosen) and shape_of(chosen[row].line) == shape_of(chosen[0].line):
        row += 1
    if not 1 < row < len(chosen):
        return chosen
    below = {(one.heading.title.casefold(), one.heading.year) for one in chosen[row:]}
    inner = pairwise(chosen[:row])
    bare = all(next_index(lines, one.line.at) == other.line.at for one, other in inner)
    again = all((one.heading.title.casefold(), one.heading.year) in below for one in chosen[:row])
    return chosen[row:] if bare and again else chosen


def without_repeats(chosen: Sequence[Candidate]) -> list[Opening]:
    """Merge a title that is said twice: the bare one before, or the caption inside, goes."""
    kept: list[Opening] = []
    last: Candidate | None = None
    for one in chosen:
        # what has its own labels is no caption, unless it stands above those of the film
        near = last is not None and one.line.at - last.line.at <= _NEXT
        if last is not None and (near or not one.labelled) and _is_caption(one, last):
            if near:
                kept[-1] = Opening(last.line, last.heading, one.line.at)
            continue
        if last is not None and not one.labelled and _same_title(last, one):
            bare = last.heading.year is None and one.heading.year is not None
            caption = last.heading.year == one.heading.year and not one.line.marked
            if bare or caption:
                heading = _completed(last.heading, one.heading) if bare else last.heading
                kept[-1] = Opening(last.line, heading, one.line.at)
                last = None
                continue
        kept.append(_new(Opening, (one.line, one.heading, one.again, None)))
        last = one
    return kept


def _same_title(one: Candidate, other: Candidate) -> bool:
    return one.heading.title.casefold() == other.heading.title.casefold()


def _completed(bare: Heading, full: Heading) -> Heading:
    alternatives = tuple(dict.fromkeys(bare.alternatives + full.alternatives))
    extras = bare.extras + full.extras
    return full._replace(alternatives=alternatives, extras=extras, rest="")


def _is_caption(caption: Candidate, film: Candidate) -> bool:
    """Say whether a line is called a picture of the film above it: `A still from Heat (1995)`."""
    if caption.heading.year != film.heading.year or caption.line.marked:
        return False
    text = caption.heading.title.casefold().rstrip("»”\"’'")
    title = film.heading.title.casefold()
    return text.endswith(title) and _CAPTION.fullmatch(text[: -len(title)]) is not None
