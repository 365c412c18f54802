"""A list of anything on the command line: its filters, its rows as JSON or under headers."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from custui.cli.exits import Exit, Refusal
from custui.cli.list_ import json_value
from custui.db.connection import ShopDatabase
from custui.db.queries.lists import RowList
from custui.domain.columns import ColumnSet
from custui.domain.filters import FilterError, parse_filter, parse_sort
from custui.domain.text import printable
from custui.locale import _

if TYPE_CHECKING:
    from custui.domain.filters import Filter, Sort


def list_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare ``COLUMN=FILTER …``, ``--sort`` and ``--limit``."""
    parser.add_argument(
        "filters", nargs="*", metavar="COLUMN=FILTER", help=_("only rows whose column matches")
    )
    parser.add_argument("--sort", default="", metavar="a,-b", help=_("columns; - is descending"))
    parser.add_argument("--limit", type=int, default=-1, metavar="N", help=_("so many rows"))


def asked_for(
    columns: ColumnSet, words: Sequence[str], sort: str
) -> tuple[tuple[Filter, ...], tuple[Sort, ...]]:
    """The filters and the order that the command line asks for; refuses with exit code 2."""
    try:
        filters = tuple(
            parse_filter(name, typed, columns)
            for name, _equals, typed in (word.partition("=") for word in words)
        )
        return filters, parse_sort(sort, columns)
    except FilterError as error:
        raise Refusal(Exit.USAGE, f"{printable(error.column)}: {error}") from error


def records(database: ShopDatabase, listed: RowList, limit: int) -> list[dict[str, Any]]:
    """The rows with every column, as JSON has them."""
    columns = listed.columns.columns
    rows = listed.first_rows(database, [column.name for column in columns], limit)
    return [
        {
            column.name: json_value(value, column.kind)
            for column, value in zip(columns, row, strict=True)
        }
        for row in rows
    ]
