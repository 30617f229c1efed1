"""Here is a name before a colon: which field is it, or which one was meant?"""

import unicodedata
from collections.abc import Collection

TEXT_FIELDS = ("title", "description", "fact")
FILTER_FIELDS = ("article", "year")
FIELDS = TEXT_FIELDS + FILTER_FIELDS


def fold_name(name: str) -> str:
    """Return the spelling under which names of fields are compared."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def find_field(typed: str, fields: Collection[str] | None) -> str | None:
    """Return the index's spelling of a field's name, or None where there is no such field.

    The fields of every index are always found. Without `fields`, any name is one.

    >>> find_field("Director", ["director"]), find_field("directr", ["director"])
    ('director', None)
    >>> find_field("Studio", None)
    'studio'
    """
    folded = fold_name(typed)
    if folded in FIELDS or fields is None:
        return folded
    return {fold_name(name): name for name in fields}.get(folded)


def nearest_field(typed: str, fields: Collection[str] | None) -> str | None:
    """Return the field that begins with `typed` or is spelled most like it, or None.

    >>> nearest_field("directr", ["director"]), nearest_field("desc", []), nearest_field("xyz", [])
    ('director', 'description', None)
    """
    import difflib  # only a mistake pays for it

    folded = fold_name(typed)[:50]
    names = {fold_name(name): name for name in [*FIELDS, *sorted(fields or ())]}
    longer = [name for name in names if name.startswith(folded)]
    near = longer or difflib.get_close_matches(folded, names, n=1)
    return names[near[0]] if near else None
