"""Gives a query up when it takes too long, so that another plan can be tried."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

import peewee

from custui.db.connection import ShopDatabase

_STEPS = 2_000
"""Steps of the engine between two looks at the clock: some tens of microseconds."""

_T = TypeVar("_T")


class TooSlow(Exception):
    """The query did not end in time."""


def soonest(database: ShopDatabase, ways: Iterable[tuple[float | None, Callable[[], _T]]]) -> _T:
    """What the first way gives that ends within its seconds; the last one has no deadline."""
    for seconds, read in ways:
        if seconds is None:
            return read()
        try:
            return within(database, seconds, read)
        except TooSlow:
            continue
    raise AssertionError("the last way has no deadline")


def within(database: ShopDatabase, seconds: float, read: Callable[[], _T]) -> _T:
    """What ``read`` gives; raises ``TooSlow`` when its statements are not through in time."""
    connection = database.raw()
    end = time.monotonic() + seconds
    late = False

    def is_late() -> bool:
        nonlocal late
        late = time.monotonic() > end
        return late

    connection.set_progress_handler(is_late, _STEPS)
    try:
        return read()
    except (sqlite3.OperationalError, peewee.OperationalError) as error:
        if late:
            raise TooSlow from error
        raise
    finally:
        connection.set_progress_handler(None, 0)
