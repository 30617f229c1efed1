"""Every error that kazsearch raises on purpose.

    KazsearchError
    ├── CorpusError
    │   ├── CorpusNotFoundError      the corpus folder is not there, or is no folder
    │   ├── CorpusEmptyError         it holds no article while the index does
    │   └── ArticleUnreadableError   one article can't be read or decoded
    │       └── ArticleTooLargeError it is larger than articles may be
    ├── QueryError                   what was typed can't be meant
    │   └── OptionError              an option beside the query names what the index has not
    ├── IndexStateError
    │   ├── IndexNotFoundError       nothing was built there yet
    │   ├── IndexLockedError         another build is writing it
    │   ├── IndexVersionError        made by another version of kazsearch
    │   └── IndexDamagedError        its files can't be read
    ├── FilmNotFoundError            no film has that film id
    ├── GoldenQueriesError           a file of golden queries that can't be read
    └── ConfigError                  a `kazsearch.toml` that can't be meant

Each message is one sentence for a person and says what to do next.
"""


class KazsearchError(Exception):
    """Something a person can mend; its text says how."""


class CorpusError(KazsearchError):
    """The folder of articles, or one of its files, can't be used."""


class CorpusNotFoundError(CorpusError):
    """The corpus folder is not there, or is no folder."""


class CorpusEmptyError(CorpusError):
    """The corpus holds no article while the index does."""


class ArticleUnreadableError(CorpusError):
    """One article can't be read or decoded."""


class ArticleTooLargeError(ArticleUnreadableError):
    """One article is larger than articles may be; it was not read."""


class QueryError(KazsearchError):
    """A query that can't be meant.

    `query` is what was typed, `column` (from 0, in code points) where the mistake is,
    `message` the sentence without the picture.
    """

    def __init__(self, message: str, *, query: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.query = query
        self.column = column


class OptionError(QueryError):
    """A field or facet that the index has not; `option` is the parameter that names it."""

    def __init__(self, message: str, *, option: str, value: str) -> None:
        super().__init__(message, query=value, column=0)
        self.option = option


class IndexStateError(KazsearchError):
    """The index folder can't be used."""


class IndexNotFoundError(IndexStateError):
    """Nothing was built there yet."""


class IndexLockedError(IndexStateError):
    """Another process is writing the index."""


class IndexVersionError(IndexStateError):
    """The index was made by another version of kazsearch."""


class IndexDamagedError(IndexStateError):
    """Files of the index are missing or can't be read."""


class FilmNotFoundError(KazsearchError):
    """No film of the index has that film id."""


class GoldenQueriesError(KazsearchError):
    """A file of golden queries can't be read, or lines of it can't be meant."""


class ConfigError(KazsearchError):
    """A `kazsearch.toml` or environment variable that can't be meant."""
