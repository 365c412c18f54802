"""Sets fields of customers with all that goes along, and tells what was before and is after.

Runs inside the write transaction of an act. None of these fields is covered by the search index;
an act on one that is wraps itself in ``search.reindexing``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from custui.db.connection import ShopDatabase
from custui.db.totals import THESE, these
from custui.domain.flags import CONSENTS

GROUP: Final = "group"
TITLE: Final = "title"
LEAVE: Final = "leave_group"
"""A group to be left: who has it as the default one gets ``group`` instead, the others keep
theirs."""
COLUMNS: Final = {
    "enabled": "enabled",
    "newsletter": "newsletter",
    "partner_offers": "partner_offers",
    GROUP: "default_group_id",
    TITLE: "title_id",
}
"""The fields that can be set, by their names in the grid, and where they are kept."""

Settings = Mapping[str, int | None]
"""Field to value as the database keeps it: 0 or 1, or the id of a group or title (``None``: none).
"""


@dataclass(frozen=True)
class Names:
    """What groups and titles are called, by their ids."""

    groups: Mapping[int, str]
    titles: Mapping[int, str]


@dataclass(frozen=True)
class Change:
    """What is set on one customer: its fields before and after, and the ``version`` left.

    ``member_of`` are the groups until now, where some are ``joined`` or ``left``; ``consents`` the
    entries recorded.
    """

    customer_id: int
    version: int
    before: Settings
    after: Settings
    joined: tuple[int, ...] = ()
    left: tuple[int, ...] = ()
    member_of: tuple[int, ...] = ()
    consents: tuple[int, ...] = ()


@dataclass(frozen=True)
class Planned:
    """What settings would change: ``changes``, and how many customers there were to look at."""

    changes: tuple[Change, ...]
    found: int


def plan(database: ShopDatabase, ids: Sequence[int], settings: Settings) -> Planned:
    """Which of the customers ``ids`` would change, and how; those as wanted already do not."""
    fields = [name for name in settings if name in COLUMNS]
    columns = "".join(f", {COLUMNS[name]}" for name in fields)
    rows = database.execute_sql(
        f"SELECT id, version{columns} FROM customer WHERE id IN {THESE} ORDER BY id", (these(ids),)
    ).fetchall()
    members = _memberships(database, ids) if GROUP in settings else {}
    changes = (
        _change(number, version, dict(zip(fields, values, strict=True)), settings, members)
        for number, version, *values in rows
    )
    found = tuple(each for each in changes if each.after or each.joined or each.left)
    return Planned(found, len(rows))


def _change(
    number: int,
    version: int,
    now: Settings,
    settings: Settings,
    members: Mapping[int, tuple[int, ...]],
) -> Change:
    leave, member_of = settings.get(LEAVE), members.get(number, ())
    wanted = dict(settings)
    wanted.pop(LEAVE, None)
    if leave is not None and now[GROUP] != leave:
        del wanted[GROUP]
    differing = [name for name, value in wanted.items() if now[name] != value]
    group = wanted.get(GROUP)
    return Change(
        number,
        version + 1,
        {name: now[name] for name in differing},
        {name: wanted[name] for name in differing},
        joined=(group,) if group is not None and group not in member_of else (),
        left=(leave,) if leave is not None and leave in member_of else (),
        member_of=member_of,
    )


def _memberships(database: ShopDatabase, ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    members: dict[int, tuple[int, ...]] = {}
    for number, group in database.execute_sql(
        "SELECT customer_id, group_id FROM group_membership"
        f" WHERE customer_id IN {THESE} ORDER BY customer_id, group_id",
        (these(ids),),
    ):
        members[number] = (*members.get(number, ()), group)
    return members


def apply(
    database: ShopDatabase,
    changes: Sequence[Change],
    settings: Settings,
    *,
    now: int,
    staff: str,
    source: str,
) -> tuple[Change, ...]:
    """Make the ``changes`` that ``plan`` found for ``settings``; returns them with their consents.

    ``now`` is in Unix seconds; ``source`` tells how a consent was given or withdrawn.
    """
    assignments, values = _assignments(settings)
    database.execute_sql(
        f"UPDATE customer SET version = version + 1, updated_at = ?{assignments}"
        f" WHERE id IN {THESE}",
        (now, *values, these([each.customer_id for each in changes])),
    )
    database.raw().executemany(
        "INSERT INTO group_membership (customer_id, group_id) VALUES (?, ?)",
        [(each.customer_id, group) for each in changes for group in each.joined],
    )
    database.raw().executemany(
        "DELETE FROM group_membership WHERE customer_id = ? AND group_id = ?",
        [(each.customer_id, group) for each in changes for group in each.left],
    )
    if not any(kind in settings for kind in CONSENTS):
        return tuple(changes)
    return tuple(_with_consents(database, changes, (now, source, staff)))


def _assignments(settings: Settings) -> tuple[str, list[int | None]]:
    """SQL that sets the fields, with its parameters."""
    assignments, values = "", []
    for name, value in settings.items():
        if name == GROUP and LEAVE in settings:
            assignments += f", {COLUMNS[name]} = iif({COLUMNS[name]} = ?, ?, {COLUMNS[name]})"
            values += [settings[LEAVE], value]
        elif name in COLUMNS:
            assignments += f", {COLUMNS[name]} = ?"
            values.append(value)
    return assignments, values


def _with_consents(
    database: ShopDatabase, changes: Sequence[Change], said: tuple[int, str, str]
) -> Iterable[Change]:
    """Record the consents among ``changes``; ``said`` is when, how, and who records it."""
    (last,) = database.execute_sql("SELECT coalesce(max(id), 0) FROM consent").fetchone()
    rows: list[tuple[Any, ...]] = []
    for each in changes:
        numbers = []
        for kind in CONSENTS:
            if kind in each.after:
                last += 1
                numbers.append(last)
                rows.append((last, each.customer_id, kind, each.after[kind], *said))
        yield replace(each, consents=tuple(numbers))
    database.raw().executemany(
        "INSERT INTO consent (id, customer_id, kind, given, at, source, recorded_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def named(settings: Settings, names: Names) -> dict[str, object]:
    """``settings`` as the audit tells them: groups and titles by their names."""
    return {name: _said(name, value, names) for name, value in settings.items()}


def _said(name: str, value: int | None, names: Names) -> object:
    if value is None or name not in (GROUP, LEAVE, TITLE):
        return value
    return (names.titles if name == TITLE else names.groups).get(value, str(value))


def told(change: Change, names: Names) -> dict[str, list[object]]:
    """``change`` as the audit tells it: field to ``[before, after]``, choices by their names."""
    before, after = named(change.before, names), named(change.after, names)
    fields: dict[str, list[object]] = {name: [before[name], after[name]] for name in after}
    if change.joined or change.left:
        members = [*change.member_of, *change.joined]
        fields["groups"] = [
            [_said(GROUP, number, names) for number in change.member_of],
            [_said(GROUP, number, names) for number in members if number not in change.left],
        ]
    return fields
