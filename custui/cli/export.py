"""``custui export``: customers to a CSV file. It takes the role that exporting takes."""

from __future__ import annotations

import argparse

from custui import locale
from custui.cli.database import opened
from custui.cli.exits import Exit, Refusal
from custui.cli.filters import customer_list, filter_arguments
from custui.cli.options import Options
from custui.cli.output import narrate
from custui.cli.staff import actor
from custui.locale import _, ngettext
from custui.locale.formats import format_number
from custui.locale.system import system_reason


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``export``."""
    from custui.exchange.formats import BY_NAME, DEFAULT

    parser.add_argument("file", metavar="FILE", help=_("the file; - is standard output"))
    filter_arguments(parser)
    parser.add_argument(
        "--format", choices=tuple(BY_NAME), default=DEFAULT, help=_("the file's format")
    )
    parser.add_argument(
        "--raw", action="store_true", help=_("leave cells as they are that look like formulas")
    )


def run(options: Options) -> int:
    """Export the customers."""
    from custui.cli.progress import ended_by_signals, shown_progress
    from custui.db.problems import explained
    from custui.exchange.exporting import export_customers
    from custui.exchange.formats import format_named

    database = opened(options)
    try:
        with (
            explained(database.path),
            ended_by_signals(),
            database.connection_context(),
            shown_progress() as progress,
        ):
            written = export_customers(
                database,
                actor(options),
                options.file,
                format_named(options.format),
                customer_list(options, database, sort="id"),
                language=locale.language(),
                raw=options.raw,
                progress=progress,
            )
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Refusal(
            Exit.REFUSED,
            _("{file} cannot be written: {reason}.").format(
                file=options.file, reason=system_reason(error)
            ),
        ) from error
    if options.file != "-":
        narrate(
            ngettext("{n} customer written.", "{n} customers written.", written).format(
                n=format_number(written)
            )
        )
    return Exit.DONE
