"""Ways to find the rows of a list, and which to take.

No single one is good for every filter and sort. Walking along the sort's index ends at once when
those who match are many, and takes seconds when they are few: it has a deadline. Looking up the
few that another index names is quick when they are few. Scanning the table and sorting always
takes as long. All of them give the same rows in the same order.

The engine has no statistics to choose by, so each plan names the index it goes by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from custui.db.connection import ShopDatabase
from custui.db.deadline import TooSlow, within
from custui.db.queries.columns import ROW_ORDER, SQL
from custui.db.queries.conditions import Condition

WALK_SECONDS = 0.015
FEW = 2_000
"""So many rows are looked up and sorted sooner than a walk is given up."""
SOME = 40_000
"""So many rows are looked up sooner than the table is scanned."""

_SCAN = "customer c NOT INDEXED"


@dataclass(frozen=True)
class Plan:
    """What stands after ``FROM``, one condition more, and the time it is given."""

    table: str
    among: Condition | None = None
    seconds: float | None = None


def _along(index: str) -> str:
    return _SCAN if index == ROW_ORDER else f"customer c INDEXED BY {index}"


def _looked_up(ids: Condition) -> Plan:
    # NOT INDEXED leaves the table's own order, by which the ids are looked up.
    return Plan(_SCAN, Condition(f"c.id IN ({ids.sql})", ids.parameters))


def _fewest(database: ShopDatabase, conditions: Sequence[Condition], most: int) -> Plan | None:
    """Looking up those that one of the conditions names, when they are at most ``most``."""
    found: Plan | None = None
    for ids in (condition.ids for condition in conditions):
        count = None if ids is None else _count_up_to(database, ids, most + 1)
        if ids is not None and count is not None and count <= most:
            found, most = _looked_up(ids), count
    return found


def _count_up_to(database: ShopDatabase, ids: Condition, most: int) -> int | None:
    """How many ids there are, at most ``most``; ``None`` when that takes too long to say."""
    sql = f"SELECT count(*) FROM (SELECT 1 FROM ({ids.sql}) LIMIT {most})"
    try:
        (count,) = within(
            database,
            WALK_SECONDS,
            lambda: database.execute_sql(sql, ids.parameters).fetchone(),
        )
    except TooSlow:
        return None
    return int(count)


def _only_reads(conditions: Sequence[Condition], column: str) -> bool:
    """Whether the index of ``column`` knows all that the conditions look at."""
    return all(condition.reads in (column, "id") for condition in conditions)


def plans_for_page(
    database: ShopDatabase, conditions: Sequence[Condition], order: Sequence[str]
) -> Iterator[Plan]:
    """The plans for a few rows of a list, the one to be tried first first.

    ``order`` are the columns sorted by, none for an order of another kind. Only plans that others
    follow have a deadline.
    """
    index = SQL[order[0]].index if order else ""
    # Those that the walk begins with are found without being looked up.
    elsewhere = [each for each in conditions if not order or each.reads != order[0]]
    if few := _fewest(database, elsewhere, FEW):
        yield few
        return
    if index and _only_reads(conditions, order[0]):
        yield Plan(_along(index))
        return
    if index:
        yield Plan(_along(index), seconds=WALK_SECONDS)
    yield _fewest(database, conditions, SOME) or Plan(_SCAN)


def plan_for_all(
    database: ShopDatabase, conditions: Sequence[Condition], order: Sequence[str]
) -> Plan:
    """The plan for every row of a list in its order."""
    index = SQL[order[0]].index if order else ""
    known = index and all(column in (order[0], "id") for column in order)
    if known and _only_reads(conditions, order[0]):
        return Plan(_along(index))
    return _fewest(database, conditions, SOME) or Plan(_SCAN)


def plan_for_count(database: ShopDatabase, conditions: Sequence[Condition]) -> Plan:
    """The plan for counting the rows of a list."""
    read = {condition.reads for condition in conditions} - {"id"}
    if not read:
        return Plan("customer c")
    column = read.pop()
    if column and not read:
        return Plan(_along(SQL[column].index))
    return _fewest(database, conditions, SOME) or Plan(_SCAN)
