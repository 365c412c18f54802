"""Filters and sort as the command line gives them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from custui.cli.exits import Exit, Refusal
from custui.cli.options import Options
from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.queries.customers import CustomerList
from custui.db.queries.lookups import read_lookups
from custui.domain.filters import FilterError, parse_sort
from custui.domain.text import printable
from custui.locale import _

if TYPE_CHECKING:
    from custui.domain.filters import Filter


def filter_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare ``COLUMN=FILTER …`` and ``--sort``."""
    parser.add_argument(
        "filters",
        nargs="*",
        metavar="COLUMN=FILTER",
        help=_("only customers whose column matches"),
    )
    parser.add_argument("--sort", default="", metavar="a,-b", help=_("columns; - is descending"))
    parser.add_argument(
        "--search",
        default="",
        metavar="TEXT",
        help=_("only those found by name, e-mail, company, phone, IP, number or order"),
    )
    parser.add_argument(
        "--in",
        dest="scope",
        choices=("all", "names", "ip"),
        default="all",
        help=_("where to search: everywhere, in names, in IP addresses"),
    )


def customer_list(options: Options, database: ShopDatabase, *, sort: str = "") -> CustomerList:
    """What filters, search and sort ask for; ``sort`` is the order when none is given.

    With a search and neither of them, the exact hits come first and then who buys most. Refuses
    with exit code 2.
    """
    customers = _filtered(options, database, sort)
    if not options.search.strip():
        return customers
    from custui.db.queries.search.exact import exact_first
    from custui.domain.search import BEST_FIRST, Scope, parse_search

    customers = replace(customers, search=parse_search(options.search, Scope(options.scope)))
    if options.sort or sort:
        return customers
    return exact_first(database, replace(customers, sort=BEST_FIRST))


def _filtered(options: Options, database: ShopDatabase, sort: str) -> CustomerList:
    try:
        return CustomerList(
            _filters(options.filters, database) if options.filters else (),
            parse_sort(options.sort or sort),
            options.shop,
            read_preferences(database).time_zone,
        )
    except FilterError as error:
        raise Refusal(Exit.USAGE, f"{printable(error.column)}: {error}") from error


def _filters(words: Sequence[str], database: ShopDatabase) -> tuple[Filter, ...]:
    from custui.db.queries.choices import check_filters
    from custui.domain.filters import parse_filter

    filters = tuple(
        parse_filter(name, typed)
        for name, _equals, typed in (word.partition("=") for word in words)
    )
    check_filters(filters, read_lookups(database))
    return filters
