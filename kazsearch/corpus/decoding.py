"""Here are bytes: which text is it, and how sure are we?

    mark      a byte order mark names UTF-8, UTF-16 or UTF-32
    UTF-8     what decodes as UTF-8 is UTF-8
    nearly    where only a few bytes do not, each is read as Windows-1252, and said
    UTF-16    every other byte is zero: UTF-16 without a mark
    guess     charset-normalizer, among the encodings that articles are written in

What holds many control characters is no text and is refused. No byte is ever replaced silently.
"""

import codecs
import functools
from dataclasses import field

import regex

from kazsearch.corpus.characters import odd_characters, split_lines
from kazsearch.corpus.diagnostics import diagnostic
from kazsearch.corpus.film import Diagnostic
from kazsearch.errors import ArticleUnreadableError
from kazsearch.lazy import lazy_regex
from kazsearch.record import record

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = (
    "cp1251", "koi8_r", "cp866", "mac_cyrillic", "iso8859_5", "cp1252", "cp1250", "cp1254",
    "shift_jis", "gb18030", "big5", "euc_kr",
)  # fmt: skip
_CYRILLIC = ("cp1251", "koi8_r", "cp866", "mac_cyrillic", "iso8859_5")
_NO_DECLARATION = frozenset({"utf-8", "utf8", "ascii", "us-ascii", "utf-7", "idna", "punycode"})
_CONTROL = lazy_regex(r"[\x00-\x08\x0e-\x1f\x7f]")
_BAD = lazy_regex(r"[\udc80-\udcff]")  # a byte that is not UTF-8, as Python escapes it
_CONTROL_BYTES = bytes({*range(0x09), *range(0x0E, 0x20), 0x7F})
_ESCAPE = "\x1b"  # begins the colours of what a terminal has shown, and makes no text a binary file
_MAX_CONTROL_SHARE = 0.02
_SAMPLE_BYTES = 64 * 1024
_MAX_DAMAGE = 0.1
"""How many bytes may not be UTF-8, for each character beyond ASCII that is."""
_RUN = regex.compile(rb"[\x80-\xff]{4,}+")
_ODD_IN_1252 = lazy_regex(r"\p{L}[¹³¼¾¥£¿þðý\ufffd]|[¹³¼¾¥£þð]\p{Ll}")
_CYRILLIC_SHARE = 0.6
# the letters that most Russian and Kazakh words are made of
_FREQUENT = frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъ")


@record
class Decoded:
    """A text with the encoding it was in, and what there is to say of that."""

    text: str
    encoding: str
    diagnostics: tuple[Diagnostic, ...] = ()
    # the odd characters of the text, where they were found on the way
    odd: str | None = field(default=None, compare=False, repr=False)


def decode(data: bytes, *, path: str, declared: str | None = None) -> Decoded:
    """Return the text of an article's bytes; a byte order mark is no part of it.

    `declared` is the encoding that the text itself names, for what is not UTF-8.

    Raises ArticleUnreadableError for bytes that are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding, path=path)
    if (plain := _plain_utf8(data)) is not None:
        return plain
    utf16 = _unmarked_utf16(data) if b"\x00" in data else None
    if utf16 is not None:
        return _guessed(data, utf16, path=path)
    _refuse_binary(data, path=path)
    try:
        return _decoded(data.decode("utf-8"), "utf-8", path=path)
    except UnicodeDecodeError:
        pass
    if (text := _nearly_utf8(data)) is not None:
        return _damaged(text, path=path)
    if declared is not None and declared not in _NO_DECLARATION and _decodes(data, declared):
        return _guessed(data, declared, path=path)
    return _guessed(data, _guess(data, path=path), path=path)


def _plain_utf8(data: bytes) -> Decoded | None:
    """Return the text of UTF-8 without control characters, as nearly all articles are."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    odd = odd_characters(data)
    if not odd.isprintable() and len(data.translate(None, _CONTROL_BYTES)) != len(data):
        return None
    return Decoded(text=text, encoding="utf-8", odd=odd)


def _decode_marked(data: bytes, encoding: str, *, path: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and (nearly := _nearly_utf8(data)) is not None:
            return _damaged(nearly, path=path)
        raise ArticleUnreadableError(
            f"{path} says it is {encoding.upper()} and is not (byte {error.start}):"
            " save it as UTF-8 text"
        ) from error
    return _decoded(text, encoding, path=path)


def _decoded(text: str, encoding: str, *, path: str, notes: tuple[Diagnostic, ...] = ()) -> Decoded:
    """Return a decoded text, refused where it is no text, with a note on control characters."""
    match = _CONTROL.search(text)
    if match is not None:
        if len(_CONTROL.findall(text)) - text.count(_ESCAPE) > max(
            8, _MAX_CONTROL_SHARE * len(text)
        ):
            raise ArticleUnreadableError(_binary(path))
        line, column = _place(text, match.start())
        message = f"control character U+{ord(match[0]):04X} was taken out"
        notes += (diagnostic("control-characters", message, path=path, line=line, column=column),)
    return Decoded(text=text, encoding=encoding, diagnostics=notes)


def _refuse_binary(data: bytes, *, path: str) -> None:
    sample = data[:_SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    controls -= sample.count(_ESCAPE.encode())
    if controls > max(8, _MAX_CONTROL_SHARE * len(sample)):
        raise ArticleUnreadableError(_binary(path))


def _binary(path: str) -> str:
    return f"{path} is a binary file, not text: take it out of the corpus"


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the encoding where every other byte of nearly all is zero, or a plane of letters."""
    sample = data[:_SAMPLE_BYTES]
    if len(data) % 2 or len(sample) < 4:
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if sum(high.count(plane) for plane in (0x00, 0x04, 0x20)) >= 0.95 * len(high):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if not _CONTROL.search(text):
                return encoding
    return None


def _nearly_utf8(data: bytes) -> str | None:
    """Return the text of UTF-8 in which a few bytes are not, each of them as a surrogate."""
    text = data.decode("utf-8", "surrogateescape")
    bad = len(_BAD.findall(text))
    good = sum(byte >= 0xC0 for byte in data) - bad
    return text if good > 0 and bad <= max(_MAX_DAMAGE * good, good >= 3) else None


def _damaged(text: str, *, path: str) -> Decoded:
    """Read each byte that is not UTF-8 as Windows-1252, and say where it is."""
    notes = []
    for number, line in enumerate(split_lines(text), 1):
        for match in _BAD.finditer(line):
            byte = ord(match[0]) - 0xDC00
            message = f"byte 0x{byte:02X} is not UTF-8; it was read as {_as_windows(byte)}"
            column = match.start() + 1
            notes.append(
                diagnostic("damaged-bytes", message, path=path, line=number, column=column)
            )
    text = _BAD.sub(lambda match: _as_windows(ord(match[0]) - 0xDC00), text)
    return _decoded(text, "utf-8", path=path, notes=tuple(notes))


def _as_windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:  # five bytes are no character there
        return f"\\x{byte:02x}"


def _guessed(data: bytes, encoding: str, *, path: str) -> Decoded:
    message = f"not UTF-8; read as {_spoken(encoding)}: save it as UTF-8 to be sure"
    note = diagnostic("guessed-encoding", message, path=path, line=1)
    return _decoded(data.decode(encoding), encoding, path=path, notes=(note,))


def _spoken(encoding: str) -> str:
    return (
        encoding.replace("cp125", "Windows-125")
        .replace("_", "-")
        .upper()
        .replace("WINDOWS", "Windows")
    )


def _guess(data: bytes, *, path: str) -> str:
    """Ask charset-normalizer, but for a text in Cyrillic: there frequent letters tell better."""
    sample = data[:_SAMPLE_BYTES]
    runs = sum(map(len, _RUN.findall(sample)))
    beyond = sum(byte > 0x7F for byte in sample)
    names: list[str] = []
    if 2 * runs > beyond:
        best = max(_CYRILLIC, key=functools.partial(_cyrillic_share, sample))
        names = [best] if _cyrillic_share(sample, best) > _CYRILLIC_SHARE else []
    if not names:
        from charset_normalizer import from_bytes  # 30 ms, for few articles

        guess = from_bytes(sample, cp_isolation=list(_CANDIDATES)).best()
        names = [guess.encoding] if guess is not None else []
        if names and names[0] in ("cp1250", "cp1254") and not _reads_oddly(sample):
            names = ["cp1252"]  # these three differ in few letters, and it is the usual one
        if 2 * runs <= beyond:  # single letters among Latin ones are no Cyrillic
            names = [name for name in names if name not in _CYRILLIC]
    for name in (*names, "cp1252"):
        if _decodes(data, name):
            return name
    raise ArticleUnreadableError(f"{path} is in no encoding that is known: save it as UTF-8 text")


def _reads_oddly(data: bytes) -> bool:
    """Say whether Windows-1252 gives what stands in no word of its languages."""
    return _ODD_IN_1252.search(data.decode("cp1252", "replace")) is not None


def _cyrillic_share(data: bytes, encoding: str) -> float:
    """Return the share of frequent small Cyrillic letters among what is beyond ASCII."""
    text = data.decode(encoding, "replace")
    beyond = [one for one in text if one > "\x7f"]
    return sum(one in _FREQUENT for one in beyond) / len(beyond) if beyond else 0.0


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):  # a page may name the codec "undefined" as well
        return False
    return True


def _place(text: str, at: int) -> tuple[int, int]:
    """Return line and column, from 1, of a place in a text."""
    before = text[:at].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, at - max(text.rfind("\n", 0, at), text.rfind("\r", 0, at))
