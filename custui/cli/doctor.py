"""``custui doctor``: is the database sound?"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from custui.cli.database import opened
from custui.cli.exits import Exit
from custui.cli.interruptible import interruptible
from custui.cli.options import Options
from custui.cli.output import narrate, print_json
from custui.db.connection import ShopDatabase
from custui.db.doctor.examination import examine, repair
from custui.db.doctor.findings import Finding, Progress
from custui.db.problems import DatabaseProblem
from custui.domain.text import printable
from custui.locale import _, ngettext
from custui.locale.formats import format_number


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``doctor``."""
    parser.add_argument(
        "--repair", action="store_true", help=_("make anew what can be made from the rows")
    )
    parser.add_argument("--json", action="store_true", help=_("the findings, as JSON"))


@contextmanager
def _progress() -> Iterator[Progress]:
    """One line on a terminal's stderr that is gone at the end; nothing elsewhere."""
    shown = sys.stderr.isatty()

    def show(phase: str, done: int, total: int) -> None:
        if shown:
            share = f" {done * 100 // total} %" if total else ""
            sys.stderr.write(f"\r{printable(phase)}{share} …\x1b[K")
            sys.stderr.flush()

    try:
        yield show
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _examined(database: ShopDatabase, options: Options) -> tuple[list[Finding], list[Finding]]:
    """What was wrong, and what still is."""
    with _progress() as progress:
        if not options.repair:
            found = list(examine(database, progress))
            return found, found
        found = list(repair(database, progress))
        return found, list(examine(database, progress)) if found else []


def run(options: Options) -> int:
    """Examine the database, mend it when asked to."""
    if options.repair and options.read_only:
        raise DatabaseProblem(_("--repair writes; it does not go with --read-only."))
    database = opened(options)
    private = database.private()
    with private.connection_context():
        found, left = interruptible(private, lambda: _examined(private, options))
    if options.json:
        print_json(
            {
                "sound": not left,
                "found": [asdict(finding) for finding in found],
                "left": [asdict(finding) for finding in left],
            }
        )
    else:
        _print(found, left, options)
    if database.read_only:
        narrate(_("The search index was not checked: that needs the write lock."))
    return Exit.REFUSED if left else Exit.DONE


def _print(found: list[Finding], left: list[Finding], options: Options) -> None:
    for finding in found:
        print(printable(finding.text))
        for example in finding.examples:
            print(f"  {printable(example)}")
        if finding.count > len(finding.examples) > 0:
            more = finding.count - len(finding.examples)
            words = ngettext("… and {count} more", "… and {count} more", more)
            print("  " + words.format(count=format_number(more)))
    if not found:
        print(_("The database is sound."))
    elif not options.repair:
        print(_("Nothing was changed. custui doctor --repair mends what can be mended."))
    elif left:
        print(_("Still wrong: {checks}.").format(checks=", ".join(each.check for each in left)))
    else:
        print(_("All of it was mended."))
