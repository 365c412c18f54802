"""The first rows of what a search finds, at once, however many there are.

No single plan is good for every word. A rare one: look its few rows up and sort them. A common
one: walk along the sort's index and test each row, which ends soon; unless those who have it
stand at the far end, so it has a deadline, after which the index of words is asked for all of
them, and the walk looks only whether a row is among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from custui.db.connection import ShopDatabase
from custui.db.deadline import soonest
from custui.db.queries.conditions import Condition
from custui.db.queries.customers import CustomerList, compile_list, decoded, select_list
from custui.db.queries.lists import Row
from custui.db.queries.lookups import Lookups
from custui.db.queries.search.conditions import matching_ids, row_condition
from custui.domain.search import Search

_FEW = 5000
"""So many rows are looked up and sorted in some tens of milliseconds."""

_WALK_SECONDS = 0.04


@dataclass(frozen=True)
class _Plan:
    condition: Condition
    table: str = "customer c"
    seconds: float | None = None


def _plans(database: ShopDatabase, search: Search) -> Iterator[_Plan]:
    """Ways to read the same rows, the one to be tried first first; the last has no deadline."""
    ids, candidates = matching_ids(search), matching_ids(search, exactly=False)
    tested = row_condition(search)
    if ids is None or candidates is None:
        yield _Plan(tested, seconds=_WALK_SECONDS)
        yield _Plan(tested, "customer c NOT INDEXED")
        return
    if _are_few(database, candidates):
        yield _Plan(Condition(f"c.id IN ({ids.sql})", ids.parameters))
        return
    yield _Plan(tested, seconds=_WALK_SECONDS)
    # The sign keeps the engine from looking the rows up one by one.
    among = Condition(f"+c.id IN ({candidates.sql})", candidates.parameters)
    if ids != candidates:
        both = f"{among.sql} AND ({tested.sql})"
        among = Condition(both, among.parameters + tested.parameters)
    yield _Plan(among)


def _are_few(database: ShopDatabase, ids: Condition) -> bool:
    (count,) = database.execute_sql(
        f"SELECT count(*) FROM (SELECT 1 FROM ({ids.sql}) LIMIT {_FEW})", ids.parameters
    ).fetchone()
    return int(count) < _FEW


def read_found(
    database: ShopDatabase,
    customers: CustomerList,
    lookups: Lookups,
    columns: Sequence[str],
    *,
    limit: int,
    offset: int = 0,
) -> list[Row]:
    """``limit`` rows of a list with a search, from position ``offset`` (0 is the first).

    As in SQL a negative ``limit`` is none.
    """
    if customers.search is None:
        raise ValueError("a list without a search")
    head = _read_first(database, customers, lookups, columns)
    rows = head[max(0, offset) :]
    if 0 <= limit <= len(rows):
        return rows[:limit]
    wanted = limit - len(rows) if limit >= 0 else limit
    skipped = max(0, offset - len(head))
    return rows + _read_rest(database, customers, lookups, columns, wanted, skipped)


def _read_first(
    database: ShopDatabase, customers: CustomerList, lookups: Lookups, columns: Sequence[str]
) -> list[Row]:
    """The rows that stand before all others, as far as the list has them."""
    if not customers.first:
        return []
    return _read(database, customers, lookups, columns, _Plan(_among(customers, "IN")), -1, 0)


def _read_rest(
    database: ShopDatabase,
    customers: CustomerList,
    lookups: Lookups,
    columns: Sequence[str],
    limit: int,
    offset: int,
) -> list[Row]:
    assert customers.search is not None  # noqa: S101 - read_found asks
    plans = (_and_not_first(plan, customers) for plan in _plans(database, customers.search))
    ways = (
        (plan.seconds, partial(_read, database, customers, lookups, columns, plan, limit, offset))
        for plan in plans
    )
    return soonest(database, ways)


def _and_not_first(plan: _Plan, customers: CustomerList) -> _Plan:
    if not customers.first:
        return plan
    condition, others = plan.condition, _among(customers, "NOT IN")
    sql = f"({condition.sql}) AND {others.sql}"
    return replace(plan, condition=Condition(sql, condition.parameters))


def _among(customers: CustomerList, operator: str) -> Condition:
    return Condition(f"c.id {operator} ({','.join(map(str, customers.first))})")


def _read(
    database: ShopDatabase,
    customers: CustomerList,
    lookups: Lookups,
    columns: Sequence[str],
    plan: _Plan,
    limit: int,
    offset: int,
) -> list[Row]:
    statement = compile_list(replace(customers, search=None, first=()), lookups)
    where = f"{statement.where} AND" if statement.where else "WHERE"
    rows = database.execute_sql(
        f"SELECT {select_list(columns)} FROM {plan.table} {where} {plan.condition.sql}"
        f" {statement.order} LIMIT ? OFFSET ?",
        (*statement.parameters, *plan.condition.parameters, limit, offset),
    ).fetchall()
    return decoded(rows, columns, lookups)
