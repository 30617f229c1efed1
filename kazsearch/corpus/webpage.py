"""Here is a page of HTML: which lines of text does it hold, and where do they stand in the file?

The page becomes the Markdown that its author would have written: headings, items and bold letters
keep their meaning, other tags go. What a browser does not show as the page's own text (scripts,
styles, navigation, footers) is left out. Each line knows the lines of the file it comes from.
"""

from typing import TYPE_CHECKING, NamedTuple

import regex

from kazsearch.corpus.inline import escape_marks
from kazsearch.errors import ArticleUnreadableError
from kazsearch.lazy import lazy_regex

if TYPE_CHECKING:
    from lxml import etree

_HEADS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_LEFT_OUT = frozenset({
    "head", "script", "style", "template", "noscript", "svg", "iframe", "object", "select", "nav",
    "audio", "video", "canvas", "math", "textarea", "map", "footer",
})  # fmt: skip
_OF_PAGE = ("h1", "article", "main")  # a form around one of these is around the page
_BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "header", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "tr", "blockquote", "figure", "figcaption", "pre", "hr", "address", "details", "summary",
    "body", "html", "tbody", "thead", "tfoot", "caption", "center", *_HEADS,
})  # fmt: skip
_PARTED = _BLOCKS - {"li", "tr", "dt", "dd", "tbody", "thead", "tfoot"}
_OF_TABLE = frozenset({"tr", "td", "th"})
_LINES = tuple(_BLOCKS)  # in the cell of a table, they make lines of it
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*"}
_DECLARED = regex.compile(
    rb"<meta\s[^<>]{0,200}?charset\s*+=\s*+[\"']?\s*+([A-Za-z0-9_:.-]++)", regex.I
)
_COUNT = "data-count"  # of the items of an ordered list so far: our own note on its element
_LAST_LINE = 65_535  # libxml2 says this of every element in a line beyond it
_BLANKS = lazy_regex(r"[ \t\n\f\r]++")


class SourceLine(NamedTuple):
    """A line of text with the lines of the file it stands in, from 1, both included."""

    text: str
    line: int
    end_line: int


def is_webpage(path: str) -> bool:
    """Say whether a file is read as HTML: by its name."""
    return path.lower().endswith((".html", ".htm"))


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that a page's own <meta> names."""
    match = _DECLARED.search(data[:2048])
    return None if match is None else match[1].decode("ascii").lower()


def read_webpage(text: str, *, path: str) -> list[SourceLine]:
    """Return the lines of text that a page holds. Raises ArticleUnreadableError."""
    from lxml import etree  # 15 ms, for few articles

    # libxml2 knows no NUL, and counts lines by LF
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if not text.strip():
        return []
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise ArticleUnreadableError(f"{path} can't be read as HTML: {error}") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise ArticleUnreadableError(f"{path} nests its tags too deeply to be read")
    writer = _Writer()
    if root is not None:
        _walk(root, writer)
    return writer.finish()


class _Writer:
    """Lines of text under construction."""

    def __init__(self) -> None:
        self.lines: list[SourceLine] = []
        self.parts: list[str] = []
        self.prefix = ""
        self.is_row = False  # of a table: all of it is one line
        self.start = 1
        self.end = 1
        self.here = 1

    def write(self, text: str) -> None:
        """Add text that begins at the current line of the file, and move on past it."""
        shown = text.lstrip(" \t\n\f\r")
        skipped = text[: len(text) - len(shown)]
        self.here += skipped.count("\n")
        if shown:
            if not self.has_words():
                self.start = self.here
            self.here += shown.rstrip(" \t\n\f\r").count("\n")
            self.end = self.here
        words = _BLANKS.sub(" ", text)
        self.parts.append(escape_marks(words))
        self.here += len(shown) and shown.count("\n") - shown.rstrip(" \t\n\f\r").count("\n")

    def mark(self, mark: str) -> None:
        """Add a mark of Markdown."""
        self.parts.append(mark)

    def has_words(self) -> bool:
        """Tell whether the line has words yet."""
        return any(part.strip(" *") for part in self.parts)

    def end_line(self, *, parted: bool) -> None:
        """End a line; a `parted` one has a blank line after it."""
        words = "".join(self.parts).strip(" ")
        if words.strip("* "):
            text = self.prefix + words
            self.lines.append(SourceLine(text, self.start, self.end))
        self.parts, self.prefix = [], "" if words.strip("* ") or parted else self.prefix
        if parted and self.lines and self.lines[-1].text:
            self.lines.append(SourceLine("", self.here, self.here))

    def finish(self) -> list[SourceLine]:
        """Return every line."""
        self.end_line(parted=False)
        return self.lines


def _walk(root: "etree._Element", writer: _Writer) -> None:
    """Write the text of a tree. Its depth is no depth of calls."""
    from lxml import etree

    hidden = 0
    left_out: list[bool] = []  # of each element that is open
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if element.sourceline and element.sourceline < _LAST_LINE:
                writer.here = element.sourceline  # else as counted: near, but for ends within tags
            is_out = _is_left_out(tag, element)
            left_out.append(is_out)
            hidden += is_out
            if not hidden:
                _open(tag, element, writer)
            _text(element.text, writer, hidden=hidden)
            continue
        if not tag:
            writer.here += (element.text or "").count("\n")
        elif not hidden:
            _close(tag, writer)
        if tag:
            hidden -= left_out.pop()
        _text(element.tail, writer, hidden=hidden)


def _is_left_out(tag: str, element: "etree._Element") -> bool:
    """Tell whether an element is no text of the page's own; an accordion's button is a heading."""
    if tag in _LEFT_OUT:
        return True
    if tag == "form":
        return next(element.iter(*_OF_PAGE), None) is None
    if tag == "button":
        parent = element.getparent()
        return parent is None or parent.tag not in _HEADS or not _is_all_of(element, parent)
    if tag == "aside":
        within = any(each.tag in ("article", "main") for each in element.iterancestors())
        return not within or next(element.iter("a"), None) is not None
    return False


def _is_all_of(element: "etree._Element", parent: "etree._Element") -> bool:
    alone = element.getprevious() is None and element.getnext() is None  # `len` counts them all
    return alone and not f"{parent.text or ''}{element.tail or ''}".strip()


def _text(text: str | None, writer: _Writer, *, hidden: int) -> None:
    if text and hidden:
        writer.here += text.count("\n")
    elif text:
        writer.write(text)


def _open(tag: str, element: "etree._Element", writer: _Writer) -> None:
    if tag in _BLOCKS:
        writer.end_line(parted=tag in _PARTED or tag == "dt")
    if tag in _HEADS:
        writer.prefix = _HEADS[tag]
    elif tag == "li":
        writer.prefix = _item_prefix(element)
    elif tag in _OF_TABLE or (tag == "br" and writer.is_row):
        _open_in_table(tag, element, writer)
    elif tag == "ol":
        element.set(_COUNT, "0")  # whatever the page has there
    elif tag == "br":
        writer.end_line(parted=not writer.has_words())  # two of them part paragraphs
    elif tag == "hr":
        writer.lines.append(SourceLine("---", writer.here, writer.here))
    elif tag in _MARKS:
        writer.mark(_MARKS[tag])


def _open_in_table(tag: str, element: "etree._Element", writer: _Writer) -> None:
    """Keep a row on one line, with bars between its cells, unless these hold lines of their own."""
    if tag == "tr":
        writer.is_row = next(element.iterdescendants(*_LINES), None) is None
    elif tag == "br":
        writer.mark(", ")
    elif writer.parts or (writer.is_row and element.getprevious() is not None):
        writer.mark(" | ")


def _close(tag: str, writer: _Writer) -> None:
    if tag in _MARKS:
        writer.mark(_MARKS[tag])
    elif tag in _BLOCKS:
        writer.end_line(parted=tag in _PARTED)
    if tag == "tr":
        writer.is_row = False


def _item_prefix(element: "etree._Element") -> str:
    """Return `- `, or the number of an item in an ordered list."""
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    count = int(parent.get(_COUNT, "0")) + 1
    parent.set(_COUNT, str(count))
    return f"{count}. "
