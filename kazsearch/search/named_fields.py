"""Here is the name of a field, as typed: which fields of the index are meant?"""

import itertools
from collections.abc import Sequence

from kazsearch.errors import OptionError
from kazsearch.index.fields import TEXT_FIELDS, index_fields
from kazsearch.query import find_field, nearest_field


def fields_named(names: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Return the index's fields for those named, each once. Raises OptionError.

    `known` are the keys of all extras.
    """
    each = (index_fields(_field(name, known)) for name in dict.fromkeys(names))
    return tuple(dict.fromkeys(itertools.chain.from_iterable(each)))


def _field(name: str, known: Sequence[str]) -> str:
    """Return the name of a text field or extra as the index has it. Raises OptionError."""
    found = find_field(name, known)
    if found in {"year", "article"}:
        message = f"{name} is no text field; write {found}:… instead."
        raise OptionError(message, option="fields", value=name)
    if found is None:
        nearest = nearest_field(name, known)
        names = ", ".join([*(each for each in TEXT_FIELDS if each != "extra"), *known])
        hint = f"; did you mean {nearest}?" if nearest else f"; name one of: {names}."
        raise OptionError(f"There is no text field {name}{hint}", option="fields", value=name)
    return found
