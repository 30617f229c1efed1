"""Here is a word or a phrase: which leaf of text is it?

Each function reads one kind of leaf, with what may stand right after it, and moves on.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kazsearch.lazy import lazy_regex
from kazsearch.query import lexis
from kazsearch.query.nodes import Boost, Fuzzy, Node, Phrase, Wildcard, Word, and_of
from kazsearch.query.scanner import Scanner, shorten

if TYPE_CHECKING:
    import regex

MAX_SLOP = 99  # some five sentences, and less than what stands between two paragraphs
MAX_EDITS = 2  # with three, half the short words of a language are the same
MAX_FACTOR = 100

_FACTOR = lazy_regex(r"\d{1,3}(?:\.\d{1,3})?")


def accept_plain_word(s: Scanner) -> Word | None:
    """Read a word that can be nothing else, with the blanks before it, or move nowhere.

    It is what `parse_word` would make of it.
    """
    match = lexis.PLAIN_WORD.match(s.text, s.pos)
    if match is None or match[1] in lexis.OPERATORS:
        return None
    span = match.span(1)
    s.pos = match.end()
    return s.leaf(Word(text=match[1], span=span), span[0])


def parse_word(s: Scanner) -> Node:
    """Read a run of characters that holds one word: plain, fuzzy or a pattern, boosted or not."""
    start, raw = s.pos, s.chunk()
    s.pos += len(raw)
    rest, factor = _cut_factor(s, raw, start)
    rest, edits = _cut_edits(s, rest, start)
    node: Node
    if not _has_sign(rest):
        node = _word_or_fuzzy(s, rest, start, edits)
    elif edits is None:
        node = and_of(parts := tuple(_pattern_parts(s, rest, start)))
        if len(parts) > 1:
            s.check_depth(start)  # they are printed in brackets
    else:
        s.fail(
            f'"{shorten(rest)}" is a pattern already; leave out either its sign or the "~".',
            column=start,
        )
    return node if factor is None else Boost(child=node, factor=factor)


def _has_sign(raw: str) -> bool:
    if "*" not in raw and "?" not in raw:
        return False
    word, pattern = lexis.PLAIN_CORE.search(raw), lexis.CORE.search(raw)
    assert word is not None, "noise was skipped before"
    assert pattern is not None
    if "://" in word[0]:
        return False  # the address of a page: `?` and `*` are its own
    return lexis.SIGN.search(raw, pattern.start(), pattern.end()) is not None


def _word_or_fuzzy(s: Scanner, raw: str, start: int, edits: int | None) -> Word | Fuzzy:
    core = lexis.PLAIN_CORE.search(raw)
    assert core is not None
    text, span = core[0], (start + core.start(), start + core.end())
    if edits and lexis.LETTER.search(text):
        return s.leaf(Fuzzy(text=text, edits=edits, span=span), start)
    return s.leaf(Word(text=text, span=span), start)


def _pattern_parts(s: Scanner, raw: str, start: int) -> Iterator[Word | Wildcard]:
    # terms hold no punctuation, so each part of `spider-m*n` is looked for by itself
    for part in lexis.PATTERN_PART.finditer(raw):
        core = lexis.CORE.search(raw, part.start(), part.end())
        if core is None:
            continue
        if lexis.SIGN.search(raw, core.start(), core.end()):
            span = (start + core.start(), start + core.end())
            yield s.leaf(Wildcard(text=core[0], span=span), span[0])
        else:
            word = _word_or_fuzzy(s, core[0], start + core.start(), None)
            assert isinstance(word, Word)
            yield word


def _cut_factor(s: Scanner, raw: str, start: int) -> tuple[str, float | None]:
    match = _suffix(lexis.BOOST_AT_END, raw) if "^" in raw else None
    if match is None:
        return raw, None
    return raw[: match.start()], _factor(s, match[1], start + match.start())


def _cut_edits(s: Scanner, raw: str, start: int) -> tuple[str, int | None]:
    rest, edits = raw, None
    if "~" not in raw and "^" not in raw:
        return rest, edits
    if match := _suffix(lexis.EDITS_AT_END, raw):
        digits = match[1].rstrip(".,") or "1"
        edits = int(digits) if digits.isdecimal() and len(digits) == 1 else MAX_EDITS + 1
        if edits > MAX_EDITS:
            s.fail(
                f"At most {MAX_EDITS} characters of a word can differ; write ~ or ~2 after it.",
                column=start + match.start(),
            )
        rest = raw[: match.start()]
    if twice := _suffix(lexis.BOOST_AT_END, rest) or _suffix(lexis.EDITS_AT_END, rest):
        s.fail(
            'One "~" and then one "^" can stand after a word, as in word~1^2; leave out the other.',
            column=start + twice.start(),
        )
    return rest, edits


def _suffix(pattern: "regex.Pattern[str]", raw: str) -> "regex.Match[str] | None":
    match = pattern.search(raw)
    return match if match and lexis.CORE.search(raw, 0, match.start()) else None


def parse_factor(s: Scanner, node: Node) -> Node:
    """Read the `^2` right after a phrase or bracket, if there is one."""
    match = lexis.BOOST.match(s.text, s.pos)
    if match is None:
        return node
    factor = _factor(s, match[1], s.pos)
    s.pos = match.end()
    return Boost(child=node, factor=factor)


def _factor(s: Scanner, digits: str, column: int) -> float:
    digits = digits.rstrip(".,")
    factor = float(digits) if _FACTOR.fullmatch(digits) else 0.0
    if not 0 < factor <= MAX_FACTOR:
        s.fail(
            f"A word counts 0.001 to {MAX_FACTOR} times as much after a ^; write ^2 or ^0.5.",
            column=column,
        )
    return factor


def parse_phrase(s: Scanner) -> Phrase:
    """Read words between quotes, and how far apart they may stand."""
    column = s.pos
    content, start = s.read_quoted()
    words = []
    for part in lexis.PHRASE_PART.finditer(content):
        if core := lexis.PLAIN_CORE.search(part[0]):
            at = start + part.start() + core.start()
            words.append(s.leaf(Word(text=core[0], span=(at, at + len(core[0]))), at))
    if not words:
        s.fail(
            "No word stands between these quotes; write one, or leave the quotes out.",
            column=column,
        )
    span = (column, s.pos)
    return Phrase(words=tuple(words), slop=_parse_slop(s), span=span)


def _parse_slop(s: Scanner) -> int:
    match = lexis.EDITS.match(s.text, s.pos)
    if match is None:
        return 0
    digits = match[1].rstrip(".,")
    slop = int(digits) if len(digits) <= 3 and digits.isdecimal() else MAX_SLOP + 1
    if slop > MAX_SLOP:
        s.fail(
            "After a phrase, ~ needs to say how many other words may stand between its words,"
            f' 0 to {MAX_SLOP}, as in "two words"~5.',
        )
    s.pos = match.end()
    return slop
