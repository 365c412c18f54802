"""Opening the database that the options name."""

from __future__ import annotations

from custui.cli.options import Options
from custui.db.connection import ShopDatabase, open_database
from custui.db.problems import NoDatabase
from custui.locale import _


def database_url(options: Options) -> str:
    """The database asked for; ``NoDatabase`` when none was."""
    if not options.db:
        raise NoDatabase(
            _(
                "No database was named. Give --db PATH or set CUSTUI_DB; "
                "custui init creates an empty shop, custui demo shows a made-up one."
            )
        )
    return options.db


def opened(options: Options) -> ShopDatabase:
    """The existing database that the options name, up to date."""
    return open_database(database_url(options), read_only=options.read_only)
