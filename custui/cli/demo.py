"""``custui demo``: a made-up shop in a temporary database."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from custui.cli.exits import Exit
from custui.cli.options import Options
from custui.cli.output import narrate
from custui.db.connection import ShopDatabase, open_database
from custui.locale import _, language, ngettext
from custui.locale.formats import format_number

FIRST_SCREEN_ROWS = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``demo``."""
    parser.add_argument(
        "--customers", type=int, default=2000, metavar="N", help=_("how many customers")
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help=_("another shop"))
    parser.add_argument(
        "--no-traffic", action="store_true", help=_("without people who come and go")
    )


def run(options: Options) -> int:
    """Make up a shop and open it; without a terminal, print its first screen."""
    from custui.demo.shop import make_shop

    with tempfile.TemporaryDirectory(prefix="custui-demo-") as folder:
        url = str(Path(folder) / "demo.db")
        narrate(
            ngettext(
                "Making up a shop of {count} customer…",
                "Making up a shop of {count} customers…",
                options.customers,
            ).format(count=format_number(options.customers))
        )
        make_shop(
            url,
            customers=options.customers,
            seed=options.seed,
            now=int(time.time()),
            language=language(),
        )
        database = open_database(url)
        if not sys.stdout.isatty():
            _print_first_screen(database)
            return Exit.DONE
        from custui.cli.desk import open_desk
        from custui.cli.traffic import live_traffic

        if options.no_traffic:
            return open_desk(database, options)
        with live_traffic(url, Path(folder) / "feed", options.seed):
            return open_desk(database, options)


def _print_first_screen(database: ShopDatabase) -> None:
    from custui.cli.table import print_table
    from custui.db.defaults import read_preferences
    from custui.db.queries.customers import CustomerList, count_rows, read_rows
    from custui.db.queries.lookups import read_lookups
    from custui.domain.columns import DEFAULT
    from custui.domain.filters import parse_columns

    with database.connection_context():
        lookups = read_lookups(database)
        customers = CustomerList()
        rows = read_rows(database, customers, lookups, DEFAULT, limit=FIRST_SCREEN_ROWS)
        total = count_rows(database, customers, lookups)
        time_zone = read_preferences(database).time_zone
    print_table(rows, parse_columns(DEFAULT), total, time_zone=time_zone)
