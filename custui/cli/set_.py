"""``custui set``: change one customer."""

from __future__ import annotations

import argparse
import time

from custui.cli.database import opened
from custui.cli.exits import Exit
from custui.cli.options import Options
from custui.cli.output import narrate
from custui.cli.show import the_one
from custui.cli.staff import actor
from custui.cli.values import parse_values, tell_doubts, value_arguments, with_password
from custui.db.customers import read_form_terms
from custui.locale import _
from custui.services.customers import edit_customer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``set``."""
    parser.add_argument("customer", metavar="ID|EMAIL", help=_("customer number or e-mail"))
    value_arguments(parser)


def run(options: Options) -> int:
    """Change the customer and print the number."""
    database = opened(options)
    with database.connection_context():
        terms = read_form_terms(database, int(time.time()))
        values = with_password(parse_values(options.values, terms), options)
        customer_id = the_one(database, options)
        edited = edit_customer(database, actor(options), customer_id, values, reason=options.reason)
        tell_doubts(database, values, customer_id)
    if not edited.changed:
        narrate(_("Nothing to change: customer {id} is like that already.").format(id=customer_id))
    print(customer_id)
    return Exit.DONE
