"""``custui init``: an empty shop."""

from __future__ import annotations

import argparse

from custui import locale
from custui.cli.database import database_url
from custui.cli.exits import Exit
from custui.cli.options import Options
from custui.cli.output import narrate
from custui.locale import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``init``."""
    parser.add_argument("--name", default=_("My shop"), help=_("the shop's name"))
    parser.add_argument(
        "--time-zone", metavar="ZONE", help=_("IANA time zone of the shop (else this machine's)")
    )


def run(options: Options) -> int:
    """Create the shop."""
    from custui.db.defaults import fill_defaults, time_zone_here
    from custui.db.upgrade import create_database
    from custui.domain.preferences import Preferences

    database = create_database(database_url(options))
    with database.connection_context():
        fill_defaults(
            database,
            language=locale.language(),
            shop_name=options.name,
            preferences=Preferences(time_zone=options.time_zone or time_zone_here()),
        )
    narrate(_("An empty shop was created at {path}.").format(path=database.path))
    return Exit.DONE
