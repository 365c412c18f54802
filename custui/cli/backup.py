"""``custui backup``: a checked copy of the database, whoever writes meanwhile."""

from __future__ import annotations

import argparse
from pathlib import Path

from custui.cli.copying import copying
from custui.cli.database import opened
from custui.cli.exits import Exit
from custui.cli.options import Options
from custui.cli.output import narrate
from custui.cli.staff import actor
from custui.domain.text import printable
from custui.locale import _
from custui.services.backups import make_backup


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``backup``."""
    parser.add_argument("file", metavar="FILE", help=_("the new file to copy it to"))


def run(options: Options) -> int:
    """Make the copy and print its name."""
    database = opened(options)
    target = Path(options.file).expanduser()
    with database.connection_context(), copying(_("Copying")) as progress:
        make_backup(database, actor(options), target, progress)
    print(printable(str(target)))
    narrate(_("The copy was checked and is sound."))
    return Exit.DONE
