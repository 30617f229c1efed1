"""Here is a pattern that few texts need: who pays for it?

Only who uses it: importing `regex` takes 10 ms and compiling all patterns of the floors `text` and
`query` another 10, which a cold process with a query in plain English does without.
"""

import importlib
from typing import TYPE_CHECKING, Any, Literal, cast

if TYPE_CHECKING:
    import re

    import regex

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn")


class _Lazy:
    """A pattern that is compiled when a method is first asked for, and then is its methods."""

    def __init__(self, pattern: str, engine: Literal["re", "regex"], flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = importlib.import_module(self._engine).compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy_regex(pattern: str, flags: int = 0) -> "regex.Pattern[str]":
    """Return a pattern of `regex`; who does not import that writes flags in it, as `(?V1x)`.

    >>> lazy_regex("[[a-z]--[aeiou]]+(?V1)").findall("steppe")
    ['st', 'pp']
    """
    return cast("regex.Pattern[str]", _Lazy(pattern, "regex", flags))


def lazy_re(pattern: str) -> "re.Pattern[str]":
    """Return a pattern of the standard library, which is faster where its syntax suffices."""
    return cast("re.Pattern[str]", _Lazy(pattern, "re"))
