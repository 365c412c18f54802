"""``custui to-registered``: make a customer of a guest."""

from __future__ import annotations

import argparse

from custui.cli.database import opened
from custui.cli.exits import Exit
from custui.cli.options import Options
from custui.cli.show import the_one
from custui.cli.staff import actor
from custui.locale import _
from custui.services.guests import to_registered


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``to-registered``."""
    parser.add_argument("customer", metavar="ID|EMAIL", help=_("customer number or e-mail"))
    parser.add_argument("--reason", default="", metavar="TEXT", help=_("why; for the audit"))


def run(options: Options) -> int:
    """Register the guest and print the number."""
    database = opened(options)
    with database.connection_context():
        customer_id = the_one(database, options)
        to_registered(database, actor(options), customer_id, reason=options.reason)
    print(customer_id)
    return Exit.DONE
