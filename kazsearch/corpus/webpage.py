"""Here is a page of HTML: which lines of text does it hold, and where do they stand in the file?

The page becomes the Markdown that its author would have written: headings, items and bold letters
keep their meaning, other tags go. What a browser does not show as the page's own text (scripts,
styles, navigation, footers) is left out. Each line knows the lines of the file it comes from.
"""

from typing import TYPE_CHECKING

import regex

from kazsearch.corpus.linewriter import LineWriter, SourceLine
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
_SPAN = lazy_regex("[1-9][0-9]?")
_MAX_SPANNED_CHARS = 200  # of a cell that stands in several rows
_OF_TABLE = frozenset({"table", "tr", "td", "th"})
_LINES = tuple(_BLOCKS)  # in the cell of a table, they make lines of it
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*"}
_DECLARED = regex.compile(
    rb"<meta\s[^<>]{0,200}?charset\s*+=\s*+[\"']?\s*+([A-Za-z0-9_:.-]++)", regex.I
)
_COUNT = "data-count"  # of the items of an ordered list so far: our own note on its element
_LAST_LINE = 65_535  # libxml2 says this of every element in a line beyond it


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
    writer = LineWriter()
    if root is not None:
        _walk(root, writer)
    return writer.finish()


def _walk(root: "etree._Element", writer: LineWriter) -> None:
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


def _text(text: str | None, writer: LineWriter, *, hidden: int) -> None:
    if text and hidden:
        writer.here += text.count("\n")
    elif text:
        writer.write(text)


def _open(tag: str, element: "etree._Element", writer: LineWriter) -> None:
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


def _open_in_table(tag: str, element: "etree._Element", writer: LineWriter) -> None:
    """Keep a row on one line, with bars between its cells: of a table with a head, as others lay a
    page out, and unless the cells hold lines of their own."""
    if tag == "table":
        writer.headed.append(next(element.iter("th"), None) is not None)
        writer.spanned = {}
    elif tag == "tr":
        headed = bool(writer.headed) and writer.headed[-1]
        is_row = headed and next(element.iterdescendants(*_LINES), None) is None
        writer.open_row(is_row=is_row)
    elif tag == "br":
        writer.mark(" " if writer.ends_sentence() else ", ")
    elif writer.is_row:
        n_rows = element.get("rowspan", "")
        text = "".join(map(str, element.itertext())) if _SPAN.fullmatch(n_rows) else ""
        spans = 0 < len(text) <= _MAX_SPANNED_CHARS
        writer.open_cell(" ".join(text.split()), int(n_rows) if spans else 1)
    elif writer.parts:
        writer.mark(" | ")


def _close(tag: str, writer: LineWriter) -> None:
    if tag == "tr" and writer.is_row:
        writer.close_row()
    if tag in _MARKS:
        writer.mark(_MARKS[tag])
    elif tag in _BLOCKS:
        writer.end_line(parted=tag in _PARTED)
    if tag == "table":
        writer.headed.pop()


def _item_prefix(element: "etree._Element") -> str:
    """Return `- `, or the number of an item in an ordered list."""
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    count = int(parent.get(_COUNT, "0")) + 1
    parent.set(_COUNT, str(count))
    return f"{count}. "
