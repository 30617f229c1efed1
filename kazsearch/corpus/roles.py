"""What became of each line of an article?"""

from collections.abc import Sequence

from kazsearch.corpus.drafts import Draft, Paragraph
from kazsearch.corpus.film import LineRole
from kazsearch.corpus.labels import DESCRIPTION, FACT
from kazsearch.corpus.lines import Kind, Line

_ROLES = {DESCRIPTION: LineRole.DESCRIPTION, FACT: LineRole.FACT}


def find_roles(
    lines: Sequence[Line | None],
    drafts: Sequence[Draft],
    *,
    lead: Sequence[Paragraph],
    strays: Sequence[Paragraph],
    closing: Sequence[Paragraph],
) -> tuple[LineRole, ...]:
    """Return the role of each line. What is read nowhere has nothing to read: markup."""
    roles = [LineRole.BLANK if line is None else LineRole.MARKUP for line in lines]
    for paragraphs, role in (
        (lead, LineRole.LEAD),
        (strays, LineRole.DIAGNOSED),
        (closing, LineRole.CLOSING),
    ):
        for paragraph in paragraphs:
            _mark(roles, lines, paragraph.start, paragraph.end, role)
    for draft in drafts:
        for piece in draft.pieces:
            role = _ROLES.get(piece.key, LineRole.EXTRA)
            if (end := piece.end) == piece.start:  # no piece begins with a line that says nothing
                roles[end] = role
            else:
                _mark(roles, lines, piece.start, end, role)
        roles[draft.start] = LineRole.TITLE  # whatever else stands in that line
        if draft.again is not None:
            roles[draft.again] = LineRole.TITLE
    return tuple(roles)


def _mark(
    roles: list[LineRole], lines: Sequence[Line | None], start: int, end: int, role: LineRole
) -> None:
    """Give a role to the lines from one index to another that have something to read."""
    for at in range(start, end + 1):
        line = lines[at]
        if line is not None and line.kind is not Kind.RULE and line.kind is not Kind.QUIET:
            roles[at] = role
