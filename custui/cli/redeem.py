"""``custui redeem``: the shop's side of a link."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from typing import Any

from custui.cli.database import opened
from custui.cli.exits import Exit, Refusal
from custui.cli.options import Options
from custui.cli.output import narrate, print_json
from custui.cli.staff import actor
from custui.db import tokens
from custui.locale import _
from custui.services.redeeming import Redeemed, redeem
from custui.services.refusals import LinkRefused

_MOST_BYTES = 4096


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``redeem``."""
    parser.add_argument("token", metavar="TOKEN", help=_("the token in the link"))
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help=_("set the password that stands on the first line of stdin, and unlock"),
    )


def run(options: Options) -> int:
    """Use the token up and print what it was good for; exit code 1 when it is not good."""
    password = _password() if options.password_stdin else None
    database = opened(options)
    with database.connection_context():
        try:
            redeemed = redeem(database, actor(options), options.token, password)
        except LinkRefused as refused:
            print_json({"purpose": None, "refused": refused.why})
            narrate(str(refused))
            return Exit.REFUSED
    print_json(_record(redeemed))
    return Exit.DONE


def _record(redeemed: Redeemed) -> dict[str, Any]:
    """As JSON; a link to set a password leads to no cart, one that logs in sets no password."""
    record = asdict(redeemed)
    del record["password_set" if redeemed.purpose == tokens.LOG_IN else "cart_id"]
    return record


def _password() -> str:
    """The first line of stdin, in UTF-8."""
    line = sys.stdin.buffer.readline(_MOST_BYTES)
    try:
        password = line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise Refusal(
            Exit.USAGE, _("The password is not UTF-8. The link is still good.")
        ) from error
    if not password:
        raise Refusal(Exit.USAGE, _("There is no password on stdin. The link is still good."))
    return password
