"""Ctrl-C during a long statement.

SQLite checks a file in one call that lasts half a minute, in which Python runs no signal handler:
the call is made in a thread, and the main one waits where a signal reaches it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from custui.db.connection import ShopDatabase

Answer = TypeVar("Answer")


def interruptible(database: ShopDatabase, act: Callable[[], Answer]) -> Answer:
    """What ``act`` returns or raises; ``KeyboardInterrupt`` ends its statements at once.

    ``database`` is a private one, with its connection open.
    """
    answers: list[Answer] = []
    errors: list[BaseException] = []
    ended = threading.Event()  # a thread whose ``join`` was interrupted may be taken for dead

    def run() -> None:
        try:
            answers.append(act())
        except BaseException as error:  # raised again where it is waited for
            errors.append(error)
        finally:
            ended.set()

    thread = threading.Thread(target=run, daemon=True)
    try:
        thread.start()
        ended.wait()
    except KeyboardInterrupt:
        while not ended.wait(0.02):  # between two statements there is nothing to interrupt yet
            database.raw().interrupt()
        raise
    if errors:
        raise errors[0]
    return answers[0]
