"""What a filled-in form says, by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from custui.tui.widgets.form.declaration import Key, Value


@dataclass(frozen=True)
class Values:
    """The values of every field that is there; asked for by the kind that the field has."""

    by_name: Mapping[str, Value]

    def __contains__(self, name: str) -> bool:
        return name in self.by_name

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_name)

    def text(self, name: str) -> str:
        """A text, date or password; empty when the field is not there."""
        value = self.by_name.get(name, "")
        return value if isinstance(value, str) else ""

    def flag(self, name: str) -> bool:
        """Yes or no; no when the field is not there."""
        return self.by_name.get(name) is True

    def number(self, name: str) -> int | None:
        """A number, amount (minor units) or percentage (hundredths); ``None`` for none."""
        value = self.by_name.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def key(self, name: str) -> Key:
        """What was chosen; ``""`` for nothing."""
        value = self.by_name.get(name, "")
        return value if isinstance(value, (str, int)) else ""

    def id(self, name: str) -> int | None:
        """What was chosen, where the keys are numbers; ``None`` for nothing."""
        key = self.key(name)
        return key if isinstance(key, int) else None

    def ids(self, name: str) -> tuple[int, ...]:
        """All that was chosen, where the keys are numbers."""
        return tuple(key for key in self.keys(name) if isinstance(key, int))

    def keys(self, name: str) -> tuple[Key, ...]:
        """All that was chosen."""
        value = self.by_name.get(name, ())
        return value if isinstance(value, tuple) else ()
