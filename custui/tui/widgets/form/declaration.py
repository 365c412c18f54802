"""What a form is: fields in groups, said once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

Key = str | int
"""What a choice is known by; ``""`` is that of no choice at all."""

Raw = str | bool | int | tuple[Key, ...]
"""What stands in a field, as typed or chosen: a text, a flag, a key or keys."""

Value = str | bool | int | tuple[Key, ...] | None
"""What a field says, once its text is understood."""


class Kind(Enum):
    """What is entered into a field, and the value that comes of it."""

    TEXT = "text"  # str, as typed
    LONG = "long"  # str of several lines, as typed
    PASSWORD = "password"  # noqa: S105 - str, hidden while typed
    DATE = "date"  # str "YYYY-MM-DD", "" for none
    NUMBER = "number"  # int, None for none
    MONEY = "money"  # int in minor units, None for none
    PERCENT = "percent"  # int in hundredths of a percent, None for none
    FLAG = "flag"  # bool
    CHOICE = "choice"  # Key, "" for none
    SEVERAL = "several"  # tuple[Key, ...] in the choices' order


@dataclass(frozen=True)
class Choice:
    """One of the things to choose: ``label`` is shown as it stands, made safe."""

    key: Key
    label: str


@dataclass(frozen=True)
class Field:
    """One field.

    ``label`` and ``hint`` are untranslated texts of the program; ``width`` is in cells, 0 for all
    there is; ``lines`` are those of a long text. The ``choices`` of a text are only offered, any
    other text will do. ``generate`` makes a value at a key press. ``check`` says what is wrong with
    a value that was understood, or ``None``. ``when`` says by what stands in the form whether the
    field is there at all.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    hint: str = ""
    width: int = 34
    lines: int = 1
    choices: tuple[Choice, ...] = ()
    generate: Callable[[], str] | None = None
    check: Callable[[Value], str | None] | None = None
    when: Callable[[Mapping[str, Raw]], bool] | None = None


@dataclass(frozen=True)
class Group:
    """Fields under one heading; those of ``side`` 1 stand on the right where there is room."""

    fields: tuple[Field, ...]
    heading: str = ""
    side: int = 0


@dataclass(frozen=True)
class Form:
    """Groups in the order in which they are filled in: all of the left side, then of the right."""

    groups: tuple[Group, ...]

    def fields(self) -> Iterator[Field]:
        """Every field in the order of filling in."""
        return (field for group in self.groups for field in group.fields)


def form_of(*fields: Field) -> Form:
    """A form of a few fields without a heading."""
    return Form((Group(fields),))
