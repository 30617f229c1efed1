"""What does a line say without its markup? Markdown, HTML remnants, entities, shortcodes.

escape    := "\\" punctuation                      the punctuation
link      := "[" words "](" address ")"            the words
image     := "![" words "](" address ")"           nothing
emphasis  := run of "*" or "_" at a word's edge    nothing
tag       := "<" name ... ">" | "</" name ">"      nothing, <br> a blank
entity    := "&" name ";" | "&#" number ";"        its character
shortcode := "{{<" ... ">}}" | "{%" ... "%}"       nothing
"""

import html
import string

import regex

from kazsearch.corpus.characters import composed, plain_characters
from kazsearch.lazy import lazy_regex

_MARKS = lazy_regex(r"[\\*_`\[<&{~]")

_SHORTCODE = lazy_regex(r"\{\{[<%][^{}]*+(?<=[%>])\}\}|\{%[^{}]*+(?<=%)\}")
_BREAK = lazy_regex(r"<br\s*+/?>", regex.I)
_TAG = lazy_regex(r"</?+[A-Za-z][A-Za-z0-9]*+(?:\s[^<>]*+)?/?+>")
# an address may hold brackets in pairs, and a title after a blank
_ADDRESS = r"\((?>[^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*+)(?:\s++[^()]*+)?\)"
_WORDS = r"\[((?>[^\[\]]++|\[[^\[\]]*+\])*+)\]"
_IMAGE = lazy_regex(rf"!{_WORDS}(?:{_ADDRESS}|\[[^\[\]]*+\])")
_LINK = lazy_regex(rf"{_WORDS}(?:{_ADDRESS}|\[[^\[\]]*+\])(?:\{{[^{{}}]*+\}})?")
_WIKI = lazy_regex(r"\[\[(?:[^\[\]|]*+\|)?+([^\[\]|]*+)\]\]")
_AUTOLINK = lazy_regex(r"<(https?://[^<>\s]++)>")
# a run of * or _ at the edge of a word: `**so**`, but not `5 * 3` and not `snake_case`
_EMPHASIS = lazy_regex(
    r"(?<!\w)_++(?=\S)|(?<=\S)_++(?!\w)|\*++(?=\S)|(?<=\S)\*++|(?<!\S)~~(?=\S)|(?<=\S)~~|`++"
)
_ESCAPABLE = string.punctuation + "«»“”„‘’–—…№•·"
_ESCAPE = lazy_regex(r"\\([!-/:-@\[-`{-~«»“”„‘’–—…№•·])")
# an escaped mark stands as a surrogate, which no text holds, until all that reads marks is done
_SHIELD = {mark: chr(0xDC00 + place) for place, mark in enumerate(_ESCAPABLE)}
_UNSHIELD = {ord(shield): mark for mark, shield in _SHIELD.items()}
_ENTITY = lazy_regex(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def strip_markup(text: str) -> str:
    """Return what a line or paragraph says without its markup, its blanks collapsed.

    >>> strip_markup("See **[Heat](https://example.org/a_(b))** &amp; 5 * 3, `snake_case` \\\\*")
    'See Heat & 5 * 3, snake_case *'
    """
    return unshield(strip_unescaped(text))


def strip_unescaped(text: str) -> str:
    """Strip the markup, and leave escaped marks shielded: `unshield` brings them back."""
    if has_marks(text):
        text = _strip(text)
    return " ".join(text.split())


def unshield(text: str) -> str:
    """Put the escaped marks back that `strip_unescaped` has shielded."""
    return text.translate(_UNSHIELD) if not text.isascii() else text


def _strip(text: str) -> str:
    text = _ESCAPE.sub(lambda match: _SHIELD[match[1]], text)
    if "{" in text:
        text = _SHORTCODE.sub(" ", text)
    if "<" in text:
        text = _AUTOLINK.sub(r"\1", _without_comments(text))
        text = _TAG.sub("", _BREAK.sub(" ", text))
    if "[" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", _WIKI.sub(r"\1", text)))
    text = _EMPHASIS.sub("", text)
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    # markup may have stood between a letter and its mark
    return text if text.isascii() else composed(text)


def _character(entity: "regex.Match[str]") -> str:
    return plain_characters(html.unescape(entity[0]))


def _without_comments(text: str) -> str:
    """Cut out `<!-- ... -->`; one that is not closed stays. Each character is looked at once."""
    start = text.find("<!--")
    end = text.find("-->", start + 4) if start >= 0 else -1
    kept, done = [], 0
    while start >= 0 and end >= 0:
        kept.append(text[done:start])
        done = end + 3
        start = text.find("<!--", done)
        end = text.find("-->", start + 4) if start >= 0 else -1
    return " ".join([*kept, text[done:]])


def has_marks(text: str) -> bool:
    """Say whether a text may hold markup: nine searches for one character beat one for a set."""
    return (
        "*" in text
        or "_" in text
        or "&" in text
        or "[" in text
        or "<" in text
        or "\\" in text
        or "`" in text
        or "{" in text
        or "~" in text
    )


def escape_markup(text: str) -> str:
    """Return a text that `strip_markup` turns back into this one.

    >>> escape_markup("Heat & 5 * 3"), escape_markup("a *star*")
    ('Heat & 5 * 3', 'a \\\\*star\\\\*')
    """
    opens_comment = "<!--" in text  # which may end in another paragraph
    if not has_marks(text) or (not opens_comment and strip_markup(text) == text):
        return text
    return escape_marks(text).replace("<!--", "<\\!--")


def escape_marks(text: str) -> str:
    """Escape every mark that can begin markup."""
    return _MARKS.sub(lambda match: "\\" + match[0], text)


def escape_all(text: str) -> str:
    """Escape every mark that can be, for a text that must be read as nothing but itself."""
    return "".join("\\" + one if one in _SHIELD else one for one in text)
