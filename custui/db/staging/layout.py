"""How the rows of a file are staged: which columns there are, and what they tell of.

A staging column that tells of a customer has the name of the customer's own column; one of another
record has that record's name before the column's (``address_city``). A column that the file has
not is not staged: what it would say is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

BY_EMAIL: Final = "email"
BY_ID: Final = "id"

CUSTOMER: Final = "customer"
ADDRESS: Final = "address"
CONSENT: Final = "consent"
SERVICE: Final = "service"
NOTE: Final = "note"
GROUP: Final = "group"

TABLES: Final[Mapping[str, str]] = {
    ADDRESS: "address",
    CONSENT: "consent",
    SERVICE: "subscription",
    NOTE: "customer_note",
    GROUP: "customer_group",
}
"""What a row can tell of beside a customer, and the tables where it is kept."""

COMPARED: Final = (
    "title_id",
    "default_group_id",
    "first_name",
    "last_name",
    "email",
    "company",
    "sales",
    "enabled",
    "newsletter",
    "partner_offers",
    "assistance_allowed",
    "is_guest",
    "banned",
    "registered_at",
    "last_visit_at",
    "locked_until",
    "birthday",
    "language",
    "regon",
    "vat_id",
    "website",
    "risk",
    "allowed_outstanding",
    "max_payment_days",
)
"""The customer's own columns in which a row can differ from its customer."""

MOMENTS: Final = frozenset({"registered_at", "last_visit_at"})
"""Moments that a file may tell without their seconds."""

FOLLOWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "first_name": ("first_name_fold", "first_name_sort"),
    "last_name": ("last_name_fold", "last_name_sort"),
    "email": ("email_key", "email_fold"),
    "company": ("company_fold", "company_sort"),
}
"""What changes along with a column."""

MEMBERS: Final = "member_groups"
"""The groups that a customer is in, parted by commas; the default one need not be among them."""

CHOICES: Final[Mapping[str, str]] = {
    "title_id": "title",
    "default_group_id": "customer_group",
    MEMBERS: "customer_group",
}
"""Columns that hold the number of a name, and where the names are."""

GENDER: Final = "gender_title_id"
"""The title that goes with a gender, for a row that has no title."""

MADE: Final = "password_made"
"""The hash of a password that stood in the file: for a customer who has none."""

CREDENTIALS: Final = ("password_hash", MADE, "sessions_valid_from")
"""What is kept apart from a customer's own columns; ``None`` leaves it as it is."""

KEPT_WHEN_EMPTY: Final = frozenset(
    {
        *("registered_at", "default_group_id", "is_guest", "banned"),
        *("enabled", "newsletter", "partner_offers", "assistance_allowed"),
        *("risk", "allowed_outstanding", "max_payment_days", "sales"),
    }
)
"""Columns that a customer always has something in: an empty cell leaves it as it is."""


@dataclass(frozen=True)
class Layout:
    """What the rows of one file have.

    ``columns`` are their staging columns. ``records`` beside customers stand in rows of their own
    or in the customer's; then each row has the line of its customer's row as ``owner``. ``meets``
    is ``BY_EMAIL`` or ``BY_ID``; new customers are added where the file ``adds`` any.
    """

    columns: frozenset[str]
    records: tuple[str, ...] = ()
    meets: str = BY_EMAIL
    adds: bool = True
    shop_id: int = 1

    @property
    def owner(self) -> str:
        """The column with the line of the customer's row."""
        return "owner" if self.records else "line"

    @property
    def compared(self) -> tuple[str, ...]:
        """The customer's own columns in which a row can differ."""
        return tuple(column for column in COMPARED if self.has(column))

    @property
    def credentials(self) -> tuple[str, ...]:
        """What rows say of what is kept apart from a customer's own columns."""
        return tuple(column for column in CREDENTIALS if column in self.columns)

    def has(self, column: str) -> bool:
        """Whether rows say anything of a customer's own ``column``."""
        return column in self.columns or (column == "title_id" and GENDER in self.columns)

    def of(self, record: str) -> tuple[str, ...]:
        """The columns of a record's table that are staged, in the order of their names."""
        if record not in self.records:
            return ()
        prefix = f"{record}_"
        staged = sorted(column for column in self.columns if column.startswith(prefix))
        return tuple(column.removeprefix(prefix) for column in staged)

    def is_customer(self, row: str = "s") -> str:
        """SQL: whether a staged row is a customer's own."""
        return f"{row}.owner = {row}.line" if self.records else "1"

    def shop(self, row: str = "s") -> str:
        """SQL: the shop of a staged row."""
        if "shop_id" not in self.columns:
            return str(int(self.shop_id))
        return f"coalesce({row}.shop_id, {int(self.shop_id)})"

    def value(self, column: str, row: str = "s") -> str:
        """SQL: what a staged row says of a customer's own ``column``."""
        if column != "title_id" or GENDER not in self.columns:
            return f"{row}.{column}"
        if column not in self.columns:
            return f"{row}.{GENDER}"
        return f"coalesce({row}.{column}, {row}.{GENDER})"

    def differs(self, column: str, customer: str = "c") -> str:
        """SQL: whether the staged row ``s`` says something else than ``customer`` has."""
        staged, kept = self.value(column), f"{customer}.{column}"
        sql = f"{staged} IS NOT {kept}"
        if column in MOMENTS:
            # A file that writes no seconds says nothing about them.
            sql += f" AND NOT coalesce({staged} % 60 = 0 AND {kept} - {staged} BETWEEN 0 AND 59, 0)"
        if column in KEPT_WHEN_EMPTY or (column == "title_id" and column not in self.columns):
            sql += f" AND {staged} IS NOT NULL"
        if column == "title_id" and GENDER in self.columns:
            sql += f" AND NOT ({self._only_gender()} AND {_gender(staged)} IS {_gender(kept)})"
        return sql

    def _only_gender(self) -> str:
        """SQL: whether a staged row tells the gender alone, which does not change a like title."""
        return (
            f"s.title_id IS NULL AND s.{GENDER} IS NOT NULL" if "title_id" in self.columns else "1"
        )


def _gender(title: str) -> str:
    return f"(SELECT gender FROM title WHERE id = {title})"


def staging_columns(records: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    """The columns of a staging table after ``line``."""
    if not records:
        return tuple(columns)
    return ("owner", *(f"has_{record}" for record in records), *columns)
