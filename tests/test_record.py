"""A record is what a frozen dataclass is."""

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import field

import pytest

from kazsearch.record import record


@record
class Place:
    """Where something stands."""

    path: str
    line: int = 1
    notes: tuple[str, ...] = field(default=(), compare=False, repr=False)
    seen: list[str] = field(default_factory=list, compare=False)

    @property
    def shown(self) -> str:
        """As editors want it."""
        return f"{self.path}:{self.line}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """The same by the standard library."""

    path: str
    line: int = 1
    notes: tuple[str, ...] = field(default=(), compare=False, repr=False)
    seen: list[str] = field(default_factory=list, compare=False)


@record
class Other:
    """The same fields, another class."""

    path: str
    line: int = 1


FILLED = {"path": "a.txt", "line": 3, "notes": ("x",), "seen": ["y"]}


@pytest.mark.parametrize("values", [{"path": "a.txt"}, {"path": "", "line": 0}, FILLED])
def test_it_is_filled_shown_compared_and_hashed_as_a_dataclass(values: dict[str, object]) -> None:
    one, twin = Place(**values), Twin(**values)  # type: ignore[arg-type]
    assert dataclasses.asdict(one) == dataclasses.asdict(twin)
    assert repr(one) == repr(twin).replace("Twin", "Place")
    assert hash(one) == hash(twin)
    assert one == Place(**values)  # type: ignore[arg-type]
    assert one != twin
    assert [f.name for f in dataclasses.fields(one)] == [f.name for f in dataclasses.fields(twin)]


def test_what_does_not_compare_does_not() -> None:
    one = Place(path="a.txt", notes=("x",), seen=["y"])
    assert one == Place(path="a.txt")
    assert hash(one) == hash(Place(path="a.txt"))
    assert one != Place(path="b.txt")


def test_two_classes_of_the_same_fields_are_not_equal() -> None:
    assert Other(path="a.txt") != Place(path="a.txt")
    assert Other(path="a.txt") != ("a.txt", 1)


def test_each_gets_its_own_default_from_a_factory() -> None:
    Place(path="a.txt").seen.append("x")
    assert Place(path="a.txt").seen == []


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Place(),  # type: ignore[call-arg]
        lambda: Place("a.txt"),  # type: ignore[misc]
        lambda: Place(path="a.txt", lines=2),  # type: ignore[call-arg]
    ],
)
def test_it_takes_its_own_fields_by_keyword(wrong: Callable[[], Place]) -> None:
    with pytest.raises(TypeError):
        wrong()


def test_it_does_not_change() -> None:
    place = Place(path="a.txt")
    with pytest.raises(dataclasses.FrozenInstanceError):
        place.line = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del place.line
    with pytest.raises(dataclasses.FrozenInstanceError):
        place.another = 2  # type: ignore[attr-defined]
    assert place == Place(path="a.txt")


@pytest.mark.parametrize(
    "again",
    [
        copy.copy,
        copy.deepcopy,
        dataclasses.replace,
        *(lambda one, p=p: pickle.loads(pickle.dumps(one, p)) for p in range(6)),
    ],
)
def test_it_is_copied_with_all_that_it_holds(again: Callable[[Place], Place]) -> None:
    place = Place(**FILLED)  # type: ignore[arg-type]
    assert dataclasses.asdict(again(place)) == FILLED


def test_it_has_slots_and_a_signature_and_its_properties() -> None:
    assert not hasattr(Place(path="a.txt"), "__dict__")
    assert list(inspect.signature(Place).parameters) == [*FILLED]
    assert Place(path="a.txt").shown == "a.txt:1"
