"""What customers were before an act, and putting it back.

Runs inside write transactions. A customer is put back only as long as the version is the one that
the act left. Putting back makes a new version (an old one that returns would let an editor who saw
another state under it overwrite what it never saw); acts before this one, which left the state that
is now back, then stand for the new version.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from custui.db.connection import ShopDatabase
from custui.db.customer_fields import COLUMNS, GROUP, TITLE, Change, Settings
from custui.db.totals import THESE, these

_encoded = json.JSONEncoder(separators=(",", ":")).encode

_ROWS = """
SELECT u.customer_id, u.version_before, u.version_after, u.before, c.version,
       c.enabled, c.newsletter, c.partner_offers, c.default_group_id, c.title_id
FROM act_undo u LEFT JOIN customer c ON c.id = u.customer_id
WHERE u.act_id = ? ORDER BY u.customer_id LIMIT ?
"""
_FIELDS = ("enabled", "newsletter", "partner_offers", GROUP, TITLE)


@dataclass(frozen=True)
class Restored:
    """One batch of an act taken back: what was ``changes`` back, and the ids left as they are."""

    changes: tuple[Change, ...]
    kept: tuple[int, ...]


@dataclass(frozen=True)
class _Row:
    """A customer's undo record beside the customer's state now (``version`` ``None``: gone)."""

    customer_id: int
    version_before: int
    version_after: int
    version: int | None
    before: Settings
    now: Settings
    joined: tuple[int, ...]
    left: tuple[int, ...]
    consents: tuple[int, ...]


def remember(database: ShopDatabase, act_id: int, changes: Sequence[Change]) -> None:
    """Keep what the customers of ``changes``, just made, were before."""
    database.raw().executemany(
        "INSERT INTO act_undo (act_id, customer_id, version_before, version_after, before)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            (act_id, each.customer_id, each.version - 1, each.version, _before(each))
            for each in changes
        ),
    )


def _before(change: Change) -> str:
    record = {"fields": change.before, "joined": change.joined, "consents": change.consents}
    return _encoded(record | {"left": change.left} if change.left else record)


def restore(database: ShopDatabase, act_id: int, limit: int, *, now: int) -> Restored:
    """Put up to ``limit`` customers of an act back and forget their records; none: all is done."""
    rows = list(_read(database, act_id, limit))
    groups = {number for (number,) in database.execute_sql("SELECT id FROM customer_group")}
    titles = {number for (number,) in database.execute_sql("SELECT id FROM title")}
    fitting = [row for row in rows if _fits(row, groups, titles)]
    changes = _changes(database, fitting)
    _put_back(database, fitting, now)
    ids = [row.customer_id for row in rows]
    database.execute_sql(
        f"DELETE FROM act_undo WHERE act_id = ? AND customer_id IN {THESE}", (act_id, these(ids))
    )
    database.raw().executemany(
        "UPDATE act_undo SET version_after = ? WHERE customer_id = ? AND version_after = ?",
        ((row.version_after + 1, row.customer_id, row.version_before) for row in fitting),
    )
    restored = {row.customer_id for row in fitting}
    return Restored(changes, tuple(number for number in ids if number not in restored))


def stand_for(database: ShopDatabase, versions: Mapping[int, int]) -> None:
    """The state that a customer had under the version given is back, as the version it has now.

    Acts that left that state can be taken back again.
    """
    for customer_id, version in versions.items():
        database.execute_sql(
            "UPDATE act_undo SET version_after = (SELECT version FROM customer WHERE id = ?)"
            " WHERE customer_id = ? AND version_after = ?",
            (customer_id, customer_id, version),
        )


def _read(database: ShopDatabase, act_id: int, limit: int) -> Iterator[_Row]:
    for number, version_before, version_after, before, version, *now in database.execute_sql(
        _ROWS, (act_id, limit)
    ):
        record = json.loads(before)
        yield _Row(
            number,
            version_before,
            version_after,
            version,
            record["fields"],
            dict(zip(_FIELDS, now, strict=True)),
            tuple(record["joined"]),
            tuple(record.get("left", ())),
            tuple(record["consents"]),
        )


def _fits(row: _Row, groups: set[int], titles: set[int]) -> bool:
    """Whether nobody changed the customer since, and group and title before are still there."""
    needed = {row.before.get(GROUP), *row.left} - {None}
    title = row.before.get(TITLE)
    there = needed <= groups and (title is None or title in titles)
    return row.version == row.version_after and there


def _changes(database: ShopDatabase, rows: Sequence[_Row]) -> tuple[Change, ...]:
    members: dict[int, list[int]] = {}
    moved = [row.customer_id for row in rows if row.joined or row.left]
    for number, group in database.execute_sql(
        "SELECT customer_id, group_id FROM group_membership"
        f" WHERE customer_id IN {THESE} ORDER BY customer_id, group_id",
        (these(moved),),
    ):
        members.setdefault(number, []).append(group)
    return tuple(
        Change(
            row.customer_id,
            row.version_after + 1,
            {name: row.now[name] for name in row.before},
            dict(row.before),
            joined=row.left,
            left=row.joined,
            member_of=tuple(members.get(row.customer_id, ())),
        )
        for row in rows
    )


def _put_back(database: ShopDatabase, rows: Sequence[_Row], now: int) -> None:
    by_fields: dict[tuple[str, ...], list[tuple[int | None, ...]]] = {}
    for row in rows:
        values = (now, *row.before.values(), row.customer_id)
        by_fields.setdefault(tuple(row.before), []).append(values)
    for names, parameters in by_fields.items():
        assignments = "".join(f", {COLUMNS[name]} = ?" for name in names)
        database.raw().executemany(
            f"UPDATE customer SET version = version + 1, updated_at = ?{assignments} WHERE id = ?",
            parameters,
        )
    database.raw().executemany(
        "DELETE FROM group_membership WHERE customer_id = ? AND group_id = ?",
        _pairs((row.customer_id, row.joined) for row in rows),
    )
    database.raw().executemany(
        "INSERT OR IGNORE INTO group_membership (customer_id, group_id) VALUES (?, ?)",
        _pairs((row.customer_id, row.left) for row in rows),
    )
    database.raw().executemany(
        "DELETE FROM consent WHERE customer_id = ? AND id = ?",
        _pairs((row.customer_id, row.consents) for row in rows),
    )


def _pairs(many: Iterable[tuple[int, tuple[int, ...]]]) -> list[tuple[int, int]]:
    return [(number, each) for number, several in many for each in several]
