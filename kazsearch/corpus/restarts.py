"""Where do the labels of a film start over, and is the line above them a title?"""

from collections.abc import Iterator, Sequence

from kazsearch.corpus.headings import has_year, read_heading
from kazsearch.corpus.labels import DESCRIPTION
from kazsearch.corpus.lines import TEXT, Line
from kazsearch.corpus.openings import Opening
from kazsearch.corpus.tiers import MAX_PLAIN_CHARS


def restarts(lines: Sequence[Line | None]) -> Iterator[int]:
    """Yield where the texts of a film without a title begin: where the labels start over.

    A second description is such a start where a gap parts it from the texts before, and another
    label, or a second blank line, from the first description.
    """
    described = complete = False
    gap = group = parted_from = 0
    for place, line in enumerate(lines):
        if line is None:
            gap += 1
            continue
        if gap:
            group = place
        if line.label is not None and not line.guarded:
            if line.label.key != DESCRIPTION:
                complete = complete or described
            else:
                if described and group > parted_from and (complete or gap > 1):
                    yield group
                    complete = False
                described, parted_from = True, place
        gap = 0


def lost_opening(orphans: Sequence[Line | None]) -> Opening | None:
    """Return what opens a film that no heading was found for: a line with a year, however it is
    written, right above the description with which the labels start over."""
    line, below = (*orphans[:2], None, None)[:2]
    if line is None or line.kind is not TEXT or below is None or below.label is None:
        return None
    if below.label.key != DESCRIPTION or len(line.text) > MAX_PLAIN_CHARS:
        return None
    if line.guarded or not has_year(line.text):
        return None
    heading = read_heading(line.shielded or line.text, line.lead)
    return None if heading is None else Opening(line, heading)
