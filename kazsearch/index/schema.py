"""What does Whoosh know of our fields? The schema that stands in its table of contents."""

from collections.abc import Iterator
from typing import Any

from whoosh import fields
from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import Analyzer

from kazsearch.index.fields import EXTRA_PREFIX, WORD_PREFIX
from kazsearch.text.analyzer import analyze


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


def make_schema() -> fields.Schema:
    """Return the schema of a new index."""
    text = fields.TEXT(analyzer=StemAnalyzer(), stored=True)
    unstored_text = fields.TEXT(analyzer=StemAnalyzer())
    schema = fields.Schema(
        kind=fields.ID(),  # film, article, vocabulary or corpus
        # a film
        film_id=fields.ID(unique=True, stored=True),
        title=text,
        description=text,
        fact=text,
        extra=text,
        whole_title=fields.ID(),
        year=fields.NUMERIC(int, stored=True, sortable=True),
        path=fields.ID(stored=True),
        line=fields.STORED(),
        end_line=fields.STORED(),
        appearances=fields.STORED(),
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
