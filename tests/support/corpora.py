"""Small corpora to build indexes from: written by hand, or drawn by Hypothesis."""

from collections.abc import Mapping
from pathlib import Path

from hypothesis import strategies as st

# few words, so that films share them; some are forms of one stem
WORDS = ["love", "loved", "loving", "war", "wars", "steppe", "train", "horse", "poet", "falcon"]
WORDS += ["it", "us", "1992", "mother"]
YEARS = [1992, 2008, 2012]
DIRECTORS = ["Poet Horse", "Falcon"]  # of the same words, so that fields differ in who says them
TITLES = ["The Poet", "Steppe", "It", "1992", "White Falcon", "Mother Love", "The Last Train"]


def write_corpus(root: Path, articles: Mapping[str, str]) -> Path:
    """Make the folder hold just these articles, by path."""
    root.mkdir(parents=True, exist_ok=True)
    for path in root.rglob("*"):
        if path.is_file() and path.relative_to(root).as_posix() not in articles:
            path.unlink()
    for name, text in articles.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def block(title: str, year: int, description: str = "", *facts: str, director: str = "") -> str:
    """Return a film block in the user's layout."""
    lines = [f"{title} ({year})"]
    lines += [f"Director: {director}"] if director else []
    lines += [f"Description: {description}"] if description else []
    lines += [f"Fact: {fact}" for fact in facts]
    return "\n".join(lines) + "\n"


sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(
    lambda words: " ".join(words).capitalize() + "."
)
blocks = st.builds(
    lambda title, year, description, facts, director: block(
        title, year, description, *facts, director=director
    ),
    st.sampled_from(TITLES),
    st.sampled_from(YEARS),
    sentences,
    st.lists(sentences, max_size=2),
    st.sampled_from(["", "", *DIRECTORS]),
)
articles = st.lists(blocks, max_size=4).map(lambda parts: "A lead.\n\n" + "\n\n".join(parts))
paths = st.sampled_from(["a.txt", "b.md", "guides/c.txt", "d.text"])
corpora = st.dictionaries(paths, articles, min_size=1)
