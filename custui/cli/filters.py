"""Filters and sort as the command line gives them."""

from __future__ import annotations

import argparse

from custui.cli.exits import Exit, Refusal
from custui.cli.options import Options
from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.queries.customers import CustomerList
from custui.domain.filters import FilterError, parse_filter, parse_sort
from custui.domain.text import printable
from custui.locale import _


def filter_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare ``COLUMN=FILTER …`` and ``--sort``."""
    parser.add_argument(
        "filters",
        nargs="*",
        metavar="COLUMN=FILTER",
        help=_("only customers whose column matches"),
    )
    parser.add_argument("--sort", default="", metavar="a,-b", help=_("columns; - is descending"))


def customer_list(options: Options, database: ShopDatabase, *, sort: str = "") -> CustomerList:
    """What the filters and the sort ask for; ``sort`` is the order when none is given.

    Refuses with exit code 2.
    """
    try:
        filters = tuple(
            parse_filter(name, typed)
            for name, _equals, typed in (word.partition("=") for word in options.filters)
        )
        return CustomerList(
            filters,
            parse_sort(options.sort or sort),
            options.shop,
            read_preferences(database).time_zone,
        )
    except FilterError as error:
        raise Refusal(Exit.USAGE, f"{printable(error.column)}: {error}") from error
