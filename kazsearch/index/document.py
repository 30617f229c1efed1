"""What is one document, as it goes into the index?"""

from collections.abc import Iterable, Mapping
from dataclasses import field

from kazsearch.record import record


@record
class Document:
    """One document as it goes into the index.

    `texts` are analysed; no phrase is found across `PARAGRAPH_SEPARATOR` in one. `keys` are terms
    as they are. `stored` are values by the names of `fields.STORED`: numbers for the kind number,
    bytes for all others.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, Iterable[bytes]] = field(default_factory=dict)
    stored: Mapping[str, bytes | int] = field(default_factory=dict)
