"""What is a film, an article, a source span? Frozen records, nothing else.

Texts are plain: markup is off, lines that an author wrapped are joined with one blank, paragraphs
are parted by a blank line ("\\n\\n").
"""

import enum
import re
import unicodedata

from kazsearch.lazy import lazy_re, lazy_regex
from kazsearch.record import record

_APOSTROPHES = lazy_regex(r"(?<=\p{L})['’‘ʼʹ`´](?=\p{L})")
_ENDS_LIKE_A_YEAR = re.compile(r"-[0-9]{4}$")
_ASCII_WORDS = {code: " " for code in range(128) if not chr(code).isalnum()}
_NO_WORD = lazy_regex(r"[^\p{L}\p{M}\p{N}]+")
# The same for letters without marks, which nearly all titles have: `regex` takes 10 ms to import.
_COMMON = lazy_re("[\x00-\x7fÀ-ÖØ-öø-ÿЀ-ҁҊ-ԯ’‘“”«»–—…]*")
_COMMON_APOSTROPHES = lazy_re(r"(?<=[^\W\d_])['’‘`](?=[^\W\d_])")
_COMMON_NO_WORD = lazy_re(r"[\W_]+")


def film_id(title: str, year: int | None) -> str:
    """Return the key of a film, the same in every article and after every rebuild.

    Letters of any script stay, in lower case; all else becomes one hyphen. A title without a letter
    or digit is named by a digest of its text.

    >>> film_id("The Gift to Stalin", 2008)
    'the-gift-to-stalin-2008'
    >>> film_id("Rosemary’s Baby", None)
    'rosemarys-baby'
    >>> film_id("Қыз Жібек", 1970)
    'қыз-жібек-1970'
    >>> film_id("Death Race 2000", None), film_id("Death Race", 2000)
    ('death-race-2000-undated', 'death-race-2000')
    """
    if title.isascii() and "'" not in title and "`" not in title:
        # as below, in a third of the time: there is nothing to compose, and no apostrophe
        text = title.lower()
        name = "-".join(text.translate(_ASCII_WORDS).split())
    else:
        text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", title).casefold())
        if _COMMON.fullmatch(text):
            name = _COMMON_NO_WORD.sub("-", _COMMON_APOSTROPHES.sub("", text)).strip("-")
        else:
            name = _NO_WORD.sub("-", _APOSTROPHES.sub("", text)).strip("-")
    if year is None and _ENDS_LIKE_A_YEAR.search(name):
        return f"{name}-undated"  # `Death Race 2000` is not `Death Race (2000)`
    if not name:
        import hashlib  # 3 ms that no other title need wait for

        data = text.encode("utf-8", "surrogatepass")  # somebody may ask for any title
        name = f"film-{hashlib.blake2b(data, digest_size=4).hexdigest()}"
    return name if year is None else f"{name}-{year}"


@record
class Span:
    """Lines of an article, from 1, both ends included. A line ends at LF, CR LF or CR alone."""

    line: int
    end_line: int


@record
class Extra:
    """A labelled block that is neither description nor fact.

    `key` is a lower-case word without blanks (`director`, `budget_note`), the same for every
    spelling of a known label.
    """

    key: str
    text: str


@record
class FilmSource:
    """Where in which article a film stands. `facts` and `extras` run parallel to the film's own."""

    path: str
    span: Span
    title: Span
    description: Span | None = None
    facts: tuple[Span, ...] = ()
    extras: tuple[Span, ...] = ()


@record
class Film:
    """What one block of an article says of one film. A missing description is the empty text."""

    title: str
    year: int | None
    alternative_titles: tuple[str, ...] = ()
    description: str = ""
    facts: tuple[str, ...] = ()
    extras: tuple[Extra, ...] = ()
    source: FilmSource

    @property
    def film_id(self) -> str:
        """The film's stable key: see `film_id`."""
        return film_id(self.title, self.year)


class Severity(enum.Enum):
    """How much a diagnostic matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@record
class Diagnostic:
    """One thing to say of an article. `line` and `column` count from 1, in code points."""

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}"
        return f"{place}: {self.severity.value}: {self.message} [{self.code}]"


class LineRole(enum.Enum):
    """What became of one line of an article. A line that holds two things has the first's role."""

    BLANK = "blank"
    LEAD = "lead"
    TITLE = "title"
    DESCRIPTION = "description"
    FACT = "fact"
    EXTRA = "extra"
    CLOSING = "closing"
    MARKUP = "markup"  # front matter, rules, images: nothing to read or find in it
    DIAGNOSED = "diagnosed"  # belongs to nothing, and a diagnostic says so


@record
class Article:
    """One text file of the corpus, understood. `roles` has one entry for each line of the file.

    `path` is relative to the corpus folder, with `/`.
    """

    path: str
    lead: str = ""
    films: tuple[Film, ...] = ()
    closing: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    roles: tuple[LineRole, ...] = ()
