"""How the feed fares, for eyes and for scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from custui.cli.list_ import json_value
from custui.db.queries.live.feed import FeedState
from custui.domain.columns import Kind
from custui.locale import _, ngettext
from custui.locale.formats import format_number


def feed_record(feed: FeedState) -> dict[str, Any]:
    """The feed as JSON has it."""
    return {
        "last_event": json_value(feed.last_event, Kind.MOMENT),
        "read_at": json_value(feed.read_at, Kind.MOMENT),
        "silent": feed.is_silent,
        "silent_for": feed.silent_for,
        "ahead": feed.ahead,
        "lines": feed.lines,
        "rejected": feed.rejected,
        "waiting": feed.waiting,
        "lost": feed.lost,
    }


def feed_warnings(feed: FeedState) -> Iterator[str]:
    """What somebody who reads its figures has to know."""
    if feed.last_event is None:
        yield _("The feed is silent: there has been no event yet. custui ingest reads it.")
    elif feed.is_silent:
        yield _("The feed has been silent for {time}; nobody knows who is in the shop.").format(
            time=span(feed.silent_for)
        )
    if feed.ahead:
        yield _("The shop's clock runs ahead by {time}.").format(time=span(feed.ahead))


def span(seconds: int) -> str:
    """A span of time in its largest whole units."""
    if seconds < 60:
        return ngettext("{count} second", "{count} seconds", seconds).format(count=seconds)
    if seconds < 3600:
        minutes = seconds // 60
        return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
    if seconds < 2 * 86_400:
        hours = seconds // 3600
        return ngettext("{count} hour", "{count} hours", hours).format(count=hours)
    days = seconds // 86_400
    return ngettext("{count} day", "{count} days", days).format(count=format_number(days))
