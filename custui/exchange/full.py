"""The format *custui*: all that custui keeps of customers, addresses, groups and consents.

It is one table: so a file can be filtered, sorted, opened in a spreadsheet, streamed, split between
two workers, and rejected record by record with all that belongs to a customer together. A
customer's first line tells of the customer and of one address, one consent, one service, one note;
further ones stand in lines below that have no e-mail. The groups that the customers are in stand at
the top, in lines of their own, so that a shop that has them not can make them. Moments are in UTC,
amounts have a decimal point.

What such a file says is taken as it is, if only the database has room for it: a shop once took it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from custui.db.staging.layout import (
    ADDRESS,
    BY_ID,
    CONSENT,
    CUSTOMER,
    GROUP,
    MEMBERS,
    NOTE,
    SERVICE,
    TABLES,
)
from custui.domain import rules
from custui.domain.addresses import FIELDS as ADDRESS_TEXTS
from custui.domain.text import sort_key
from custui.exchange import cells, credentials, fields, naming
from custui.exchange.field import Cells, Field, Format, RowWriter, Terms
from custui.exchange.moments import MomentWriter
from custui.exchange.shown import Shown
from custui.exchange.table import Amounts, Table, Texts, Values, Written, named, numbers
from custui.exchange.written import listed
from custui.locale import N_

_DELIMITER = ";"
_LONG = 131_072
"""Characters of a text for which the database sets no limit: as many as a cell may have."""

Read = Callable[[Terms], Cells]


def _field(record: str, column: str, read: Read, header: str = "") -> Field:
    """One column of a record, called as it is staged."""
    staged = column if record == CUSTOMER else f"{record}_{column}"
    called = header or staged
    return Field(called, (called,), (staged,), read, record=record)


def _kept(longest: int, shortest: int = 0) -> Read:
    return lambda terms: cells.kept_texts(longest, shortest)


def _folded(column: str, shortest: int) -> Field:
    def read(terms: Terms) -> Cells:
        return cells.folded(cells.kept_texts(rules.LONGEST_NAME, shortest))

    return Field(column, (column,), fields.folded(column), read)


def _flag(terms: Terms) -> Cells:
    return cells.flags(may_be_empty=True)


def _moment(terms: Terms) -> Cells:
    return cells.UniversalMoments()


def _number(terms: Terms) -> Cells:
    return cells.Numbers()


def _title(terms: Terms) -> Cells:
    return naming.Choices("title_id", naming.Known({}, terms.title_names))


def _group(terms: Terms) -> Cells:
    # A group that nobody knows may be defined further up; that is looked at afterwards.
    return naming.Choices("default_group_id", naming.Known({}, terms.group_names))


def _groups(terms: Terms) -> Cells:
    return naming.Members(MEMBERS, naming.Known({}, terms.group_names))


FLAGS = (
    *("enabled", "newsletter", "partner_offers"),
    *("assistance_allowed", "is_guest", "banned"),
)
MOMENTS = (
    *("registered_at", "last_visit_at", "updated_at"),
    *("locked_until", "sessions_valid_from"),
)
_CUSTOMER = (
    _field(CUSTOMER, "id", _number),
    Field(
        "email", ("email",), ("email", "email_key", "email_fold"), lambda terms: cells.AnyEmails()
    ),
    fields.shop("shop"),
    Field("title", ("title",), ("title_id",), _title),
    _folded("first_name", 1),
    _folded("last_name", 1),
    _folded("company", 0),
    _field(CUSTOMER, "birthday", lambda terms: cells.kept_days()),
    _field(CUSTOMER, "language", _kept(16)),
    _field(CUSTOMER, "regon", _kept(64)),
    _field(CUSTOMER, "vat_id", _kept(64)),
    _field(CUSTOMER, "website", _kept(255)),
    _field(CUSTOMER, "risk", lambda terms: cells.counts(3)),
    _field(CUSTOMER, "allowed_outstanding", lambda terms: cells.amounts()),
    _field(CUSTOMER, "max_payment_days", lambda terms: cells.counts(rules.LARGEST_PAYMENT_DAYS)),
    _field(CUSTOMER, "sales", lambda terms: cells.money()),
    *(_field(CUSTOMER, column, _flag) for column in FLAGS),
    Field("group", ("group",), ("default_group_id",), _group),
    Field("groups", ("groups",), (MEMBERS,), _groups),
    *(_field(CUSTOMER, column, _moment) for column in MOMENTS),
    Field("password_hash", ("password_hash",), ("password_hash",), credentials.kept_hashes),
)

_ROOM = {"postcode": 32, "city": 255, "phone": 64, "phone_mobile": 64}
_USES = ("default_billing", "default_shipping", "deleted")

_ADDRESS = (
    _field(ADDRESS, "id", _number),
    *(
        _field(ADDRESS, text, _kept(_ROOM.get(text, _LONG)))
        for text in ADDRESS_TEXTS
        if text != "country"
    ),
    _field(ADDRESS, "country", lambda terms: cells.kept_codes(2)),
    *(_field(ADDRESS, use, lambda terms: cells.marks()) for use in _USES),
)
_CONSENT = (
    _field(
        CONSENT, "kind", lambda terms: cells.one_of("newsletter", "partner_offers", "assistance")
    ),
    _field(CONSENT, "given", _flag),
    _field(CONSENT, "at", _moment),
    _field(CONSENT, "source", _kept(_LONG)),
    _field(CONSENT, "recorded_by", _kept(_LONG)),
)
_SERVICE = (
    _field(SERVICE, "service", _kept(_LONG), "service"),
    _field(SERVICE, "active", _flag),
    _field(SERVICE, "since", _moment),
    _field(SERVICE, "source", _kept(_LONG)),
)
_NOTE = (
    _field(NOTE, "body", _kept(_LONG), "note"),
    _field(NOTE, "written_by", _kept(_LONG)),
    _field(NOTE, "written_at", _moment),
)
_GROUP = (
    _field(GROUP, "name", _kept(rules.LONGEST_CHOICE, 1)),
    _field(GROUP, "discount", lambda terms: cells.counts(10_000)),
    _field(GROUP, "prices_with_tax", _flag),
    _field(GROUP, "role", lambda terms: cells.one_of("", "guests", "new")),
)

# --- writing ----------------------------------------------------------------------------------

_BELONGING = {ADDRESS: _ADDRESS, CONSENT: _CONSENT, SERVICE: _SERVICE, NOTE: _NOTE}
"""What stands beside a customer, in the order of the columns."""


class FullWriter:
    """Writes each customer with all that belongs to the customer."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._text = Texts(_DELIMITER, raw=shown.raw)
        self._moment = MomentWriter("UTC", "%Y-%m-%d", seconds=True, between="T", end="Z").texts
        self._customers = Table(list(map(self._customer, self._own_fields())), _DELIMITER)
        self._belonging = {
            record: Table([self._written(record, field) for field in told], _DELIMITER)
            for record, told in _BELONGING.items()
        }
        self._groups = Table([self._written(GROUP, field) for field in _GROUP], _DELIMITER)
        self.columns = self._customers.read

    def _own_fields(self) -> list[Field]:
        """The customer's own fields; the shop only where there are several."""
        several = len(self._shown.shops) > 1
        return [field for field in _CUSTOMER if several or field.name != "shop"]

    def _customer(self, field: Field) -> Written:
        name, shown = field.name, self._shown
        amount = Amounts().of
        special: Mapping[str, tuple[str, Callable[[Values], Iterable[Any]]]] = {
            "title": ("title", named(self._named(shown.titles))),
            "shop": ("shop", named(self._named(shown.shops))),
            "group": ("group", named(self._named(shown.groups))),
            "groups": ("group_ids", self._group_names),
            "sales": ("sales", amount),
            "allowed_outstanding": ("allowed_outstanding", amount),
            **{column: (column, self._moment) for column in MOMENTS},
            **{column: (column, numbers) for column in FLAGS},
            **{column: (column, numbers) for column in ("id", "risk", "max_payment_days")},
            "birthday": ("birthday", numbers),
        }
        return Written(name, *special.get(name, (name, self._text.of)))

    def _named(self, names: Mapping[int, str]) -> dict[int, str]:
        return {number: self._text[name] for number, name in names.items()}

    def _group_names(self, lists: Values) -> list[str]:
        """All groups of each customer, in the order of their names."""
        return [self._text[self._listed(each or "")] for each in lists]

    def _listed(self, ids: str) -> str:
        names = (self._shown.groups[int(number)] for number in ids.split(",") if number)
        return listed(sorted(names, key=lambda name: (sort_key(name), name)))

    def _written(self, record: str, field: Field) -> Written:
        """A column of a record, called as it is read back."""
        column = field.staged[0].removeprefix(f"{record}_")
        texts: Callable[[Values], Iterable[Any]] = self._text.of
        if column in ("at", "since", "written_at"):
            texts = self._moment
        elif column in ("id", "given", "active", "discount", "prices_with_tax", *_USES):
            texts = numbers
        return Written(field.headers[0], column, texts)

    def header(self) -> str:
        """The header's line, and those of the groups."""
        tables = (self._customers, *self._belonging.values())
        before = _DELIMITER.join(table.blank for table in tables)
        names = _DELIMITER.join(table.header for table in (*tables, self._groups))
        groups = sorted(self._shown.used_groups(), key=lambda group: (sort_key(group[0]), group))
        lines = [f"{before}{_DELIMITER}{line}\n" for line in self._groups.lines(groups)]
        return f"{names}\n{''.join(lines)}"

    def lines(self, customers: Sequence[tuple[Any, ...]]) -> Iterable[str]:
        """The lines of the customers."""
        ids = [row[0] for row in customers]
        belonging = [self._lines_of(record, ids) for record in _BELONGING]
        blanks = [table.blank for table in self._belonging.values()]
        end = f"{_DELIMITER}{self._groups.blank}\n"
        for number, customer in zip(ids, self._customers.lines(customers), strict=True):
            told = zip_longest(*(lines.get(number, ()) for lines in belonging))
            first = True
            for row in told:
                beside = (line or blank for line, blank in zip(row, blanks, strict=True))
                own = customer if first else self._customers.blank
                yield _DELIMITER.join((own, *beside)) + end
                first = False
            if first:
                yield _DELIMITER.join((customer, *blanks)) + end

    def _lines_of(self, record: str, ids: Sequence[int]) -> dict[int, list[str]]:
        table = self._belonging[record]
        found = self._shown.related(TABLES[record], table.read, ids)
        owners = [number for number in ids for _row in found.get(number, ())]
        rows = [row for number in ids for row in found.get(number, ())]
        lines: dict[int, list[str]] = {}
        for owner, line in zip(owners, table.lines(rows), strict=True):
            lines.setdefault(owner, []).append(line)
        return lines


def _writer(shown: Shown) -> RowWriter:
    return FullWriter(shown)


FULL = Format(
    name="custui",
    label=N_("custui's own file: everything, back to the same data (CSV)"),
    fields=(*_CUSTOMER, *_ADDRESS, *_CONSENT, *_SERVICE, *_NOTE, *_GROUP),
    needs=("id", "email"),
    delimiter=_DELIMITER,
    writer=_writer,
    key="email",
    meets=BY_ID,
    checks_postcodes=False,
    of_everybody=True,
)
