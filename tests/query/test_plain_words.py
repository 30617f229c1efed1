"""A word read by the fast way is the word that the grammar's own way reads."""

from hypothesis import given
from hypothesis import strategies as st

from kazsearch.query import Word, Words, parse_query
from kazsearch.query.leaves import accept_plain_word, parse_word
from kazsearch.query.lexis import OPERATORS, PLAIN_WORD
from kazsearch.query.scanner import Scanner

LETTERS = "abzABZéßғЖ19"
PIECES = st.lists(
    st.text(alphabet=LETTERS, min_size=1, max_size=3)
    | st.sampled_from([*"'’-.,;!?()~^*:\"“_&½", *sorted(OPERATORS), "ʼ", "\u0301", "\u00a0"]),
    min_size=1,
)


@given(PIECES.map("".join) | st.text(min_size=1))
def test_the_fast_way_to_a_word_is_the_long_one(text: str) -> None:
    fast, slow = Scanner(text, fields=None), Scanner(text, fields=None)
    word = accept_plain_word(fast)
    if word is None:
        assert fast.pos == fast.leaves == 0
        return
    slow.skip_noise()
    assert slow.operator() == ""
    assert not slow.at_quote()
    expected = parse_word(slow)
    assert isinstance(expected, Word)
    assert (word, word.span, fast.pos, fast.leaves) == (
        expected,
        expected.span,
        slow.pos,
        slow.leaves,
    )


@given(st.lists(st.sampled_from(["love", "Қыз", "Face-Off", "o’clock", "1990s"]), min_size=2))
def test_plain_words_are_a_list_of_words(words: list[str]) -> None:
    tree = parse_query("  ".join(words) + "?")
    assert tree == Words(children=tuple(Word(text=word) for word in words))
    assert [word.span[1] - word.span[0] for word in tree.children if isinstance(word, Word)] == [
        len(word) for word in words
    ]


def test_a_long_word_that_is_not_plain_is_refused_at_once() -> None:
    # each piece could end the word; none may be tried in more than one way
    assert PLAIN_WORD.match("a-" * 2_000 + "~") is None
