"""What do the line of a heading, and the line below it, say beside title and year?"""

from collections.abc import Sequence

from kazsearch.corpus.candidates import Opening
from kazsearch.corpus.drafts import HEADING, Paragraph, Piece
from kazsearch.corpus.film import Extra
from kazsearch.corpus.labels import DESCRIPTION, FACT, TITLE, LabelTable
from kazsearch.corpus.lines import TEXT, Line
from kazsearch.corpus.notes import read_beside, read_credits, read_labelled, read_note
from kazsearch.lazy import lazy_regex

_INNER_LABEL = lazy_regex(r"(?<=[.!?…»”\")])\s++(?P<name>\p{Lu}[\p{L} ]{2,30}):\s++(?=\S)")
_NEXT_LABEL = lazy_regex(r"\s*+[.;,|·•]\s++(?P<name>\p{Lu}[\p{L} ]{1,30}?)\s?:\s++(?=\S)")
# what stands under these labels is no prose
_CREDITS = frozenset({
    "year", "released", "director", "cast", "genre", "runtime", "country", "writer", "certificate",
    "rating", "producer", "composer", "cinematography", "studio", "language",
})  # fmt: skip
_PROSE_WORDS = 5
_SHORT_PROSE_WORDS = 3
_SENTENCE_ENDS = (".", "!", "?", "…")
_NOTED = lazy_regex(r"[,;|\d]")  # what notes have, and short sentences have not
_SMALL_WORD = lazy_regex(r"(?:^|\s)\p{Ll}")
_SEPARATORS = " .,:;–—-|/"
_WORD = lazy_regex(r"[\p{L}\p{N}]")
_MAX_CREDITS_CHARS = 60


def pieces_of_heading(
    opening: Opening, lines: Sequence[Line | None], table: LabelTable
) -> list[Piece]:
    """Make pieces of what the heading says beside title and year."""
    heading = opening.heading
    if not heading.rest and not heading.extras:
        return []
    extras: list[Extra] = []
    for extra in heading.extras:
        extras += read_note(extra.text, table) if extra.key == "note" else [extra]
    if (beside := read_beside(heading.rest)) is not None:
        extras += read_note(beside, table)
        return [_in_heading(extra, opening.line.at) for extra in extras]
    rest, facts = _without_facts(heading.rest.lstrip(_SEPARATORS), opening.line.at, table)
    if rest and _WORD.search(rest):
        if facts or _is_description(rest, lines, table):
            extras.append(Extra(key=DESCRIPTION, text=rest))
        else:
            extras += read_note(rest.rstrip(_SEPARATORS), table)
    return [*(_in_heading(extra, opening.line.at) for extra in extras), *facts]


def _is_description(rest: str, lines: Sequence[Line | None], table: LabelTable) -> bool:
    """Say whether what follows a heading's year is prose on the film, and not a note."""
    words = len(rest.split())
    if words >= _PROSE_WORDS:
        return True
    if words < _SHORT_PROSE_WORDS or not rest[0].isalpha() or read_labelled(rest, table):
        return False
    if rest.endswith(_SENTENCE_ENDS) and not _NOTED.search(rest) and _SMALL_WORD.search(rest):
        return True
    following = next((line for line in lines if line is not None and line.text), None)
    return following is None or (following.kind is not TEXT and not following.label)


def read_credits_below(lines: Sequence[Line | None], pieces: list[Piece], table: LabelTable) -> int:
    """Read `Dir. Ann Lee, USSR, 98 min` below a heading; return how many lines were passed.

    Below a blank line, it must stand alone, and a text under it.
    """
    at = 0 if not lines or lines[0] is not None else 1
    line, below, *others = (*lines[at : at + 3], None, None)
    if line is None or line.kind is not TEXT or line.guarded or line.label is not None:
        return 0
    if len(line.text) > _MAX_CREDITS_CHARS or line.text.endswith((*_SENTENCE_ENDS, ":")):
        return 0
    if below is not None and (at or below.text[:1].islower()):
        return 0  # a sentence goes on
    if at and not any(others):
        return 0
    found = read_credits(line.text, table)
    pieces += [_in_heading(extra, line.at) for extra in found]
    return at + 1 if found else 0


def parted_at_labels(piece: Piece, table: LabelTable) -> list[Piece]:
    """Part `Director: Ann Lee. Country: USSR` at the labels in its text, of which all are known."""
    if piece.key not in _CREDITS or not piece.paragraphs:
        return [piece]
    first, *others = piece.paragraphs
    text = first.text
    begins = [match for match in _NEXT_LABEL.finditer(text) if table.find(match["name"])]
    if not begins:
        return [piece]
    ends = [match.start() for match in begins] + [len(text)]
    piece.paragraphs = [Paragraph(first.start, first.end, [text[: ends[0]]])]
    parted = [piece]
    for match, end in zip(begins, ends[1:], strict=True):
        label = table.find(match["name"])
        if label is not None:
            if label.key in (DESCRIPTION, FACT) and text[end : end + 1] == ".":
                end += 1  # a sentence keeps its end
            told = Paragraph(first.start, first.end, [text[match.end() : end]])
            key = within_a_film(label.key)
            parted.append(Piece(key, match["name"], first.start, [told]))
    parted[-1].paragraphs += others
    return parted


def _without_facts(text: str, at: int, table: LabelTable) -> tuple[str, list[Piece]]:
    """Part the facts from a film told in one line: `A convoy goes. Fact: it was the army's.`"""
    begins = [match for match in _INNER_LABEL.finditer(text) if _is_fact(match["name"], table)]
    if not begins:
        return text, []
    ends = [match.start() for match in begins[1:]] + [len(text)]
    facts = [
        Piece(FACT, match["name"], at, [Paragraph(at, at, [text[match.end() : end].strip()])])
        for match, end in zip(begins, ends, strict=True)
    ]
    return text[: begins[0].start()], facts


def _is_fact(name: str, table: LabelTable) -> bool:
    label = table.find(name)
    return label is not None and label.key == FACT


def _in_heading(extra: Extra, at: int) -> Piece:
    name = "" if extra.key == DESCRIPTION else HEADING
    return Piece(within_a_film(extra.key), name, at, [Paragraph(at, at, [extra.text])])


def within_a_film(key: str) -> str:
    """Return the key of a text in a film: a title opens none there, and must not when printed."""
    return "original_title" if key == TITLE else key
