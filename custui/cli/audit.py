"""``custui audit``: who changed what, when and from where; and whether the log is as written."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from textwrap import indent
from typing import Any

from custui.cli.card_table import Writer
from custui.cli.database import opened
from custui.cli.exits import Exit, Refusal
from custui.cli.list_ import as_record
from custui.cli.options import Options
from custui.cli.output import json_text, narrate, print_json
from custui.db.audit_chain import Verified, verify
from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.queries.audit import AUDIT
from custui.db.queries.lists import Row
from custui.db.queries.panel import PanelList
from custui.domain.changes import in_words
from custui.domain.filters import Filter, FilterError, parse_filter
from custui.domain.text import printable
from custui.locale import _, ngettext
from custui.locale.formats import format_number, zone


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``audit``."""
    parser.add_argument(
        "filters",
        nargs="*",
        metavar="COLUMN=FILTER",
        help=_("only entries whose at, staff, origin, act, customer_id, fields, reason match"),
    )
    parser.add_argument("--limit", type=int, metavar="N", help=_("the newest ones only"))
    parser.add_argument(
        "--verify", action="store_true", help=_("check that no entry was altered or removed")
    )
    parser.add_argument("--json", action="store_true")


def run(options: Options) -> int:
    """List the entries, newest first, or verify them."""
    if options.verify and options.filters:
        raise Refusal(Exit.USAGE, _("--verify checks the whole audit; it takes no filters."))
    database = opened(options)
    with database.connection_context():
        if options.verify:
            return _verify(database, options)
        return _list(database, options)


def _list(database: ShopDatabase, options: Options) -> int:
    preferences = read_preferences(database)
    entries = PanelList(AUDIT, filters=_filters(options), time_zone=preferences.time_zone)
    with database.atomic("DEFERRED"):  # the count is of the entries that are listed
        total = entries.count(database)
        limit = -1 if options.limit is None else options.limit
        found = entries.stream(database, tuple(AUDIT.columns.by_name), limit)
        if options.json:
            _print_json(found, total)
        else:
            shown = _print_text(found, Writer(zone(preferences.time_zone), preferences.currency))
            narrate(
                ngettext("{shown} of {total} entry", "{shown} of {total} entries", total).format(
                    shown=format_number(shown), total=format_number(total)
                )
            )
    return Exit.DONE


def _filters(options: Options) -> tuple[Filter, ...]:
    words = (word.partition("=") for word in options.filters)
    try:
        return tuple(parse_filter(column, typed, AUDIT.columns) for column, _equals, typed in words)
    except FilterError as error:
        raise Refusal(Exit.USAGE, f"{printable(error.column)}: {error}") from error


def _print_json(found: Iterable[Row], total: int) -> None:
    """One JSON object; a million entries are never all in memory."""
    write = sys.stdout.write
    write(f'{{\n  "total": {total},\n  "rows": [')
    separator = "\n"
    for row in found:
        record = as_record(AUDIT.columns.columns, row)
        write(separator + indent(json_text(record), "    "))
        separator = ",\n"
    write("]\n}\n" if separator == "\n" else "\n  ]\n}\n")


def _print_text(found: Iterable[Row], write: Writer) -> int:
    shown = 0
    for _id, at, staff, _origin, act, customer_id, fields, reason in found:
        number = "" if customer_id is None else str(customer_id)
        cells = (
            f"{write.moment(at):<16}",
            f"{staff:<10}",
            f"{act:<10}",
            f"{number:>8}",
            in_words(fields),
            reason and f"({reason})",
        )
        print(printable("  ".join(cells).rstrip()))
        shown += 1
    return shown


def _verify(database: ShopDatabase, options: Options) -> int:
    with _progress() as progress:
        verified = verify(database, progress)
    if options.json:
        print_json(
            {
                "sound": not verified.breaks,
                "entries": verified.entries,
                "seal": verified.seal,
                "found": [asdict(each) for each in verified.breaks],
            }
        )
    else:
        _tell(verified)
    return Exit.REFUSED if verified.breaks else Exit.DONE


def _tell(verified: Verified) -> None:
    for each in verified.breaks:
        print(printable(each.text))
    if not verified.breaks:
        count = ngettext(
            "{count} entry, none altered or removed.",
            "{count} entries, none altered or removed.",
            verified.entries,
        )
        print(count.format(count=format_number(verified.entries)))
        print(_("Seal of the last one: {seal}").format(seal=verified.seal or "·"))


@contextmanager
def _progress() -> Iterator[Any]:
    """One line on a terminal's stderr that is gone at the end; nothing elsewhere."""
    shown = sys.stderr.isatty()

    def show(done: int, total: int) -> None:
        if shown and total:
            said = _("Checking the audit: {share} %").format(share=done * 100 // total)
            sys.stderr.write(f"\r{said}\x1b[K")
            sys.stderr.flush()

    try:
        yield show
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
