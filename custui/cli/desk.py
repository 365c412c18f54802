"""``custui`` without a verb: opens the desk."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from custui.cli.database import opened
from custui.cli.exits import Exit, Refusal
from custui.cli.options import Options, parse
from custui.cli.staff import origin, role_of, staff_name
from custui.db.connection import ShopDatabase, open_database, path_of
from custui.db.problems import NoDatabase

if TYPE_CHECKING:
    from custui.tui.app import CustuiApp
    from custui.tui.launch import MakeApp
    from custui.tui.screens.offer.app import Choice, OfferApp

_DRAWN = "●○▸│↑↓…‹›"
"""Signs that the desk draws where the terminal has them; otherwise ASCII."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The desk has no arguments of its own."""


def run(options: Options) -> int:
    """Open the desk; where there is no database yet, offer to begin with one."""
    try:
        database = opened(options)
    except NoDatabase:
        if not sys.stdout.isatty():
            raise
        return _offer(options)
    return open_desk(database, options)


def open_desk(database: ShopDatabase, options: Options) -> int:
    """Run the screens over ``database``; returns the exit code."""

    def make_app() -> CustuiApp:
        from custui.tui.app import CustuiApp
        from custui.tui.charset import can_draw
        from custui.tui.sitting import sit_down

        desk = sit_down(
            database,
            staff=staff_name(options),
            role=role_of(options),
            origin=origin(),
            shop_code=options.shop,
            ascii_only=options.ascii or not can_draw(_DRAWN, sys.stderr),
        )
        return CustuiApp(desk)

    return _run(make_app, options)


def _run(make_app: MakeApp, options: Options) -> int:
    from custui.tui.launch import run_app
    from custui.tui.terminal import UnfitTerminal

    if options.plain:
        os.environ["NO_COLOR"] = "1"  # Textual reads it when it is imported
    try:
        return run_app(make_app, mouse=not options.no_mouse)
    except UnfitTerminal as unfit:
        raise Refusal(Exit.REFUSED, str(unfit)) from unfit


def _offer(options: Options) -> int:
    """Ask what to begin with, and begin with it."""
    chosen: list[Choice] = []

    def make_app() -> OfferApp:
        from custui.tui.screens.offer.app import OfferApp

        return OfferApp(_place_for(options), chosen.append)

    code = _run(make_app, options)
    if code != Exit.DONE or not chosen:
        return code
    (choice,) = chosen
    if choice.act == "demo":
        return _verb(options, "demo")
    code = _begin(options, choice)
    return code if code != Exit.DONE else open_desk(open_database(str(choice.database)), options)


def _place_for(options: Options) -> Path:
    """Where a new shop's database goes unless the person says otherwise."""
    if options.db:
        return path_of(options.db)
    from platformdirs import user_data_path

    return user_data_path("custui") / "shop.db"


def _begin(options: Options, choice: Choice) -> int:
    """Create the shop, and fill it when a file was named; a refused file leaves no shop behind."""
    choice.database.parent.mkdir(parents=True, exist_ok=True)
    options.db = str(choice.database)
    code = _verb(options, "init")
    if code == Exit.DONE and choice.csv is not None:
        code = _verb(options, "import", str(choice.csv))
        if code != Exit.DONE:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{choice.database}{suffix}").unlink(missing_ok=True)
    return code


def _verb(options: Options, *words: str) -> int:
    """Run another verb with the same global options."""
    given, verb = parse(["--db", options.db, *words])
    return verb.run(Options(**{**vars(given), **vars(options)}))
