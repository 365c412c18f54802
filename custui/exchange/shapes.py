"""The shapes that a row can have: which of its cells are read, and how.

In the plain formats each row is a customer. In others a row can go on with the customer above, tell
of an address or a consent, or delete: what stands in its cells decides which of them are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from operator import getitem, itemgetter
from typing import Protocol

from custui.db.staging.layout import ADDRESS, CUSTOMER, GROUP
from custui.exchange.cells import Nothing
from custui.exchange.field import Cells, Staged
from custui.exchange.header import Header
from custui.exchange.places import Postcodes
from custui.locale import _

Row = list[object]

READ_TO_DELETE = frozenset({"email", "shop", "action"})
"""What is read of a row that deletes its customer."""


SAY_NOTHING_ALONE = frozenset(
    {"address_default_billing", "address_default_shipping", "address_deleted"}
)
"""Columns that some shops fill though there is no address."""


class Shapes(Protocol):
    """Reads rows of a file, in its order."""

    def row(self, cells: Sequence[str], line: int) -> Row:
        """What to stage for a row, its line first.

        Raises ``ValueError`` or ``LookupError`` when the row needs a second look.
        """

    def columns_of(self, cells: Sequence[str]) -> tuple[Cells, ...]:
        """How the cells of a row as wide as the header are read."""

    def record_of(self, cells: Sequence[str], line: int) -> int:
        """The line on which the record begins to which a row as wide as the header belongs."""

    def unreadable(self) -> None:
        """A record that cannot be read: nothing belongs to what stands above it."""


class Plain:
    """Each row is a record of its own."""

    def __init__(self, columns: tuple[Cells, ...]) -> None:
        self._columns = columns
        self._by_width = {len(columns): columns, len(columns) + 1: (*columns, Nothing())}

    def row(self, cells: Sequence[str], line: int) -> Row:
        """What to stage for a row."""
        return [line, *chain.from_iterable(map(getitem, self._by_width[len(cells)], cells))]

    def columns_of(self, cells: Sequence[str]) -> tuple[Cells, ...]:
        """The same for each row."""
        return self._columns

    def record_of(self, cells: Sequence[str], line: int) -> int:
        """The row itself."""
        return line

    def unreadable(self) -> None:
        """Rows have nothing to do with each other."""


class Composed:
    """Rows of several shapes; a row without the key belongs to the record above."""

    def __init__(self, header: Header, columns: tuple[Cells, ...]) -> None:
        self._customer = 0  # the line of the customer above; 0 is none
        self._columns = columns
        self._fields = header.fields
        self._records = tuple(record for record in header.records if record != CUSTOMER)
        self._told = [_getter(header, record) for record in self._records]
        self._key = header.place_of(header.format.key) if header.format.key else None
        self._action = header.place_of("action")
        self._flags_customers = CUSTOMER in header.records
        self._shapes: dict[tuple[object, ...], tuple[Cells, ...]] = {}
        self._postcode = _postcode_places(header)
        self._postcodes = Postcodes()
        self._address = self._records.index(ADDRESS) if ADDRESS in self._records else 0

    def row(self, cells: Sequence[str], line: int) -> Row:
        """What to stage for a row: its line, its owner's, which records it tells of, its cells."""
        begins, told = self._tells(cells)
        owner = self._owner(begins, told, line)
        shape = self._shape(cells, begins, told)
        if self._postcode is not None and told[self._address]:
            self._postcodes[self._postcode(cells)]
        flags = (begins, *told) if self._flags_customers else told
        return [line, owner, *flags, *chain.from_iterable(map(getitem, shape, cells))]

    def _tells(self, cells: Sequence[str]) -> tuple[bool, list[bool]]:
        """Whether a row begins a record, and which others it tells of."""
        begins = self._key is None or bool(cells[self._key])
        return begins, [any(get(cells)) for get in self._told]

    def _owner(self, begins: bool, told: Sequence[bool], line: int) -> int:
        """The line of the customer that a row belongs to; 0 for none."""
        if begins:
            self._customer = line
            return line
        if self._is_group(told):
            self._customer = 0
            return 0
        if not any(told):
            raise ValueError(_("the row says nothing"))
        if not self._customer:
            raise ValueError(_("there is no customer above to whom this row could belong"))
        return self._customer

    def _is_group(self, told: Sequence[bool]) -> bool:
        return GROUP in self._records and told[self._records.index(GROUP)]

    def record_of(self, cells: Sequence[str], line: int) -> int:
        """The line of the customer, or the row itself where there is none."""
        begins, told = self._tells(cells)
        if begins:
            self._customer = line
        elif self._is_group(told):
            self._customer = 0
        return self._customer or line

    def unreadable(self) -> None:
        """Rows that go on after it have no customer."""
        self._customer = 0

    def columns_of(self, cells: Sequence[str]) -> tuple[Cells, ...]:
        """How the cells of a row as wide as the header are read."""
        return self._shape(cells, *self._tells(cells))

    def _shape(self, cells: Sequence[str], begins: bool, told: Sequence[bool]) -> tuple[Cells, ...]:
        deletes = self._action is not None and _deletes(cells[self._action])
        key = (len(cells), begins, deletes, *told)
        found = self._shapes.get(key)
        if found is None:
            found = tuple(self._cells(begins, deletes, told))
            if len(cells) == len(found) + 1:
                found = (*found, Nothing())
            elif len(cells) != len(found):
                raise KeyError(len(cells))
            self._shapes[key] = found
        return found

    def _cells(self, begins: bool, deletes: bool, told: Sequence[bool]) -> Iterator[Cells]:
        reads = {CUSTOMER: begins} | dict(zip(self._records, told, strict=True))
        for field, column in zip(self._fields, self._columns, strict=True):
            nothing: Staged = (None,) * len(field.staged)
            passed = field.name in SAY_NOTHING_ALONE and not reads[field.record]
            if passed or (deletes and field.name not in READ_TO_DELETE):
                yield PassedOver(nothing)
            elif reads[field.record] or not field.name:
                yield column
            else:
                yield Absent(nothing)


class Absent:
    """Cells of a record that a row does not tell of: they must be empty."""

    def __init__(self, staged: Staged) -> None:
        self._staged = staged

    def __getitem__(self, cell: str) -> Staged:
        if cell:
            raise ValueError(_("stands in a row that goes on with the customer above"))
        return self._staged


class PassedOver:
    """Cells that do not matter."""

    def __init__(self, staged: Staged) -> None:
        self._staged = staged

    def __getitem__(self, cell: str) -> Staged:
        return self._staged


def shapes_of(header: Header, columns: tuple[Cells, ...]) -> Shapes:
    """What reads the rows of a file with ``header``."""
    return Composed(header, columns) if header.records else Plain(columns)


def _deletes(cell: str) -> bool:
    return cell.strip().lower() == "delete"


def _getter(header: Header, record: str) -> Callable[[Sequence[str]], Sequence[str]]:
    """What looks at the cells that show whether a row tells of ``record``."""
    places = [
        place
        for place, field in enumerate(header.fields)
        if field.record == record and field.name not in SAY_NOTHING_ALONE
    ]
    if len(places) == 1:
        return lambda cells: (cells[places[0]],)
    return itemgetter(*places)


def _postcode_places(header: Header) -> Callable[[Sequence[str]], tuple[str, str]] | None:
    """What looks at postcode and country of an address, where they are to be held together."""
    postcode, country = header.place_of("address_postcode"), header.place_of("address_country")
    if postcode is None or country is None or not header.format.checks_postcodes:
        return None
    return itemgetter(postcode, country)
