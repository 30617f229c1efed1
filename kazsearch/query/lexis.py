"""Which characters part words, quote them, or mean something after them?

What the parser reads and the printer writes, stated once.
"""

import re

from kazsearch.lazy import lazy_regex
from kazsearch.text.words import COMMON_LETTERS

OPERATORS = frozenset({"AND", "OR", "NOT"})

# Each opening quote with those that close it. Books of different countries use the same signs the
# other way round („Film“, »Film«, ”film”), so several opening ones close as well. Single quotes
# are not here: most of them are apostrophes.
CLOSING_QUOTES = {
    '"': '"',
    "＂": "＂",
    "“": "”“",
    "”": "”",
    "„": "“”„",
    "‟": "”‟",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "〝": "〞〟",
    "「": "」",
    "『": "』",
    "《": "》",
}
# Editors curl one of two quotes and leave the other ("so”): one that lacks its own closing quote
# is closed by any of these.
MIXED_QUOTES = '"＂“”„‟'
MIXED_CLOSING_QUOTES = '"＂”“'
QUOTES = "".join(sorted(set("".join(CLOSING_QUOTES) + "".join(CLOSING_QUOTES.values()))))
APOSTROPHES = "'’‘ʼʹ`´"

# Insides of character sets. Control characters, lone surrogates (bytes of a command line that were
# no text) and invisible blanks part words like a blank.
_BLANKS = r"\s\p{Cc}\p{Cs}\u200B\uFEFF"
_ALNUM = r"\p{L}\p{N}"
# Those that usually close open a phrase only right before it, else they are punctuation.
_OPENER = rf"""(?:["＂“„‟«‹〝「『《]|[”»›](?=[^{_BLANKS}]))"""

BLANK = lazy_regex(rf"[{_BLANKS}]++")
OPENER = lazy_regex(_OPENER)

# One word after blanks with nothing in it or beside it that could mean more, nor any character that
# makes the rules below long. Most words of most queries are such, and read ten times as fast.
PLAIN_WORD = re.compile(
    rf" *([{COMMON_LETTERS}0-9]+(?:['’-][{COMMON_LETTERS}0-9]+)*)[.,;!?]*(?=[ ()]|\Z)"
)

# Punctuation that stands for itself: no letter or digit up to a blank, bracket or quote.
NOISE = lazy_regex(
    rf"(?!-(?:\(|{_OPENER}))(?:(?!{_OPENER})[^{_BLANKS}(){_ALNUM}])++(?=[{_BLANKS}()]|{_OPENER}|\Z)"
)

# A hyphen that negates: right before a clause; two of them are a dash.
MINUS = lazy_regex(rf"-(?=[^{_BLANKS}\-)])")

# By itself, between blanks or brackets.
OPERATOR = lazy_regex(rf"(?:{'|'.join(sorted(OPERATORS))})(?=[{_BLANKS}()]|\Z)")

# A run of characters that holds one word, as typed.
CHUNK = lazy_regex(rf"[^{_BLANKS}()]++")

# A name with its colon; `std::x`, `http://x` and a colon before a blank are plain text.
FIELD = lazy_regex(rf"(\p{{L}}[{_ALNUM}\p{{M}}_-]*+):(?![{_BLANKS}:)]|//|\Z)")
EMPTY_FIELD = lazy_regex(rf"(\p{{L}}[{_ALNUM}\p{{M}}_-]*+):(?=[{_BLANKS}]*+(?:\)|\Z))")

# The word in a run: from its first letter or digit to its last, with stars right at its ends. A
# question mark at an end is a person's question mark.
CORE = lazy_regex(rf"(?s)(?<!\*)\**+[{_ALNUM}](?:.*[{_ALNUM}])?\p{{M}}*+(?:[*?]*\*)?")
PLAIN_CORE = lazy_regex(rf"(?s)[{_ALNUM}](?:.*[{_ALNUM}])?\p{{M}}*+")
SIGN = lazy_regex(rf"\*|(?<=[{_ALNUM}\p{{M}}*])\?++(?=[{_ALNUM}*])")
PATTERN_PART = lazy_regex(rf"[{_ALNUM}\p{{M}}*?{APOSTROPHES}]++")
PHRASE_PART = lazy_regex(rf"[^{_BLANKS}{QUOTES}]++")
LETTER = lazy_regex(r"\p{L}")

# What may stand right after a word, phrase or bracket, and then the punctuation of a sentence.
EDITS_AT_END = lazy_regex(r"~([\d.,]*+)[,;.!?]*\Z")
BOOST_AT_END = lazy_regex(r"\^(\d[\d.,]*+)[,;.!?]*\Z")
EDITS = lazy_regex(r"~([\d.,]*)")
BOOST = lazy_regex(r"\^(\d[\d.,]*)")
EDITS_AFTER_BRACKET = lazy_regex(r"~\d")
