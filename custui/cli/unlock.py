"""``custui unlock``: opens an account that too many failures locked."""

from __future__ import annotations

import argparse

from custui.cli.database import opened
from custui.cli.exits import Exit
from custui.cli.options import Options
from custui.cli.output import narrate
from custui.cli.show import the_one
from custui.cli.staff import actor
from custui.locale import _
from custui.services.unlocking import unlock


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``unlock``."""
    parser.add_argument("customer", metavar="ID|EMAIL", help=_("customer number or e-mail"))
    parser.add_argument("--reason", default="", metavar="TEXT", help=_("why, for the audit"))


def run(options: Options) -> int:
    """Unlock the account and print the customer's number."""
    database = opened(options)
    with database.connection_context():
        customer_id = the_one(database, options)
        done = unlock(database, actor(options), customer_id, reason=options.reason)
    if not done.changed:
        narrate(_("Nothing to change: customer {id} is not locked.").format(id=customer_id))
    print(customer_id)
    return Exit.DONE
