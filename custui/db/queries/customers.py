"""The customers grid: its rows, its count, and the exact position of every row."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from custui.db.connection import ShopDatabase
from custui.db.deadline import TooSlow, within
from custui.db.queries.columns import SQL, sort_expression
from custui.db.queries.conditions import Condition, condition
from custui.db.queries.lists import Row
from custui.db.queries.lookups import Lookups, read_lookups
from custui.db.queries.plans import Plan, plan_for_all, plan_for_count, plans_for_page
from custui.db.totals import THESE, these
from custui.domain.columns import CUSTOMERS, ColumnSet
from custui.domain.filters import NEWEST_FIRST, Sort

if TYPE_CHECKING:
    from custui.domain.filters import Filter
    from custui.domain.search import Search


@dataclass(frozen=True)
class CustomerList:
    """Which customers, in which order. Banned ones are in no list, but in a file of everything.

    Those of ``first`` stand before all others, whatever the sort: the exact hits of the search.
    ``among`` names some of them by number; ``None`` is everybody.
    Whole days are those of ``time_zone``, and today is the day of ``now`` there (Unix seconds;
    ``None`` is the clock's, each time anew).
    """

    filters: tuple[Filter, ...] = ()
    sort: tuple[Sort, ...] = NEWEST_FIRST
    shop: str | None = None
    time_zone: str = field(default="UTC", compare=False)
    search: Search | None = None
    first: tuple[int, ...] = ()
    among: tuple[int, ...] | None = None
    now: int | None = field(default=None, compare=False)
    banned_too: bool = False

    columns: ClassVar[ColumnSet] = CUSTOMERS

    def filtered(self, filters: tuple[Filter, ...]) -> CustomerList:
        """The same list with other filters."""
        return replace(self, filters=filters)

    def sorted_by(self, sort: tuple[Sort, ...]) -> CustomerList:
        """The same list in another order, in which nobody stands before the others."""
        return replace(self, sort=sort, first=())

    def first_rows(self, database: ShopDatabase, names: Sequence[str], limit: int) -> list[Row]:
        """The first rows, by the plan that gives them soonest."""
        if self.search is not None:
            from custui.db.queries.search.first import read_found

            return read_found(database, self, read_lookups(database), names, limit=limit)
        return read_rows(database, self, read_lookups(database), names, limit=limit)

    def rows_by_key(
        self, database: ShopDatabase, keys: Sequence[int], names: Sequence[str]
    ) -> dict[int, Row]:
        """Rows by the customer's number."""
        return rows_by_id(database, keys, read_lookups(database), names)

    def count(self, database: ShopDatabase) -> int:
        """How many customers there are."""
        return count_rows(database, self, read_lookups(database))

    def keys_in_order(self, database: ShopDatabase) -> tuple[str, tuple[Any, ...]]:
        """What selects every customer's number, in order."""
        statement = compile_list(self, read_lookups(database))
        plan = plan_for_all(database, statement.conditions, statement.order_columns)
        planned, parameters = statement.planned(plan)
        return f"SELECT c.id AS key FROM {planned} {statement.order}", parameters

    def choices(self, database: ShopDatabase, name: str) -> list[str]:
        """What may be chosen in a column of this shop."""
        from custui.db.queries.choices import choices

        return choices(CUSTOMERS.by_name[name], read_lookups(database))


@dataclass(frozen=True)
class Statement:
    """A ``CustomerList`` compiled: the condition, its parameters, and the order.

    ``conditions`` are the parts of the condition, and ``order_columns`` the columns sorted by: what
    a plan is chosen by. There are none when something else decides the order.
    """

    where: str
    parameters: tuple[Any, ...]
    order: str
    conditions: tuple[Condition, ...] = ()
    order_columns: tuple[str, ...] = ()

    def planned(self, plan: Plan) -> tuple[str, tuple[Any, ...]]:
        """What stands after ``FROM`` by ``plan``, up to the order, and its parameters."""
        if plan.among is None:
            return f"{plan.table} {self.where}", self.parameters
        where = f"{self.where} AND" if self.where else "WHERE"
        parameters = self.parameters + plan.among.parameters
        return f"{plan.table} {where} {plan.among.sql}", parameters


# By id, through an index of the few: any other index still covers the list.
_NOT_BANNED = Condition("c.id NOT IN (SELECT id FROM customer WHERE banned = 1)", reads="id")


def _conditions(customers: CustomerList, lookups: Lookups) -> Iterator[Condition]:
    now = int(time.time()) if customers.now is None else customers.now
    for each in customers.filters:
        yield condition(each, lookups, customers.time_zone, now)
    if customers.search is not None:
        from custui.db.queries.search.conditions import search_condition

        yield search_condition(customers.search)
    if customers.among is not None:
        numbers = (these(customers.among),)
        yield Condition(f"c.id IN {THESE}", numbers, "id", Condition(THESE[1:-1], numbers))
    if lookups.has_banned and not customers.banned_too:
        yield _NOT_BANNED
    if customers.shop is not None and set(lookups.shops.values()) != {customers.shop}:
        yield Condition("c.shop_id IN (SELECT id FROM shop WHERE code = ?)", (customers.shop,))


def _order(customers: CustomerList, lookups: Lookups) -> str:
    """Ties go by id in the direction of the last sort: mixed directions cannot walk an index."""
    order = [
        sort_expression(sort.column, lookups) + (" DESC" if sort.descending else "")
        for sort in customers.sort
    ]
    if customers.first:
        order.insert(0, f"c.id IN ({','.join(map(str, customers.first))}) DESC")
    if customers.sort[-1].column != "id":
        order.append("c.id DESC" if customers.sort[-1].descending else "c.id")
    return f"ORDER BY {', '.join(order)}"


def compile_list(customers: CustomerList, lookups: Lookups) -> Statement:
    """Compile to SQL."""
    conditions = tuple(_conditions(customers, lookups))
    where = " AND ".join(f"({each.sql})" for each in conditions)
    return Statement(
        f"WHERE {where}" if where else "",
        tuple(value for each in conditions for value in each.parameters),
        _order(customers, lookups),
        conditions,
        () if customers.first else tuple(sort.column for sort in customers.sort),
    )


def select_list(columns: Sequence[str]) -> str:
    """The SQL that selects ``columns``."""
    return ", ".join(SQL[name].value for name in columns)


def decoded(rows: Sequence[Sequence[Any]], columns: Sequence[str], lookups: Lookups) -> list[Row]:
    """Rows as the database gave them, as rows of cell values."""
    decoders = [SQL[name].decode for name in columns]
    return [
        tuple(decode(value, lookups) for decode, value in zip(decoders, row, strict=True))
        for row in rows
    ]


def read_rows(
    database: ShopDatabase,
    customers: CustomerList,
    lookups: Lookups,
    columns: Sequence[str],
    *,
    limit: int,
    offset: int = 0,
) -> list[Row]:
    """``limit`` rows from position ``offset`` (0 is the first); a negative limit is none.

    Raises ``Interrupted`` when somebody interrupts it: a plan that ran out of time is not told.
    """
    statement = compile_list(customers, lookups)
    for plan in plans_for_page(database, statement.conditions, statement.order_columns):
        read = partial(_read_by, plan, database, statement, columns, limit, offset)
        try:
            rows = read() if plan.seconds is None else within(database, plan.seconds, read)
        except TooSlow:
            continue
        return decoded(rows, columns, lookups)
    raise AssertionError("the last plan has no deadline")


def _read_by(
    plan: Plan,
    database: ShopDatabase,
    statement: Statement,
    columns: Sequence[str],
    limit: int,
    offset: int,
) -> list[Row]:
    planned, parameters = statement.planned(plan)
    # Only ids are sorted, and only the rows of the page are read whole.
    rows: list[Row] = database.execute_sql(
        f"SELECT {select_list(columns)} FROM"
        f" (SELECT c.id AS found FROM {planned} {statement.order} LIMIT ? OFFSET ?)"
        f" CROSS JOIN customer c ON c.id = found {statement.order}",
        (*parameters, limit, offset),
    ).fetchall()
    return rows


def count_rows(database: ShopDatabase, customers: CustomerList, lookups: Lookups) -> int:
    """How many customers the filters match, exactly."""
    statement = compile_list(customers, lookups)
    planned, parameters = statement.planned(plan_for_count(database, statement.conditions))
    (count,) = database.execute_sql(f"SELECT count(*) FROM {planned}", parameters).fetchone()
    return int(count)


def rows_by_id(
    database: ShopDatabase, ids: Sequence[int], lookups: Lookups, columns: Sequence[str]
) -> dict[int, Row]:
    """The rows of ``ids`` as they are now, by id; a customer that is gone is missing."""
    listed = ",".join(str(int(customer_id)) for customer_id in ids)
    rows = database.execute_sql(
        f"SELECT {select_list(['id', *columns])} FROM customer c WHERE c.id IN ({listed})"
    ).fetchall()
    return {row[0]: row[1:] for row in decoded(rows, ["id", *columns], lookups)}
