"""Long work in short transactions, so that everybody else keeps writing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

Progress = Callable[[int, int], None]
"""Told how many of how many customers are done."""

AIM_SECONDS: Final = 0.02
"""How long a transaction should take: the machine decides how many customers that is."""

_FEWEST: Final = 25
_MOST: Final = 2000
_FIRST: Final = 100


def silent(done: int, total: int) -> None:
    """Progress that nobody watches."""


def in_batches(
    one_batch: Callable[[int], bool],
    cancelled: threading.Event | None = None,
    aim: float = AIM_SECONDS,
) -> bool:
    """Call ``one_batch`` with a number of customers until it says that there are no more.

    It opens and ends its own transaction. Between two of them the write lock is free for as long
    as it was held: a waiting writer asks every few milliseconds and gets it. Returns whether all
    was done; ``cancelled`` ends it between two batches. Each aims at ``aim`` seconds.
    """
    size = _FIRST
    while cancelled is None or not cancelled.is_set():
        began = time.monotonic()
        if not one_batch(size):
            return True
        took = max(time.monotonic() - began, 0.0001)
        size = max(_FEWEST, min(_MOST, 2 * size, int(size * aim / took)))
        time.sleep(min(took, AIM_SECONDS))
    return False
