"""Where in the query are we, what stands here, and how is a mistake reported?"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import NoReturn, TypeVar

from kazsearch.errors import QueryError
from kazsearch.query import lexis
from kazsearch.query.nodes import Node

MAX_QUERY_CHARS = 4_000  # some six hundred words: a pasted page is no query
MAX_DEPTH = 32  # brackets, negations and fields inside each other
MAX_CLAUSES = 500  # words, those in phrases too, and filters

_CAPITALS = tuple(lexis.OPERATORS)

AnyNode = TypeVar("AnyNode", bound=Node)


class Scanner:
    """A place in a query. Methods named `accept_` move on only if they find what they look for."""

    __slots__ = ("brackets", "depth", "field", "fields", "leaves", "pos", "text")

    def __init__(self, text: str, *, fields: Collection[str] | None) -> None:
        self.text = text
        self.fields = fields
        self.pos = 0
        self.field: str | None = None  # the field whose value is being read
        self.brackets: list[int] = []  # columns of those that are open
        self.depth = 0
        self.leaves = 0

    def fail(self, message: str, *, column: int | None = None) -> NoReturn:
        """Refuse the query for what stands at `column`, or here."""
        raise QueryError(message, query=self.text, column=self.pos if column is None else column)

    def skip_noise(self) -> None:
        """Move over blanks and punctuation that stands for itself (`-`, `&`, `...`)."""
        text, end = self.text, len(self.text)
        while self.pos < end:
            char = text[self.pos]
            if char == " ":
                self.pos += 1
                continue
            if char.isascii() and char.isalnum():
                break
            match = lexis.BLANK.match(text, self.pos) or lexis.NOISE.match(text, self.pos)
            if match is None:
                break
            self.pos = match.end()

    def at_end(self) -> bool:
        """Say whether the query is read."""
        return self.pos == len(self.text)

    def at(self, char: str) -> bool:
        """Say whether `char` stands here."""
        return self.text.startswith(char, self.pos)

    def at_quote(self) -> bool:
        """Say whether a quote opens here."""
        if self.text[self.pos : self.pos + 1] not in lexis.CLOSING_QUOTES:
            return False
        return lexis.OPENER.match(self.text, self.pos) is not None

    def chunk(self) -> str:
        """Return the characters up to the next blank or bracket, moving nowhere."""
        match = lexis.CHUNK.match(self.text, self.pos)
        return match[0] if match else ""

    def operator(self) -> str:
        """Return the operator that stands here by itself, or nothing."""
        if not self.text.startswith(_CAPITALS, self.pos):
            return ""
        match = lexis.OPERATOR.match(self.text, self.pos)
        return match[0] if match else ""

    def accept_operator(self, name: str) -> bool:
        """Move over an operator, if it stands here by itself."""
        found = self.operator() == name
        if found:
            self.pos += len(name)
        return found

    def accept_minus(self) -> bool:
        """Move over a hyphen that negates: right before a clause, and not one of two."""
        found = self.at("-") and lexis.MINUS.match(self.text, self.pos) is not None
        if found:
            self.pos += 1
        return found

    def read_quoted(self) -> tuple[str, int]:
        """Read what stands between two quotes; return it and where it begins."""
        column = self.pos
        closing = lexis.CLOSING_QUOTES[self.text[column]]
        end = _find_any(self.text, closing, column + 1)
        if end < 0 and self.text[column] in lexis.MIXED_QUOTES:
            end = _find_any(self.text, lexis.MIXED_CLOSING_QUOTES, column + 1)
        if end < 0:
            self.fail(
                f"This quote is never closed; write {closing[0]} where it ends, or leave it out.",
                column=column,
            )
        self.pos = end + 1
        return self.text[column + 1 : end], column + 1

    @contextmanager
    def deeper(self, column: int) -> Iterator[None]:
        """Read one level deeper, if that is not too deep."""
        self.check_depth(column)
        self.depth += 1
        yield
        self.depth -= 1

    def check_depth(self, column: int) -> None:
        """Refuse one level more than there may be."""
        if self.depth == MAX_DEPTH:
            self.fail(
                f"This is nested more than {MAX_DEPTH} levels deep; write it with fewer brackets.",
                column=column,
            )

    def leaf(self, node: AnyNode, column: int) -> AnyNode:
        """Count a leaf and hand it back, if there are not too many."""
        self.leaves += 1
        if self.leaves > MAX_CLAUSES:
            self.fail(
                f"A query can have {MAX_CLAUSES} words at most; leave out those from here on.",
                column=column,
            )
        return node


def shorten(text: str, *, max_chars: int = 40) -> str:
    """Return `text`, or its beginning with an ellipsis, for a message."""
    return text if len(text) <= max_chars else text[: max_chars - 1] + "…"


def _find_any(text: str, chars: str, start: int) -> int:
    places = [text.find(char, start) for char in chars]
    return min((place for place in places if place >= 0), default=-1)
