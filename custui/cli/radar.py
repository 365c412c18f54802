"""``custui radar``: how far visitors come, where they stop, on which pages carts are left."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from custui.cli.database import opened
from custui.cli.exits import Exit
from custui.cli.feed_text import feed_record, feed_warnings
from custui.cli.list_ import json_value
from custui.cli.moments import asked_at, at_argument, parse_at
from custui.cli.options import Options
from custui.cli.output import narrate, print_json
from custui.db.defaults import read_preferences
from custui.db.queries.live.feed import read_feed
from custui.db.queries.live.radar import SPANS, STEPS, STOPS, Radar, read_radar
from custui.domain.columns import Kind
from custui.domain.panels.visits import STAGES
from custui.domain.text import printable
from custui.locale import _, ngettext
from custui.locale.formats import format_number, format_price

_SPANS = dict(zip(("1h", "24h", "7d"), SPANS, strict=True))
_BAR = 40


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``radar``."""
    parser.add_argument("--span", choices=_SPANS, default="24h", help=_("how far to look back"))
    parser.add_argument(
        "--pages", type=int, default=10, metavar="N", help=_("so many pages that carts are left on")
    )
    at_argument(parser)
    parser.add_argument("--json", action="store_true")


def run(options: Options) -> int:
    """Show the radar."""
    database = opened(options)
    with database.connection_context():
        preferences = read_preferences(database)
        now = asked_at(parse_at(options.at, preferences.time_zone))
        span = _SPANS[options.span]
        with database.atomic("DEFERRED"):
            radar = read_radar(database, preferences, now, span=span, pages=max(options.pages, 0))
            feed = read_feed(database, preferences, now)
    if options.json:
        print_json({**radar_record(radar), "feed": feed_record(feed)})
        return Exit.DONE
    for warning in feed_warnings(feed):
        narrate(warning)
    for line in _lines(radar, preferences.currency, "#" if options.ascii else "█"):
        print(line)
    return Exit.DONE


def radar_record(radar: Radar) -> dict[str, Any]:
    """The radar as JSON has it."""
    return {
        "at": json_value(radar.at, Kind.MOMENT),
        "since": json_value(radar.at - radar.span, Kind.MOMENT),
        "reached": dict(radar.reached),
        "dropped": {step: radar.dropped(step) for step in STEPS[:-1]},
        "abandoned": {
            "sessions": radar.left,
            "value": json_value(radar.left_value, Kind.MONEY),
            **radar.stopped,
        },
        "pages": [
            {
                "page": each.page,
                "carts": each.carts,
                "value": json_value(each.value, Kind.MONEY),
            }
            for each in radar.pages
        ],
    }


def _lines(radar: Radar, currency: str, block: str) -> Iterator[str]:
    labels = {code: _(label) for code, label in STAGES}
    width = max(len(labels[step]) for step in STEPS)
    most = max(radar.reached.values()) or 1
    yield _("Sessions that came to each step")
    for step in STEPS:
        count = radar.reached[step]
        bar = block * -(-count * _BAR // most)
        drop = radar.dropped(step)
        left = f"  -{format_number(drop)} ({drop * 100 // count} %)" if drop else ""
        yield f"  {labels[step]:<{width}} {format_number(count):>9} {bar:<{_BAR}}{left}".rstrip()
    yield ""
    yield ngettext(
        "{count} cart left behind, worth {value}",
        "{count} carts left behind, worth {value}",
        radar.left,
    ).format(count=format_number(radar.left), value=format_price(radar.left_value, currency))
    for step in STOPS:
        yield f"  {labels[step]:<{width}} {format_number(radar.stopped[step]):>9}"
    if radar.pages:
        yield ""
        yield _("Pages on which carts are left most")
        for page in radar.pages:
            price = format_price(page.value, currency)
            yield f"  {format_number(page.carts):>9}  {price:>14}  {printable(page.page) or '·'}"
