"""Reads the kept sums: any stretch of time is a few whole hours, minutes and seconds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from custui.db.connection import ShopDatabase

_HOUR, _MINUTE = 3600, 60
MINUTES = 60

_SHOPS = "shop_id IN (SELECT id FROM shop)"


def pieces(first: int, after: int) -> Iterator[tuple[int, int, int]]:
    """The seconds from ``first`` up to and without ``after``, in the largest spans there are.

    Each is a span and a range of its beginnings: from, up to and without.
    """
    ends: list[tuple[int, int, int]] = []
    for span, larger in ((1, _MINUTE), (_MINUTE, _HOUR)):
        start, stop = -(-first // larger) * larger, after // larger * larger
        if start >= stop:
            break
        if first < start:
            yield span, first, start
        if stop < after:
            ends.append((span, stop, after))
        first, after = start, stop
    else:
        span = _HOUR
    if first < after:
        yield span, first, after
    yield from ends


def summed(
    database: ShopDatabase, columns: Sequence[str], first: int, after: int
) -> tuple[int, ...]:
    """The sum of each column of ``activity_sum`` from ``first`` up to and without ``after``."""
    found = [0] * len(columns)
    sums = ", ".join(f"coalesce(sum({name}), 0)" for name in columns)
    for span, start, stop in pieces(first, after):
        row = database.execute_sql(
            f"SELECT {sums} FROM activity_sum WHERE {_SHOPS} AND span = ? AND at >= ? AND at < ?",
            (span, start, stop),
        ).fetchone()
        found = [a + b for a, b in zip(found, row, strict=True)]
    return tuple(found)


def pages_left(database: ShopDatabase, first: int, after: int) -> dict[str, tuple[int, int]]:
    """Carts and their value (minor units) by the page that they were left on."""
    found: dict[int, tuple[int, int]] = {}
    for span, start, stop in pieces(first, after):
        for page, carts, value in database.execute_sql(
            "SELECT page_id, sum(carts), sum(value) FROM left_page_sum"
            f" WHERE {_SHOPS} AND span = ? AND at >= ? AND at < ? GROUP BY page_id",
            (span, start, stop),
        ):
            before = found.get(page, (0, 0))
            found[page] = (before[0] + carts, before[1] + value)
    names = (
        dict(database.execute_sql("SELECT id, page FROM left_page").fetchall())
        if len(found) > MINUTES
        else {
            page: database.execute_sql(
                "SELECT page FROM left_page WHERE id = ?", (page,)
            ).fetchone()[0]
            for page in found
        }
    )
    return {names[page]: pair for page, pair in found.items() if pair[0]}


def minutes_active(database: ShopDatabase, now: int) -> tuple[int, ...]:
    """The sessions active in each of the last sixty minutes, the one of ``now`` last."""
    current = now - now % _MINUTE
    first = current - (MINUTES - 1) * _MINUTE
    active = [0] * MINUTES
    for at, count in database.execute_sql(
        f"SELECT at, sum(active) FROM activity_sum WHERE {_SHOPS} AND span = ? AND at >= ?"
        " AND at < ? GROUP BY at",
        (_MINUTE, first, current),
    ):
        active[(at - first) // _MINUTE] = count
    (active[-1],) = summed(database, ("active",), current, now + 1)
    return tuple(active)


def last_event(database: ShopDatabase, until: int) -> int | None:
    """When the last event was, up to a moment (Unix seconds)."""
    found = None
    for span in (1, _MINUTE):
        (found,) = database.execute_sql(
            "SELECT max((SELECT max(at) FROM activity_sum a WHERE a.shop_id = s.id AND span = ?"
            " AND at <= ?)) FROM shop s",
            (span, until),
        ).fetchone()
        if found is not None:
            break
    return found
