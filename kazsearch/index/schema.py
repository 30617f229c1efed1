"""Which fields does the index have, weighted how?

One Whoosh document stands for one film, whatever the number of articles that tell of it; one more
for each article (its path and digest), one for the corpus (versions and totals), and one for the
terms that each commit brought: so that a single commit carries all that belongs together.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from whoosh import columns, fields
from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import Analyzer
from whoosh.formats import Positions

from kazsearch.text.analyzer import ANALYZER_VERSION, analyze

SCHEMA_VERSION = 1
INDEX_VERSION = f"{SCHEMA_VERSION}.{ANALYZER_VERSION}"  # what must agree for a search to be right

KINDS = ("film", "article", "vocabulary", "corpus")
TEXT_FIELDS = ("title", "description", "fact", "extra")
EXTRA_PREFIX = "extra_"  # `extra_director` holds what `extra` holds, of that label alone
WORD_PREFIX = "word_"  # `word_title` holds the distinct words of `title` as they are written
NO_YEAR = 2**31 - 1  # in the column of years: a film without one sorts last


class StemAnalyzer(Analyzer):
    """Our analyzer in Whoosh's clothes, so that Whoosh's own parser finds what we indexed."""

    def __call__(
        self, value: str, *, keeporiginal: bool = False, start_pos: int = 0, **_: Any
    ) -> Iterator[Token]:
        """Yield Whoosh's tokens; one object made over and over, as Whoosh's own analyzers do."""
        out = Token(positions=True, chars=True)
        out.boost = 1.0
        out.stopped = False
        for token in analyze(value):
            out.text = token.term
            if keeporiginal:
                out.original = token.text  # type: ignore[attr-defined]  # Whoosh adds it likewise
            out.pos = start_pos + token.position
            out.startchar = token.start
            out.endchar = token.end
            yield out


_POSITIONS = Positions()


class TokenText(fields.TEXT):
    """A TEXT field that takes tokens where they are at hand, and text from any other program."""

    def index(  # type: ignore[override]  # Whoosh's hint says generator, its writer iterates
        self, value: Any, **kwargs: Any
    ) -> Iterable[tuple[bytes, int, float, bytes]]:
        """Return (term, frequency, weight, encoded positions) for each distinct term."""
        if isinstance(value, str):
            return super().index(value, **kwargs)
        positions: dict[str, list[int]] = {}
        for token in value:
            positions.setdefault(token.term, []).append(token.position)
        encode = _POSITIONS.encode
        return [
            (term.encode(), len(found), float(len(found)), encode(found))
            for term, found in positions.items()
        ]


def make_schema() -> fields.Schema:
    """Return the schema of a new index."""
    text = TokenText(analyzer=StemAnalyzer(), stored=True)
    unstored_text = TokenText(analyzer=StemAnalyzer())
    length = fields.COLUMN(columns.NumericColumn("i"))
    schema = fields.Schema(
        kind=fields.ID(),  # one of KINDS
        # a film
        film_id=fields.ID(unique=True, stored=True),
        title=text,
        description=text,
        fact=text,
        extra=text,
        year=fields.NUMERIC(int, stored=True, sortable=True),
        path=fields.ID(stored=True),
        line=fields.STORED(),
        end_line=fields.STORED(),
        appearances=fields.STORED(),
        order=fields.COLUMN(columns.VarBytesColumn()),  # where a film stands among equal scores
        **{f"{name}_length": length for name in TEXT_FIELDS},
        # an article
        article=fields.ID(unique=True, stored=True),
        digest=fields.STORED(),
        films=fields.STORED(),
        # terms that came with one commit: how they are spelled, see `vocabulary.py`
        spelling=fields.ID(),
        sound=fields.ID(),
        # the corpus
        corpus=fields.STORED(),
    )
    schema.add(WORD_PREFIX + "*", fields.ID(), glob=True)
    schema.add(EXTRA_PREFIX + "*", unstored_text, glob=True)
    return schema
