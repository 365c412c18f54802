"""``custui delete``: remove a customer, or ban one."""

from __future__ import annotations

import argparse

from custui.cli.database import opened
from custui.cli.exits import Exit
from custui.cli.options import Options
from custui.cli.output import narrate
from custui.cli.show import the_one
from custui.cli.staff import actor
from custui.locale import _
from custui.services.deleting import delete_customer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``delete``."""
    parser.add_argument("customer", metavar="ID|EMAIL", help=_("customer number or e-mail"))
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument(
        "--may-register-again",
        action="store_true",
        help=_("remove the customer; orders stay, without the person"),
    )
    how.add_argument(
        "--ban",
        action="store_true",
        help=_("keep the customer as banned; nobody registers with the e-mail again"),
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help=_("why; for the audit"))


def run(options: Options) -> int:
    """Delete the customer and print the number."""
    database = opened(options)
    with database.connection_context():
        customer_id = the_one(database, options)
        deleted = delete_customer(
            database,
            actor(options),
            customer_id,
            may_register_again=options.may_register_again,
            reason=options.reason,
        )
    if not deleted.changed:
        narrate(_("Nothing to change: customer {id} is like that already.").format(id=customer_id))
    print(customer_id)
    return Exit.DONE
