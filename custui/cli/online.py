"""``custui online``: who is in the shop."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from typing import Any

from custui.cli.database import opened
from custui.cli.exits import Exit, Refusal
from custui.cli.feed_text import feed_record, feed_warnings
from custui.cli.list_ import json_value
from custui.cli.listed import asked_for, list_arguments, records
from custui.cli.moments import asked_at, at_argument, parse_at
from custui.cli.options import Options
from custui.cli.output import narrate, print_json
from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.queries.live.feed import read_feed
from custui.db.queries.live.online import (
    Counters,
    online_list,
    online_list_at,
    read_counters,
)
from custui.db.queries.panel import PanelList
from custui.domain.columns import Kind
from custui.domain.panels.live import ONLINE
from custui.domain.preferences import Preferences
from custui.locale import _, ngettext
from custui.locale.formats import format_money, format_number

WATCH_SECONDS = 2.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``online``."""
    list_arguments(parser)
    at_argument(parser)
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--watch", action="store_true", help=_("again whenever it changes, until Ctrl-C")
    )


def run(options: Options) -> int:
    """List who is in the shop, once or again and again."""
    database = opened(options)
    with database.connection_context():
        preferences = read_preferences(database)
        at = parse_at(options.at, preferences.time_zone)
        asked_for(ONLINE, options.filters, options.sort)
        if not options.watch:
            _show(database, options, preferences, at)
            return Exit.DONE
        if at is not None:
            raise Refusal(Exit.USAGE, _("--watch watches the present; it takes no --at."))
        return _watch(lambda: _show(database, options, preferences, None), database)


def _listed(
    database: ShopDatabase, options: Options, preferences: Preferences, at: int | None, now: int
) -> PanelList:
    """The list; a moment that was asked for is gone back to, the present is as it is."""
    filters, sort = asked_for(ONLINE, options.filters, options.sort)
    if at is None:
        listed = online_list(preferences, now)
    else:
        listed = online_list_at(database, preferences, at)
    return listed.filtered(filters).sorted_by(sort)


def _show(
    database: ShopDatabase, options: Options, preferences: Preferences, at: int | None
) -> None:
    now = asked_at(at)
    with database.atomic("DEFERRED"):  # the counters are of those who are listed
        listed = _listed(database, options, preferences, at, now)
        counters = read_counters(database, preferences, now, as_of=at is not None)
        feed = read_feed(database, preferences, now)
        if options.json:
            rows = records(database, listed, options.limit)
            said = {
                "at": json_value(now, Kind.MOMENT),
                "total": listed.count(database),
                **counters_record(counters),
                "feed": feed_record(feed),
                "rows": rows,
            }
        else:
            names = listed.columns.default
            found = listed.first_rows(database, names, options.limit)
    if options.json:
        if options.watch:
            print(json.dumps(said, ensure_ascii=True), flush=True)
        else:
            print_json(said)
        return
    from custui.cli.table import print_table

    for warning in feed_warnings(feed):
        narrate(warning)
    print_table(
        found,
        [listed.columns.by_name[name] for name in names],
        len(found),
        time_zone=preferences.time_zone,
        ascii_only=options.ascii,
        said=counters_text(counters),
        now=now,
    )


def counters_record(counters: Counters) -> dict[str, Any]:
    """The counters as JSON has them."""
    return {
        "customers": counters.customers,
        "visitors": counters.visitors,
        "carts": counters.carts,
        "cart_value": json_value(counters.cart_value, Kind.MONEY),
        "minutes": list(counters.minutes),
    }


def counters_text(counters: Counters) -> str:
    """The counters in a line."""
    return "; ".join(
        (
            ngettext("{count} customer", "{count} customers", counters.customers).format(
                count=format_number(counters.customers)
            ),
            ngettext("{count} visitor", "{count} visitors", counters.visitors).format(
                count=format_number(counters.visitors)
            ),
            ngettext(
                "{count} active cart, worth {value}",
                "{count} active carts, worth {value}",
                counters.carts,
            ).format(count=format_number(counters.carts), value=format_money(counters.cart_value)),
        )
    )


def _watch(show: Callable[[], None], database: ShopDatabase) -> int:
    """Show it at every change; and now and then, since people leave without an event."""
    from custui.cli.progress import ended_by_signals

    on_screen = sys.stdout.isatty()
    version = None
    with ended_by_signals():
        while True:
            (current,) = database.execute_sql("PRAGMA data_version").fetchone()
            if current != version or on_screen:
                version = current
                if on_screen:
                    sys.stdout.write("\x1b[H\x1b[2J")
                show()
                sys.stdout.flush()
            time.sleep(WATCH_SECONDS)
