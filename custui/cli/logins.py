"""``custui logins``: who tried to log in, what of it is suspicious; staff's log-ins as customer."""

from __future__ import annotations

import argparse
from typing import Any

from custui.cli.database import opened
from custui.cli.exits import Exit
from custui.cli.list_ import json_value
from custui.cli.listed import asked_for, list_arguments, records
from custui.cli.moments import asked_at, at_argument, parse_at
from custui.cli.options import Options
from custui.cli.output import print_json
from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.queries.live.logins import (
    login_as_list,
    login_list,
    login_list_at,
    read_bursts,
)
from custui.db.queries.panel import PanelList
from custui.domain.columns import Kind
from custui.domain.panels.live import SUSPICIONS
from custui.domain.preferences import Preferences
from custui.domain.suspicion import Burst, Suspicion
from custui.domain.text import printable
from custui.locale import _, ngettext
from custui.locale.formats import format_datetime, format_number, zone

_SHOWN = 100
_EMAILS_SHOWN = 5


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``logins``."""
    list_arguments(parser)
    at_argument(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--suspicious", action="store_true", help=_("bursts of failures, and what got in after one")
    )
    which.add_argument(
        "--as-customer", action="store_true", help=_("when staff logged in as a customer")
    )
    parser.add_argument("--json", action="store_true", help=_("all of them, as JSON"))


def run(options: Options) -> int:
    """List the attempts, the latest first."""
    database = opened(options)
    with database.connection_context():
        preferences = read_preferences(database)
        at = parse_at(options.at, preferences.time_zone)
        now = asked_at(at)
        with database.atomic("DEFERRED"):  # bursts and attempts are of one moment
            listed = _listed(database, options, preferences, at)
            found = read_bursts(database, preferences, now) if options.suspicious else []
            if options.json:
                _print_json(database, listed, found, options)
            else:
                _print_text(database, listed, found, options, preferences, now)
    return Exit.DONE


def _listed(
    database: ShopDatabase, options: Options, preferences: Preferences, at: int | None
) -> PanelList:
    if options.as_customer:
        listed = login_as_list(preferences, at)
    elif at is None:
        listed = login_list(preferences, suspicious=options.suspicious)
    else:
        listed = login_list_at(database, preferences, at, suspicious=options.suspicious)
    filters, sort = asked_for(listed.columns, options.filters, options.sort)
    return listed.filtered(filters).sorted_by(sort)


def _print_json(
    database: ShopDatabase, listed: PanelList, found: list[Burst], options: Options
) -> None:
    said: dict[str, Any] = {"total": listed.count(database)}
    if options.suspicious:
        said["bursts"] = [burst_record(burst) for burst in found]
    print_json(said | {"rows": records(database, listed, options.limit)})


def burst_record(burst: Burst) -> dict[str, Any]:
    """A burst as JSON has it."""
    return {
        "kind": burst.kind,
        burst.kind: burst.key,
        "reasons": [code for code, _label in SUSPICIONS if _has(burst, code)],
        "first_at": json_value(burst.first_at, Kind.MOMENT),
        "last_at": json_value(burst.last_at, Kind.MOMENT),
        "failures": burst.failures,
        "emails": list(burst.emails),
        "ips": list(burst.ips),
        "succeeded": list(burst.succeeded),
    }


def _has(burst: Burst, code: str) -> bool:
    return bool(burst.suspicion & Suspicion[code.upper()])


def _print_text(
    database: ShopDatabase,
    listed: PanelList,
    found: list[Burst],
    options: Options,
    preferences: Preferences,
    now: int,
) -> None:
    from custui.cli.table import print_table

    for burst in found:
        for line in _burst_lines(burst, preferences):
            print(printable(line))
    if found:
        print()
    names = listed.columns.default
    total = listed.count(database)
    rows = listed.first_rows(database, names, _SHOWN if options.limit < 0 else options.limit)
    said = ngettext("{shown} of {total} attempt", "{shown} of {total} attempts", total)
    print_table(
        rows,
        [listed.columns.by_name[name] for name in names],
        total,
        time_zone=preferences.time_zone,
        ascii_only=options.ascii,
        said=said.format(shown=format_number(len(rows)), total=format_number(total)),
        now=now,
    )


def _burst_lines(burst: Burst, preferences: Preferences) -> list[str]:
    """A burst with its evidence: what, when, how many, who."""
    here = zone(preferences.time_zone)
    labels = [_(label) for code, label in SUSPICIONS if _has(burst, code)]
    first, last = (format_datetime(each, here) for each in (burst.first_at, burst.last_at))
    count = ngettext("{count} failure", "{count} failures", burst.failures)
    lines = [
        f"{burst.key}: {', '.join(labels)}",
        f"  {first} – {last}, {count.format(count=format_number(burst.failures))}",
    ]
    if burst.kind == "ip":
        lines.append("  " + _("e-mails tried: {names}").format(names=_some(burst.emails)))
    else:
        lines.append("  " + _("from: {names}").format(names=_some(burst.ips)))
    if burst.succeeded:
        lines.append("  " + _("got in as: {names}").format(names=_some(burst.succeeded)))
    return lines


def _some(names: tuple[str, ...]) -> str:
    """The first few of ``names``, and how many more there are."""
    more = len(names) - _EMAILS_SHOWN
    shown = ", ".join(names[:_EMAILS_SHOWN])
    if more <= 0:
        return shown
    return shown + " " + ngettext("and {n} more", "and {n} more", more).format(n=more)
