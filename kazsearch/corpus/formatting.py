"""Print an article in its canonical form, so that parsing it gives it back.

    article   := (lead blank)? (film blank blank)* closing?
    film      := title ("/" alternative)* ("(" year ")")? "Description:" ... "Fact:" ... extras
    paragraph := its text on one line; the second and later ones of a block are indented

A line that would be read as something else begins with a backslash and a blank; a mark that would
be read as markup has a backslash before it.
"""

from collections.abc import Iterator

from kazsearch.corpus.film import Article, Film
from kazsearch.corpus.headings import read_heading
from kazsearch.corpus.inline import escape_all, escape_markup
from kazsearch.corpus.labels import DESCRIPTION, FACT, default_labels, printed_name
from kazsearch.corpus.lines import TEXT, classify
from kazsearch.corpus.years import MAX_TITLE_CHARS, Certainty
from kazsearch.lazy import lazy_regex

_MAY_HOLD_YEAR = lazy_regex(r"(?:18[89]|19\d|20\d)\d")
_SENTENCE_END = lazy_regex(r"\p{P}$")


def format_article(article: Article) -> str:
    """Return the article as text in the layout that needs least guessing."""
    blocks = ["\n\n".join(_plain(text) for text in _paragraphs(article.lead))]
    blocks += ["\n".join(_film_lines(film)) for film in article.films]
    blocks += ["\n\n".join(_plain(text) for text in _paragraphs(article.closing))]
    lead, *others = blocks
    if len(others) > 1 and others[-1] and others[-2].endswith(":"):
        others[-1] = f"---\n\n{others[-1]}"  # or it would be the text under that label
    body = "\n\n\n".join(block for block in others if block)
    return "\n\n".join(part for part in (lead, body) if part) + "\n"


def _film_lines(film: Film) -> Iterator[str]:
    yield _heading(film)
    yield _block(DESCRIPTION, film.description)
    for fact in film.facts:
        yield _block(FACT, fact)
    for extra in film.extras:
        yield _block(extra.key, extra.text)


def _heading(film: Film) -> str:
    """Return the line that heads a film, with marks escaped where it would be read otherwise."""
    titles = (film.title, *film.alternative_titles)
    year = "" if film.year is None else f" ({film.year})"
    plain = " / ".join(titles) + year
    if _is_read_as(plain, film):
        return plain
    escaped = " / ".join(map(escape_all, titles)) + year
    return escaped if escaped.startswith("\\") else "\\" + escaped


def _is_read_as(plain: str, film: Film) -> bool:
    """Say whether a heading is read as a film's without any escape."""
    line = classify(plain, 0, default_labels())
    if line is None or line.kind is not TEXT or line.name or line.lead:
        return False
    heading = read_heading(line.text)
    if heading is None or heading.rest or len(plain) > MAX_TITLE_CHARS:
        return False
    if heading.certainty is Certainty.NONE and _SENTENCE_END.search(plain):
        return False
    said = (heading.title, heading.year, heading.alternatives)
    return said == (film.title, film.year, film.alternative_titles)


def _block(key: str, text: str) -> str:
    first, *others = text.split("\n\n")
    name = printed_name(key)
    label = f"{name}:" if default_labels().find(name) else f"**{name}:**"
    head = f"{label} {escape_markup(first)}".rstrip()
    return "\n\n".join([head, *(f"  {_plain(paragraph)}" for paragraph in others)])


def _plain(text: str) -> str:
    """Return a paragraph as a line that is read as nothing but this text."""
    escaped = escape_markup(text)
    line = classify(escaped, 0, default_labels())
    assert line is not None
    plain = line.kind is TEXT and line.text == text and not (line.name or line.lead)
    return escaped if plain and not _MAY_HOLD_YEAR.search(text) else f"\\ {escaped}"


def _paragraphs(text: str) -> list[str]:
    return text.split("\n\n") if text else []
