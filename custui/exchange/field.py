"""What a file format is: its columns, how their cells are read, and how rows are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from custui.domain.preferences import Preferences

Staged = tuple[object, ...]
"""What one cell becomes: values for the staging columns that its field fills."""


class Cells(Protocol):
    """The cells of one column: looked up by their text, each gives what it becomes.

    Raises ``ValueError`` with the reason when a cell cannot be taken. A mapping, because looking
    cells up from C (``map(getitem, …)``) is what makes a million rows quick.
    """

    def __getitem__(self, cell: str, /) -> Staged:
        """What the cell becomes."""


@dataclass(frozen=True)
class Terms:
    """What a shop lends to the reading of its files."""

    time_zone: str = "UTC"
    titles: Mapping[str, int] = frozenset()  # type: ignore[assignment]  # folded name -> id
    groups: Mapping[str, int] = frozenset()  # type: ignore[assignment]
    create_groups: bool = False
    required: frozenset[str] = frozenset()  # columns that may not be empty


@dataclass(frozen=True)
class Field:
    """One column of a format.

    ``name`` is the column's name in the registry; ``staged`` are the staging columns that a cell
    fills; ``may_be_left_out`` says that the shop's own broken exports drop the cell when empty.
    """

    name: str
    headers: tuple[str, ...]
    staged: tuple[str, ...]
    cells: Callable[[Terms], Cells]
    may_be_left_out: bool = False


class RowWriter(Protocol):
    """Turns rows of the database into the lines of a format."""

    def header(self) -> str:
        """The header's line."""

    def lines(self, customers: Sequence[tuple[Any, ...]]) -> Iterable[str]:
        """The line of each customer, quoted where it has to be, with its end."""


@dataclass(frozen=True)
class Format:
    """A file format of customers: told by its header, read and written through its fields.

    ``label`` is what people call it, untranslated.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    columns: tuple[str, ...]  # those that an export writes, in its order
    needs: tuple[str, ...]  # columns without which a file says nothing
    delimiter: str
    writer: Callable[[Preferences, str, Mapping[int, str], bool], RowWriter]

    def __reduce__(self) -> tuple[Callable[[str], Format], tuple[str]]:
        """A format travels to another process by its name."""
        from custui.exchange.formats import format_named

        return format_named, (self.name,)

    def field_of(self, header: str) -> Field | None:
        """The field that a file's ``header`` names, whatever its case and outer spaces."""
        wanted = plain_header(header)
        for field in self.fields:
            if wanted in map(plain_header, field.headers):
                return field
        return None


def plain_header(header: str) -> str:
    """A header as it is compared."""
    return " ".join(header.replace("\ufeff", "").split()).casefold()
