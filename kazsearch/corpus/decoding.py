"""Here are bytes: which text is it, and how sure are we?

UTF-8 first, with or without a byte order mark. Bytes that do not decode are never replaced.
"""

import codecs
from dataclasses import dataclass

from kazsearch.corpus.film import Diagnostic
from kazsearch.errors import ArticleUnreadableError


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text with the encoding it was in, and what there is to say of that."""

    text: str
    encoding: str
    diagnostics: tuple[Diagnostic, ...] = ()


def decode(data: bytes, *, path: str) -> Decoded:
    """Return the text of an article's bytes; a byte order mark is no part of it.

    Raises ArticleUnreadableError for bytes that are no text.
    """
    try:
        return Decoded(text=data.removeprefix(codecs.BOM_UTF8).decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ArticleUnreadableError(
            f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8 text"
        ) from error
