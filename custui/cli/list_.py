"""``custui list``: the grid for scripts."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from custui.cli.database import opened
from custui.cli.exits import Exit, Refusal
from custui.cli.filters import customer_list, filter_arguments
from custui.cli.options import Options
from custui.cli.output import print_json
from custui.db.connection import ShopDatabase
from custui.db.problems import explained
from custui.db.queries.customers import CustomerList, count_rows, read_rows
from custui.db.queries.lists import Row
from custui.db.queries.lookups import Lookups, read_lookups
from custui.domain.columns import BY_NAME, DEFAULT, Column, Kind
from custui.domain.filters import FilterError, parse_columns
from custui.domain.text import printable
from custui.locale import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``list``."""
    filter_arguments(parser)
    parser.add_argument("--columns", default="", metavar="a,b", help=_("columns to print"))
    parser.add_argument("--limit", type=int, default=100, metavar="N")
    parser.add_argument("--offset", type=int, default=0, metavar="N")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")


def _columns(options: Options) -> tuple[Column, ...]:
    """The columns asked for; scripts get every one, eyes those that grid or search begin with."""
    names = [name for name in options.columns.split(",") if name]
    default = list(BY_NAME if options.json or options.csv else _for_eyes(options))
    try:
        return parse_columns(names or default)
    except FilterError as error:
        raise Refusal(Exit.USAGE, str(error)) from error


def _for_eyes(options: Options) -> Sequence[str]:
    if not options.search.strip():
        return DEFAULT
    from custui.domain.search import RESULT_COLUMNS

    return RESULT_COLUMNS


def json_value(value: Any, kind: Kind) -> Any:
    """A cell as JSON has it: hundredths as a decimal string, moments in ISO 8601 UTC."""
    match kind:
        case Kind.CHOICES:
            return list(value)
        case Kind.MONEY | Kind.PERCENT if value is not None:
            return f"{'-' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02d}"
        case Kind.MOMENT if value is not None:
            return _iso(value)
        case Kind.CHANGES:
            from custui.domain.changes import decoded_fields

            return decoded_fields(value)
    return value


def _iso(seconds: int) -> str | int:
    """A moment in ISO 8601; one that no calendar has stays a number."""
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return seconds


def as_record(columns: Sequence[Column], row: Row) -> dict[str, Any]:
    """A row as JSON has it: its cells by the names of their columns."""
    cells = zip(columns, row, strict=True)
    return {column.name: json_value(value, column.kind) for column, value in cells}


def _as_records(rows: Sequence[Row], columns: Sequence[Column]) -> list[dict[str, Any]]:
    return [as_record(columns, row) for row in rows]


def _csv_value(value: Any) -> Any:
    if isinstance(value, list):
        return ",".join(value)
    return int(value) if isinstance(value, bool) else value


def _print_csv(rows: Sequence[Row], columns: Sequence[Column]) -> None:
    safe = printable if sys.stdout.isatty() else str
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    for record in _as_records(rows, columns):
        values = (_csv_value(value) for value in record.values())
        writer.writerow([safe(value) if isinstance(value, str) else value for value in values])


def _read(
    database: ShopDatabase,
    customers: CustomerList,
    lookups: Lookups,
    names: Sequence[str],
    options: Options,
) -> list[Row]:
    read = read_rows
    if customers.search is not None:
        from custui.db.queries.search.first import read_found

        read = read_found
    return read(database, customers, lookups, names, limit=options.limit, offset=options.offset)


def run(options: Options) -> int:
    """Print what the grid would show."""
    database = opened(options)
    with explained(database.path), database.connection_context():
        columns = _columns(options)
        customers = customer_list(options, database)
        lookups = read_lookups(database)
        names = [column.name for column in columns]
        rows = _read(database, customers, lookups, names, options)
        total = count_rows(database, customers, lookups)
    if options.json:
        print_json({"total": total, "rows": _as_records(rows, columns)})
    elif options.csv:
        _print_csv(rows, columns)
    else:
        from custui.cli.table import print_table

        print_table(rows, columns, total, time_zone=customers.time_zone, ascii_only=options.ascii)
    return Exit.DONE
