"""Frozen records that cost little to define and to fill: dataclasses made in a fifth of the time.

`dataclass(frozen=True)` writes and compiles six methods for each class, which takes 0.4 ms before
Python 3.13, and a cold query defines some forty classes. A record has one method compiled, its
`__init__`; the others are the same functions for all. To type checkers, and to `replace`, `fields`
and `asdict`, it is a frozen dataclass. Records neither inherit nor are inherited from.
"""

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_: object) -> Any:
        """Do nothing: it is there for type checkers (PEP 681)."""
        return lambda decorator: decorator


_Class = TypeVar("_Class", bound=type)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def record(cls: _Class) -> _Class:
    """Make a class a record of its annotated attributes: keywords in slots, equal by value.

    >>> @record
    ... class Place:
    ...     path: str
    ...     line: int = field(default=1, compare=False)
    >>> Place(path="a.txt", line=3)
    Place(path='a.txt', line=3)
    >>> Place(path="a.txt", line=3) == Place(path="a.txt"), len({Place(path="a.txt")})
    (True, 1)
    """
    made: Any = dataclass(slots=True, kw_only=True, init=False, eq=False, repr=False)(cls)
    made.__init__ = _constructor(made)
    made._compared_by = attrgetter(*(each.name for each in fields(made) if each.compare))
    made.__eq__ = _is_equal
    made.__hash__ = _hash
    made.__repr__ = _shown
    made.__setattr__ = made.__delattr__ = _refuse
    made.__reduce__ = _reduce
    record_class: _Class = made
    return record_class


def _constructor(cls: Any) -> Any:
    """Return the `__init__` of a class; it sets slots past the `__setattr__` that refuses."""
    parameters, body = [], []
    names: dict[str, Any] = {"MISSING": MISSING}
    for each in fields(cls):
        name = value = each.name
        names[f"set_{name}"] = cls.__dict__[name].__set__
        if each.default is not MISSING:
            names[f"default_{name}"] = each.default
            parameters.append(f"{name}=default_{name}")
        elif each.default_factory is not MISSING:
            names[f"make_{name}"] = each.default_factory
            parameters.append(f"{name}=MISSING")
            value = f"make_{name}() if {name} is MISSING else {name}"
        else:
            parameters.append(name)
        body.append(f" set_{name}(self, {value})")
    exec(f"def __init__(self, *, {', '.join(parameters)}):\n" + "\n".join(body), names)
    constructor = names["__init__"]
    constructor.__qualname__ = f"{cls.__qualname__}.__init__"
    constructor.__annotations__ = {each.name: each.type for each in fields(cls)}
    return constructor


def _is_equal(one: Any, other: Any) -> Any:
    if one.__class__ is not other.__class__:
        return NotImplemented
    return one._compared_by(one) == one._compared_by(other)


def _hash(one: Any) -> int:
    return hash(one._compared_by(one))


def _shown(one: Any) -> str:
    shown = ", ".join(f"{f.name}={getattr(one, f.name)!r}" for f in fields(one) if f.repr)
    return f"{one.__class__.__qualname__}({shown})"


def _refuse(one: Any, name: str, *_: object) -> NoReturn:
    raise FrozenInstanceError(f"a {one.__class__.__name__} does not change, nor its {name}")


def _reduce(one: Any) -> tuple[Any, ...]:
    """Let records be pickled and copied, which would set their slots one by one."""
    return _restored, (one.__class__, {each.name: getattr(one, each.name) for each in fields(one)})


def _restored(cls: Any, values: dict[str, object]) -> Any:
    return cls(**values)
