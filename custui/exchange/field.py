"""What a file format is: its columns, how their cells are read, and how rows are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from custui.db.staging.layout import BY_EMAIL, CUSTOMER
from custui.locale import N_

if TYPE_CHECKING:
    from custui.exchange.shown import Shown

Staged = tuple[object, ...]
"""What one cell becomes: values for the staging columns that its field fills."""

REASON = N_("Why it was not taken")
"""The header of the last column of a reject file; read back, it is passed over."""

_REASONS = (REASON, "Dlaczego nie przyjęto")


class Cells(Protocol):
    """The cells of one column: looked up by their text, each gives what it becomes.

    Raises ``ValueError`` with the reason when a cell cannot be taken. A mapping, because looking
    cells up from C (``map(getitem, …)``) is what makes a million rows quick.
    """

    def __getitem__(self, cell: str, /) -> Staged:
        """What the cell becomes."""


@dataclass(frozen=True)
class Terms:
    """What a shop, and whoever imports, lend to the reading of a file.

    ``titles`` and ``groups`` are by name as ``naming.choice_key`` has it, ``title_names`` and
    ``group_names`` to the last letter. ``other_shop`` is the shop of a code that
    no shop has, where that may be guessed. ``today`` is the day in the shop's zone.
    ``required`` columns may not be empty. ``month_first`` says how ``5/6/2012`` is read. A
    ``rehearsal`` stores nothing.
    """

    time_zone: str = "UTC"
    today: str = "9999-12-31"
    name_rule: str = "prestashop"
    titles: Mapping[str, int] = field(default_factory=dict)
    title_ids: frozenset[int] = frozenset()
    gender_titles: Mapping[str, int] = field(default_factory=dict)
    title_names: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)
    group_names: Mapping[str, int] = field(default_factory=dict)
    group_ids: frozenset[int] = frozenset()
    shops: Mapping[str, int] = field(default_factory=dict)
    other_shop: int | None = None
    required: frozenset[str] = frozenset()
    create_groups: bool = False
    hash_passwords: bool = False
    allow_delete: bool = False
    month_first: bool = True
    rehearsal: bool = False


@dataclass(frozen=True)
class Field:
    """One column of a format.

    ``name`` is the column's name in the registry, or the format's own; ``staged`` are the staging
    columns that a cell fills, and ``record`` is what it tells of. ``may_be_left_out`` says that
    the shop's own broken exports drop the cell when empty.
    """

    name: str
    headers: tuple[str, ...]
    staged: tuple[str, ...]
    cells: Callable[[Terms], Cells]
    may_be_left_out: bool = False
    record: str = CUSTOMER


class RowWriter(Protocol):
    """Turns rows of the database into the lines of a format.

    ``columns`` are those that it wants of each customer, by their names in ``db.queries.export``.
    """

    @property
    def columns(self) -> Sequence[str]:
        """What it wants of each customer."""

    def header(self) -> str:
        """The header's line."""

    def lines(self, customers: Sequence[tuple[Any, ...]]) -> Iterable[str]:
        """The lines of the customers, quoted where they have to be, with their ends."""


@dataclass(frozen=True)
class Format:
    """A file format: told by its header, read and written through its fields.

    ``label`` is what it is called on screen, untranslated. ``needs`` are columns without which a
    file says nothing. Where it is read ``by_place`` the columns are told by that, in one of several
    widths. Columns that it has not are passed over where it has ``others``; else they turn the file
    away. A row whose column ``key`` is empty goes on with the record above. ``meets`` is how a row
    finds its customer; a format that tells only of customers who are there does not ``add`` any.
    A file ``of_everybody`` has the banned ones too, where it is not of a selection.
    Postcodes are held against their countries where it ``checks_postcodes``. ``remade_by`` makes
    the same format anew in another process.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    needs: tuple[str, ...]
    delimiter: str
    writer: Callable[[Shown], RowWriter]
    by_place: tuple[tuple[Field, ...], ...] = ()
    others: bool = False
    key: str = ""
    meets: str = BY_EMAIL
    adds: bool = True
    checks_postcodes: bool = True
    of_everybody: bool = False
    remade_by: tuple[Callable[..., Format], tuple[object, ...]] | None = None

    def __reduce__(self) -> tuple[Callable[..., Format], tuple[object, ...]]:
        """A format travels to another process by its name."""
        from custui.exchange.formats import format_named

        return self.remade_by or (format_named, (self.name,))

    def placed(self, width: int) -> tuple[Field, ...]:
        """The fields of a file so many columns wide, where they are told by their place."""
        return next((fields for fields in self.by_place if len(fields) == width), ())

    def field_of(self, header: str) -> Field | None:
        """The field that a file's ``header`` names, whatever its case and outer spaces."""
        wanted = plain_header(header)
        for each in self.fields:
            if wanted in map(plain_header, each.headers):
                return each
        return None


def plain_header(header: str) -> str:
    """A header as it is compared."""
    return " ".join(header.replace("\ufeff", "").split()).casefold()


def is_reason(header: str) -> bool:
    """Whether a column is the one that reject files end with."""
    return plain_header(header) in map(plain_header, _REASONS)
