"""``custui login-as``: a single-use link that logs in to the shop as a customer."""

from __future__ import annotations

import argparse

from custui.cli.database import opened
from custui.cli.exits import Exit
from custui.cli.moments import iso
from custui.cli.options import Options
from custui.cli.output import narrate, print_json
from custui.cli.outside import outside
from custui.cli.show import the_one
from custui.cli.staff import actor
from custui.locale import _, ngettext
from custui.services.assistance import GOOD_SECONDS, log_in_as


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``login-as``."""
    parser.add_argument("customer", metavar="ID|EMAIL", help=_("customer number or e-mail"))
    parser.add_argument(
        "--reason", required=True, metavar="TEXT", help=_("why; it is kept in the log")
    )
    parser.add_argument("--cart", type=int, metavar="ID", help=_("lead to this open cart"))
    parser.add_argument("--json", action="store_true")


def run(options: Options) -> int:
    """Print the link, or the token where the shop's page is not known."""
    reach = outside(options)
    database = opened(options)
    with database.connection_context():
        customer_id = the_one(database, options)
        given = log_in_as(
            database,
            actor(options),
            customer_id,
            reach,
            reason=options.reason,
            cart_id=options.cart,
        )
    if options.json:
        print_json(
            {
                "customer_id": given.customer_id,
                "token": given.token,
                "link": given.link,
                "expires_at": iso(given.expires_at),
                "cart_id": given.cart_id,
            }
        )
        return Exit.DONE
    print(given.link or given.token)
    narrate(
        ngettext(
            "Good once, for {count} second.", "Good once, for {count} seconds.", GOOD_SECONDS
        ).format(count=GOOD_SECONDS)
    )
    if given.link is None:
        narrate(_("The shop's page for it is not known: set login_link in Preferences."))
    return Exit.DONE
