"""What is one document, as it goes into the index?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document as it goes into the index.

    `texts` are analysed, paragraph by paragraph: no phrase is found across two. `keys` are terms as
    they are. `stored` are values by the names of `fields.STORED`:
    numbers for the kind number, bytes for all others.
    """

    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    keys: Mapping[str, Iterable[bytes]] = field(default_factory=dict)
    stored: Mapping[str, bytes | int] = field(default_factory=dict)
