"""From bytes to text: which encoding, and what is said of it."""

import codecs
from contextlib import suppress

import pytest

from kazsearch.corpus.decoding import Decoded, decode
from kazsearch.errors import ArticleUnreadableError

RUSSIAN = "Тихий Дон (1957)\nОписание: Казак любит соседку, а жениться должен на другой.\n"
KAZAKH = "Қыз Жібек (1970)\nСипаттама: Екі жас бір-бірін сүйеді, ал рулары қас.\n"
FRENCH = "Les Enfants du paradis (1945)\nDescription: Un mime aime une femme très aimée.\n"


def read(data: bytes) -> Decoded:
    return decode(data, path="guide.txt")


def codes(decoded: Decoded) -> list[str]:
    return [one.code for one in decoded.diagnostics]


@pytest.mark.parametrize("text", [RUSSIAN, KAZAKH, FRENCH, ""])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_unicode_is_read_without_a_word(text: str, mark: bytes, encoding: str) -> None:
    assert read(mark + text.encode(encoding)) == Decoded(text=text, encoding=encoding)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "cp866", "mac_cyrillic", "iso8859_5"])
def test_cyrillic_encodings_are_told_apart(encoding: str) -> None:
    decoded = read(RUSSIAN.encode(encoding))
    assert decoded.text == RUSSIAN
    assert codes(decoded) == ["guessed-encoding"]


def test_western_text_is_not_taken_for_cyrillic() -> None:
    decoded = read(FRENCH.encode("cp1252"))
    assert (decoded.text, codes(decoded)) == (FRENCH, ["guessed-encoding"])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [RUSSIAN, FRENCH])
def test_utf_16_without_a_mark_is_recognised(text: str, encoding: str) -> None:
    decoded = read(text.encode(encoding))
    assert (decoded.text, codes(decoded)) == (text, ["guessed-encoding"])


def test_a_declared_encoding_counts_where_utf_8_fails() -> None:
    data = RUSSIAN.encode("cp1251")
    assert decode(data, path="a.html", declared="windows-1251").text == RUSSIAN
    assert decode(data, path="a.html", declared="no-such-thing").text == RUSSIAN
    assert decode(data, path="a.html", declared="undefined").text == RUSSIAN  # a codec of Python
    assert decode(RUSSIAN.encode(), path="a.html", declared="cp1251").text == RUSSIAN


def test_a_few_bytes_that_are_not_utf_8_are_each_said() -> None:
    data = KAZAKH.encode().replace(b"(1970)\n", b"(1970)\x92\n") + b"\x97"
    decoded = read(data)
    assert decoded.text == KAZAKH.replace("(1970)\n", "(1970)’\n") + "—"
    assert [(one.line, one.column, one.code) for one in decoded.diagnostics] == [
        (1, 17, "damaged-bytes"),
        (3, 1, "damaged-bytes"),
    ]
    assert "0x92" in decoded.diagnostics[0].message


def test_a_few_control_characters_are_said_with_their_place() -> None:
    decoded = read(b"One\nT\x00wo\x07\n")
    (note,) = decoded.diagnostics
    assert (note.line, note.column, note.code) == (2, 2, "control-characters")


def test_what_a_terminal_has_coloured_is_text_and_said_to_have_been() -> None:
    lines = [f"\x1b[32m{number}\x1b[0m\n" for number in range(30)]
    (note,) = read("".join(lines).encode()).diagnostics
    assert (note.line, note.column, note.code) == (1, 1, "control-characters")
    assert "U+001B" in note.message


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        b"\x00" * 100,
        bytes(range(32)) * 20,
        codecs.BOM_UTF16_LE + b"\x00\xd8" * 9,
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(ArticleUnreadableError, match=r"^guide\.txt [^\n]+$"):
        read(data)


@pytest.mark.parametrize(
    "data",
    [RUSSIAN.encode()[:-3], b"\xff" * 9, b"abc\xe9", RUSSIAN.encode("cp1251")[:9], b"\x81\x8d\x8f"],
)
def test_no_replacement_character_comes_in(data: bytes) -> None:
    with suppress(ArticleUnreadableError):
        assert "\ufffd" not in read(data).text
