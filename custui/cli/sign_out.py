"""``custui sign-out``: make a customer sign in again."""

from __future__ import annotations

import argparse

from custui.cli.database import opened
from custui.cli.exits import Exit
from custui.cli.options import Options
from custui.cli.show import the_one
from custui.cli.staff import actor
from custui.locale import _
from custui.services.signing_out import force_sign_in


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``sign-out``."""
    parser.add_argument("customer", metavar="ID|EMAIL", help=_("customer number or e-mail"))
    parser.add_argument("--reason", default="", metavar="TEXT", help=_("why"))


def run(options: Options) -> int:
    """Void the customer's sign-ins and print the number."""
    database = opened(options)
    with database.connection_context():
        customer_id = the_one(database, options)
        force_sign_in(database, actor(options), customer_id, reason=options.reason)
    print(customer_id)
    return Exit.DONE
