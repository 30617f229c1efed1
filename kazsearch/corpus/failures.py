"""What is said of an article that was not read? Apart from `scan`, which imports nothing heavy."""

from kazsearch.corpus.diagnostics import diagnostic
from kazsearch.corpus.film import Diagnostic
from kazsearch.errors import ArticleTooLargeError, ArticleUnreadableError


def failure(error: ArticleUnreadableError, *, path: str) -> Diagnostic:
    """Return the diagnostic that says why an article was not read."""
    code = "too-large" if isinstance(error, ArticleTooLargeError) else "unreadable"
    return diagnostic(code, str(error), path=path, line=1)
