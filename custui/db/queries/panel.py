"""A list of any table, mostly of what belongs to one row of another: the orders of a customer.

Such a list has tens of thousands of rows at most: its own order goes along an index, and any other
is sorted when it is asked for.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from custui.db.connection import ShopDatabase
from custui.db.queries.columns import ColumnSql, Table, as_flag, as_is
from custui.db.queries.conditions import condition
from custui.db.queries.lists import Row, Statement
from custui.db.queries.lookups import Lookups
from custui.domain.columns import Column, ColumnSet, Kind
from custui.domain.filters import Sort, parse_sort

if TYPE_CHECKING:
    from custui.domain.filters import Filter

_NO_LOOKUPS = Lookups({}, {}, {})
_CODES = frozenset({"country", "language"})


def _rank(column: Column, value: str) -> str:
    """Choices that the program knows stand in their own order, before any others."""
    ranks = "".join(f" WHEN '{code}' THEN {at}" for at, (code, _) in enumerate(column.labels))
    return f"CASE {value}{ranks} ELSE sort_key({value}) END"


def _sort(column: Column, value: str) -> str:
    if column.labels:
        return _rank(column, value)
    is_text = column.kind is Kind.TEXT or (column.kind is Kind.CHOICE and column.name not in _CODES)
    return f"sort_key({value})" if is_text else value


def _column_sql(column: Column, value: str) -> ColumnSql:
    fold = {Kind.PHONE: f"digits({value})", Kind.CHANGES: f"fold(changes({value}))"}
    return ColumnSql(
        value,
        sort=_sort(column, value),
        fold=fold.get(column.kind, ""),
        decode=as_flag if column.kind is Kind.FLAG else as_is,
    )


@dataclass(frozen=True, eq=False, repr=False)
class Panel:
    """Where the rows of a panel come from.

    ``source`` is what stands after ``FROM``, with a ``WHERE`` that says whose they are: ``?1`` is
    the owner, ``?2`` the moment that is asked about (Unix seconds UTC); neither is named anywhere
    else. ``counted`` is a cheaper source with as many rows. Rows that are ``made`` out of many
    others are not looked up by key.
    """

    table: Table
    source: str
    counted: str = ""
    made: bool = False

    @property
    def columns(self) -> ColumnSet:
        """Its columns."""
        return self.table.columns

    @property
    def key(self) -> str:
        """The SQL of a row's key."""
        return self.table.sql[self.columns.key].value


def panel(
    columns: ColumnSet, source: str, values: Mapping[str, str], *, counted: str = ""
) -> Panel:
    """A panel by the SQL of each column's value."""
    sql = {column.name: _column_sql(column, values[column.name]) for column in columns.columns}
    return Panel(Table(columns, sql), source, counted)


def made_of(columns: ColumnSet, select: str) -> Panel:
    """A panel of the rows that a statement makes, whose columns have the panel's names."""
    sql = {column.name: _column_sql(column, f"r.{column.name}") for column in columns.columns}
    return Panel(Table(columns, sql), f"({select}) r WHERE 1", made=True)


@dataclass(frozen=True)
class PanelList:
    """The rows of a panel that belong to ``owner``, filtered, in an order.

    Rows of a whole table have no owner. Without a ``sort`` the order is the panel's own. Whole days
    are those of ``time_zone``; ``now`` is the moment that is asked about (``None`` is the clock's,
    each time anew).
    """

    panel: Panel
    owner: int = 0
    filters: tuple[Filter, ...] = ()
    sort: tuple[Sort, ...] = ()
    time_zone: str = field(default="UTC", compare=False)
    now: int | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not self.sort:
            object.__setattr__(self, "sort", parse_sort("", self.panel.columns))

    @property
    def columns(self) -> ColumnSet:
        """The panel's columns."""
        return self.panel.columns

    def filtered(self, filters: tuple[Filter, ...]) -> PanelList:
        """The same list with other filters."""
        return replace(self, filters=filters)

    def sorted_by(self, sort: tuple[Sort, ...]) -> PanelList:
        """The same list in another order."""
        return replace(self, sort=sort)

    def first_rows(self, database: ShopDatabase, names: Sequence[str], limit: int) -> list[Row]:
        """The first rows; a negative limit is none."""
        if self.panel.made or limit < 0:
            return list(self.stream(database, names, limit))
        # The cells of a row are worked out for the few that are shown.
        sql, parameters = self.keys_in_order(database)
        found = database.execute_sql(f"{sql} LIMIT ?", (*parameters, limit)).fetchall()
        rows = self.rows_by_key(database, [key for (key,) in found], names)
        return [rows[key] for (key,) in found if key in rows]

    def stream(
        self, database: ShopDatabase, names: Sequence[str], limit: int = -1
    ) -> Iterator[Row]:
        """The first rows as they are found, however many; a negative limit is none."""
        source, parameters = self._source(self.filters)
        found = database.raw().execute(
            f"SELECT {self._values(names)} FROM {source} {self._order} LIMIT ?",
            (*parameters, limit),
        )
        return (self._decoded(row, names) for row in found)

    def rows_by_key(
        self, database: ShopDatabase, keys: Sequence[int], names: Sequence[str]
    ) -> dict[int, Row]:
        """Rows as they are now, by their keys."""
        if not keys:
            return {}
        source, parameters = self._source(())
        listed = ",".join(f"({int(key)})" for key in keys)
        # From the keys to the rows: the engine would go through all that the owner has.
        found = database.execute_sql(
            f"SELECT {self._values((self.columns.key, *names))}"
            f" FROM (VALUES {listed}) AS wanted CROSS JOIN {source}"
            f" AND {self.panel.key} = wanted.column1",
            parameters,
        ).fetchall()
        return {key: self._decoded(row, names) for key, *row in found}

    def count(self, database: ShopDatabase) -> int:
        """How many rows there are."""
        source, parameters = self._source(self.filters)
        if self.panel.counted and not self.filters:
            source, parameters = self.panel.counted, (self.owner,)
        (count,) = database.execute_sql(f"SELECT count(*) FROM {source}", parameters).fetchone()
        return int(count)

    def keys_in_order(self, database: ShopDatabase) -> Statement:
        """What selects every row's ``key``, in order."""
        source, parameters = self._source(self.filters)
        return f"SELECT {self.panel.key} AS key FROM {source} {self._order}", parameters

    def choices(self, database: ShopDatabase, name: str) -> list[str]:
        """What may be chosen in a column: what the program knows, else what its rows have."""
        from custui.db.queries.choices import as_filters, known_choices

        column = self.columns.by_name[name]
        if column.kind is not Kind.CHOICE:
            return []
        known = known_choices(column)
        if known is not None:
            return known
        source, parameters = self._source(())
        value = self.panel.table.sql[name].value
        found = database.execute_sql(f"SELECT DISTINCT {value} FROM {source}", parameters)
        return as_filters(column, [kept for (kept,) in found])

    def _source(self, filters: tuple[Filter, ...]) -> Statement:
        """What stands after ``FROM``, up to the order."""
        now = int(time.time()) if self.now is None else self.now
        source = self.panel.source
        named = 2 if "?2" in source else 1 if "?1" in source else 0
        parameters: tuple[Any, ...] = (self.owner, now)[:named]
        for each in filters:
            found = condition(each, _NO_LOOKUPS, self.time_zone, now, self.panel.table)
            source += f" AND ({found.sql})"
            parameters += found.parameters
        return source, parameters

    @property
    def _order(self) -> str:
        sql = self.panel.table.sql
        order = [sql[each.column].sort + " DESC" * each.descending for each in self.sort]
        if self.sort[-1].column != self.columns.key:
            order.append(self.panel.key + " DESC" * self.sort[-1].descending)
        return f"ORDER BY {', '.join(order)}"

    def _values(self, names: Sequence[str]) -> str:
        return ", ".join(self.panel.table.sql[name].value for name in names)

    def _decoded(self, row: Sequence[Any], names: Sequence[str]) -> Row:
        sql = self.panel.table.sql
        pairs = zip(names, row, strict=True)
        return tuple(sql[name].decode(value, _NO_LOOKUPS) for name, value in pairs)
