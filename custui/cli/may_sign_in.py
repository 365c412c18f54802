"""``custui may-sign-in``: the shop asks before it lets anyone in.

Exit code 0 when it may, 1 when it may not.
"""

from __future__ import annotations

import argparse
import time

from custui.cli.database import opened
from custui.cli.exits import Exit
from custui.cli.list_ import json_value
from custui.cli.options import Options
from custui.cli.output import print_json
from custui.db.defaults import read_preferences
from custui.db.queries.sign_in import SignIn, may_sign_in
from custui.domain.columns import Kind
from custui.domain.text import printable
from custui.locale import N_, _
from custui.locale.formats import format_datetime, zone

_SENTENCES = {
    "unknown": N_("{who} may not sign in: there is no such customer."),
    "guest": N_("{who} may not sign in: a guest has no account."),
    "banned": N_("{who} may not sign in: banned."),
    "disabled": N_("{who} may not sign in: the account is disabled."),
    "locked": N_("{who} may not sign in: the account is locked until {until}."),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``may-sign-in``."""
    parser.add_argument("customer", metavar="ID|EMAIL", help=_("customer number or e-mail"))
    parser.add_argument("--json", action="store_true", help=_("the answer as JSON"))


def run(options: Options) -> int:
    """Say whether the customer may sign in, and since when sessions are valid."""
    database = opened(options)
    with database.connection_context():
        answer = may_sign_in(database, options.customer, options.shop, now=int(time.time()))
        time_zone = read_preferences(database).time_zone
    if options.json:
        print_json(
            {
                "allowed": answer.allowed,
                "reason": answer.reason,
                "until": json_value(answer.until, Kind.MOMENT),
                "sessions_valid_from": json_value(answer.sessions_valid_from, Kind.MOMENT),
            }
        )
    else:
        print(printable(_sentence(options.customer, answer, time_zone)))
    return Exit.DONE if answer.allowed else Exit.REFUSED


def _sentence(who: str, answer: SignIn, time_zone: str) -> str:
    if answer.reason is None:
        return _("{who} may sign in.").format(who=who)
    until = "" if answer.until is None else format_datetime(answer.until, zone(time_zone))
    return _(_SENTENCES[answer.reason]).format(who=who, until=until)
