"""What a column of a list is, and the one registry of the customers grid's columns.

The grid, ``list``, the filter language, CSV headers, help and translation all read it. How a
column is read from the database is the business of ``db.queries.columns``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from custui.locale import N_


class Kind(Enum):
    """What a column holds, and the Python type of a cell."""

    NUMBER = "number"  # int
    MONEY = "money"  # int, minor units
    TEXT = "text"  # str, "" when empty
    PHONE = "phone"  # str as typed; only its digits are searched
    DATE = "date"  # str "YYYY-MM-DD" or None
    MOMENT = "moment"  # int, Unix seconds UTC, or None
    FLAG = "flag"  # bool
    CHOICE = "choice"  # str, a name or code, "" when empty
    CHOICES = "choices"  # tuple[str, ...]
    PERCENT = "percent"  # int, hundredths of a percent, or None
    DURATION = "duration"  # int, seconds
    CHANGES = "changes"  # str, the JSON of an audit entry: field -> [before, after]


RIGHT_ALIGNED = frozenset({Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.DURATION})

Labels = tuple[tuple[str, str], ...]
"""What is kept of a choice, and what it is called, untranslated."""

RISKS = (N_("none"), N_("low"), N_("medium"), N_("high"))
"""Risk ratings of B2B mode, by their number in the database."""


@dataclass(frozen=True)
class Column:
    """One column of a list.

    ``name`` is its stable name on the command line and in JSON; ``short`` is the header where
    the column is narrow; ``width`` is in terminal cells; ``csv`` are the headers that shop
    exports (PrestaShop's grid, English and Polish, every generation) give it. ``labels`` are of
    a choice that the program knows by name, in order; an ``open`` one has others beside them.
    A moment that is told as how long ``ago`` it was is shown so.
    """

    name: str
    label: str
    kind: Kind
    width: int
    short: str = ""
    shown: bool = False
    csv: tuple[str, ...] = ()
    labels: Labels = ()
    open: bool = False
    ago: bool = False

    @property
    def header(self) -> str:
        """The untranslated header of the grid."""
        return self.short or self.label

    @property
    def right_aligned(self) -> bool:
        """Numbers and money line up on the right."""
        return self.kind in RIGHT_ALIGNED or self.ago


@dataclass(frozen=True)
class ColumnSet:
    """The columns of one list, in their order.

    ``name`` is the list's in JSON, ``label`` its title. The value of the column ``key`` tells a
    row from all others; ``order`` is how the list stands at first, as a sort is typed.
    """

    name: str
    label: str
    columns: tuple[Column, ...]
    order: str = "-id"
    key: str = "id"

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by their names, in order."""
        return {column.name: column for column in self.columns}

    @cached_property
    def default(self) -> tuple[str, ...]:
        """The names of those that are shown at first."""
        return tuple(column.name for column in self.columns if column.shown)


COLUMNS: tuple[Column, ...] = (
    Column("id", N_("ID"), Kind.NUMBER, 7, shown=True, csv=("ID", "id")),
    Column(
        "title",
        N_("Social title"),
        Kind.CHOICE,
        5,
        short=N_("Title"),
        shown=True,
        csv=("Social title", "Title", "Nazwa kontaktu", "Tytuł"),
    ),
    Column(
        "first_name",
        N_("First name"),
        Kind.TEXT,
        12,
        shown=True,
        csv=("First name", "First Name", "Imię"),
    ),
    Column(
        "last_name",
        N_("Last name"),
        Kind.TEXT,
        15,
        shown=True,
        csv=("Last name", "Last Name", "Nazwisko"),
    ),
    Column(
        "email",
        N_("E-mail"),
        Kind.TEXT,
        26,
        shown=True,
        csv=("Email address", "E-mail address", "Email", "Adres e-mail", "E-mail"),
    ),
    Column("company", N_("Company"), Kind.TEXT, 14, shown=True, csv=("Company", "Firma")),
    Column("sales", N_("Sales"), Kind.MONEY, 12, shown=True, csv=("Sales", "Sprzedaż")),
    Column(
        "enabled",
        N_("Enabled"),
        Kind.FLAG,
        3,
        short=N_("On"),
        shown=True,
        csv=("Enabled", "Włączony", "Włączone"),
    ),
    Column(
        "newsletter",
        N_("Newsletter"),
        Kind.FLAG,
        4,
        short=N_("News"),
        shown=True,
        csv=("Newsletter", "News."),
    ),
    Column(
        "partner_offers",
        N_("Partner offers"),
        Kind.FLAG,
        4,
        short=N_("Offr"),
        shown=True,
        csv=("Partner offers", "Opt.", "Oferty partnerów", "Oferty partnerskie"),
    ),
    Column(
        "registered_at",
        N_("Registered"),
        Kind.MOMENT,
        16,
        shown=True,
        csv=("Registration", "Rejestracja"),
    ),
    Column(
        "last_visit_at",
        N_("Last visit"),
        Kind.MOMENT,
        16,
        shown=True,
        csv=("Last visit", "Ostatnia wizyta"),
    ),
    Column("group", N_("Group"), Kind.CHOICE, 12, shown=True, csv=("Group", "Grupa")),
    Column("phone", N_("Phone"), Kind.PHONE, 16, shown=True),
    Column("country", N_("Country"), Kind.CHOICE, 7, shown=True),
    Column("groups", N_("Groups"), Kind.CHOICES, 20),
    Column("birthday", N_("Birthday"), Kind.DATE, 10),
    Column("language", N_("Language"), Kind.CHOICE, 8),
    Column("orders", N_("Orders"), Kind.NUMBER, 10),
    Column("risk", N_("Risk"), Kind.CHOICE, 7, labels=tuple(zip(RISKS, RISKS, strict=True))),
    Column("vat_id", N_("VAT ID"), Kind.TEXT, 14),
    Column("regon", N_("REGON"), Kind.TEXT, 14),
    Column("website", N_("Website"), Kind.TEXT, 20),
    Column("is_guest", N_("Guest"), Kind.FLAG, 5),
    Column("locked", N_("Locked"), Kind.FLAG, 8),
    Column("city", N_("City"), Kind.TEXT, 16),
    Column("postcode", N_("Postcode"), Kind.TEXT, 12),
    Column("updated_at", N_("Changed"), Kind.MOMENT, 16),
    Column("assistance_allowed", N_("Assistance allowed"), Kind.FLAG, 6, short=N_("Assist")),
    Column("shop", N_("Shop"), Kind.CHOICE, 10),
)

CUSTOMERS = ColumnSet("customers", N_("Customers"), COLUMNS)

BY_NAME: dict[str, Column] = CUSTOMERS.by_name
DEFAULT: tuple[str, ...] = CUSTOMERS.default
