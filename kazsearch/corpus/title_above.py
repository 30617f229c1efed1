"""Does each film's title stand on the line above the one that shows the year?

    Шиза
    Schizo (2004)
    Сюжет: Боксёр ищет бойцов.

One such line may be a section's, a time or an award, so that all films of an article must have one,
each another, in another alphabet than the title with the year.
"""

from collections.abc import Sequence

import regex

from kazsearch.corpus.candidates import Opening
from kazsearch.corpus.headings import Heading, read_heading, script_of
from kazsearch.corpus.lines import TEXT, Line
from kazsearch.corpus.tiers import ends_sentence
from kazsearch.corpus.years import Certainty
from kazsearch.lazy import lazy_regex

_MIN_FILMS = 2
_MAX_WORDS = 10
_AWARD = lazy_regex(r"\d:\d\d|лучш|приз\b|үздік|best|award|prize|номинац", regex.I)


def with_titles_above(
    openings: Sequence[Opening], lines: Sequence[Line | None]
) -> Sequence[Opening]:
    """Return what opens each film, begun by the line above where all have one."""
    if len(openings) < _MIN_FILMS:
        return openings
    found = []
    for opening in openings:
        above = _title_above(opening, lines)
        if above is None:
            return openings
        line, title = above
        others = (*title.alternatives, opening.heading.title, *opening.heading.alternatives)
        heading = opening.heading._replace(
            title=title.title, alternatives=tuple(dict.fromkeys(others))
        )
        found.append(Opening(line, heading, opening.line.at))
    titles = {opening.heading.title for opening in found}
    return found if len(titles) == len(found) else openings


def _title_above(opening: Opening, lines: Sequence[Line | None]) -> tuple[Line, Heading] | None:
    at = opening.line.at
    if opening.line.kind is not TEXT or opening.again is not None or at == 0:
        return None
    above, before = lines[at - 1], lines[at - 2] if at > 1 else None
    if above is None or above.kind is not TEXT or above.label is not None or before is not None:
        return None
    if len(above.text.split()) > _MAX_WORDS or above.guarded or ends_sentence(above.text):
        return None
    if _AWARD.search(above.text):
        return None
    heading = read_heading(above.shielded or above.text, above.lead)
    if heading is None or heading.certainty is not Certainty.NONE or heading.rest:
        return None
    scripts = script_of(heading.title), script_of(opening.heading.title)
    return (above, heading) if all(scripts) and scripts[0] != scripts[1] else None
