"""``custui simulate``: the feed of a made-up shop, as JSON Lines.

With ``--at`` everything is written at once, as if it had begun then; without it the lines come as
time goes by.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from custui.cli.database import opened
from custui.cli.exits import Exit, Refusal
from custui.cli.ingest import end_with_stdin, told_to_end
from custui.cli.moments import parse_at
from custui.cli.options import Options
from custui.cli.output import narrate
from custui.db.defaults import read_preferences
from custui.locale import _, ngettext
from custui.locale.formats import format_number
from custui.locale.system import system_reason

_MOST_RATE = 1_000_000


def _above_zero(typed: str) -> float:
    """A number above 0, as typed."""
    try:
        number = float(typed)
    except ValueError:
        number = 0.0
    if not 0 < number <= _MOST_RATE * 1000:
        raise argparse.ArgumentTypeError(_("a number above 0 is expected"))
    return number


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``simulate``."""
    parser.add_argument("folder", metavar="DIR", help=_("where the file of events goes"))
    parser.add_argument(
        "--rate", type=_above_zero, default=5.0, metavar="R", help=_("events a second")
    )
    parser.add_argument(
        "--seconds", type=_above_zero, default=60.0, metavar="S", help=_("for how long")
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help=_("the same seed gives the same traffic")
    )
    parser.add_argument(
        "--at",
        default="",
        metavar="TIME",
        help=_("as if it began at this time, all at once (now, as time goes by)"),
    )
    # For the demo: lines of the past at once, the others at their time; a file that stays small.
    parser.add_argument("--live", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--rotate", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--while-stdin", action="store_true", help=argparse.SUPPRESS)


def run(options: Options) -> int:
    """Write the traffic for the customers of the database."""
    from custui.activity.simulation.traffic import traffic
    from custui.activity.simulation.writing import write_lines
    from custui.cli.import_ import chosen_shop
    from custui.db.feed.stage import read_stage

    options.read_only = True  # the shop is only looked at
    database = opened(options)
    with database.connection_context():
        at = parse_at(options.at, read_preferences(database).time_zone)
        stage = read_stage(database, chosen_shop(options, database))
    lines = traffic(
        stage,
        rate=options.rate,
        seconds=options.seconds,
        seed=options.seed,
        begin=int(time.time()) if at is None else at,
    )
    with told_to_end() as stopping:
        if options.while_stdin:
            end_with_stdin(stopping)
        try:
            written = write_lines(
                Path(options.folder),
                lines,
                stopping,
                live=options.live or at is None,
                rotate=options.rotate,
            )
        except OSError as error:
            raise Refusal(
                Exit.REFUSED,
                f"{options.folder}: {system_reason(error)}.",
            ) from error
    narrate(
        ngettext("{count} event written.", "{count} events written.", written).format(
            count=format_number(written)
        )
    )
    return Exit.DONE
