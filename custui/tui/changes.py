"""Tells the screens that somebody wrote to the database."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.message import Message
from textual.signal import Signal

from custui.db.changes import ChangeNotice
from custui.db.connection import ShopDatabase


class DataChanged(Message):
    """Somebody else committed: another process, or a worker of this one."""


class Changes:
    """One notice for all screens of the app; ``signal`` is published on the event loop.

    The app passes on each ``DataChanged`` that reaches it (``publish``).
    """

    def __init__(self, app: App[Any], database: ShopDatabase) -> None:
        self.signal: Signal[None] = Signal(app, "data changed")
        self._notice = ChangeNotice(database, lambda: app.post_message(DataChanged()))

    def start(self) -> None:
        """In a worker: notice every commit from now on. What is read afterwards misses none."""
        self._notice.start()

    def publish(self) -> None:
        """Tell every screen."""
        self.signal.publish(None)

    def stop(self) -> None:
        """Notice no more."""
        self._notice.stop()
