"""``custui init``: an empty shop."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from custui import locale
from custui.cli.database import database_url
from custui.cli.exits import Exit, Refusal
from custui.cli.options import Options
from custui.cli.output import narrate
from custui.locale import _

if TYPE_CHECKING:
    from custui.db.connection import ShopDatabase


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``init``."""
    parser.add_argument("--name", default=_("My shop"), help=_("the shop's name"))
    parser.add_argument(
        "--time-zone", metavar="ZONE", help=_("IANA time zone of the shop (else this machine's)")
    )


def _check(options: Options) -> None:
    from zoneinfo import available_timezones

    if not 1 <= len(options.name) <= 128:
        raise Refusal(Exit.USAGE, _("A shop's name has 1 to 128 characters."))
    if options.time_zone and options.time_zone not in available_timezones():
        raise Refusal(
            Exit.USAGE,
            _("There is no time zone {zone}; an example is Europe/Warsaw.").format(
                zone=repr(options.time_zone)
            ),
        )


def run(options: Options) -> int:
    """Create the shop."""
    from custui.db.defaults import fill_defaults, time_zone_here
    from custui.db.upgrade import create_database
    from custui.domain.preferences import Preferences

    _check(options)
    preferences = Preferences(time_zone=options.time_zone or time_zone_here())

    def fill(database: ShopDatabase) -> None:
        fill_defaults(
            database,
            language=locale.language(),
            shop_name=options.name,
            preferences=preferences,
        )

    database = create_database(database_url(options), fill)
    narrate(_("An empty shop was created at {path}.").format(path=database.path))
    return Exit.DONE
