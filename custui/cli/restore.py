"""``custui restore``: put a backup in the place of the database."""

from __future__ import annotations

import argparse
from pathlib import Path

from custui.cli.copying import copying
from custui.cli.database import database_url
from custui.cli.exits import Exit
from custui.cli.options import Options
from custui.cli.output import narrate
from custui.cli.staff import actor
from custui.locale import _
from custui.services.backups import restore_backup


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``restore``."""
    parser.add_argument("file", metavar="FILE", help=_("a backup, or another custui database"))


def run(options: Options) -> int:
    """Put the backup in place; what was there before is kept in a file that is named."""
    url = database_url(options)
    with copying(_("Restoring")) as progress:
        database, aside = restore_backup(
            url, actor(options), Path(options.file).expanduser(), progress
        )
    narrate(_("{path} is now what {file} says.").format(path=database.path, file=options.file))
    if aside is not None:
        narrate(_("What was there before is kept in {path}.").format(path=aside))
    return Exit.DONE
