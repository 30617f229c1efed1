"""May this table of contents be unpickled? Only if it names just the classes that we write.

Whoosh keeps the schema and the list of segments as pickles, and a pickle can name any function of
any module, to be called when it is opened: an index that someone sent could run a command.
"""

import pickle
import re
from io import BytesIO
from typing import Any

from whoosh.filedb.structfile import StructFile
from whoosh.index import _CURRENT_TOC_VERSION

from kazsearch.errors import IndexStateError

# What the pickles of an index of ours name. None of these does anything when it is made but keep
# what it is given, and none reads a pickle itself.
_ALLOWED = {
    ("builtins", "int"),
    ("collections", "defaultdict"),
    ("kazsearch.index.schema", "StemAnalyzer"),
    ("kazsearch.index.schema", "TokenText"),
    ("whoosh.analysis.tokenizers", "IDTokenizer"),
    ("whoosh.columns", "NumericColumn"),
    ("whoosh.columns", "VarBytesColumn"),
    ("whoosh.fields", "COLUMN"),
    ("whoosh.fields", "ID"),
    ("whoosh.fields", "NUMERIC"),
    ("whoosh.fields", "STORED"),
    ("whoosh.fields", "Schema"),
    ("whoosh.formats", "Existence"),
    ("whoosh.formats", "Positions"),
    ("whoosh.codec.whoosh3", "W3Codec"),
    ("whoosh.codec.whoosh3", "W3Segment"),
}
_PYTHON_2 = {"__builtin__": "builtins"}  # the names that pickles of protocol 2 use
_PYTHON_2_NAMES = {"long": "int"}
# `word_*` and `extra_*` as `fnmatch` translates them: any other pattern could take for ever
_GLOB = re.compile(r"\(\?s:[a-z_]+\.\*\)\\[Zz]")


class _Unpickler(pickle.Unpickler):
    """Unpickles what is on the list, and raises for all else before it is loaded."""

    def find_class(self, module: str, name: str) -> Any:
        module = _PYTHON_2.get(module, module)
        name = _PYTHON_2_NAMES.get(name, name) if module == "builtins" else name
        if (module, name) == ("re", "_compile"):
            return _compile_glob
        if (module, name) not in _ALLOWED:
            raise _foreign(f"{module}.{name}")
        return super().find_class(module, name)


def check_toc(data: bytes) -> None:
    """Raise IndexStateError if unpickling this table of contents would load what it must not.

    Raises what reading raises if it is damaged. The layout is Whoosh's: sizes of three types, byte
    order, version, release, schema as a pickle behind its length, generation, a zero, segments.
    """
    stream = StructFile(BytesIO(data))
    for _ in range(3):
        stream.read_varint()
    stream.read_int()
    version = stream.read_int()
    if version != _CURRENT_TOC_VERSION:  # Whoosh would unpickle an older one in other ways
        raise _foreign(f"a table of contents of version {version}")
    for _ in range(3):
        stream.read_varint()
    _Unpickler(BytesIO(stream.read_string())).load()
    stream.read_int()
    stream.read_int()
    _Unpickler(BytesIO(stream.read())).load()


def _compile_glob(pattern: str, flags: int) -> "re.Pattern[str]":
    if not _GLOB.fullmatch(pattern):
        raise _foreign("a pattern of its own")
    return re.compile(pattern, flags)


def _foreign(what: str) -> IndexStateError:
    return IndexStateError(
        f"the index is not one of kazsearch's, since opening it would load {what}: nothing of it "
        f"was loaded; name another folder with --index"
    )
