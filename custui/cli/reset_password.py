"""``custui reset-password``: let a customer set a new password by a single-use link."""

from __future__ import annotations

import argparse
from typing import Any

from custui.cli.database import opened
from custui.cli.exits import Exit
from custui.cli.moments import iso
from custui.cli.options import Options
from custui.cli.output import narrate, print_json
from custui.cli.outside import outside
from custui.cli.show import the_one
from custui.cli.staff import actor
from custui.db.defaults import read_preferences
from custui.domain.text import printable
from custui.locale import _
from custui.locale.formats import format_datetime, zone
from custui.services.password_links import SHOWN, PasswordLink, reset_password


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``reset-password``."""
    parser.add_argument("customer", metavar="ID|EMAIL", help=_("customer number or e-mail"))
    parser.add_argument("--json", action="store_true")


def run(options: Options) -> int:
    """Mail the link; where that cannot be, print it."""
    reach = outside(options)
    database = opened(options)
    with database.connection_context():
        customer_id = the_one(database, options)
        given = reset_password(database, actor(options), customer_id, reach)
        time_zone = read_preferences(database).time_zone
    if options.json:
        print_json(_record(given))
    else:
        _tell(given, time_zone)
    return Exit.REFUSED if given.state == "failed" else Exit.DONE


def _record(given: PasswordLink) -> dict[str, Any]:
    return {
        "customer_id": given.customer_id,
        "email": given.email,
        "state": given.state,
        "token": given.token,
        "link": given.link,
        "expires_at": iso(given.expires_at),
        "problem": given.problem or given.why or None,
    }


def _tell(given: PasswordLink, time_zone: str) -> None:
    if given.state == SHOWN:
        print(given.link or given.token)
        narrate(
            _("Not mailed: {why}. Good once, until {moment}.").format(
                why=given.why, moment=format_datetime(given.expires_at or 0, zone(time_zone))
            )
        )
        return
    print(given.state)
    sentences = {
        "sent": _("A link was mailed to {email}."),
        "waiting": _("A link to {email} waits to be mailed: {problem}"),
        "failed": _("The mail to {email} was refused: {problem}"),
    }
    narrate(sentences[given.state].format(email=printable(given.email), problem=given.problem))
