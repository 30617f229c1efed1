"""Is a line what a picture of the film above it is called?"""

import regex

from kazsearch.corpus.candidates import Candidate
from kazsearch.lazy import lazy_regex

# what a picture is called, before the title of its film
_CAPTION = lazy_regex(
    r"(?:an?\s|the\s)?(?:still|scene|shot|frame|poster|image|picture|photo|trailer|screenshot|кадр"
    r"|постер|сцена|фото|афиша|трейлер|көрініс)s?(?:\s?[:«“\"‘]|\s(?:from|of|for|in|из|к|фильма|с)\s)"
    r"[^.!?]{0,20}",
    regex.I,
)


def is_caption(caption: Candidate, film: Candidate) -> bool:
    """Say whether a line is called a picture of the film above it: `A still from Heat (1995)`."""
    if caption.heading.year != film.heading.year or caption.line.marked:
        return False
    text = caption.heading.title.casefold().rstrip("»”\"’'")
    title = film.heading.title.casefold()
    return text.endswith(title) and _CAPTION.fullmatch(text[: -len(title)]) is not None
