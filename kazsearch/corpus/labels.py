"""Which label is this? The table of labels, looked up exactly or approximately.

A label's name is compared without case, `ё`, a final number (`Fact 2`) and doubled blanks. One
that is not in the table is compared approximately: one slip in a name of five letters or more, two
in one of eight or more, or two neighbouring letters that changed places.
"""

import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from kazsearch.corpus.labeltable import DESCRIPTION, FACT, GENERIC, LABELS, TELLING, TITLE, YEAR
from kazsearch.lazy import lazy_regex
from kazsearch.record import record

MAX_NAME_CHARS = 60
_MAX_KNOWN = 1000  # names in memory: articles repeat a few labels, hostile ones do not

_FINAL_NUMBER = lazy_regex(r"\s*+(?:[#№]\s*+|\()?(?<!\d)\d{1,2}\)?$")
_NO_WORD = lazy_regex(r"[^\p{L}\p{M}\p{N}]++")
_ONE_SLIP_CHARS, _TWO_SLIPS_CHARS, _SWAP_CHARS = 5, 8, 4
_MAX_SLIPS = 2


class Label(NamedTuple):
    """A label of the table: the key of what stands under it, and its spelling there."""

    key: str
    name: str


_UNSEEN = Label("", "")  # a name that was not looked up before


@record
class LabelTable:
    """Every label that is known, by its folded name."""

    names: Mapping[str, Label]
    by_initial: Mapping[str, tuple[str, ...]] = field(repr=False)
    bracketed: bool = False  # a name ends so that `Title (1999)` may be one
    _known: dict[str, Label | None] = field(default_factory=dict, repr=False, compare=False)
    _guessed: dict[str, Label | None] = field(default_factory=dict, repr=False, compare=False)
    _openers: dict[str, Label] = field(default_factory=dict, repr=False, compare=False)

    @property
    def openers(self) -> Mapping[str, Label]:
        """The labels that plain lines were seen to begin with, as they were written there."""
        return self._openers

    def remember_opener(self, name: str, label: Label) -> None:
        """Keep that any plain line which begins with this name and `: ` has this label."""
        if len(self._openers) < _MAX_KNOWN:
            self._openers[name] = label

    def find(self, name: str) -> Label | None:
        """Return the label of this name, or None."""
        if len(name) > MAX_NAME_CHARS:
            return None
        label = self._known.get(name, _UNSEEN)
        if label is not _UNSEEN:
            return label
        label = self.names.get(fold(name))
        # half the room is for labels: an article without them must not take it all
        if len(self._known) < (_MAX_KNOWN if label is not None else _MAX_KNOWN // 2):
            self._known[name] = label
        return label

    @property
    def digest(self) -> str:
        """A short text that differs where articles may be read differently."""
        pairs = sorted((name, label.key) for name, label in self.names.items())
        return hashlib.blake2b(repr(pairs).encode(), digest_size=8).hexdigest()

    def guess(self, name: str) -> Label | None:
        """Return the label that a misspelt name resembles most, or None."""
        folded = fold(name)
        guess = self._guessed.get(folded, _UNSEEN)
        if guess is _UNSEEN:
            guess = self._nearest(folded)
            if len(self._guessed) < _MAX_KNOWN:
                self._guessed[folded] = guess
        return guess

    def _nearest(self, folded: str) -> Label | None:
        if len(folded) < _SWAP_CHARS or len(folded) > MAX_NAME_CHARS:
            return None
        best: tuple[int, str] | None = None
        for known in self.by_initial.get(folded[0], ()):
            slips = _slips(folded, known)
            if slips is not None and (best is None or (slips, known) < best):
                best = (slips, known)
        return None if best is None else self.names[best[1]]


def fold(name: str) -> str:
    """Return a label's name as it is compared.

    >>> fold("  Fun  FACT №2 "), fold("Режиссёр")
    ('fun fact', 'режиссер')
    """
    text = " ".join(name.casefold().replace("ё", "е").replace("’", "'").split())
    if text[-1:].isalpha():  # no number, and a search is 1 µs
        return text
    return _FINAL_NUMBER.sub("", text) or text


def key_of(name: str) -> str:
    """Return the key under which the text of an unknown label is kept.

    >>> key_of("Budget (USD)")
    'budget_usd'
    """
    return _NO_WORD.sub("_", name.casefold()).strip("_")


def words_of(name: str) -> str:
    """Return the words of a name without signs, as an unknown one is compared.

    >>> words_of("Fun-fact (1)")
    'fun fact 1'
    """
    return key_of(name).replace("_", " ")


@functools.cache
def default_labels() -> LabelTable:
    """Return the table without additions."""
    return load_labels(None)


def load_labels(extra: Mapping[str, Sequence[str]] | None) -> LabelTable:
    """Return the table of labels with additions: names by key, as in `kazsearch.toml`.

    A new key makes a new kind of extra; an added name goes before a built-in one.
    """
    names: dict[str, Label] = {}
    for table in (LABELS, extra or {}):
        for key, spellings in table.items():
            for name in spellings:
                names[fold(name)] = Label(key, name)
    initials: dict[str, list[str]] = {}
    for folded in names:
        initials.setdefault(folded[:1], []).append(folded)
    by_initial = {initial: tuple(some) for initial, some in initials.items()}
    bracketed = any(name[-5:-1].isdecimal() and name[-1] == ")" for name in names)
    return LabelTable(names=names, by_initial=by_initial, bracketed=bracketed)


def printed_name(key: str) -> str:
    """Return the label that is printed before a block.

    >>> printed_name("box_office"), printed_name("camera_dog")
    ('Box office', 'Camera dog')
    """
    if key in LABELS:
        return LABELS[key][0]
    words = key.replace("_", " ")
    name = words[:1].upper() + words[1:]
    return name if key_of(name) == key else words  # some letters have no capital of their own


def _slips(name: str, known: str) -> int | None:
    """Count the slips between a misspelt name and a known one; None where there are too many."""
    from rapidfuzz.distance import OSA, Levenshtein  # 10 ms, where a label is unknown

    allowed = (len(known) >= _ONE_SLIP_CHARS) + (len(known) >= _TWO_SLIPS_CHARS)
    slips = Levenshtein.distance(name, known, score_cutoff=_MAX_SLIPS)
    if slips == _MAX_SLIPS and OSA.distance(name, known, score_cutoff=1) == 1:
        return 1  # two neighbouring letters changed places
    return slips if slips <= allowed else None


__all__ = [
    "DESCRIPTION",
    "FACT",
    "GENERIC",
    "MAX_NAME_CHARS",
    "TELLING",
    "TITLE",
    "YEAR",
    "Label",
    "LabelTable",
    "default_labels",
    "fold",
    "key_of",
    "load_labels",
    "printed_name",
    "words_of",
]
