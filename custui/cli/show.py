"""``custui show``: everything about one customer."""

from __future__ import annotations

import argparse
import sys
import time

from custui.cli.card_table import ROWS_SHOWN
from custui.cli.database import opened
from custui.cli.exits import Exit, Refusal
from custui.cli.options import Options
from custui.cli.output import print_json
from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.queries.card.find import Found, find_customer
from custui.db.queries.card.whole import read_card
from custui.locale import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``show``."""
    parser.add_argument("customer", metavar="ID|EMAIL", help=_("customer number or e-mail"))
    parser.add_argument("--json", action="store_true", help=_("everything, as JSON"))


def the_one(database: ShopDatabase, options: Options) -> int:
    """The number of the customer that ``options.customer`` means; refuses none and several."""
    found = find_customer(database, options.customer, options.shop)
    if len(found) == 1:
        return found[0].id
    if not found:
        raise _not_found(options.customer)
    raise Refusal(
        Exit.REFUSED,
        _("{email} is the e-mail of several: {customers}. Ask by number.").format(
            email=options.customer, customers=", ".join(map(_described, found))
        ),
    )


def _not_found(customer: str) -> Refusal:
    return Refusal(Exit.REFUSED, _("There is no customer {customer}.").format(customer=customer))


def _described(found: Found) -> str:
    kind = _("guest") if found.is_guest else _("registered")
    return f"{found.id} ({kind}, {found.shop})"


def run(options: Options) -> int:
    """Print the card."""
    database = opened(options)
    with database.connection_context():
        preferences = read_preferences(database)
        customer_id = the_one(database, options)
        limit = None if options.json else ROWS_SHOWN
        card = read_card(database, customer_id, preferences, now=int(time.time()), limit=limit)
    if card is None:  # deleted since it was found
        raise _not_found(options.customer)
    if options.json:
        from custui.cli.card_json import card_record

        print_json(card_record(card))
    else:
        from custui.cli.card_text import card_lines

        for line in card_lines(card, preferences):
            print(line, file=sys.stdout)
    return Exit.DONE
