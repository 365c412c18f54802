"""``custui`` without a verb: opens the desk."""

from __future__ import annotations

import argparse
import getpass
import os

from custui.cli.database import opened
from custui.cli.options import Options
from custui.db.connection import ShopDatabase


def arguments(parser: argparse.ArgumentParser) -> None:
    """The desk has no arguments of its own."""


def run(options: Options) -> int:
    """Open the desk on the shop's database."""
    return open_desk(opened(options), options)


def staff_name(options: Options) -> str:
    """Who is at the desk: ``--as`` (meant for sshd's forced command), else the log-in user."""
    if options.staff:
        return str(options.staff)
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def open_desk(database: ShopDatabase, options: Options) -> int:
    """Run the screens over ``database``; returns the exit code."""
    import gc

    gc.disable()  # until the first paint: nothing made by then is garbage
    from custui.tui.app import CustuiApp
    from custui.tui.sitting import sit_down

    desk = sit_down(
        database,
        staff=staff_name(options),
        role=options.role or "admin",
        shop_code=options.shop,
        ascii_only=options.ascii,
    )
    app = CustuiApp(desk)
    app.run(mouse=not options.no_mouse)
    return app.return_code or 0
