"""How a column of a list is read, filtered and sorted in SQL, and each of the customers grid.

In the grid's SQL ``c`` is the customer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from custui.db.queries.lookups import Lookups, rank_expression
from custui.domain.columns import CUSTOMERS, RISKS, ColumnSet

ROW_ORDER = "rowid"
"""The order of the table itself, which is that of the ids, in the place of an index's name."""

_UNIT_SEPARATOR = "\x1f"

_GROUPS = (
    f"(SELECT group_concat(group_id, '{_UNIT_SEPARATOR}') FROM group_membership m"
    " WHERE m.customer_id = c.id)"
)
# The names' ranks, in order: people in the same groups stand together.
_GROUPS_IN_ORDER = (
    "(SELECT group_concat(rank, ' ') FROM (SELECT printf('%06d', {rank}) AS rank"
    " FROM group_membership m WHERE m.customer_id = c.id ORDER BY rank))"
)
_LOCKED = "(coalesce(c.locked_until, 0) > CAST(strftime('%s', 'now') AS INTEGER))"


def as_is(value: Any, _lookups: Lookups) -> Any:
    """The cell as the database has it."""
    return value


def as_flag(value: Any, _lookups: Lookups) -> Any:
    """Yes or no."""
    return bool(value)


def _title(value: Any, lookups: Lookups) -> Any:
    return lookups.titles.get(value, "")


def _group(value: Any, lookups: Lookups) -> Any:
    return lookups.groups.get(value, "")


def _shop(value: Any, lookups: Lookups) -> Any:
    return lookups.shops.get(value, "")


def _groups(value: Any, lookups: Lookups) -> Any:
    ids = map(int, (value or "").split(_UNIT_SEPARATOR)) if value else ()
    return tuple(lookups.groups.get(key, "") for key in ids)


def _risk(value: Any, _lookups: Lookups) -> Any:
    return RISKS[value]


@dataclass(frozen=True)
class ColumnSql:
    """The SQL of one column.

    ``value`` is selected and ``decode`` makes the cell's Python value of it; ``sort`` orders
    (else ``value``); ``fold`` is the folded text that *contains* looks in (else ``fold(value)``);
    ``index`` is the one that has the order of ``sort``. ``is_number`` of a choice that is kept by
    a number. ``full_text`` is the column of the full-text index that holds ``fold``.
    """

    value: str
    sort: str = ""
    fold: str = ""
    decode: Callable[[Any, Lookups], Any] = as_is
    index: str = ""
    is_number: bool = False
    full_text: str = ""


@dataclass(frozen=True)
class Table:
    """What a list is read from: its columns, and the SQL of each by its name."""

    columns: ColumnSet
    sql: Mapping[str, ColumnSql]


def _named_text(name: str, index: str = "", full_text: str = "") -> ColumnSql:
    sort, fold = f"c.{name}_sort", f"c.{name}_fold"
    return ColumnSql(f"c.{name}", sort=sort, fold=fold, index=index, full_text=full_text)


def _indexed(name: str) -> ColumnSql:
    return ColumnSql(f"c.{name}", index=f"customer_{name}")


def _choice(column: str, decode: Callable[[Any, Lookups], Any]) -> ColumnSql:
    return ColumnSql(f"c.{column}", decode=decode, is_number=True)


def _yes_no(name: str) -> ColumnSql:
    return ColumnSql(f"c.{name}", decode=as_flag)


SQL: dict[str, ColumnSql] = {
    "id": ColumnSql("c.id", index=ROW_ORDER),
    "title": _choice("title_id", _title),
    "first_name": _named_text("first_name", full_text="names"),
    "last_name": _named_text("last_name", "customer_last_name", "names"),
    "email": ColumnSql("c.email", sort="c.email_key", fold="c.email_fold", full_text="email"),
    "company": _named_text("company", full_text="company"),
    "sales": _indexed("sales"),
    "enabled": _yes_no("enabled"),
    "newsletter": _yes_no("newsletter"),
    "partner_offers": _yes_no("partner_offers"),
    "registered_at": _indexed("registered_at"),
    "last_visit_at": _indexed("last_visit_at"),
    "group": _choice("default_group_id", _group),
    "phone": ColumnSql("c.phone", fold="c.phone_digits", full_text="phones"),
    "country": ColumnSql("c.country"),
    "groups": ColumnSql(_GROUPS, decode=_groups),
    "birthday": ColumnSql("c.birthday"),
    "language": ColumnSql("c.language"),
    "orders": ColumnSql("c.order_count"),
    "risk": _choice("risk", _risk),
    "vat_id": ColumnSql("c.vat_id"),
    "regon": ColumnSql("c.regon"),
    "website": ColumnSql("c.website"),
    "is_guest": _yes_no("is_guest"),
    "locked": ColumnSql(_LOCKED, decode=as_flag),
    "city": _named_text("city"),
    "postcode": ColumnSql("c.postcode"),
    "updated_at": ColumnSql("c.updated_at"),
    "assistance_allowed": _yes_no("assistance_allowed"),
    "shop": _choice("shop_id", _shop),
}

CUSTOMERS_TABLE = Table(CUSTOMERS, SQL)


def sort_expression(name: str, lookups: Lookups) -> str:
    """What ``ORDER BY`` a column goes by."""
    if name == "groups":
        return _GROUPS_IN_ORDER.format(rank=rank_expression("m.group_id", lookups.groups))
    names = {"title": lookups.titles, "group": lookups.groups, "shop": lookups.shops}.get(name)
    sql = SQL[name]
    return rank_expression(sql.value, names) if names is not None else sql.sort or sql.value
