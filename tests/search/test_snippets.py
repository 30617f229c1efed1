"""Which passage is shown, and that its highlights fit it."""

from hypothesis import given
from hypothesis import strategies as st

from kazsearch.search.hits import Snippet
from kazsearch.search.leaf_match import LeafMatch
from kazsearch.search.snippets import Wanted, best_snippet
from kazsearch.text.analyzer import analyze

FILLER = "One two three four. " * 30


def wanted(**terms: float) -> Wanted:
    found = Wanted()
    found.add(LeafMatch(terms={term.replace("_", " "): worth for term, worth in terms.items()}))
    return found


WANTED = wanted(deport=2.0, love=1.0)


def marked(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.highlights]


def test_a_short_text_is_shown_whole_with_stemmed_forms_highlighted() -> None:
    worth, snippet = best_snippet("fact", "They were deported, and loved.", WANTED)
    assert snippet.text == "They were deported, and loved."
    assert marked(snippet) == ["deported", "loved"]
    assert worth == 3.0


def test_the_passage_with_the_most_different_words_wins() -> None:
    text = "Love, love, love. " + FILLER + "Deportation ends a love. " + FILLER
    _, snippet = best_snippet("description", text, WANTED, max_chars=80)
    assert marked(snippet) == ["Deportation", "love"]
    assert snippet.text[0] == snippet.text[-1] == "…"


def test_a_text_without_any_of_the_words_is_shown_from_its_start() -> None:
    worth, snippet = best_snippet("description", FILLER, WANTED, max_chars=50)
    assert worth == 0
    assert snippet.text.startswith("One two three")
    assert snippet.text.endswith("…")


@given(
    st.lists(st.sampled_from(["love", "Deported", "x" * 30, "—", "жібек", "\n\n", "й"])).map(
        " ".join
    ),
    st.integers(min_value=1, max_value=120),
)
def test_highlights_are_words_and_the_passage_is_a_piece_of_the_text(
    text: str, max_chars: int
) -> None:
    _, snippet = best_snippet("fact", text, WANTED, max_chars=max_chars)
    body = snippet.text.removeprefix("…").removesuffix("…")
    assert body in text
    assert len(body) <= max(max_chars, 30)
    assert {word.lower() for word in marked(snippet)} <= {"love", "deported"}
    shown = [token.text for token in analyze(snippet.text)]
    assert all(word in shown for word in marked(snippet))
    if any(token.term in ("deport", "love") for token in analyze(text)) and max_chars >= 10:
        assert snippet.highlights


def test_only_so_much_of_a_text_is_looked_through() -> None:
    text = FILLER + "They were deported. " + FILLER
    for max_read, found in ((len(text), ["deported"]), (len(FILLER), [])):
        _, snippet = best_snippet("fact", text, WANTED, max_chars=80, max_read=max_read)
        assert marked(snippet) == found
        assert snippet.text.endswith("…")


def test_terms_that_are_wanted_side_by_side_are_shown_only_so() -> None:
    text = "This island is land, and that is no land."
    worth, snippet = best_snippet("fact", text, wanted(island=2.0, is_land=1.0))
    assert marked(snippet) == ["island", "is", "land"]
    assert worth == 3.0
