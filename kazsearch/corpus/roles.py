"""What became of each line of an article?"""

from collections.abc import Sequence

from kazsearch.corpus.drafts import Draft, Paragraph, Plain
from kazsearch.corpus.film import LineRole
from kazsearch.corpus.labels import DESCRIPTION, FACT
from kazsearch.corpus.lines import QUIET, RULE, Line

# names, since a member is found in its enum in 190 ns on Python 3.11
_BLANK, _MARKUP, _TITLE = LineRole.BLANK, LineRole.MARKUP, LineRole.TITLE
_DESCRIPTION, _FACT, _EXTRA = LineRole.DESCRIPTION, LineRole.FACT, LineRole.EXTRA
_ROLES = {DESCRIPTION: _DESCRIPTION, FACT: _FACT}


def find_roles(
    lines: Sequence[Line | None],
    drafts: Sequence[Draft],
    *,
    lead: Sequence[Paragraph],
    strays: Sequence[Paragraph],
    closing: Sequence[Paragraph],
) -> tuple[LineRole, ...]:
    """Return the role of each line. What is read nowhere has nothing to read: markup."""
    roles = [_BLANK if line is None else _MARKUP for line in lines]
    for paragraphs, role in (
        (lead, LineRole.LEAD),
        (strays, LineRole.DIAGNOSED),
        (closing, LineRole.CLOSING),
    ):
        for paragraph in paragraphs:
            _mark(roles, lines, paragraph.start, paragraph.end, role)
    for draft in drafts:
        if draft.plain is not None:
            _mark_plain(roles, draft.start, draft.plain)
            continue
        for piece in draft.pieces:
            role = _ROLES.get(piece.key, _EXTRA)
            _mark(roles, lines, piece.start, piece.end, role)
        roles[draft.start] = _TITLE  # whatever else stands in that line
        if draft.again is not None:
            roles[draft.again] = _TITLE
    return tuple(roles)


def _mark_plain(roles: list[LineRole], start: int, plain: Plain) -> None:
    """Give their roles to the lines of a block in which each is a text."""
    roles[start] = _TITLE
    if plain.description is not None:
        roles[plain.description.at] = _DESCRIPTION
    for line in plain.facts:
        roles[line.at] = _FACT
    for _, line in plain.extras:
        roles[line.at] = _EXTRA


def _mark(
    roles: list[LineRole], lines: Sequence[Line | None], start: int, end: int, role: LineRole
) -> None:
    """Give a role to the lines from one index to another that have something to read."""
    for at in range(start, end + 1):
        line = lines[at]
        if line is not None and line.kind is not RULE and line.kind is not QUIET:
            roles[at] = role
