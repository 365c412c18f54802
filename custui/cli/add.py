"""``custui add``: one more customer."""

from __future__ import annotations

import argparse
import time

from custui.cli.database import opened
from custui.cli.exits import Exit, Refusal
from custui.cli.options import Options
from custui.cli.staff import actor
from custui.cli.values import parse_values, tell_doubts, value_arguments, with_password
from custui.db.connection import ShopDatabase
from custui.db.customers import read_form_terms
from custui.db.shop_terms import shop_id_of
from custui.domain.text import printable
from custui.locale import _
from custui.services.customers import add_customer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``add``."""
    value_arguments(parser)


def run(options: Options) -> int:
    """Add the customer and print the number."""
    database = opened(options)
    with database.connection_context():
        terms = read_form_terms(database, int(time.time()))
        values = with_password(parse_values(options.values, terms), options)
        added = add_customer(
            database,
            actor(options),
            values,
            shop_id=_shop(database, options),
            reason=options.reason,
        )
        tell_doubts(database, values, added.customer_id or 0)
    print(added.customer_id)
    return Exit.DONE


def _shop(database: ShopDatabase, options: Options) -> int | None:
    found = shop_id_of(database, options.shop)
    if found is None and options.shop:
        raise Refusal(
            Exit.REFUSED, _("There is no shop {code}.").format(code=printable(options.shop))
        )
    return found
