"""What can be said of an article: every code with its severity and its meaning, in one table."""

from typing import NamedTuple

from kazsearch.corpus.film import Diagnostic, Severity


class Code(NamedTuple):
    """What a diagnostic code means, in one sentence."""

    severity: Severity
    meaning: str


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

CODES: dict[str, Code] = {
    "unreadable": Code(_E, "The file can't be read, or is no text: nothing of it is indexed."),
    "too-large": Code(_E, "The file is larger than --max-file-size: it was not read."),
    "no-films": Code(_W, "No film was found in the article."),
    "missing-description": Code(_W, "A film has no description."),
    "missing-title": Code(_W, "Labels start over without a title above them: not indexed."),
    "missing-fact": Code(_N, "A film has no fact, though most films of the article have one."),
    "missing-year": Code(_W, "A film has no year; none was invented."),
    "empty-block": Code(_W, "A label has no text under it."),
    "repeated-description": Code(_W, "A film has two descriptions; both are kept, as one text."),
    "future-year": Code(_W, "A film is of a year that is still to come."),
    "year-mismatch": Code(_W, "A film's heading and its year label name different years."),
    "repeated-film": Code(_W, "A film stands twice in one article."),
    "misspelt-label": Code(_W, "A label is misspelt; it was read as the one it resembles."),
    "unknown-label": Code(_N, "A label is not in the table; its text is kept under its own name."),
    "stray-text": Code(_N, "Text between films belongs to none of them and is not indexed."),
    "possible-title": Code(_N, "A line stands alone as a title does; it was taken for text."),
    "section-heading": Code(_N, "A heading between films is no film and is not indexed."),
    "film-count": Code(_W, "The lead announces another number of films than were found."),
    "guessed-encoding": Code(_N, "The file is not UTF-8; its encoding was recognised or guessed."),
    "damaged-bytes": Code(_W, "A byte in UTF-8 text is not UTF-8; it was read as Windows-1252."),
    "control-characters": Code(_N, "Control characters were taken out of the text."),
    "same-description": Code(_W, "A description stands in two places word for word."),
    "several-years": Code(_W, "One film has different years in different articles."),
}


def diagnostic(code: str, message: str, *, path: str, line: int, column: int = 1) -> Diagnostic:
    """Make a diagnostic with the severity that the table gives its code."""
    severity = CODES[code].severity
    return Diagnostic(
        path=path, line=line, column=column, severity=severity, code=code, message=message
    )
